/**
 * Fewer rows for the same norms. The singular values of P, and of every P X, are those of QᵀP and of QᵀP X for an orthogonal Q; with
 * the Q of a QR factorisation with column pivoting (Businger & Golub, Numer. Math. 7, 1965) the last rows of QᵀP are small.
 */

import { vectorMatrix } from './matrixVector';

/** Multiplications between two pauses: some tenths of a millisecond. */
const WORK_PER_PAUSE = 1 << 18;

/**
 * P ← QᵀP in place, P [rows × cols] row-major, until what is left in the last rows has a Frobenius norm of at most `tolerance`
 * times the whole; returns the number of rows before them. Yields now and then.
 */
export function* reduceRows(p: Float64Array, rows: number, cols: number, tolerance: number): Generator<void, number> {
  const squares = new Float64Array(cols);
  const w = new Float64Array(cols);
  const v = new Float64Array(rows);
  for (let i = 0; i < rows; i++) addSquares(p, i * cols, cols, squares);
  const enough = tolerance * tolerance * sumOf(squares);
  let work = 0;
  for (let k = 0; k < rows; k++) {
    if (sumOf(squares) <= enough) return k;
    let pivot = 0;
    for (let j = 1; j < cols; j++) if (squares[j] > squares[pivot]) pivot = j;
    // The reflection I − v vᵀ/half that turns the pivot column's rows from k on into a multiple of the first unit vector.
    let sum = 0;
    for (let i = k; i < rows; i++) {
      v[i] = p[i * cols + pivot];
      sum += v[i] * v[i];
    }
    const first = v[k];
    const length = first < 0 ? -Math.sqrt(sum) : Math.sqrt(sum);
    v[k] = first + length;
    const inverseHalf = 1 / (length * (length + first));
    vectorMatrix(v.subarray(k, rows), p.subarray(k * cols), rows - k, cols, w);
    reflect(p, k, k + 1, cols, v, w, inverseHalf, squares);
    squares.fill(0);
    reflect(p, k + 1, rows, cols, v, w, inverseHalf, squares);
    p[k * cols + pivot] = -length;
    for (let i = k + 1; i < rows; i++) p[i * cols + pivot] = 0;
    squares[pivot] = 0;
    work += 3 * cols * (rows - k);
    if (work > WORK_PER_PAUSE) {
      work = 0;
      yield;
    }
  }
  return rows;
}

function sumOf(x: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += x[j];
  return sum;
}

function addSquares(p: Float64Array, start: number, count: number, out: Float64Array): void {
  for (let j = 0; j < count; j++) out[j] = out[j] + p[start + j] * p[start + j];
}

/** Rows from … to − 1 less factor · v wᵀ; squares += those of what is left, by column. Four rows share one pass. */
function reflect(
  p: Float64Array,
  from: number,
  to: number,
  cols: number,
  v: Float64Array,
  w: Float64Array,
  factor: number,
  squares: Float64Array,
): void {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const v0 = factor * v[i];
    const v1 = factor * v[i + 1];
    const v2 = factor * v[i + 2];
    const v3 = factor * v[i + 3];
    reflectFour(p, i * cols, cols, v0, v1, v2, v3, w, squares);
  }
  for (; i < to; i++) {
    const row = i * cols;
    const vi = factor * v[i];
    for (let j = 0; j < cols; j++) p[row + j] = p[row + j] - vi * w[j];
    addSquares(p, row, cols, squares);
  }
}

/** Indices are kept in int32 by `| 0`. */
function reflectFour(
  p: Float64Array,
  row: number,
  cols: number,
  v0: number,
  v1: number,
  v2: number,
  v3: number,
  w: Float64Array,
  squares: Float64Array,
): void {
  for (let j = 0, i0 = row | 0; j < cols; j = (j + 1) | 0, i0 = (i0 + 1) | 0) {
    const i1 = (i0 + cols) | 0;
    const i2 = (i1 + cols) | 0;
    const i3 = (i2 + cols) | 0;
    const wj = w[j];
    const p0 = p[i0] - v0 * wj;
    const p1 = p[i1] - v1 * wj;
    const p2 = p[i2] - v2 * wj;
    const p3 = p[i3] - v3 * wj;
    p[i0] = p0;
    p[i1] = p1;
    p[i2] = p2;
    p[i3] = p3;
    squares[j] = squares[j] + (p0 * p0 + p1 * p1 + (p2 * p2 + p3 * p3));
  }
}
