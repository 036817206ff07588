/**
 * The largest singular value of a linear map.
 *
 * Purpose: the norm of a product of Jacobians bounds how much a gradient can grow or shrink along it. It is wanted for
 * about a hundred products per trace, each with full accuracy, and interruptible.
 *
 * Method: Golub-Kahan-Lanczos bidiagonalisation (Golub & Kahan, SIAM J. Numer. Anal. 2, 1965) with full
 * reorthogonalisation of the right vectors, in the form that keeps T = BᵀB, the projection of AᵀA, instead of the
 * bidiagonal B (one-sided reorthogonalisation suffices: Simon & Zha, SIAM J. Sci. Comput. 21, 2000). Only the top
 * singular value is wanted, and squaring does not harm the top: σ = √λ has half the relative error of λ. Unlike B, T
 * needs no division by the norm of A·v, so maps that have collapsed to rank one need no special case.
 *
 * When to stop: at a residual ‖AᵀAy − λy‖ below RESIDUAL_TOLERANCE·λ. The Ritz value itself is usually that accurate
 * much earlier (its error is quadratic in the residual), but two close singular values look like one until the
 * residual is smaller than their distance, so the quadratic estimate could not be trusted.
 *
 * Where to start: at the previous call's top vector plus a fixed pseudo-random vector. Without the second part, a
 * direction that was on top and is now second would be an exact invariant subspace, and the search would stop there.
 */

import { normalisingPower } from './exponential';
import type { LinearMap } from './linearMap';
import { denseMap } from './linearMap';
import { addVectorMatrix, matrixVector } from './matrixVector';
import { topRitzPair } from './topRitzPair';

export type { LinearMap } from './linearMap';
export { denseMap } from './linearMap';

/** Up to this many columns the whole space is searched: cheap, and no stopping test can be wrong. */
const FULL_SEARCH_SIZE = 12;
/**
 * Residual relative to λ = σ². Two singular values a relative distance d apart go unresolved only while
 * 2·d·(share of the true top in the start) stays below this: for d = 1e-10 a share of 1e-4 is enough.
 */
const RESIDUAL_TOLERANCE = 2e-14;
/** A new direction smaller than this part of ‖T‖ is rounding noise: the space searched so far is invariant. */
const BREAKDOWN = 1e-14;
/**
 * Norm of the random part next to the unit previous top. As large as that: measured, the smaller share a lighter one
 * gives the true top lets one adversarial map in a hundred pass with the second value, and it saves one iteration.
 */
const RANDOM_WEIGHT = 1;
/** Norms between these limits can be squared twice without overflow or underflow. */
const LARGE = 1e60;
const SMALL = 1e-60;

/** Fixed pseudo-random entries with magnitude in [0.5, 1.5): none is nearly zero, so no unit is missed. */
function fillRandom(out: Float64Array, size: number): void {
  let state = 0x9e3779b9;
  for (let i = 0; i < size; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const bits = (mixed ^ (mixed >>> 14)) >>> 0;
    out[i] = (bits & 1 ? 1 : -1) * (0.5 + bits / 4294967296);
  }
}

function normOf(x: Float64Array, size: number): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < size; i += 2) {
    even += x[i] * x[i];
    odd += x[i + 1] * x[i + 1];
  }
  if (i < size) even += x[i] * x[i];
  return Math.sqrt(even + odd);
}

/** Reusable solver for maps with at most `maxSize` rows and columns; allocates nothing after construction. */
export class SpectralNorm {
  /** Lanczos iterations of the last call (each one A·x and one Aᵀ·x). */
  iterations = 0;

  /** Orthonormal right vectors, [maxSize × cols], one per row. */
  private readonly basis: Float64Array;
  private readonly diagonal: Float64Array;
  private readonly offDiagonal: Float64Array;
  private readonly ritz: Float64Array;
  private readonly coefficients: Float64Array;
  private readonly vector: Float64Array;
  private readonly image: Float64Array;
  private readonly next: Float64Array;
  private readonly previous: Float64Array;
  private readonly random: Float64Array;
  private previousSize = 0;
  private scale = 1;
  private bound = 0;
  private lambda = 0;

  constructor(maxSize: number) {
    this.basis = new Float64Array(maxSize * maxSize);
    this.diagonal = new Float64Array(maxSize);
    this.offDiagonal = new Float64Array(maxSize);
    this.ritz = new Float64Array(maxSize);
    this.coefficients = new Float64Array(maxSize);
    this.vector = new Float64Array(maxSize);
    this.image = new Float64Array(maxSize);
    this.next = new Float64Array(maxSize);
    this.previous = new Float64Array(maxSize);
    this.random = new Float64Array(maxSize);
    fillRandom(this.random, maxSize);
  }

  /**
   * The largest singular value, pausing after each Lanczos iteration; Infinity if the map overflows (or holds a NaN).
   * Errors: a map larger than maxSize.
   */
  *compute(map: LinearMap): Generator<void, number> {
    this.begin(map);
    while (!this.advance(map)) yield;
    return this.finish(map);
  }

  /** The same number without pauses. */
  computeNow(map: LinearMap): number {
    this.begin(map);
    while (!this.advance(map));
    return this.finish(map);
  }

