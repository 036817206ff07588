/** What the view and the chart in sight ask the engine for, beside the run itself. */
import type { ViewRequest } from '../engine/viewRequests';
import { openView } from '../settings/depth';
import { edgesOf, parametersOf } from '../settings/edges';
import type { LagOf, Settings } from '../settings/settings';
import type { View } from '../settings/views';
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

/** What a view needs of the engine while it is in sight. */
export interface ViewNeeds {
  /**
   * Numbers beside the run itself: part of every run, so that the view is live. `steps` are those of the run at hand. Absent: none.
   */
  readonly requests?: (
    settings: Settings,
    state: Pick<AppState, 'crosshair' | 'questions'>,
    steps: number,
  ) => readonly ViewRequest[];
  /** Whether it shows numbers of one step even while none is selected. Absent: no. */
  readonly showsStep?: boolean;
}

/** All views there are. */
export type Views = Readonly<Record<View, ViewNeeds>>;

/** What the view in sight needs; nothing while none is open. */
export function needsOf(views: Views, settings: Settings): ViewNeeds {
  const open = openView(settings);
  return open === null ? {} : views[open];
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
