/**
 * The largest eigenvalue of a formed Gram matrix, proven: a plain Lanczos iteration finds it, one factorisation checks it.
 *
 * Lanczos: three-term recurrence without reorthogonalisation. It is stopped at residuals of 10⁻⁶ or 10⁻⁷ of the eigenvalue, and
 * orthogonality is lost only towards Ritz vectors that have converged (Paige; see Parlett, "The Symmetric Eigenvalue Problem",
 * chapter 13); copies of eigenvalues further down, which may appear, do not move the top one.
 *
 * When to stop: a Ritz value θ with residual r is within r²/gap of an eigenvalue, gap being its distance from the next one
 * (Parlett, section 11.7). The next Ritz value stands in for the next eigenvalue, which can be wrong: two close eigenvalues look
 * like one until r is smaller than their distance, and one that the start has no share in is not seen at all. So θ counts
 * only once limit·I − AᵀA, the limit a trifle above θ, has proved positive definite.
 */
import type { ProvingGram } from './gram';
import type { Lanczos } from './lanczos';
import { atMostOneAbove, topRitzPair, untilNextCheck } from './topRitzPair';

/** Aimed at for the eigenvalue; the singular value has half of it. Reached nearly always. */
const TOLERANCE = 1e-12;
/** What is proven of the eigenvalue. Far above rounding (n · 10⁻¹⁶), so that only a missed eigenvalue fails the proof. */
const PROVEN = 2e-10;
/** Residuals relative to θ at which it may be so: with an ordinary gap, TOLERANCE is reached soon after. */
const NEAR = 1e-6;

export interface Found {
  readonly lambda: number;
  readonly iterations: number;
  readonly proven: boolean;
}

/** Whether no eigenvalue of AᵀA is above lambda, but for what is allowed. */
export function isProven(gram: ProvingGram, lambda: number): boolean {
  return gram.isBelow(lambda * (1 + PROVEN));
}

/**
 * Searches from where `search` has begun, in its arrays; yields after every `pauseEvery` iterations. Where about `expected`
 * iterations are needed, the first five eighths of them are not asked whether they suffice.
 */
export function* searchGram(
  gram: ProvingGram,
  n: number,
  { krylov, diagonal, offDiagonal, ritz }: Lanczos,
  pauseEvery: number,
  expected: number,
): Generator<void, Found> {
  const { entries } = gram;
  const basis = krylov.vectors;
  entries.beginRecurrence(basis[0] as Float64Array);
  let bound = 0;
  let arrived = 0;
  let nextCheck = (5 * expected) >> 3;
  let guess = Number.POSITIVE_INFINITY;
  for (let k = 0; ; k++) {
    const alpha = entries.apply();
    const residual = Math.sqrt(entries.subtract(alpha, arrived));
    diagonal[k] = alpha;
    offDiagonal[k] = residual;
    bound = Math.max(bound, alpha + arrived + residual);
    if (!(bound < Infinity)) return { lambda: 0, iterations: k + 1, proven: false };
    const last = k === n - 1 || residual <= PROVEN * bound;
    if (last || k >= nextCheck) {
      const lambda = topRitzPair(diagonal, offDiagonal, k + 1, bound, guess, ritz);
      const r = residual * ritz[k];
      guess = lambda + r;
      const gap = (r * r) / (TOLERANCE * lambda);
      if (last || (gap < lambda && atMostOneAbove(diagonal, offDiagonal, k + 1, lambda - gap))) {
        return { lambda, iterations: k + 1, proven: isProven(gram, lambda) };
      }
      // Where few singular values matter, residuals fall fast from the start.
      nextCheck = k + (k < 3 ? 1 : untilNextCheck(r / (NEAR * lambda)));
    }
    arrived = residual;
    const following = basis[k + 1] as Float64Array;
    entries.advance(1 / residual, following);
    if ((k + 1) % pauseEvery === 0) {
      yield;
      entries.beginRecurrence(following, basis[k] as Float64Array);
    }
  }
}
