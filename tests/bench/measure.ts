/**
 * Times two jobs against each other, one run of each in turn, so that a busy machine slows both. Both run in one V8 isolate.
 * Once any ArrayBuffer has been detached in it (a wasm memory that grows does that), V8 checks every typed array at each access,
 * which costs our engine a quarter. The page's worker is in that state from its first transferred batch on, so it is left so.
 */

export interface Times {
  readonly min: number;
  readonly median: number;
}

export interface Duel {
  readonly ours: Times;
  readonly theirs: Times;
  readonly rounds: number;
}

/** Our jobs take milliseconds: this many runs bring them to the optimising compiler. */
const OUR_WARM_UP_MS = 150;
const OUR_WARM_UP_RUNS = 30;
const THEIR_WARM_UP_MS = 1000;
const MIN_ROUNDS = 3;
/** A single run that takes this long is no matter of noise. */
const LONG_MS = 6000;
const MIN_LONG_ROUNDS = 2;
const MAX_ROUNDS = 25;
const BUDGET_MS = 3000;

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function warmUp(work: () => unknown, runs: number, budget: number): void {
  let spent = 0;
  for (let run = 0; run < runs && (run === 0 || spent < budget); run++) spent += timed(work);
}

function timesOf(samples: number[]): Times {
  const sorted = samples.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return {
    min: sorted[0] as number,
    median: sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2,
  };
}

export function duel(ours: () => unknown, theirs: () => unknown): Duel {
  warmUp(ours, OUR_WARM_UP_RUNS, OUR_WARM_UP_MS);
  warmUp(theirs, 3, THEIR_WARM_UP_MS);
  const own: number[] = [];
  const other: number[] = [];
  const end = performance.now() + BUDGET_MS;
  const enough = (): number => ((other[0] ?? 0) > LONG_MS ? MIN_LONG_ROUNDS : MIN_ROUNDS);
  while (own.length < enough() || (own.length < MAX_ROUNDS && performance.now() < end)) {
    own.push(timed(ours));
    other.push(timed(theirs));
  }
  return { ours: timesOf(own), theirs: timesOf(other), rounds: own.length };
}
