/** What the weights view says in words: how far back a gradient comes from, and what clipping does to it. */
import { clipRatio } from '../../settings/clipping';
import { digitsOf } from '../../story/digits';
import { magnitude, powerOfTen, signed } from '../../story/format';
import { reachOf } from './reach';

/** "half from the last 3 steps, 90 % from the last 12"; where the second run's differ, "3 to 5 steps". */
export function reachWords(share: Float64Array, second = share): string {
  const half = stepsBetween(reachOf(share, 0.5), reachOf(second, 0.5));
  const most = stepsBetween(reachOf(share, 0.1), reachOf(second, 0.1));
  if (half === NO_STEPS) return 'no gradient';
  return `half from the last ${half === '1' ? 'step' : `${half} steps`}, 90 % from the last ${most === '1' ? 'one' : most}`;
}

const NO_STEPS = '–';

/** A number of steps, or the two that two runs have; a dash where there is no gradient. */
export function stepsBetween(one: number, other: number): string {
  const known = [one, other].filter((count) => !Number.isNaN(count));
  if (known.length === 0) return NO_STEPS;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return low === high ? String(low) : `${low} to ${high}`;
}

/** A signed part of the whole: "2.1 %", "−0.3 %", a power of ten where that says more; `log10Size` is of the part’s norm against the whole’s, `second` the second run’s share. */
export function shareWords(share: number, log10Size: number, second?: number): string {
  if (Number.isNaN(share)) return '…';
  if (digitsOf(share, second) < 3) return `${signed(100 * share, 100 * (second as number))} %`;
  // At right angles to the whole, or too small for a float64.
  if (share === 0) return log10Size > -300 ? '0 %' : 'less than 10⁻³⁰⁰';
  const size = Math.abs(share);
  const sign = share < 0 ? '−' : '';
  if (size < 1e-5) return `${sign}${powerOfTen(Math.round(Math.log10(size)))}`;
  return `${sign}${signed(Number((100 * size).toPrecision(3)))} %`;
}

export interface Clipping {
  /** log10 of what every gradient is multiplied by; 0 where nothing is. */
  readonly factor: number;
  readonly acts: boolean;
  /** log10 ‖g‖ before and after. */
  readonly before: number;
  readonly after: number;
}

/** Clipping by global norm, for log10 ‖g‖ of any size. */
export function clippingOf(before: number, maxNorm: number): Clipping {
  const ratio = clipRatio(10 ** before, maxNorm);
  // Beyond float64 the 10⁻⁶ beside ‖g‖ is nothing.
  const factor = ratio === 0 ? Math.log10(maxNorm) - before : Math.log10(ratio);
  return { factor, acts: ratio < 1, before, after: before + factor };
}

export function clippingWords(
  { acts, before, after, factor }: Clipping,
  maxNorm: number,
  second: Clipping | null = null,
): string {
  const other = second ?? undefined;
  if (before === -Infinity) return 'There is no gradient, so there is nothing to scale.';
  if (!acts)
    return `‖∂E/∂W‖₂ = ${magnitude(before, other?.before)} is within the limit of ${signed(maxNorm)}: nothing is scaled.`;
  return `Before ‖∂E/∂W‖₂ = ${magnitude(before, other?.before)}, after ${magnitude(after, other?.after)}: every gradient × ${magnitude(factor, other?.factor)}, direction unchanged.`;
}
