/**
 * Random orthogonal matrices, uniformly distributed (Haar measure) if the given matrix is Gaussian.
 *
 * Purpose: orthogonal initial weights, drawn by the caller's own random source so that a seed fixes every bit.
 *
 * Method: Householder QR; Q alone is not Haar distributed, because the algorithm chooses the signs of R's diagonal.
 * Multiplying column j of Q by the sign of R[j][j] repairs that (Mezzadri, "How to generate random matrices from the
 * classical compact groups", Notices of the AMS 54, 2007, section 5).
 */

/**
 * The orthogonal factor Q [n × n, row-major] of a Gaussian matrix [n × n, row-major, left unchanged], with the signs
 * that make R's diagonal positive. Pauses after every column. Errors: a length other than n².
 */
export function* orthogonalFrom(gaussian: Float64Array, n: number): Generator<void, Float64Array> {
  if (gaussian.length !== n * n)
    throw new Error(`An ${n} × ${n} matrix needs ${n * n} entries, not ${gaussian.length}.`);
  const r = gaussian.slice();
  const q = new Float64Array(n * n);
  const signs = new Float64Array(n);
  const factors = new Float64Array(n);
  const row = new Float64Array(n);

  for (let k = 0; k < n; k++) {
    signs[k] = reflectColumn(r, n, k, factors, row);
    yield;
  }
  for (let i = 0; i < n; i++) q[i * n + i] = signs[i];
  // Q = H_0 H_1 … H_(n−1) · diag(signs), the last reflection first: then H_k touches rows and columns from k on only.
  for (let k = n - 1; k >= 0; k--) {
    applyReflection(r, n, k, factors[k], q, k, row);
    yield;
  }
  return q;
}

/**
 * Replaces column k of r below the diagonal by the reflection vector, applies the reflection to the columns right of it,
 * and returns the sign of R[k][k]. The reflection is I − factor·v·vᵀ.
 */
function reflectColumn(r: Float64Array, n: number, k: number, factors: Float64Array, row: Float64Array): number {
  let largest = 0;
  for (let i = k; i < n; i++) largest = Math.max(largest, Math.abs(r[i * n + k]));
  if (largest === 0) {
    factors[k] = 0;
    return 1;
  }
  let squares = 0;
  for (let i = k; i < n; i++) {
    r[i * n + k] /= largest;
    squares += r[i * n + k] * r[i * n + k];
  }
  const head = r[k * n + k];
  const norm = Math.sqrt(squares);
  // The column becomes −sign(head)·norm·e_k: adding to the head, never cancelling.
  r[k * n + k] = head < 0 ? head - norm : head + norm;
  factors[k] = 1 / (norm * (norm + Math.abs(head)));
  applyReflection(r, n, k, factors[k], r, k + 1, row);
  return head < 0 ? 1 : -1;
}

/** target ← (I − factor·v·vᵀ)·target on the columns from `from` on, with v in column k of `vectors` from row k on. */
function applyReflection(
  vectors: Float64Array,
  n: number,
  k: number,
  factor: number,
  target: Float64Array,
  from: number,
  row: Float64Array,
): void {
  row.fill(0, from, n);
  for (let i = k; i < n; i++) {
    const v = vectors[i * n + k];
    for (let j = from; j < n; j++) row[j] += v * target[i * n + j];
  }
  for (let i = k; i < n; i++) {
    const v = factor * vectors[i * n + k];
    for (let j = from; j < n; j++) target[i * n + j] -= v * row[j];
  }
}
