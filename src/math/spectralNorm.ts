/**
 * The largest singular value of a linear map.
 *
 * Purpose: the norm of a product of Jacobians bounds how much a gradient can grow or shrink along it. It is wanted for
 * about a hundred products per trace, each with full accuracy, and interruptible.
 *
 * The danger: two close singular values look like one until the residual is smaller than their distance, and a direction
 * that was on top and is now second is an exact invariant subspace, in which a search that starts there stays. So a Ritz value
 * that has settled is no answer before something else confirms it. There are three ways:
 *
 *  - A map with an AᵀA that can be factorised: by that (gramLanczos.ts).
 *  - A map that knows the sum of squares of its entries: the trace of AᵀA less that of its projection bounds all that the
 *    search has not seen; if T, bordered by that bound, stays below the limit, so does AᵀA. Products of Jacobians, of which few
 *    singular values matter after some steps, pass that within a few iterations.
 *  - Otherwise, with AᵀA formed or not: by a start that is half pseudo-random, a residual ‖AᵀAy − λy‖ below
 *    RESIDUAL_TOLERANCE·λ, and a basis that is kept orthogonal.
 *
 * Method of the last two: Golub-Kahan-Lanczos bidiagonalisation (Golub & Kahan, SIAM J. Numer. Anal. 2, 1965) with
 * reorthogonalisation of the right vectors where it is due (krylovBasis.ts), in the form that keeps T = BᵀB, the projection of AᵀA,
 * instead of the bidiagonal B (one-sided reorthogonalisation suffices: Simon & Zha, SIAM J. Sci. Comput. 21, 2000). Only the top
 * singular value is wanted, and squaring does not harm the top: σ = √λ has half the relative error of λ. Unlike B, T
 * needs no division by the norm of A·v, so maps that have collapsed to rank one need no special case.
 */

import { normalisingPower } from './exponential';
import type { Gram } from './gram';
import { isProven, type KrylovSpace, type ProvingGram, searchGram } from './gramLanczos';
import { KrylovBasis } from './krylovBasis';
import type { LinearMap } from './linearMap';
import { denseMap } from './linearMap';
import { runToEnd } from './task';
import { borderedIsBelow, topRitzPair, untilNextCheck } from './topRitzPair';
import { fillRandom, norm } from './vectors';

export type { LinearMap } from './linearMap';
export { denseMap } from './linearMap';

/** Up to this many columns the whole space is searched, if need be: cheap, and no stopping test can be wrong. */
const FULL_SEARCH_SIZE = 12;
/**
 * Residual relative to λ = σ². Two singular values a relative distance d apart go unresolved only while
 * 2·d·(share of the true top in the start) stays below this: for d = 5e-10, which is then the norm's error, a share of 1e-4 is enough.
 */
const RESIDUAL_TOLERANCE = 1e-13;
/** What the bordered T must prove of λ. */
const PROVEN = 1e-12;
/** Rounding in a trace, relative: what the search has not seen is taken to be at least that. */
const TRACE_ROUNDING = 1e-13;
/** A new direction smaller than this part of ‖T‖ is rounding noise: the space searched so far is invariant. */
const BREAKDOWN = 1e-14;
/**
 * Norm of the random part next to the unit previous top, where nothing else will confirm the answer. As large as that: measured,
 * the smaller share a lighter one gives the true top lets one adversarial map in a hundred pass with the second value.
 */
const HEAVY = 1;
/** The same after an answer that was proven, as the next one will probably be; if it is not, the search starts again. */
const LIGHT = 1e-4;
/** Searches with other random vectors, where a factorisation goes on refuting the answer: only for contrived maps. */
const ATTEMPTS = 4;
/** Multiplications between two pauses: some tenths of a millisecond. */
const WORK_PER_PAUSE = 1 << 18;
/** Norms between these limits can be squared twice without overflow or underflow. */
const LARGE = 1e60;
const SMALL = 1e-60;

/** Reusable solver for maps with at most `maxSize` rows and columns; allocates nothing after construction. */
export class SpectralNorm implements KrylovSpace {
  /** Lanczos iterations of the last call (each one A·x and one Aᵀ·x). */
  iterations = 0;

