/**
 * Matrix times scaled vector. Matrices are plain float64, [n × n] row-major. The units of the vector usually share one limb; where
 * they do not, each output is summed with its own exponent, so that no unit is lost beside a larger one that its row ignores.
 */
import { limbPower } from './limb';
import { matrixVector } from './matrixVector';
import { type ScaledVector, sharedLimb } from './scaledVector';

/** out = A v. Limbs of `out` are not normalised. */
export function matrixTimes(a: Float64Array, v: ScaledVector, out: ScaledVector): void {
  const n = v.size;
  const limb = sharedLimb(v);
  if (!Number.isNaN(limb)) {
    matrixVector(a, v.mantissa, n, n, out.mantissa);
    out.limb.fill(limb);
    return;
  }
  for (let j = 0; j < n; j++) {
    let sum = 0;
    let top = 0;
    for (let k = 0, index = j * n; k < n; k++, index++) {
      const product = (a[index] as number) * (v.mantissa[k] as number);
      if (product === 0) continue;
      const l = v.limb[k] as number;
      if (sum === 0 || l === top) {
        sum += product;
        top = l;
      } else if (l < top) sum += product * limbPower(l - top);
      else {
        sum = sum * limbPower(top - l) + product;
        top = l;
      }
    }
    out.mantissa[j] = sum;
    out.limb[j] = top;
  }
}

/**
 * Four products in one pass, and their sum added up in an order of its own: the sum is what "the parts sum to the whole" is
 * checked against, so it must not be made from the parts. `stacked` holds the matrices' rows by turns, [n × 4 × n]; vectors and
 * products are one below the other, [4 × n]. Two arrays to read from instead of eight are worth a factor of two.
 */
export function fourProducts(
  stacked: Float64Array,
  vectors: Float64Array,
  n: number,
  outs: Float64Array,
  whole: Float64Array,
): void {
  const one = n | 0;
  const two = (one + one) | 0;
  const three = (two + one) | 0;
  for (let j = 0, row = 0; j < one; j = (j + 1) | 0, row = (row + two + two) | 0) {
    const row1 = (row + one) | 0;
    const row2 = (row + two) | 0;
    const row3 = (row + three) | 0;
    let sa = 0;
    let sb = 0;
    let sc = 0;
    let sd = 0;
    let all = 0;
    for (let k = 0; k < one; k = (k + 1) | 0) {
      const pa = (stacked[(row + k) | 0] as number) * (vectors[k] as number);
      const pb = (stacked[(row1 + k) | 0] as number) * (vectors[(one + k) | 0] as number);
      const pc = (stacked[(row2 + k) | 0] as number) * (vectors[(two + k) | 0] as number);
      const pd = (stacked[(row3 + k) | 0] as number) * (vectors[(three + k) | 0] as number);
      sa += pa;
      sb += pb;
      sc += pc;
      sd += pd;
      all += pa + pb + (pc + pd);
    }
    outs[j] = sa;
    outs[(one + j) | 0] = sb;
    outs[(two + j) | 0] = sc;
    outs[(three + j) | 0] = sd;
    whole[j] = all;
  }
}

/** The rows of up to four [n × n] matrices by turns, as `fourProducts` takes them; zeros where one is null or missing. */
export function stackedRows(matrices: readonly (Float64Array | null)[], n: number): Float64Array {
  const out = new Float64Array(4 * n * n);
  for (const [place, matrix] of matrices.entries()) {
    if (matrix === null) continue;
    for (let j = 0; j < n; j++) out.set(matrix.subarray(j * n, (j + 1) * n), (4 * j + place) * n);
  }
  return out;
}

/** The transpose of an [n × n] matrix, as a new one. */
export function transposed(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j] as number;
  return out;
}
