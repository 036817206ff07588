/**
 * Eigenvalues of a real, generally non-symmetric matrix.
 *
 * Purpose: the spectral radius of the recurrent weights, and the picture of all eigenvalues in the complex plane.
 *
 * Method: eigenvalues that can be read off are taken away, the rest is balanced by powers of two (Parlett & Reinsch, Numer.
 * Math. 13, 1969, `balanc`, whose permutations become the smaller matrix that is left), Householder reduction to Hessenberg form (`orthes`, Martin & Wilkinson, Numer. Math. 12, 1968), then the
 * double-shift QR algorithm of Francis (`hqr`, Martin, Peters & Wilkinson, Numer. Math. 14, 1970). The routines are
 * those of EISPACK; the QR part is in francis.ts.
 */

import { normalisingPower } from './exponential';
import { francisQr } from './francis';

export interface Eigenvalues {
  /** Real parts, [n]. */
  readonly re: Float64Array;
  /** Imaginary parts, [n]; a conjugate pair stands together, the positive one first. */
  readonly im: Float64Array;
}

/** Columns of the Hessenberg reduction between two pauses. */
const COLUMNS_PER_PAUSE = 4;

/**
 * All eigenvalues of a matrix [n × n, row-major, left unchanged], in no particular order. Pauses every few columns and
 * after every QR sweep (about a millisecond each at n = 256). Errors: a length other than n², entries that are not
 * finite, or no convergence (which the exceptional shifts should prevent).
 */
export function* eigenvaluesOf(matrix: Float64Array, n: number): Generator<void, Eigenvalues> {
  if (matrix.length !== n * n) throw new Error(`An ${n} × ${n} matrix needs ${n * n} entries, not ${matrix.length}.`);
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  let largest = 0;
  for (let i = 0; i < matrix.length; i++) {
    const size = Math.abs(matrix[i]);
    if (!(size < Infinity)) throw new Error(`Eigenvalues need finite entries; entry ${i} is ${matrix[i]}.`);
    largest = Math.max(largest, size);
  }
  if (largest === 0) return { re, im };
  const { alone, left } = separate(matrix, n);
  for (let k = 0; k < alone.length; k++) re[k] = matrix[alone[k] * n + alone[k]];
  // An exact scaling to entries below 1, so that no product overflows.
  const scale = normalisingPower(largest);
  const m = left.length;
  const work = new Float64Array(m * m);
  for (let i = 0, index = 0; i < m; i++) {
    for (let j = 0; j < m; j++, index++) work[index] = matrix[left[i] * n + left[j]] * scale;
  }
  balance(work, m);
  yield;
  const [ownRe, ownIm] = [re.subarray(alone.length), im.subarray(alone.length)];
  yield* reduceToHessenberg(work, m);
  yield* francisQr(work, m, ownRe, ownIm);
  for (let i = 0; i < m; i++) {
    ownRe[i] /= scale;
    ownIm[i] /= scale;
  }
  return { re, im };
}

/**
 * Takes away every index whose row or column has nothing beside the diagonal, among those still there, until none is: its
 * diagonal entry is an eigenvalue, exactly. What dead units leave (rows of zeros) is so defective that QR may never converge.
 */
function separate(a: Float64Array, n: number): { alone: number[]; left: number[] } {
  const inRow = new Int32Array(n);
  const inColumn = new Int32Array(n);
  for (let i = 0, index = 0; i < n; i++) {
    for (let j = 0; j < n; j++, index++) {
      if (i === j || a[index] === 0) continue;
      inRow[i]++;
      inColumn[j]++;
    }
  }
  const gone = new Uint8Array(n);
  const alone: number[] = [];
  const take = (k: number): void => {
    if (gone[k] === 1 || (inRow[k] > 0 && inColumn[k] > 0)) return;
    gone[k] = 1;
    alone.push(k);
  };
  for (let k = 0; k < n; k++) take(k);
  // The list grows while it is gone through.
  for (const k of alone) {
    for (let j = 0; j < n; j++) {
      if (j === k || gone[j] === 1) continue;
      if (a[j * n + k] !== 0) inRow[j]--;
      if (a[k * n + j] !== 0) inColumn[j]--;
      take(j);
    }
  }
  return { alone, left: Array.from({ length: n }, (_, k) => k).filter((k) => gone[k] === 0) };
}

