/** Times two jobs against each other, one run of each in turn, so that a busy machine slows both. */

export interface Times {
  readonly min: number;
  readonly median: number;
}

export interface Duel {
  readonly ours: Times;
  readonly theirs: Times;
  readonly rounds: number;
}

/** Our jobs take milliseconds: this many runs bring them to the optimising compiler, and five those that take longer. */
const OUR_WARM_UP_MS = 600;
const OUR_WARM_UP_RUNS = 30;
const FEWEST_OUR_RUNS = 5;
const THEIR_WARM_UP_MS = 1000;
const MIN_ROUNDS = 3;
/** A single run that takes this long is no matter of noise: one of them beside the warm-up is enough, but not one of ours beside it. */
const LONG_MS = 6000;
const MIN_LONG_ROUNDS = 1;
const MAX_ROUNDS = 25;
const BUDGET_MS = 3000;

/** Milliseconds that a job takes. A contestant in a process of its own measures there. */
export type Run = () => number | Promise<number>;

/** A job that is quicker is done several times in a row: one cold run after another's hundred milliseconds is no measure of it. */
const SHORTEST_MS = 40;

export const timed = (work: () => unknown): Run => {
  return () => {
    const start = performance.now();
    let spent = 0;
    let done = 0;
    for (; spent < SHORTEST_MS; spent = performance.now() - start, done++) work();
    return spent / done;
  };
};

async function warmUp(run: Run, fewest: number, most: number, budget: number): Promise<void> {
  const end = performance.now() + budget;
  for (let done = 0; done < fewest || (done < most && performance.now() < end); done++) await run();
}

export function timesOf(samples: number[]): Times {
  const sorted = samples.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  return {
    min: sorted[0],
    median: sorted.length % 2 === 1 ? upper : (upper + sorted[middle - 1]) / 2,
  };
}

/** `warm`: milliseconds that the other side has run already, for the comparison of its numbers. */
export async function duel(ours: Run, theirs: Run, warm: number): Promise<Duel> {
  await warmUp(ours, FEWEST_OUR_RUNS, OUR_WARM_UP_RUNS, OUR_WARM_UP_MS);
  await warmUp(theirs, 0, 3, THEIR_WARM_UP_MS - warm);
  const own: number[] = [];
  const other: number[] = [];
  const end = performance.now() + BUDGET_MS;
  const enough = (): number => ((other[0] ?? 0) > LONG_MS ? MIN_LONG_ROUNDS : MIN_ROUNDS);
  while (own.length < enough() || (own.length < MAX_ROUNDS && performance.now() < end)) {
    own.push(await ours());
    other.push(await theirs());
  }
  while (own.length < MIN_ROUNDS) own.push(await ours());
  return { ours: timesOf(own), theirs: timesOf(other), rounds: other.length };
}

/** The best of as many runs as fit, but at least one. */
export async function best(run: Run, budget: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  const end = performance.now() + budget;
  do least = Math.min(least, await run());
  while (performance.now() < end);
  return least;
}
