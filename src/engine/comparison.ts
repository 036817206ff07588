/** Two sweeps side by side: whether their gradients point the same way, step by step. */
import { type Scaled, scaledProduct, scaledSum, toNumber } from '../math/scaled';
import { ScaledVector, scaledDot } from '../math/scaledVector';
import type { BackwardSweep } from './sweep';

/**
 * cos(gᵗ_a, gᵗ_b) by step, [steps], g = (δc − Q δy, δy) or δh; NaN where one of them is zero. Null where the two have no state in
 * common: another kind of cell, another number of units or of steps. About 10 ms at N = 256, T = 2000.
 */
export function cosines(a: BackwardSweep, b: BackwardSweep): Float64Array<ArrayBuffer> | null {
  const { steps, size, hasCell } = a.linear;
  if (b.linear.steps !== steps || b.linear.size !== size || b.linear.hasCell !== hasCell) return null;
  const out = new Float64Array(steps);
  const x = new ScaledVector(size);
  const y = new ScaledVector(size);
  const dot = (one: BackwardSweep, other: BackwardSweep, step: number): Scaled => {
    one.deltaOutput.load(step, x);
    other.deltaOutput.load(step, y);
    const onOutput = scaledDot(x, y);
    if (!hasCell) return onOutput;
    one.arrivingCell.load(step, x);
    other.arrivingCell.load(step, y);
    return scaledSum(onOutput, scaledDot(x, y));
  };
  for (let step = 0; step < steps; step++) {
    const both = dot(a, b, step);
    const squares = scaledProduct(dot(a, a, step), dot(b, b, step));
    const blockExponent = 2 * both.blockExponent - squares.blockExponent;
    out[step] =
      squares.mantissa === 0
        ? Number.NaN
        : Math.sign(both.mantissa) *
          Math.min(
            1,
            Math.sqrt(toNumber({ mantissa: (both.mantissa * both.mantissa) / squares.mantissa, blockExponent })),
          );
  }
  return out;
}
