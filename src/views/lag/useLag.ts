/** The lag map of the run in sight, and the cell that is read: the crosshair's step, and a loss of the view's own. */
import { useState } from 'react';
import type { LagCell } from '../../charts/lagMap';
import type { Truncation } from '../../engine/sweep';
import type { LagMapData } from '../../store/lagMapData';
import type { RunResult } from '../../store/runResult';
import { readAt } from '../../store/store';
import { lagOfNetwork } from '../../store/viewRequests';
import { useApp, useAppStore, useShown } from '../common/context';

export interface Lag {
  readonly steps: number;
  readonly map: LagMapData | null;
  /** The cell that is read. */
  readonly cell: LagCell;
  /** Whether it was chosen: else it is the last loss at the first step. */
  readonly chosen: boolean;
  /** Its log10; NaN while it is on its way. */
  readonly value: number;
  /** The same of the second run, and its map; undefined and null while they are not there. */
  readonly second: number | undefined;
  readonly secondMap: LagMapData | null;
  readonly stale: boolean;
  readonly truncation: Truncation;
  /** `pressed`: by a press and not in passing, which takes over from playback. */
  readonly choose: (cell: LagCell, pressed: boolean) => void;
}

export function useLag(): Lag {
  const store = useAppStore();
  const [loss, setLoss] = useState<number | null>(null);
  const { run: result } = useShown('views');
  const crosshair = useApp((state) => state.crosshair);
  const wanted = useApp((state) => lagOfNetwork(state.panes[0]));
  const steps = result?.info.steps ?? 0;
  const last = Math.max(0, steps - 1);
  const k = crosshair === null ? 0 : Math.min(crosshair.step, last);
  const t = crosshair === null ? last : Math.min(last, Math.max(k, loss ?? last));
  const map = result?.viewResults.lag ?? null;
  const isOther = map !== null && map.of !== wanted;
  const secondMap = secondLag(result, map);
  const kind = result?.info.truncation ?? 'none';
  return {
    steps,
    map,
    cell: { k, t },
    chosen: crosshair !== null,
    value: map === null || isOther ? Number.NaN : map.at(k, t),
    second: isOther ? undefined : known(secondMap?.at(k, t)),
    secondMap,
    stale: isOther || (result?.viewResults.stale.has('lag') ?? false),
    truncation: kind === 'none' ? { kind } : { kind, steps: result?.settings.truncationSteps ?? 1 },
    choose(cell, pressed) {
      if (store.getState().playing && !pressed) return;
      setLoss(cell.t);
      readAt(store, cell.k, null, pressed);
    },
  };
}

/** The second run's map, where it is whole and of the same quantity. */
function secondLag(result: RunResult | null, map: LagMapData | null): LagMapData | null {
  const second = result?.perturbed?.viewResults.lag ?? null;
  return second !== null && second.of === map?.of && second.ready === 0 ? second : null;
}

const known = (value: number | undefined): number | undefined =>
  value === undefined || Number.isNaN(value) ? undefined : value;