/** max |λ| of eigenvalues re + i·im. */
export function largestModulus({ re, im }: Eigenvalues): number {
  let largest = 0;
  for (let k = 0; k < re.length; k++) largest = Math.max(largest, modulus(re[k], im[k]));
  return largest;
}

/** √(a² + b²) without overflow or underflow on the way. */
export function modulus(a: number, b: number): number {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  if (larger === 0) return 0;
  const ratio = Math.min(Math.abs(a), Math.abs(b)) / larger;
  return larger * Math.sqrt(1 + ratio * ratio);
}

/** Similarity by diagonal powers of two until each row is about as large as its column: exact, and better conditioned. */
function balance(a: Float64Array, n: number): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < n; i++) {
      let column = 0;
      let row = 0;
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        column += Math.abs(a[j * n + i]);
        row += Math.abs(a[i * n + j]);
      }
      if (column === 0 || row === 0) continue;
      const before = column + row;
      let factor = 1;
      // Limited to 2^±300: beyond that a repeated rescaling could leave the range of doubles.
      for (; column < row / 2 && factor < 1e90; column *= 4) factor *= 2;
      for (; column >= row * 2 && factor > 1e-90; column /= 4) factor /= 2;
      if ((column + row) / factor >= 0.95 * before) continue;
      changed = true;
      for (let j = 0; j < n; j++) a[i * n + j] /= factor;
      for (let j = 0; j < n; j++) a[j * n + i] *= factor;
    }
  }
}

/** Householder similarity to upper Hessenberg form, in place; everything below the subdiagonal becomes exactly 0. */
function* reduceToHessenberg(a: Float64Array, n: number): Generator<void, void> {
  const v = new Float64Array(n);
  const row = new Float64Array(n);
  for (let m = 0; m < n - 2; m++) {
    let largest = 0;
    for (let i = m + 2; i < n; i++) largest = Math.max(largest, Math.abs(a[i * n + m]));
    if (largest === 0) continue;
    largest = Math.max(largest, Math.abs(a[(m + 1) * n + m]));
    let squares = 0;
    for (let i = m + 1; i < n; i++) {
      v[i] = a[i * n + m] / largest;
      squares += v[i] * v[i];
    }
    const head = v[m + 1];
    const norm = head < 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    v[m + 1] = head + norm;
    reflectBothSides(a, n, m + 1, v, 1 / (norm * v[m + 1]), row);
    a[(m + 1) * n + m] = -norm * largest;
    for (let i = m + 2; i < n; i++) a[i * n + m] = 0;
    if (m % COLUMNS_PER_PAUSE === 0) yield;
  }
}

/** a ← P·a·P with P = I − factor·v·vᵀ, where v starts at index `from`; columns before `from` are left to the caller. */
function reflectBothSides(
  a: Float64Array,
  n: number,
  from: number,
  v: Float64Array,
  factor: number,
  row: Float64Array,
): void {
  row.fill(0, from, n);
  for (let i = from; i < n; i++) {
    const weight = v[i];
    for (let j = from; j < n; j++) row[j] += weight * a[i * n + j];
  }
  for (let i = from; i < n; i++) {
    const weight = factor * v[i];
    for (let j = from; j < n; j++) a[i * n + j] -= weight * row[j];
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = from; j < n; j++) sum += a[i * n + j] * v[j];
    sum *= factor;
    for (let j = from; j < n; j++) a[i * n + j] -= sum * v[j];
  }
}
