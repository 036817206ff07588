/** A row of the forward pass as plain numbers for painting, in one block exponent for all. */
import type { GateRow } from '../../engine/gateRows';

export interface PlainRow {
  /** [steps × N], to be multiplied by 2^(256 · blockExponent). */
  readonly values: Float64Array;
  readonly blockExponent: number;
}

/** float64 holds what is this many block exponents up; beyond, the row stands in its largest value's block exponent. */
const PLAIN_BLOCK_EXPONENTS = 3;

export function plainRow({ mantissa, blockExponent }: Pick<GateRow, 'mantissa' | 'blockExponent'>): PlainRow {
  if (blockExponent === null) return { values: mantissa, blockExponent: 0 };
  let largest = 0;
  mantissa.forEach((m, k) => {
    if (m !== 0) largest = Math.max(largest, blockExponent[k]);
  });
  const top = largest > PLAIN_BLOCK_EXPONENTS ? largest : 0;
  const values = mantissa.map((m, k) => {
    const value = m * 2 ** (256 * (blockExponent[k] - top));
    // Too small beside the largest to be told apart from nothing, but not a zero: that would be hatched.
    return value === 0 ? Math.sign(m) * Number.MIN_VALUE : value;
  });
  return { values, blockExponent: top };
}
