/**
 * Three ways to end a Lanczos search. Each runs one that has begun until it may stop, with a `yield` after every `pauseEvery` iterations,
 * and returns whether its λ is proven; where AᵀA overflows (`Lanczos.overflows`), it stops at once.
 */
import type { Lanczos, Square } from './lanczos';
import { untilNextCheck } from './topRitzPair';

/**
 * Residual relative to λ = σ². Two singular values a relative distance d apart go unresolved only while
 * 2·d·(share of the true top in the start) stays below this: for d = 5e-10, which is then the norm's error, a share of 1e-4 is enough.
 */
const RESIDUAL_TOLERANCE = 1e-13;
/** What the bordered T must prove of λ. */
const PROVEN = 1e-12;
/** T is solved after each of the first iterations: products often collapse to rank one. */
const FIRST = 6;

/** The whole space: for small maps, where it is cheap and no stopping test can be wrong. */
export function* searchWholeSpace(search: Lanczos, square: Square, pauseEvery: number): Generator<void, boolean> {
  for (;;) {
    search.iterate(square);
    if (search.overflows) return false;
    if (search.isFull) {
      search.solve();
      return true;
    }
    search.extend();
    if (search.iterations % pauseEvery === 0) yield;
  }
}

/** Until the residual is below RESIDUAL_TOLERANCE·λ, which proves nothing unless the space is the whole one by then. */
export function* searchByResidual(search: Lanczos, square: Square, pauseEvery: number): Generator<void, boolean> {
  for (let nextCheck = 0; ; ) {
    search.iterate(square);
    if (search.overflows) return false;
    const { isFull, isInvariant, iterations } = search;
    if (isFull || isInvariant || iterations <= FIRST || iterations > nextCheck) {
      search.solve();
      const excess = residualExcess(search);
      if (isFull || isInvariant || excess <= 1) return isFull;
      nextCheck = iterations - 1 + untilNextCheck(excess);
    }
    search.extend();
    if (iterations % pauseEvery === 0) yield;
  }
}

/**
 * Until the trace of AᵀA, which `trace` gives once AᵀA has been applied, proves that nothing above λ is left. With `acceptsResidual` also
 * until the residual is as small as above, where the trace cannot tell.
 */
export function* searchByTrace(
  search: Lanczos,
  square: Square,
  pauseEvery: number,
  trace: () => number,
  acceptsResidual: boolean,
): Generator<void, boolean> {
  for (let nextCheck = 0; ; ) {
    search.iterate(square);
    if (search.overflows) return false;
    const { isFull, isInvariant, iterations } = search;
    if (isFull || isInvariant || iterations <= FIRST || iterations > nextCheck) {
      search.solve();
      if (isFull || search.traceProves(trace(), PROVEN)) return true;
      if (acceptsResidual && (isInvariant || residualExcess(search) <= 1)) return false;
      nextCheck = iterations + (iterations & 1);
    }
    search.extend();
    if (iterations % pauseEvery === 0) yield;
  }
}

/** So many times is the residual what it may be. */
function residualExcess({ ritzResidual, lambda }: Lanczos): number {
  return ritzResidual / (RESIDUAL_TOLERANCE * lambda);
}
