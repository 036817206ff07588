/**
 * All singular values of a square matrix.
 *
 * Purpose: what one step of the network can do to any gradient, not only to the one that it does most to. For the largest alone
 * see spectralNorm.ts.
 *
 * Method: Householder bidiagonalisation (Golub & Van Loan, Matrix Computations, 4th ed., algorithm 5.4.2), then bisection of the
 * bidiagonal matrix (bidiagonalValues.ts). The second part keeps every value's relative accuracy; the first is backward stable,
 * so what is below about n · 2⁻⁵² of the largest singular value may be rounding and nothing else.
 */

import { bidiagonalValues } from './bidiagonalValues';
import { normalisingPower } from './exponential';

/** Multiply-adds between two pauses: one to two milliseconds. */
const WORK_PER_PAUSE = 1e6;
/** Entries between these can be summed and reflected as they are; matrices beyond are scaled by a power of two, exactly. */
const LARGE = 1e300;
const SMALL = 1e-150;

/**
 * The singular values of a matrix [n × n, row-major, left unchanged], falling. Pauses every millisecond or two. Errors: a length
 * other than n², or entries that are not finite.
 */
export function* singularValuesOf(matrix: Float64Array, n: number): Generator<void, Float64Array<ArrayBuffer>> {
  if (matrix.length !== n * n) throw new Error(`An ${n} × ${n} matrix needs ${n * n} entries, not ${matrix.length}.`);
  let largest = 0;
  for (let i = 0; i < matrix.length; i++) {
    const size = Math.abs(matrix[i]);
    if (!(size < Infinity)) throw new Error(`Singular values need finite entries; entry ${i} is ${matrix[i]}.`);
    largest = Math.max(largest, size);
  }
  if (largest === 0) return new Float64Array(n);
  const scale = largest > LARGE || largest < SMALL ? normalisingPower(largest) : 1;
  const work = new Float64Array(n * n);
  for (let i = 0; i < work.length; i++) work[i] = matrix[i] * scale;
  const superdiagonal = new Float64Array(Math.max(0, n - 1));
  const diagonal = yield* bidiagonalise(work, n, superdiagonal);
  const values = yield* bidiagonalValues(diagonal, superdiagonal);
  if (scale !== 1) for (let k = 0; k < n; k++) values[k] /= scale;
  return values;
}

/** Reflects a (destroyed) from left and right until only the diagonal, returned, and the superdiagonal are left. */
function* bidiagonalise(a: Float64Array, n: number, superdiagonal: Float64Array): Generator<void, Float64Array> {
  const diagonal = new Float64Array(n);
  const v = new Float64Array(n);
  const sums = new Float64Array(n);
  let work = 0;
  for (let k = 0; k < n; k++) {
    for (let i = k; i < n; i++) v[i] = a[i * n + k];
    const left = reflector(v, k, n);
    diagonal[k] = left.image;
    if (left.factor !== 0) reflectRows(a, n, k, v, left.factor, sums);
    if (k + 1 < n) {
      for (let j = k + 1; j < n; j++) v[j] = a[k * n + j];
      const right = reflector(v, k + 1, n);
      superdiagonal[k] = right.image;
      if (right.factor !== 0) reflectColumns(a, n, k + 1, v, right.factor);
    }
    work += 4 * (n - k) * (n - k);
    if (work > WORK_PER_PAUSE) {
      work = 0;
      yield;
    }
  }
  return diagonal;
}

/**
 * Turns v[from … n) into the vector of the reflection I − factor · v vᵀ that leaves only its first entry, `image`. The factor is 0
 * where nothing needs to be reflected: what is diagonal stays so, bit by bit.
 */
function reflector(v: Float64Array, from: number, n: number): { image: number; factor: number } {
  let rest = 0;
  for (let i = from + 1; i < n; i++) rest = Math.max(rest, Math.abs(v[i]));
  if (rest === 0) return { image: v[from], factor: 0 };
  const largest = Math.max(rest, Math.abs(v[from]));
  let squares = 0;
  for (let i = from; i < n; i++) {
    v[i] /= largest;
    squares += v[i] * v[i];
  }
  const norm = v[from] < 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  v[from] += norm;
  return { image: -norm * largest, factor: 1 / (norm * v[from]) };
}

/** a ← (I − factor · v vᵀ) a, on rows from `k` and columns after it. */
function reflectRows(a: Float64Array, n: number, k: number, v: Float64Array, factor: number, sums: Float64Array): void {
  sums.fill(0, k + 1, n);
  for (let i = k; i < n; i++) {
    const weight = v[i];
    if (weight === 0) continue;
    for (let j = k + 1, index = i * n + k + 1; j < n; j++, index++) sums[j] += weight * a[index];
  }
  for (let i = k; i < n; i++) {
    const weight = factor * v[i];
    if (weight === 0) continue;
    for (let j = k + 1, index = i * n + k + 1; j < n; j++, index++) a[index] -= weight * sums[j];
  }
}

/** a ← a (I − factor · v vᵀ), on columns from `k` and the rows from there on (those above are done). */
function reflectColumns(a: Float64Array, n: number, k: number, v: Float64Array, factor: number): void {
  for (let i = k; i < n; i++) {
    let sum = 0;
    for (let j = k, index = i * n + k; j < n; j++, index++) sum += a[index] * v[j];
    sum *= factor;
    for (let j = k, index = i * n + k; j < n; j++, index++) a[index] -= sum * v[j];
  }
}
