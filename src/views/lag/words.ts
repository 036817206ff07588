/** What the lag map's cells are called, and what truncation does, in words. */
import type { TruncationLoss } from '../../engine/truncationLoss';
import type { LagOf, Settings } from '../../settings/settings';
import { type WordedCell, wordsOf } from '../../story/cells';
import { digitsOf } from '../../story/digits';
import { fixed, signed } from '../../story/format';

/** The norm that a cell shows, with `_x` subscripts. */
export function quantity(of: LagOf, cell: WordedCell): string {
  return of === 'state' ? wordsOf(cell).stateNorm : `‖dE/d${of}‖`;
}

/** What the colour is, as one line of how to read it. */
export function explained(of: LagOf, cell: WordedCell): string {
  if (of !== 'state') return `step k’s part of dE/d${of}, Frobenius norm, ‖Δᵗ‖₂ = 1.`;
  return `${quantity(of, cell)} against ‖Δᵗ‖₂.`;
}

export function truncationWords({ truncation, truncationSteps }: Settings): string {
  const steps = `${truncationSteps} ${truncationSteps === 1 ? 'step' : 'steps'}`;
  return truncation === 'window' ? `blocks of ${steps}` : `at most ${steps} back`;
}

/** Bias in percent of the full gradient's norm; `second` is the second run's. */
export function biasText({ bias }: TruncationLoss, second?: TruncationLoss): string {
  if (Number.isNaN(bias)) return '–';
  if (digitsOf(bias, second?.bias) < 3) return `${signed(100 * bias, 100 * (second?.bias as number))} %`;
  // Zeros at the end are kept, so that the digits of a column stand under one another.
  return `${bias >= 1e-3 && bias < 10 ? (100 * bias).toPrecision(3) : signed(100 * bias)} %`;
}

export function cosineText({ cosine }: TruncationLoss, second?: TruncationLoss): string {
  return Number.isNaN(cosine) ? '–' : fixed(cosine, 3, second?.cosine);
}
