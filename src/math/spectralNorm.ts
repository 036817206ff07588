/**
 * The largest singular value of a linear map.
 *
 * Purpose: the norm of a product of Jacobians bounds how much a gradient can grow or shrink along it. It is wanted for
 * about a hundred products per trace, each with full accuracy, and interruptible.
 *
 * The danger: two close singular values look like one until the residual is smaller than their distance, and a direction
 * that was on top and is now second is an exact invariant subspace, in which a search that starts there stays. So a Ritz value
 * that has settled is no answer before something else confirms it (`Confirmation`). Up to FULL_SEARCH_SIZE columns the whole space
 * is searched, unless the trace proves the answer sooner.
 */

import type { Gram, ProvingGram } from './gram';
import { isProven, searchGram } from './gramLanczos';
import { Lanczos, type Square } from './lanczos';
import { searchByResidual, searchByTrace, searchWholeSpace } from './lanczosSearches';
import { denseMap, type LinearMap } from './linearMap';
import { MapSquare } from './mapSquare';
import { runToEnd } from './task';
import { fillRandom, norm } from './vectors';

export type { LinearMap } from './linearMap';
export { denseMap } from './linearMap';

/**
 * What confirms an answer.
 *  - The residual: a start that is half pseudo-random, ‖AᵀAy − λy‖ small against λ, and a basis that is kept orthogonal.
 *  - The trace of AᵀA, the sum of the squares of A's entries, where it comes for free: less that of its projection it bounds all that
 *    the search has not seen. Products of Jacobians, of which few singular values matter after some steps, pass within a few iterations.
 *  - AᵀA formed, or AAᵀ of a square map, where that pays: it is cheaper to apply, and one that can be factorised proves a limit
 *    (gramLanczos.ts). The residual decides for one that cannot, and where it has left float64's range.
 */
export type Confirmation =
  | { readonly by: 'residual' }
  | { readonly by: 'trace'; readonly squares: number }
  | { readonly by: 'gram'; readonly gram: Gram };

export const BY_RESIDUAL: Confirmation = { by: 'residual' };

/** Up to this many columns the whole space is searched, if need be. */
const FULL_SEARCH_SIZE = 12;
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

/** Reusable solver for maps with at most `maxSize` rows and columns, each of which starts from the answer to the last. */
export class SpectralNorm {
  /** Lanczos iterations of the last call (each one A·x and one Aᵀ·x). */
  iterations = 0;

  private readonly search: Lanczos;
  private readonly start: Float64Array;
  private readonly previous: Float64Array;
  private readonly random: Float64Array;
  private previousSize = 0;
  /** Whether the last answer was proven, by whichever way. */
  private proven = false;

  constructor(maxSize: number) {
    this.search = new Lanczos(maxSize);
    this.start = new Float64Array(maxSize);
    this.previous = new Float64Array(maxSize);
    this.random = new Float64Array(maxSize);
    fillRandom(this.random, 0);
  }

  /**
   * The largest singular value, pausing now and then; Infinity if the map overflows (or holds a NaN).
   * Errors: a map larger than maxSize.
   */
  *compute(map: LinearMap, confirmation: Confirmation = BY_RESIDUAL): Generator<void, number> {
    const n = map.cols;
    if (n > this.random.length || map.rows > this.random.length) {
      throw new Error(`This solver holds maps up to size ${this.random.length}, not ${map.rows} × ${n}.`);
    }
    if (this.previousSize !== n) this.reset();
    const pauseEvery = Math.ceil(WORK_PER_PAUSE / (4 * n * map.rows));
    if (confirmation.by === 'gram' && n > FULL_SEARCH_SIZE && (yield* confirmation.gram.form()))
      return yield* this.ofGram(confirmation.gram, n, pauseEvery);
    return yield* this.ofMap(map, confirmation, pauseEvery);
  }

  /** The same number without pauses. */
  computeNow(map: LinearMap, confirmation?: Confirmation): number {
    return runToEnd(this.compute(map, confirmation));
  }

