/**
 * Matrix times scaled vector. Matrices are plain float64, [n × n] row-major. The units of the vector usually share one limb; where
 * they do not, each output is summed with its own exponent, so that no unit is lost beside a larger one that its row ignores.
 */
import { matrixVector } from './matrixVector';
import { addAt, commonLimb, type ScaledVector } from './scaledVector';

/** out = A v. Limbs of `out` are not normalised. */
export function matrixTimes(a: Float64Array, v: ScaledVector, out: ScaledVector): void {
  const n = v.size;
  const limb = commonLimb([v]);
  if (!Number.isNaN(limb)) {
    matrixVector(a, v.mantissa, n, n, out.mantissa);
    out.limb.fill(limb);
    return;
  }
  out.clear();
  for (let j = 0; j < n; j++)
    for (let k = 0, index = j * n; k < n; k++, index++) addAt(out, j, a[index] * v.mantissa[k], v.limb[k]);
}

/** The transpose of an [n × n] matrix, as a new one. */
export function transposed(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j];
  return out;
}
