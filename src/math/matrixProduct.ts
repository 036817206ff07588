/** Dense matrix products, for the running products of Jacobians; large ones pause. */
import { COLUMN_WORKSPACE, columnProducts } from './columnProducts';
import type { Strided } from './strided';

const { left, right } = columnProducts;

/** What is multiplied, [rows × inner] and [inner × cols], as it comes to the scratch space of `columnProducts`. */
export interface Factors {
  readonly inner: number;
  readonly cols: number;
  /** Puts four rows of the left factor, the first of them `row`, into `left`: their transpose, [inner × 4]. */
  readonly transposeRows: (row: number) => void;
  /** Puts the right factor, row-major, into `right`; called again after every `yield`. */
  readonly putRight: () => void;
}

/** Multiply-adds between two pauses: about a millisecond. */
const WORK_PER_PAUSE = 1 << 22;

/**
 * out[rows × cols] = x[rows × inner] · y[inner × cols], all row-major; yields after every block of rows that cost ~1 ms.
 * Errors: factors larger than COLUMN_WORKSPACE.
 */
export function* matrixProduct(
  x: Float64Array,
  y: Float64Array,
  rows: number,
  inner: number,
  cols: number,
  out: Float64Array,
): Generator<void, void> {
  const whole = rows - (rows % 4);
  const putRight = (): void => right.set(y.length === inner * cols ? y : y.subarray(0, inner * cols));
  const transposeRows = (row: number): void => transposeFour(x, row * inner, inner);
  const product: Strided = { array: out, rowStep: cols, colStep: 1 };
  yield* transposedProduct({ inner, cols, transposeRows, putRight }, whole, product, 0);
  if (whole < rows) putRight();
  const shape = { leftStep: 1, rightStep: cols, count: inner };
  for (let i = whole; i < rows; i++) {
    for (let k = 0; k < inner; k++) left[k] = x[i * inner + k];
    columnProducts.addOne(shape, 0, cols, product, i * cols, true);
  }
}

/** The same for whole blocks of four rows; the product's first number is at `start` in the array of `out`. */
export function* transposedProduct(
  { inner, cols, transposeRows, putRight }: Factors,
  rows: number,
  out: Strided,
  start: number,
): Generator<void, void> {
  if (inner * Math.max(4, cols) > COLUMN_WORKSPACE) throw new Error(`No room for a factor of ${inner} × ${cols}.`);
  const rowsPerPause = 4 * Math.max(1, Math.floor(WORK_PER_PAUSE / (4 * inner * cols)));
  const shape = { leftStep: 4, rightStep: cols, count: inner };
  for (let from = 0; from < rows; from += rowsPerPause) {
    if (from > 0) yield;
    putRight();
    const to = Math.min(rows, from + rowsPerPause);
    for (let i = from; i < to; i += 4) {
      transposeRows(i);
      columnProducts.addTwo(shape, 0, cols, out, start + i * out.rowStep, true);
      columnProducts.addTwo(shape, 2, cols, out, start + (i + 2) * out.rowStep, true);
    }
  }
}

function transposeFour(x: Float64Array, start: number, inner: number): void {
  const x1 = (start + inner) | 0;
  const x2 = (x1 + inner) | 0;
  const x3 = (x2 + inner) | 0;
  for (let k = 0, p = 0; k < inner; k = (k + 1) | 0, p = (p + 4) | 0) {
    left[p] = x[(start + k) | 0];
    left[(p + 1) | 0] = x[(x1 + k) | 0];
    left[(p + 2) | 0] = x[(x2 + k) | 0];
    left[(p + 3) | 0] = x[(x3 + k) | 0];
  }
}
