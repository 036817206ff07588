/** By how much a gradient grows in one step back, where it grows the most. */
import { toNumber } from '../math/limb';
import type { ScaledRows } from '../math/scaledVector';

/** The largest value[t − 1] − value[t] of a curve in log10; −Infinity where there is none. */
export function largestRise(values: Float64Array): number {
  let largest = -Infinity;
  for (let step = 1; step < values.length; step++) {
    largest = Math.max(largest, (values[step - 1] as number) - (values[step] as number));
  }
  return largest;
}

/**
 * The largest |row[t − 1][k]| / |row[t][k]| over all steps and units; Infinity where a unit has something of nothing, and 0 where
 * there is no gradient at all. Equal numbers give exactly 1.
 */
export function largestUnitFactor(rows: ScaledRows): number {
  let largest = 0;
  for (let step = 1; step < rows.rows; step++) {
    for (let k = 0; k < rows.size; k++) {
      const before = rows.at(step - 1, k);
      const after = rows.at(step, k);
      if (before.mantissa === 0) continue;
      const factor = toNumber({ mantissa: Math.abs(before.mantissa / after.mantissa), limb: before.limb - after.limb });
      if (factor > largest) largest = factor;
    }
  }
  return largest;
}
