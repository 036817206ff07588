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
      const xk = x[k] as number;
      s0 += (a[(start + k) | 0] as number) * xk;
      s1 += (a[(start1 + k) | 0] as number) * xk;
      s2 += (a[(start2 + k) | 0] as number) * xk;
      s3 += (a[(start3 + k) | 0] as number) * xk;
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

/** out[cols] = uᵀ A, A [rows × cols] row-major. */
export function vectorMatrix(u: Float64Array, a: Float64Array, rows: number, cols: number, out: Float64Array): void {
  for (let j = 0; j < cols; j++) out[j] = 0;
  addVectorMatrix(u, a, rows, cols, 1, out);
}

/** out[cols] += factor · uᵀ A for the first `rows` rows of A [rows × cols], row-major; four rows share one pass. */
export function addVectorMatrix(
  u: Float64Array,
  a: Float64Array,
  rows: number,
  cols: number,
  factor: number,
  out: Float64Array,
): void {
  let i = 0;
  let start = 0;
  for (; i + 4 <= rows; i += 4, start += 4 * cols) {
    const u0 = factor * (u[i] as number);
    const u1 = factor * (u[i + 1] as number);
    const u2 = factor * (u[i + 2] as number);
    const u3 = factor * (u[i + 3] as number);
    const s1 = start + cols;
    const s2 = s1 + cols;
    const s3 = s2 + cols;
    for (let j = 0; j < cols; j++) {
      out[j] =
        (out[j] as number) +
        (u0 * (a[start + j] as number) +
          u1 * (a[s1 + j] as number) +
          (u2 * (a[s2 + j] as number) + u3 * (a[s3 + j] as number)));
    }
  }
  for (; i < rows; i++, start += cols) {
    const ui = factor * (u[i] as number);
    for (let j = 0; j < cols; j++) out[j] = (out[j] as number) + ui * (a[start + j] as number);
  }
}
