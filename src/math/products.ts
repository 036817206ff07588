/**
 * Matrix times scaled vector. Matrices are plain float64, [n × n] row-major, and each product is a dot product per row, so
 * that four independent accumulators hide the latency of the additions. The units of the vector usually share one limb; where
 * they do not, each output is summed with its own exponent, so that no unit is lost beside a larger one that its row ignores.
 */
import { limbPower } from './limb';
import { type ScaledVector, sharedLimb } from './scaledVector';

/** out = A x for plain vectors; A is [rows × cols]. */
export function matrixVector(a: Float64Array, x: Float64Array, rows: number, cols: number, out: Float64Array): void {
  let row = 0;
  let start = 0;
  for (; row + 4 <= rows; row += 4, start += 4 * cols) {
    const start1 = start + cols;
    const start2 = start1 + cols;
    const start3 = start2 + cols;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < cols; k++) {
      const xk = x[k] as number;
      s0 += (a[start + k] as number) * xk;
      s1 += (a[start1 + k] as number) * xk;
      s2 += (a[start2 + k] as number) * xk;
      s3 += (a[start3 + k] as number) * xk;
    }
    out[row] = s0;
    out[row + 1] = s1;
    out[row + 2] = s2;
    out[row + 3] = s3;
  }
  for (; row < rows; row++, start += cols) {
    let s = 0;
    for (let k = 0; k < cols; k++) s += (a[start + k] as number) * (x[k] as number);
    out[row] = s;
  }
}

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
 * checked against, so it must not be made from the parts.
 */
export function fourProducts(
  matrices: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
  vectors: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
  n: number,
  outs: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
  whole: Float64Array,
): void {
  const [a, b, c, d] = matrices;
  const [va, vb, vc, vd] = vectors;
  const [oa, ob, oc, od] = outs;
  for (let j = 0, index = 0; j < n; j++) {
    let sa = 0;
    let sb = 0;
    let sc = 0;
    let sd = 0;
    let all = 0;
    for (let k = 0; k < n; k++, index++) {
      const pa = (a[index] as number) * (va[k] as number);
      const pb = (b[index] as number) * (vb[k] as number);
      const pc = (c[index] as number) * (vc[k] as number);
      const pd = (d[index] as number) * (vd[k] as number);
      sa += pa;
      sb += pb;
      sc += pc;
      sd += pd;
      all += pa + pb + (pc + pd);
    }
    oa[j] = sa;
    ob[j] = sb;
    oc[j] = sc;
    od[j] = sd;
    whole[j] = all;
  }
}

/** The transpose of an [n × n] matrix, as a new one. */
export function transposed(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j] as number;
  return out;
}
