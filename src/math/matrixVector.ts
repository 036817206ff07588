/**
 * Plain matrix times plain vector, from either side. Four rows share one pass over the vector: four independent accumulators
 * hide the latency of the additions. The order of every sum is fixed, so the results have the same bits everywhere. Indices are
 * kept in int32 by `| 0`, which spares V8 its overflow checks.
 */

/** out = A x for plain vectors; A is [rows × cols]. */
export function matrixVector(a: Float64Array, x: Float64Array, rows: number, cols: number, out: Float64Array): void {
  const width = cols | 0;
  let row = 0;
  let start = 0;
  for (; row + 4 <= rows; row = (row + 4) | 0, start = (start + (width << 2)) | 0) {
    const start1 = (start + width) | 0;
    const start2 = (start1 + width) | 0;
    const start3 = (start2 + width) | 0;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < width; k = (k + 1) | 0) {
      const xk = x[k];
      s0 += a[(start + k) | 0] * xk;
      s1 += a[(start1 + k) | 0] * xk;
      s2 += a[(start2 + k) | 0] * xk;
      s3 += a[(start3 + k) | 0] * xk;
    }
    out[row] = s0;
    out[row + 1] = s1;
    out[row + 2] = s2;
    out[row + 3] = s3;
  }
  for (; row < rows; row++, start += cols) {
    let s = 0;
    for (let k = 0; k < cols; k++) s += a[start + k] * x[k];
    out[row] = s;
  }
}

/** out[cols] = uᵀ A, A [rows × cols] row-major. */
export function vectorMatrix(u: Float64Array, a: Float64Array, rows: number, cols: number, out: Float64Array): void {
  for (let j = 0; j < cols; j++) out[j] = 0;
  addVectorMatrix(u, a, rows, cols, 1, out);
}

/** out[cols] += factor · uᵀ A for the first `rows` rows of A [rows × cols], row-major; four columns and two rows share a pass. */
export function addVectorMatrix(
  u: Float64Array,
  a: Float64Array,
  rows: number,
  cols: number,
  factor: number,
  out: Float64Array,
): void {
  const width = cols | 0;
  const pairs = (rows - 1) | 0;
  const turn = width << 1;
  let j = 0;
  for (; j + 4 <= cols; j = (j + 4) | 0) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let i = 0;
    let p = j;
    for (; i < pairs; i = (i + 2) | 0, p = (p + turn) | 0) {
      const q = (p + width) | 0;
      const v = u[i];
      const w = u[(i + 1) | 0];
      s0 += v * a[p] + w * a[q];
      s1 += v * a[(p + 1) | 0] + w * a[(q + 1) | 0];
      s2 += v * a[(p + 2) | 0] + w * a[(q + 2) | 0];
      s3 += v * a[(p + 3) | 0] + w * a[(q + 3) | 0];
    }
    if (i < rows) {
      const v = u[i];
      s0 += v * a[p];
      s1 += v * a[p + 1];
      s2 += v * a[p + 2];
      s3 += v * a[p + 3];
    }
    out[j] = out[j] + factor * s0;
    out[j + 1] = out[j + 1] + factor * s1;
    out[j + 2] = out[j + 2] + factor * s2;
    out[j + 3] = out[j + 3] + factor * s3;
  }
  for (; j < cols; j++) {
    let sum = 0;
    for (let i = 0, p = j; i < rows; i++, p += cols) sum += u[i] * a[p];
    out[j] = out[j] + factor * sum;
  }
}