  /** Orthonormal right vectors, [cols] numbers each. */
  private readonly krylov: KrylovBasis;
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  readonly ritz: Float64Array;
  private readonly next: Float64Array;
  private readonly image: Float64Array;
  private readonly previous: Float64Array;
  private readonly random: Float64Array;
  private previousSize = 0;
  private scale = 1;
  private bound = 0;
  private guess = 0;
  /** The iteration at which T is looked at next. */
  private lookAt = 0;
  /** Of T. */
  private trace = 0;
  /** Whether the last answer was proven, by whichever way. */
  private proven = false;
  private lambda = 0;

  constructor(maxSize: number) {
    this.krylov = new KrylovBasis(maxSize);
    this.diagonal = new Float64Array(maxSize);
    this.offDiagonal = new Float64Array(maxSize);
    this.ritz = new Float64Array(maxSize);
    this.image = new Float64Array(maxSize);
    this.next = new Float64Array(maxSize);
    this.previous = new Float64Array(maxSize);
    this.random = new Float64Array(maxSize);
    fillRandom(this.random, 0);
  }

  /**
   * The largest singular value, pausing now and then; Infinity if the map overflows (or holds a NaN).
   * Errors: a map larger than maxSize.
   */
  *compute(map: LinearMap): Generator<void, number> {
    const n = map.cols;
    if (n > this.random.length || map.rows > this.random.length) {
      throw new Error(`This solver holds maps up to size ${this.random.length}, not ${map.rows} × ${n}.`);
    }
    if (this.previousSize !== n) this.reset();
    const pauseEvery = Math.ceil(WORK_PER_PAUSE / (4 * n * map.rows));
    if (map.gram?.prepare !== undefined && n > FULL_SEARCH_SIZE) yield* map.gram.prepare();
    const gram = map.gram !== undefined && n > FULL_SEARCH_SIZE && map.gram.form() ? map.gram : undefined;
    const proving = isProving(gram) ? gram : undefined;
    if (proving !== undefined) {
      const expected = this.proven ? this.iterations : 0;
      this.begin(map);
      const { lambda, iterations, proven } = yield* searchGram(proving, n, this, pauseEvery, expected);
      this.iterations = iterations;
      this.lambda = lambda;
      this.proven = proven;
      if (proven) return this.finish(n);
    }
    for (let attempt = 1; ; attempt++) {
      const light = this.proven;
      this.begin(map);
      while (!this.advance(map, gram)) if (this.iterations % pauseEvery === 0) yield;
      if (proving !== undefined) this.proven = isProven(proving, this.lambda / (this.scale * this.scale));
      if (this.proven || !(this.bound < Infinity) || !(light || proving !== undefined) || attempt === ATTEMPTS) break;
      // What is above has next to no share in this random vector: another one.
      if (!light) fillRandom(this.random, attempt);
    }
    return this.finish(n);
  }

  /** The same number without pauses. */
  computeNow(map: LinearMap): number {
    return runToEnd(this.compute(map));
  }

  /** Forgets the previous top vector: the next result depends on its map alone. */
  reset(): void {
    this.previousSize = 0;
    this.proven = false;
    fillRandom(this.random, 0);
  }

  private begin({ cols: n, squares }: LinearMap): void {
    const weight = this.proven ? LIGHT : HEAVY;
    this.proven = false;
    this.iterations = 0;
    this.scale = 1;
    this.bound = 0;
    this.guess = Infinity;
    this.lookAt = 0;
    this.trace = 0;
    this.lambda = 0;
    this.krylov.begin(n);
    const start = this.next;
    const warm = this.previousSize === n && (n > FULL_SEARCH_SIZE || squares !== undefined) ? 1 : 0;
    const share = (warm === 0 ? 1 : weight) / norm(this.random, n);
    for (let j = 0; j < n; j++) start[j] = warm * this.previous[j] + share * this.random[j];
    this.krylov.put(0, start, norm(start, n));
  }

  get basis(): readonly Float64Array[] {
    return this.krylov.vectors;
  }

