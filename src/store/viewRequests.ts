/** What the view and the chart in sight ask the engine for, beside the run itself. */
import type { ViewRequest } from '../engine/viewRequests';
import { CELLS } from '../settings/cells';
import { openView } from '../settings/depth';
import { edgesOf, parametersOf } from '../settings/edges';
import type { LagOf, Settings } from '../settings/settings';
import type { AppState, Crosshair } from './store';

/** The quantity that the lag map shows: a parameter that this network does not have gives way to the state. */
export function lagOfNetwork(settings: Settings): LagOf {
  const { lagOf } = settings;
  return lagOf === 'state' || parametersOf(settings).includes(lagOf) ? lagOf : 'state';
}

/** The step (0-based) that the views beside the heatmaps are about: the crosshair's, or the last. */
export function selectedStep(crosshair: Crosshair | null, steps: number): number {
  return Math.min(crosshair?.step ?? steps - 1, steps - 1);
}

/** The step (0-based) whose arriving messages are shown: the crosshair's, or the last at which one arrives. */
export function receivingStep(crosshair: Crosshair | null, steps: number): number {
  return crosshair === null ? Math.max(0, steps - 2) : selectedStep(crosshair, steps);
}

/** Whether the view in sight shows numbers of one step even while none is selected. */
export function showsStep(settings: Settings): boolean {
  const view = openView(settings);
  return view === 'cell' || view === 'equations';
}

/** What the view beside the heatmaps shows: part of every run while it is in sight, so that it is live. */
export function viewRequests(
  settings: Settings,
  { crosshair, questions }: Pick<AppState, 'crosshair' | 'questions'>,
  steps: number,
): readonly ViewRequest[] {
  const view = openView(settings);
  switch (view) {
    case 'spectrum':
      if (settings.plane === 'step') return [{ kind: 'jacobian', step: selectedStep(crosshair, steps) }];
      return settings.plane === 'matrices' ? [{ kind: 'growth' }] : [];
    case 'lag':
      return [{ kind: 'lag', of: lagOfNetwork(settings) }];
    case 'equations':
      // The one curve of theirs that no chart has: from cell to cell, but for the carousel.
      return CELLS[settings.cell].state.length > 1 ? [{ kind: 'rest' }] : [];
    case 'claims':
      return questions.length > 0 ? [{ kind: 'measure', questions }] : [];
    case 'weights':
    case 'gates':
      return [{ kind: view }];
    default:
      return [];
  }
}

/** What the picture shows beside the run itself. */
export function pictureRequests({ inputRow }: Settings): readonly ViewRequest[] {
  return inputRow ? [{ kind: 'input' }] : [];
}

/** Matrix norms of all but an edge are costly: computed only when the run is done and their curves are asked for. */
export function chartRequests(settings: Settings): readonly ViewRequest[] {
  if (settings.depth !== 'lab' || settings.chart !== 'cumulative' || settings.curves !== 'withoutMatrix') return [];
  return edgesOf(settings).map((edge) => ({ kind: 'without', edge }));
}
