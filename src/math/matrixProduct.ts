/**
 * Dense matrix products for the running products of Jacobians. Blocks of 4 rows × 2 columns keep eight sums in registers;
 * `rowsPerPause` lets a caller look up from a large product in the middle.
 */

/**
 * out[rows × cols] = x[rows × inner] · y[inner × cols], all row-major; yields after every block of rows that cost ~1 ms. In `out` a
 * row has `stride` numbers, and those of the product begin at `start` of them.
 */
export function* matrixProduct(
  x: Float64Array,
  y: Float64Array,
  rows: number,
  inner: number,
  cols: number,
  out: Float64Array,
  stride = cols,
  start = 0,
): Generator<void, void> {
  // Whole blocks of rows: what is over goes through the slow path.
  const rowsPerPause = 4 * Math.max(1, Math.floor(1e6 / (4 * inner * cols)));
  for (let from = 0; from < rows; from += rowsPerPause) {
    if (from > 0) yield;
    productRows(x, y, from, Math.min(rows, from + rowsPerPause), inner, cols, out, stride, start);
  }
}

function productRows(
  x: Float64Array,
  y: Float64Array,
  from: number,
  to: number,
  inner: number,
  cols: number,
  out: Float64Array,
  stride: number,
  start: number,
): void {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const x0 = i * inner;
    const x1 = x0 + inner;
    const x2 = x1 + inner;
    const x3 = x2 + inner;
    const o0 = start + i * stride;
    const o1 = o0 + stride;
    const o2 = o1 + stride;
    const o3 = o2 + stride;
    let j = 0;
    for (; j + 2 <= cols; j += 2) {
      let a0 = 0;
      let a1 = 0;
      let b0 = 0;
      let b1 = 0;
      let c0 = 0;
      let c1 = 0;
      let d0 = 0;
      let d1 = 0;
      for (let k = 0, index = j; k < inner; k++, index += cols) {
        const y0 = y[index] as number;
        const y1 = y[index + 1] as number;
        const a = x[x0 + k] as number;
        const b = x[x1 + k] as number;
        const c = x[x2 + k] as number;
        const d = x[x3 + k] as number;
        a0 += a * y0;
        a1 += a * y1;
        b0 += b * y0;
        b1 += b * y1;
        c0 += c * y0;
        c1 += c * y1;
        d0 += d * y0;
        d1 += d * y1;
      }
      out[o0 + j] = a0;
      out[o0 + j + 1] = a1;
      out[o1 + j] = b0;
      out[o1 + j + 1] = b1;
      out[o2 + j] = c0;
      out[o2 + j + 1] = c1;
      out[o3 + j] = d0;
      out[o3 + j + 1] = d1;
    }
    for (; j < cols; j++)
      for (let r = i; r < i + 4; r++) out[start + r * stride + j] = dot(x, r * inner, y, j, inner, cols);
  }
  for (; i < to; i++) for (let j = 0; j < cols; j++) out[start + i * stride + j] = dot(x, i * inner, y, j, inner, cols);
}

function dot(x: Float64Array, start: number, y: Float64Array, column: number, inner: number, cols: number): number {
  let sum = 0;
  for (let k = 0, index = column; k < inner; k++, index += cols) sum += (x[start + k] as number) * (y[index] as number);
  return sum;
}
