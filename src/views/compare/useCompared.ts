/** What can be said of two panes together: their ratio and their cosine, by step of the right one. */
import { useMemo } from 'react';
import { ratioByStep } from '../../charts/ratio';
import type { AppState, Comparison } from '../../store/store';
import { useApp } from '../common/context';

/** A series by step, and the same of the second runs. */
export interface Series {
  readonly values: Float64Array | null;
  readonly second: Float64Array | null;
}

export interface ComparedNumbers {
  /** log10 right ÷ left. */
  readonly ratio: Series;
  readonly cosine: Series;
  /** Whether there is no cosine to wait for. */
  readonly haveNoState: boolean;
  readonly haveOneLength: boolean;
  /** Of the right pane. */
  readonly steps: number;
  /** How far back the left pane goes. */
  readonly lags: number;
  /** The crosshair's step, or the first; 0-based. */
  readonly step: number;
}

/** What the engine said of the two runs that are shown; null while it has not. */
function comparisonOf({ comparison, shown, pinned }: AppState): Comparison | null {
  const [active, other] = [shown.text.run?.runId, pinned.shown.text.run?.runId];
  const isOfThese = comparison?.active === active && comparison?.pinned === other;
  return isOfThese ? comparison : null;
}

export function useCompared(): ComparedNumbers {
  const rightText = useApp((state) => state.shown.text);
  const leftText = useApp((state) => state.pinned.shown.text);
  const [right, left] = [rightText.run, leftText.run];
  const comparison = useApp(comparisonOf);
  const at = useApp((state) => state.crosshair?.step ?? 0);
  const ratio = useMemo(() => {
    const [a, b] = [leftText.run?.curve('g'), rightText.run?.curve('g')];
    return a === undefined || b === undefined ? null : ratioByStep(a, b);
  }, [leftText, rightText]);
  const secondRatio = useMemo(() => {
    const [a, b] = [leftText.run?.perturbedCurve('g'), rightText.run?.perturbedCurve('g')];
    return a === undefined || b === undefined ? null : ratioByStep(a, b);
  }, [leftText, rightText]);
  const steps = right?.info.steps ?? 1;
  return {
    ratio: { values: ratio, second: secondRatio },
    cosine: { values: comparison?.cosines ?? null, second: comparison?.perturbed ?? null },
    haveNoState: comparison !== null && comparison.cosines === null,
    haveOneLength: left === null || left.info.steps === steps,
    steps,
    lags: left === null ? steps - 1 : left.info.steps - 1,
    step: Math.min(at, steps - 1),
  };
}
