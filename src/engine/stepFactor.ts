/** By how much a gradient grows in one step back, where it grows the most. */
import { toNumber } from '../math/scaled';
import type { BackwardSweep } from './sweep';

/** The largest value[t − 1] − value[t] of a curve in log10; −Infinity where there is none. */
export function largestRise(values: Float64Array): number {
  let largest = -Infinity;
  values.forEach((value, step) => {
    // NaN, from nothing to nothing, is no rise.
    const rise = values[step - 1] - value;
    if (rise > largest) largest = rise;
  });
  return largest;
}

/**
 * The largest |δcᵗ⁻¹| / |δcᵗ| (|δh|) over all steps and units; Infinity where a unit has something of nothing, and 0 where there is
 * no gradient at all. Equal numbers give exactly 1.
 */
export function largestUnitFactor({ linear, deltaCell, deltaOutput }: BackwardSweep): number {
  const rows = linear.hasCell ? deltaCell : deltaOutput;
  let largest = 0;
  for (let step = 1; step < linear.steps; step++) {
    for (let k = 0; k < linear.size; k++) {
      const before = rows.at(step - 1, k);
      const after = rows.at(step, k);
      const mantissa = Math.abs(before.mantissa / after.mantissa);
      const factor = toNumber({ mantissa, blockExponent: before.blockExponent - after.blockExponent });
      if (factor > largest) largest = factor;
    }
  }
  return largest;
}
