/**
 * Inner products of columns, XᵀY, which is also the sum of the outer products of rows. Blocks of 4 × 2 keep eight sums in registers.
 * Indices are kept in int32 by `| 0`: V8 then leaves out its overflow checks, worth a tenth here.
 */

/** Some rows of two matrices with the same rows: X [… × xCols] and Y [… × yCols], row-major; `from` ≤ row < `to`. */
export interface ColumnPair {
  readonly x: Float64Array;
  readonly xCols: number;
  readonly y: Float64Array;
  readonly yCols: number;
  readonly from: number;
  readonly to: number;
}

/**
 * out[i, j] = Σ_row x[row, i] y[row, j] for the four columns i … i + 3 and all j < `end`; `out` is [xCols × yCols]. With an odd
 * `end` below yCols one more j is made.
 */
export function fourColumns(
  { x, xCols, y, yCols, from, to }: ColumnPair,
  i: number,
  end: number,
  out: Float64Array,
): void {
  const step = xCols | 0;
  const stride = yCols | 0;
  const first = (Math.imul(from, step) + i) | 0;
  const last = (Math.imul(to, step) + i) | 0;
  const start = Math.imul(from, stride);
  const target = Math.imul(i, stride);
  let j = 0;
  for (; j < end && j + 1 < stride; j = (j + 2) | 0) {
    let a0 = 0;
    let a1 = 0;
    let b0 = 0;
    let b1 = 0;
    let c0 = 0;
    let c1 = 0;
    let d0 = 0;
    let d1 = 0;
    for (let p = first, q = (start + j) | 0; p < last; p = (p + step) | 0, q = (q + stride) | 0) {
      const y0 = y[q] as number;
      const y1 = y[(q + 1) | 0] as number;
      const a = x[p] as number;
      const b = x[(p + 1) | 0] as number;
      const c = x[(p + 2) | 0] as number;
      const d = x[(p + 3) | 0] as number;
      a0 += a * y0;
      a1 += a * y1;
      b0 += b * y0;
      b1 += b * y1;
      c0 += c * y0;
      c1 += c * y1;
      d0 += d * y0;
      d1 += d * y1;
    }
    const row = (target + j) | 0;
    out[row] = a0;
    out[row + 1] = a1;
    out[row + stride] = b0;
    out[row + stride + 1] = b1;
    out[row + 2 * stride] = c0;
    out[row + 2 * stride + 1] = c1;
    out[row + 3 * stride] = d0;
    out[row + 3 * stride + 1] = d1;
  }
  if (j < end) {
    let a0 = 0;
    let b0 = 0;
    let c0 = 0;
    let d0 = 0;
    for (let p = first, q = (start + j) | 0; p < last; p = (p + step) | 0, q = (q + stride) | 0) {
      const y0 = y[q] as number;
      a0 += (x[p] as number) * y0;
      b0 += (x[(p + 1) | 0] as number) * y0;
      c0 += (x[(p + 2) | 0] as number) * y0;
      d0 += (x[(p + 3) | 0] as number) * y0;
    }
    const row = (target + j) | 0;
    out[row] = a0;
    out[row + stride] = b0;
    out[row + 2 * stride] = c0;
    out[row + 3 * stride] = d0;
  }
}

/** The same for a single column i. */
export function oneColumn(
  { x, xCols, y, yCols, from, to }: ColumnPair,
  i: number,
  end: number,
  out: Float64Array,
): void {
  for (let j = 0; j < end; j++) {
    let sum = 0;
    for (let row = from; row < to; row++) sum += (x[row * xCols + i] as number) * (y[row * yCols + j] as number);
    out[i * yCols + j] = sum;
  }
}
