/**
 * How many decimal digits of a number hold (spec, section 8): those that the run has in common with a second one, in which every number
 * was moved in its last bits. Without a second value nothing is known yet, and all of them are taken to hold.
 */

/** What float64 can hold of any number. */
export const MOST_DIGITS = 15;

/** A number that may lie beyond float64, as `mantissa · 2^(256 · blockExponent)`. */
export interface AnySize {
  readonly mantissa: number;
  readonly blockExponent: number;
}

/** Digits that two values have in common: −log10 of their relative difference, at most 15; none where only one of them is a number. */
export function digitsOf(a: number, b: number | undefined): number {
  if (b === undefined || a === b) return MOST_DIGITS;
  return digitsOfDifference(Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
}

/** The same of two sizes given as their log10, −Infinity for an exact zero. */
export function digitsOfLogs(a: number, b: number | undefined): number {
  if (b === undefined || a === b) return MOST_DIGITS;
  return digitsOfDifference(-Math.expm1(-Math.LN10 * Math.abs(a - b)));
}

export function digitsOfScaled(a: AnySize, b: AnySize | undefined): number {
  if (b === undefined) return MOST_DIGITS;
  if (a.blockExponent === b.blockExponent || a.mantissa === 0 || b.mantissa === 0)
    return digitsOf(a.mantissa, b.mantissa);
  // 2^256 apart, or two neighbours on either side of a block exponent's border.
  const [small, large] = a.blockExponent < b.blockExponent ? [a, b] : [b, a];
  return digitsOf(small.mantissa * 2 ** (256 * (small.blockExponent - large.blockExponent)), large.mantissa);
}

function digitsOfDifference(relative: number): number {
  return Number.isNaN(relative) ? 0 : Math.max(0, Math.min(MOST_DIGITS, -Math.log10(relative)));
}

/**
 * The first step, 0-based, from which on at least one digit holds in a curve of log10 sizes; its length where none holds at the end.
 * `b` gives the second run's value at a step.
 */
export function holdsFrom(a: ArrayLike<number>, b: (step: number) => number | undefined): number {
  let step = a.length;
  while (step > 0 && !(digitsOfLogs(a[step - 1], b(step - 1)) < 1)) step--;
  return step;
}
