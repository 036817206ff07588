/** Dense matrix products, for the running products of Jacobians; a caller can look up from a large one in the middle. */
import { COLUMN_WORKSPACE, columnProducts } from './columnProducts';

const { left, right } = columnProducts;

/** Puts four rows of the left factor, the first of them `row`, into `left` of the workspace: their transpose, [inner × 4]. */
export type TurnRows = (row: number) => void;
/** Puts the right factor, [inner × cols] row-major, into `right` of the workspace; asked to do so again after a pause. */
export type PutFactor = () => void;

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
  const putFactor: PutFactor = () => right.set(y.length === inner * cols ? y : y.subarray(0, inner * cols));
  yield* turnedProduct((row) => turnFour(x, row * inner, inner), putFactor, whole, inner, cols, out, cols, 0);
  if (whole < rows) putFactor();
  for (let i = whole; i < rows; i++) {
    for (let k = 0; k < inner; k++) left[k] = x[i * inner + k];
    columnProducts.addOne(0, 1, cols, inner, cols, out, i * cols, 1, true);
  }
}

/**
 * The same for whole blocks of four rows, which `turn` makes one after another. In `out` a row has `stride` numbers, and those of the
 * product begin at `start` of them.
 */
export function* turnedProduct(
  turn: TurnRows,
  putFactor: PutFactor,
  rows: number,
  inner: number,
  cols: number,
  out: Float64Array,
  stride: number,
  start: number,
): Generator<void, void> {
  if (inner * Math.max(4, cols) > COLUMN_WORKSPACE) throw new Error(`No room for a factor of ${inner} × ${cols}.`);
  const rowsPerPause = 4 * Math.max(1, Math.floor(WORK_PER_PAUSE / (4 * inner * cols)));
  for (let from = 0; from < rows; from += rowsPerPause) {
    if (from > 0) yield;
    putFactor();
    const to = Math.min(rows, from + rowsPerPause);
    for (let i = from; i < to; i += 4) {
      turn(i);
      const target = start + i * stride;
      columnProducts.addTwo(0, 4, cols, inner, cols, out, target, stride, 1, true);
      columnProducts.addTwo(2, 4, cols, inner, cols, out, target + 2 * stride, stride, 1, true);
    }
  }
}

function turnFour(x: Float64Array, start: number, inner: number): void {
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
