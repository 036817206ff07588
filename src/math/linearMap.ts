/**
 * Linear maps given by what they do to vectors: the largest singular value needs only A·x and Aᵀ·x, so a product of
 * Jacobians never has to be formed.
 */
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
 * The map of the transpose of the first `rows` rows of a matrix, [… × cols] row-major, which must stay as they are while the map is
 * in use.
 */
export function transposedMap(matrix: Float64Array, rows: number, cols: number): LinearMap {
  const resident = new ResidentMatrix(matrix, rows, cols);
  return {
    rows: cols,
    cols: rows,
    apply(x, out) {
      resident.transposeTimes(x, out);
    },
    applyTranspose(x, out) {
      resident.times(x, out);
    },
  };
}
