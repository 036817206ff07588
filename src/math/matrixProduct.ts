/** Dense matrix products, for the running products of Jacobians; a caller can look up from a large one in the middle. */
import { COLUMN_WORKSPACE, columnProducts } from './columnProducts';

/**
 * out[rows × cols] = x[rows × inner] · y[inner × cols], all row-major; yields after every block of rows that cost ~1 ms. In `out` a
 * row has `stride` numbers, and those of the product begin at `start` of them.
 * Errors: factors larger than COLUMN_WORKSPACE.
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
  if (inner * Math.max(4, cols) > COLUMN_WORKSPACE) throw new Error(`No room for a factor of ${inner} × ${cols}.`);
  const rowsPerPause = 4 * Math.max(1, Math.floor(1e6 / (4 * inner * cols)));
  const factor = y.length === inner * cols ? y : y.subarray(0, inner * cols);
  for (let from = 0; from < rows; from += rowsPerPause) {
    if (from > 0) yield;
    columnProducts.right.set(factor);
    const to = Math.min(rows, from + rowsPerPause);
    let i = from;
    for (; i + 4 <= to; i += 4) {
      const target = start + i * stride;
      for (let row = target; row < target + 4 * stride; row += stride) out.fill(0, row, row + cols);
      turnFour(x, i * inner, inner);
      columnProducts.addFour(0, 4, cols, inner, cols, out, target, stride, 1);
    }
    for (; i < to; i++) {
      const target = start + i * stride;
      out.fill(0, target, target + cols);
      for (let k = 0; k < inner; k++) columnProducts.left[k] = x[i * inner + k] as number;
      columnProducts.addOne(0, 1, cols, inner, cols, out, target, 1);
    }
  }
}

/** left = the transpose of four rows of x, [inner × 4]. */
function turnFour(x: Float64Array, start: number, inner: number): void {
  const { left } = columnProducts;
  const x1 = (start + inner) | 0;
  const x2 = (x1 + inner) | 0;
  const x3 = (x2 + inner) | 0;
  for (let k = 0, p = 0; k < inner; k = (k + 1) | 0, p = (p + 4) | 0) {
    left[p] = x[(start + k) | 0] as number;
    left[(p + 1) | 0] = x[(x1 + k) | 0] as number;
    left[(p + 2) | 0] = x[(x2 + k) | 0] as number;
    left[(p + 3) | 0] = x[(x3 + k) | 0] as number;
  }
}