  /** One Lanczos iteration; true when finished. */
  private advance(map: LinearMap, gram: Gram | undefined): boolean {
    const { next, diagonal, offDiagonal } = this;
    const { cols: n } = map;
    const k = this.iterations;
    const vector = this.basis[k];
    diagonal[k] = gram === undefined ? this.applyBoth(map, vector) : gram.times(vector, next);
    this.trace += diagonal[k];
    this.iterations = k + 1;

    // First the two terms of the Lanczos recurrence, then what rounding has left of next in the basis, if it may be too much.
    const arrived = k > 0 ? offDiagonal[k - 1] : 0;
    const last = this.basis[Math.max(0, k - 1)];
    for (let j = 0; j < n; j++) next[j] -= diagonal[k] * vector[j] + arrived * last[j];
    const before = norm(next, n);
    let residual = before;
    this.bound = Math.max(this.bound, diagonal[k] + arrived + residual);
    if (n <= FULL_SEARCH_SIZE || this.krylov.mustRestore(diagonal, offDiagonal, k, residual, this.bound)) {
      this.krylov.orthogonalise(next, k + 1, n);
      residual = norm(next, n);
      // "Twice is enough": a second pass whenever the first one cancelled much.
      if (residual < 0.5 * before) {
        this.krylov.orthogonalise(next, k + 1, n);
        residual = norm(next, n);
      }
    }
    if (!(this.bound < Infinity)) return true;
    const invariant = residual <= BREAKDOWN * this.bound;
    const full = k + 1 === n;
    offDiagonal[k] = residual;
    const small = n <= FULL_SEARCH_SIZE;
    if (full || !small || map.squares !== undefined) {
      // The small problem is solved every time at first (products often collapse to rank one), then every second time, or where only its residual counts, as
      // soon as that may be small enough.
      if (full || invariant || k < 6 || k >= this.lookAt) {
        this.lambda = topRitzPair(diagonal, offDiagonal, k + 1, this.bound, this.guess, this.ritz);
        this.guess = this.lambda + residual * this.ritz[k];
        this.proven = full || this.traceProves(map);
        if (this.proven) return true;
        const excess = (residual * this.ritz[k]) / (RESIDUAL_TOLERANCE * this.lambda);
        if (!small && (invariant || excess <= 1)) return true;
        this.lookAt = k + (map.squares === undefined ? untilNextCheck(excess) : 2 - (k & 1));
      }
    }
    if (invariant) {
      offDiagonal[k] = 0;
      this.krylov.putOutside(k + 1, n, next);
    } else {
      this.krylov.put(k + 1, next, residual);
    }
    return false;
  }

  /** next = AᵀA·vector; returns ⟨vector, next⟩. */
  private applyBoth(map: LinearMap, vector: Float64Array): number {
    const { image, next } = this;
    const { rows, cols: n } = map;
    map.apply(vector, image);
    if (this.iterations === 0) this.chooseScale(rows);
    const scale = this.scale;
    if (scale !== 1) for (let i = 0; i < rows; i++) image[i] *= scale;
    const length = norm(image, rows);
    map.applyTranspose(image, next);
    if (scale !== 1) for (let j = 0; j < n; j++) next[j] *= scale;
    return length * length;
  }

  /**
   * Whether no eigenvalue of AᵀA can be above λ(1 + PROVEN). On the complement of the basis AᵀA is at most its trace there, which
   * is the sum of squares less the trace of T; and only the last basis vector is coupled to the complement.
   */
  private traceProves({ squares }: LinearMap): boolean {
    if (squares === undefined) return false;
    const all = squares * this.scale * this.scale;
    const unseen = Math.max(0, all - this.trace) + TRACE_ROUNDING * all;
    const limit = this.lambda * (1 + PROVEN);
    return unseen < limit && borderedIsBelow(this.diagonal, this.offDiagonal, this.iterations, unseen, limit);
  }

  /** Maps with extreme entries are scaled by a power of two (exact), so that σ⁴ stays within range. */
  private chooseScale(rows: number): void {
    let largest = 0;
    for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(this.image[i]));
    if (largest > 0 && largest < Infinity && !(largest > SMALL && largest < LARGE)) {
      this.scale = normalisingPower(largest);
    }
  }

  private finish(n: number): number {
    if (!(this.bound < Infinity)) {
      // Overflow inside the map. Nothing of this run is worth starting from.
      this.reset();
      return Infinity;
    }
    this.previous.fill(0, 0, n);
    this.krylov.combine(this.ritz, this.iterations, n, this.previous);
    this.previousSize = n;
    return Math.sqrt(this.lambda) / this.scale;
  }
}

function isProving(gram: Gram | undefined): gram is ProvingGram {
  return gram?.isBelow !== undefined;
}

/** The largest singular value of a dense matrix [rows × cols], row-major; exactly 0 for the zero matrix. */
export function spectralNormOf(matrix: Float64Array, rows: number, cols: number): number {
  return new SpectralNorm(Math.max(rows, cols)).computeNow(denseMap(matrix, rows, cols));
}