  /** Forgets the previous top vector: the next result depends on its map alone. */
  reset(): void {
    this.previousSize = 0;
  }

  private begin(map: LinearMap): void {
    const n = map.cols;
    if (n > this.random.length || map.rows > this.random.length) {
      throw new Error(`This solver holds maps up to size ${this.random.length}, not ${map.rows} × ${n}.`);
    }
    this.iterations = 0;
    this.scale = 1;
    this.bound = 0;
    this.lambda = 0;
    const start = this.vector;
    const warm = this.previousSize === n && n > FULL_SEARCH_SIZE ? 1 : 0;
    const weight = RANDOM_WEIGHT / normOf(this.random, n);
    for (let j = 0; j < n; j++) start[j] = warm * this.previous[j] + weight * this.random[j];
    this.appendDirection(start, normOf(start, n), n);
  }

  /** Makes start/norm the next basis vector, and the current one. */
  private appendDirection(direction: Float64Array, norm: number, n: number): void {
    const row = this.iterations * n;
    for (let j = 0; j < n; j++) {
      const value = direction[j] / norm;
      this.basis[row + j] = value;
      this.vector[j] = value;
    }
  }

  /** One Lanczos iteration; true when finished. */
  private advance(map: LinearMap): boolean {
    const { image, next, diagonal, offDiagonal } = this;
    const { rows, cols: n } = map;
    const k = this.iterations;
    map.apply(this.vector, image);
    if (k === 0) this.chooseScale(rows);
    const scale = this.scale;
    if (scale !== 1) for (let i = 0; i < rows; i++) image[i] *= scale;
    const length = normOf(image, rows);
    map.applyTranspose(image, next);
    if (scale !== 1) for (let j = 0; j < n; j++) next[j] *= scale;
    diagonal[k] = length * length;
    this.iterations = k + 1;

    // next − (its part in the basis), which also removes the two terms of the Lanczos recurrence.
    const before = normOf(next, n);
    this.orthogonalise(n);
    let residual = normOf(next, n);
    // "Twice is enough": a second pass whenever the first one cancelled much.
    if (residual < 0.5 * before) {
      this.orthogonalise(n);
      residual = normOf(next, n);
    }
    const arrived = k > 0 ? offDiagonal[k - 1] : 0;
    this.bound = Math.max(this.bound, diagonal[k] + arrived + residual);
    if (!(this.bound < Infinity)) return true;
    const invariant = residual <= BREAKDOWN * this.bound;
    const full = k + 1 === n;
    if (n > FULL_SEARCH_SIZE || full) {
      // The small problem is solved every time at first (products often collapse to rank one), then every second time.
      if (full || invariant || k < 6 || (k & 1) === 0) {
        this.lambda = topRitzPair(diagonal, offDiagonal, k + 1, this.bound, this.ritz);
        if (full || invariant || residual * this.ritz[k] <= RESIDUAL_TOLERANCE * this.lambda) return true;
      }
    }
    if (invariant) {
      offDiagonal[k] = 0;
      this.freshDirection(n);
    } else {
      offDiagonal[k] = residual;
      this.appendDirection(next, residual, n);
    }
    return false;
  }

  /** Maps with extreme entries are scaled by a power of two (exact), so that σ⁴ stays within range. */
  private chooseScale(rows: number): void {
    let largest = 0;
    for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(this.image[i]));
    if (largest > 0 && largest < Infinity && !(largest > SMALL && largest < LARGE)) {
      this.scale = normalisingPower(largest);
    }
  }

  private orthogonalise(n: number): void {
    matrixVector(this.basis, this.next, this.iterations, n, this.coefficients);
    addVectorMatrix(this.coefficients, this.basis, this.iterations, n, -1, this.next);
  }

  /** A direction outside the invariant basis: the unit vector least represented in it, orthogonalised twice. */
  private freshDirection(n: number): void {
    let best = 0;
    let bestSquare = Infinity;
    for (let j = 0; j < n; j++) {
      let square = 0;
      for (let i = 0; i < this.iterations; i++) square += this.basis[i * n + j] * this.basis[i * n + j];
      if (square < bestSquare) {
        bestSquare = square;
        best = j;
      }
    }
    this.next.fill(0, 0, n);
    this.next[best] = 1;
    this.orthogonalise(n);
    this.orthogonalise(n);
    this.appendDirection(this.next, normOf(this.next, n), n);
  }

  private finish(map: LinearMap): number {
    const n = map.cols;
    if (!(this.bound < Infinity)) {
      // Overflow inside the map. Nothing of this run is worth starting from.
      this.previousSize = 0;
      return Infinity;
    }
    this.previous.fill(0, 0, n);
    addVectorMatrix(this.ritz, this.basis, this.iterations, n, 1, this.previous);
    this.previousSize = n;
    return Math.sqrt(this.lambda) / this.scale;
  }
}

/** The largest singular value of a dense matrix [rows × cols], row-major; exactly 0 for the zero matrix. */
export function spectralNormOf(matrix: Float64Array, rows: number, cols: number): number {
  return new SpectralNorm(Math.max(rows, cols)).computeNow(denseMap(matrix, rows, cols));
}
