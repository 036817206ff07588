/**
 * The Lanczos iteration on AᵀA, for its largest eigenvalue λ = σ².
 *
 * Method: Golub-Kahan-Lanczos bidiagonalisation (Golub & Kahan, SIAM J. Numer. Anal. 2, 1965) with
 * reorthogonalisation of the right vectors where it is due (krylovBasis.ts), in the form that keeps T = BᵀB, the projection of AᵀA,
 * instead of the bidiagonal B (one-sided reorthogonalisation suffices: Simon & Zha, SIAM J. Sci. Comput. 21, 2000). Only the top
 * singular value is wanted, and squaring does not harm the top: σ = √λ has half the relative error of λ. Unlike B, T
 * needs no division by the norm of A·v, so maps that have collapsed to rank one need no special case.
 */
import { KrylovBasis } from './krylovBasis';
import { borderedIsBelow, topRitzPair } from './topRitzPair';
import { norm } from './vectors';

/** Rounding in a trace, relative: what the search has not seen is taken to be at least that. */
const TRACE_ROUNDING = 1e-13;
/** A new direction smaller than this part of ‖T‖ is rounding noise: the space searched so far is invariant. */
const BREAKDOWN = 1e-14;

/** AᵀA, by what it does to vectors. */
export interface Square {
  /** out = AᵀA x; returns ⟨x, out⟩. */
  times(x: Float64Array, out: Float64Array): number;
}

/** One search at a time, in arrays that the next one uses again. */
export class Lanczos {
  /** Iterations of this search so far: each applied AᵀA once. */
  iterations = 0;
  /** The largest eigenvalue of T at the last `solve`, and its eigenvector. */
  lambda = 0;
  readonly ritz: Float64Array;
  /** ‖AᵀA y − λ y‖ of that Ritz vector. */
  ritzResidual = 0;
  /** The last direction was rounding noise. */
  isInvariant = false;
  /** Orthonormal right vectors, [cols] numbers each, and T, of which entry k of the off-diagonal couples k and k + 1. */
  readonly krylov: KrylovBasis;
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  private readonly next: Float64Array;
  private size = 0;
  private orthogonaliseAlways = false;
  /** An upper bound of ‖T‖. */
  private bound = 0;
  private residual = 0;
  private guess = 0;
  private trace = 0;

  constructor(maxSize: number) {
    this.krylov = new KrylovBasis(maxSize);
    this.diagonal = new Float64Array(maxSize);
    this.offDiagonal = new Float64Array(maxSize);
    this.ritz = new Float64Array(maxSize);
    this.next = new Float64Array(maxSize);
  }

  /** From this vector, [n], on. */
  begin(start: Float64Array, n: number, orthogonaliseAlways: boolean): void {
    this.size = n;
    this.orthogonaliseAlways = orthogonaliseAlways;
    this.iterations = 0;
    this.lambda = 0;
    this.bound = 0;
    this.guess = Infinity;
    this.trace = 0;
    this.krylov.begin(n);
    this.krylov.put(0, start, norm(start, n));
  }

  /** AᵀA has left float64's range, or holds a NaN. */
  get overflows(): boolean {
    return !(this.bound < Infinity);
  }

  /** The whole space has been searched. */
  get isFull(): boolean {
    return this.iterations === this.size;
  }

  /** One row more of T. */
  iterate(square: Square): void {
    const { next, diagonal, offDiagonal, krylov, size: n, iterations: k } = this;
    const vector = krylov.vectors[k];
    diagonal[k] = square.times(vector, next);
    this.trace += diagonal[k];
    this.iterations = k + 1;

    // First the two terms of the Lanczos recurrence, then what rounding has left of next in the basis, if it may be too much.
    const arrived = k > 0 ? offDiagonal[k - 1] : 0;
    const last = krylov.vectors[Math.max(0, k - 1)];
    for (let j = 0; j < n; j++) next[j] -= diagonal[k] * vector[j] + arrived * last[j];
    const before = norm(next, n);
    let residual = before;
    this.bound = Math.max(this.bound, diagonal[k] + arrived + residual);
    if (this.orthogonaliseAlways || krylov.mustRestore(diagonal, offDiagonal, k, residual, this.bound)) {
      krylov.orthogonalise(next, k + 1, n);
      residual = norm(next, n);
      // "Twice is enough": a second pass whenever the first one cancelled much.
      if (residual < 0.5 * before) {
        krylov.orthogonalise(next, k + 1, n);
        residual = norm(next, n);
      }
    }
    this.isInvariant = residual <= BREAKDOWN * this.bound;
    this.residual = residual;
    offDiagonal[k] = residual;
  }

  /** The top eigenpair of T. */
  solve(): void {
    const { diagonal, offDiagonal, ritz, iterations } = this;
    this.lambda = topRitzPair(diagonal, offDiagonal, iterations, this.bound, this.guess, ritz);
    this.ritzResidual = this.residual * ritz[iterations - 1];
    this.guess = this.lambda + this.ritzResidual;
  }

  /** Makes the last direction the vector of the next iteration; an arbitrary one where it was noise. */
  extend(): void {
    const { krylov, iterations: k } = this;
    if (this.isInvariant) {
      this.offDiagonal[k - 1] = 0;
      krylov.putOutside(k, this.size, this.next);
    } else krylov.put(k, this.next, this.residual);
  }

  /**
   * Whether no eigenvalue of AᵀA, whose trace this is, can be above λ(1 + tolerance). On the complement of the basis AᵀA is at most its
   * trace there, which is the whole less the trace of T; and only the last basis vector is coupled to the complement.
   */
  traceProves(trace: number, tolerance: number): boolean {
    const unseen = Math.max(0, trace - this.trace) + TRACE_ROUNDING * trace;
    const limit = this.lambda * (1 + tolerance);
    return unseen < limit && borderedIsBelow(this.diagonal, this.offDiagonal, this.iterations, unseen, limit);
  }

  /** out += the Ritz vector of the last `solve`, [n]. */
  addRitzVector(out: Float64Array): void {
    this.krylov.combine(this.ritz, this.iterations, this.size, out);
  }
}
