/** A row of the forward pass as plain numbers for painting, in one limb for all. */
import type { GateRow } from '../../engine/gateRows';

export interface PlainRow {
  /** [steps × N], to be multiplied by 2^(256 · limb). */
  readonly values: Float64Array;
  readonly limb: number;
}

/** float64 holds what is this many limbs up; beyond, the row stands in its largest value's limb. */
const PLAIN_LIMBS = 3;

export function plainRow({ mantissa, limb }: Pick<GateRow, 'mantissa' | 'limb'>): PlainRow {
  if (limb === null) return { values: mantissa, limb: 0 };
  let largest = 0;
  mantissa.forEach((m, k) => {
    if (m !== 0) largest = Math.max(largest, limb[k]);
  });
  const top = largest > PLAIN_LIMBS ? largest : 0;
  const values = mantissa.map((m, k) => {
    const value = m * 2 ** (256 * (limb[k] - top));
    // Too small beside the largest to be told apart from nothing, but not a zero: that would be hatched.
    return value === 0 ? Math.sign(m) * Number.MIN_VALUE : value;
  });
  return { values, limb: top };
}