  /** Forgets the previous top vector: the next result depends on its map alone. */
  reset(): void {
    this.previousSize = 0;
    this.proven = false;
    fillRandom(this.random, 0);
  }

  private *ofMap(map: LinearMap, confirmation: Confirmation, pauseEvery: number): Generator<void, number> {
    const { search } = this;
    const n = map.cols;
    const isSmall = n <= FULL_SEARCH_SIZE;
    for (;;) {
      const light = this.proven;
      const square = new MapSquare(map);
      this.begin(n, !isSmall || confirmation.by === 'trace');
      if (confirmation.by === 'trace') {
        const trace = (): number => confirmation.squares * square.scale * square.scale;
        this.proven = yield* searchByTrace(search, square, pauseEvery, trace, !isSmall);
      } else if (isSmall) this.proven = yield* searchWholeSpace(search, square, pauseEvery);
      else this.proven = yield* searchByResidual(search, square, pauseEvery);
      if (this.proven || search.overflows || !light) return this.finish(n, search.lambda, square.scale);
    }
  }

  private *ofGram(gram: Gram, n: number, pauseEvery: number): Generator<void, number> {
    if (!gram.proves) return yield* this.ofSquare(gram, n, pauseEvery);
    const expected = this.proven ? this.iterations : 0;
    this.begin(n, true);
    const { lambda, iterations, proven } = yield* searchGram(gram, n, this.search, pauseEvery, expected);
    this.search.iterations = iterations;
    this.proven = proven;
    return proven ? this.finish(n, lambda, 1) : yield* this.ofRefuted(gram, n, pauseEvery);
  }

  /** By the residual, AᵀA being formed. */
  private *ofSquare(square: Square, n: number, pauseEvery: number): Generator<void, number> {
    const { search } = this;
    for (;;) {
      const light = this.proven;
      this.begin(n, true);
      this.proven = yield* searchByResidual(search, square, pauseEvery);
      if (this.proven || search.overflows || !light) return this.finish(n, search.lambda, 1);
    }
  }

  /** What is above the answer had next to no share in the start: others, by the residual, until one is proven. */
  private *ofRefuted(gram: ProvingGram, n: number, pauseEvery: number): Generator<void, number> {
    const { search } = this;
    for (let attempt = 1; ; attempt++) {
      this.begin(n, true);
      yield* searchByResidual(search, gram, pauseEvery);
      this.proven = isProven(gram, search.lambda);
      if (this.proven || search.overflows || attempt === ATTEMPTS) return this.finish(n, search.lambda, 1);
      fillRandom(this.random, attempt);
    }
  }

  /** Begins a search, from the previous answer if `warm` and there is one. */
  private begin(n: number, warm: boolean): void {
    const { start, previous, random } = this;
    const own = warm && this.previousSize === n ? 1 : 0;
    const share = (own === 0 ? 1 : this.proven ? LIGHT : HEAVY) / norm(random, n);
    this.proven = false;
    for (let j = 0; j < n; j++) start[j] = own * previous[j] + share * random[j];
    this.search.begin(start, n, n <= FULL_SEARCH_SIZE);
  }

  private finish(n: number, lambda: number, scale: number): number {
    const { search, previous } = this;
    this.iterations = search.iterations;
    if (search.overflows) {
      // Overflow inside the map. Nothing of this run is worth starting from.
      this.reset();
      return Infinity;
    }
    previous.fill(0, 0, n);
    search.addRitzVector(previous);
    this.previousSize = n;
    return Math.sqrt(lambda) / scale;
  }
}

/** The largest singular value of a dense matrix [rows × cols], row-major; exactly 0 for the zero matrix. */
export function spectralNormOf(matrix: Float64Array, rows: number, cols: number): number {
  return new SpectralNorm(Math.max(rows, cols)).computeNow(denseMap(matrix, rows, cols));
}
