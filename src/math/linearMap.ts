/**
 * Linear maps given by what they do to vectors: the largest singular value needs only A·x and Aᵀ·x, so a product of
 * Jacobians never has to be formed.
 */
import type { Gram } from './gram';
import { matrixVector, vectorMatrix } from './matrixVector';
import { ResidentMatrix } from './residentMatrix';

/** A linear map from R^cols to R^rows; `out` is overwritten and must not be the same array as `x`. */
export interface LinearMap {
  readonly rows: number;
  readonly cols: number;
  /** out[rows] = A·x[cols]. */
  apply(x: Float64Array, out: Float64Array): void;
  /** out[cols] = Aᵀ·x[rows]. */
  applyTranspose(x: Float64Array, out: Float64Array): void;
  /** AᵀA or AAᵀ (of a square map), where forming it pays. */
  readonly gram?: Gram | undefined;
  /** The sum of the squares of all entries, where it comes for free. */
  readonly squares?: number;
}

/** The map of a dense matrix [rows × cols], row-major. The array is used in place: later changes show. */
export function denseMap(matrix: Float64Array, rows: number, cols: number): LinearMap {
  if (matrix.length !== rows * cols) {
    throw new Error(`A ${rows} × ${cols} matrix needs ${rows * cols} entries, not ${matrix.length}.`);
  }
  return {
    rows,
    cols,
    apply(x, out) {
      matrixVector(matrix, x, rows, cols, out);
    },
    applyTranspose(x, out) {
      vectorMatrix(x, matrix, rows, cols, out);
    },
  };
}

/**
 * The map of the transpose of the first `rows` rows of a matrix, [… × cols] row-major; `squares` is the sum of the squares of
 * its entries. The matrix must stay as it is while the map is in use.
 */
export function transposedMap(matrix: Float64Array, rows: number, cols: number, squares: number): LinearMap {
  const resident = new ResidentMatrix(matrix, rows, cols);
  return {
    rows: cols,
    cols: rows,
    squares,
    apply(x, out) {
      resident.transposeTimes(x, out);
    },
    applyTranspose(x, out) {
      resident.times(x, out);
    },
  };
}
