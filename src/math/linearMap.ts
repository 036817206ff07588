/**
 * Linear maps given by what they do to vectors, and the two dense kernels everything else is built from.
 *
 * Purpose: the largest singular value needs only A·x and Aᵀ·x, so a product of Jacobians never has to be formed. For
 * matrices that are formed, four rows share one pass over the vector, which keeps V8 near its arithmetic limit. The
 * order of every sum is fixed, so the results have the same bits everywhere.
 */

/** A linear map from R^cols to R^rows; `out` is overwritten and must not be the same array as `x`. */
export interface LinearMap {
  readonly rows: number;
  readonly cols: number;
  /** out[rows] = A·x[cols]. */
  apply(x: Float64Array, out: Float64Array): void;
  /** out[cols] = Aᵀ·x[rows]. */
  applyTranspose(x: Float64Array, out: Float64Array): void;
}

/** out[rows] = M·x for the first `rows` rows of M [rows × cols], row-major. */
export function timesRows(matrix: Float64Array, rows: number, cols: number, x: Float64Array, out: Float64Array): void {
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const a = i * cols;
    const b = a + cols;
    const c = b + cols;
    const d = c + cols;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let j = 0; j < cols; j++) {
      const value = x[j];
      sumA += matrix[a + j] * value;
      sumB += matrix[b + j] * value;
      sumC += matrix[c + j] * value;
      sumD += matrix[d + j] * value;
    }
    out[i] = sumA;
    out[i + 1] = sumB;
    out[i + 2] = sumC;
    out[i + 3] = sumD;
  }
  for (; i < rows; i++) {
    const a = i * cols;
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += matrix[a + j] * x[j];
    out[i] = sum;
  }
}

/** out[cols] += factor · Mᵀ·x for the first `rows` rows of M [rows × cols], row-major. */
export function addTransposedRows(
  matrix: Float64Array,
  rows: number,
  cols: number,
  x: Float64Array,
  factor: number,
  out: Float64Array,
): void {
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const a = i * cols;
    const b = a + cols;
    const c = b + cols;
    const d = c + cols;
    const xA = factor * x[i];
    const xB = factor * x[i + 1];
    const xC = factor * x[i + 2];
    const xD = factor * x[i + 3];
    for (let j = 0; j < cols; j++) {
      out[j] += matrix[a + j] * xA + matrix[b + j] * xB + (matrix[c + j] * xC + matrix[d + j] * xD);
    }
  }
  for (; i < rows; i++) {
    const a = i * cols;
    const xA = factor * x[i];
    for (let j = 0; j < cols; j++) out[j] += matrix[a + j] * xA;
  }
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
      timesRows(matrix, rows, cols, x, out);
    },
    applyTranspose(x, out) {
      out.fill(0, 0, cols);
      addTransposedRows(matrix, rows, cols, x, 1, out);
    },
  };
}
