/**
 * What a peer in float32 that has no fast norm of its own needs besides its products: Lanczos' iteration on JJᵀ (1950) for the
 * matrices of all steps side by side, and the largest eigenvalue of the tridiagonal matrices that it leaves. It takes about 30 products with J and with
 * Jᵀ, where power iteration takes 500. No reorthogonalisation: without it some eigenvalues come twice, which does no harm to the
 * largest. It stops when no step's σ² moved by more than `STILL` in a round, which is about what float32 can tell; ours goes on
 * to 1e-14, so this is in the peer's favour.
 */
import type { Norms } from './contest';

/** Iterations in a round; between rounds its numbers are read. */
export const ROUND = 8;
const STILL = 1e-6;
/** To which the eigenvalues of the tridiagonal matrices are found. */
const EXACT = 1e-8;
const MAX_ROUNDS = 20;
/** Added to a length to divide by: a direction that is exactly zero stays zero, and the space searched so far holds the answer. */
export const TINY = 1e-30;

/** Diagonal and off-diagonal that a round adds to each step's tridiagonal matrix, [count × ROUND] each. */
export interface Tridiagonal {
  readonly alpha: Float32Array;
  readonly beta: Float32Array;
}

/** A unit vector for each of `count` matrices, with entries of many sizes and signs: no symmetry of the problem is orthogonal to it. */
export function startVectors(count: number, size: number): Float32Array {
  const entries = Float32Array.from({ length: size }, (_, k) => Math.sin(1 + 37 * k) + 0.1);
  const length = Math.hypot(...entries);
  return Float32Array.from({ length: count * size }, (_, k) => entries[k % size] / length);
}

/** Goes round until the norms stand still; each round goes on from where the last one was. */
export function settledNorms(count: number, goRound: () => Tridiagonal): Norms {
  let last = new Float64Array(count);
  const rounds: Tridiagonal[] = [];
  while (rounds.length < MAX_ROUNDS) {
    rounds.push(goRound());
    const top = last.map((value, t) => topEigenvalue(rounds, t, value * (1 - STILL)));
    const still = top.every((value, t) => Math.abs(value - last[t]) <= STILL * value);
    last = top;
    if (still) break;
  }
  return last.map(Math.sqrt);
}

/** Of step t's tridiagonal matrix T, by bisection. `low` is its value a round ago: it only grows. */
function topEigenvalue(rounds: readonly Tridiagonal[], t: number, low: number): number {
  let [below, above] = [low, 0];
  let before = 0;
  for (const { alpha, beta } of rounds) {
    for (let k = t * ROUND; k < (t + 1) * ROUND; k++) {
      above = Math.max(above, before + alpha[k] + beta[k]);
      before = beta[k];
    }
  }
  while (above - below > EXACT * above) {
    const x = (below + above) / 2;
    if (isAbove(x, rounds, t)) above = x;
    else below = x;
  }
  return above;
}

/** Whether x is above all eigenvalues: no pivot of T − x is positive. */
function isAbove(x: number, rounds: readonly Tridiagonal[], t: number): boolean {
  let pivot = 1;
  let before = 0;
  for (let round = 0; round < rounds.length; round++) {
    const { alpha, beta } = rounds[round] as Tridiagonal;
    for (let k = t * ROUND; k < (t + 1) * ROUND; k++) {
      pivot = alpha[k] - x - (before * before) / pivot;
      if (pivot >= 0) return false;
      before = beta[k];
    }
  }
  return true;
}
