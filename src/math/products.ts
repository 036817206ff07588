/**
 * Matrix times scaled vector. Matrices are plain float64, [n × n] row-major. The units of the vector usually share one block exponent; where
 * they do not, each output is summed with its own exponent, so that no unit is lost beside a larger one that its row ignores.
 */
import { matrixVector } from './matrixVector';
import { commonBlockExponent, dotWith, type ScaledVector } from './scaledVector';

/** out = A v with a matrix [n × n]. Block exponents of `out` are not normalised. */
export function matrixTimes(a: Float64Array, v: ScaledVector, out: ScaledVector): void {
  rectangularTimes(a, v, out);
}

/** The same with a matrix [out.size × v.size]. */
export function rectangularTimes(a: Float64Array, v: ScaledVector, out: ScaledVector): void {
  const n = v.size;
  const blockExponent = commonBlockExponent([v]);
  if (!Number.isNaN(blockExponent)) {
    matrixVector(a, v.mantissa, out.size, n, out.mantissa);
    out.blockExponent.fill(blockExponent);
    return;
  }
  const none = new Int32Array(n);
  for (let j = 0; j < out.size; j++) out.put(j, dotWith(a, none, j * n, v));
}

/** The transpose of an [n × n] matrix, as a new one. */
export function transposed(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j];
  return out;
}
