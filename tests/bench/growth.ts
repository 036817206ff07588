/** How our time grows with N and with T: five sizes each, and the exponent of the power law through them. */
import type { Size } from './contest';
import type { Isolate } from './isolate';
import { best, type Run } from './measure';

const BASE: Size = { hiddenSize: 32, inputSize: 8, steps: 100 };
const HIDDEN_SIZES = [8, 16, 32, 64, 128];
const STEPS = [25, 50, 100, 200, 400];
const TURNS = 5;
const TURN_MS = 100;

export interface Growth {
  readonly of: 'N' | 'T';
  readonly points: readonly { readonly size: number; readonly ms: number }[];
  readonly exponent: number;
}

/** Slope of ln y over ln x. */
export function exponent(points: readonly { readonly size: number; readonly ms: number }[]): number {
  return slope(
    points.map(({ size }) => Math.log(size)),
    points.map(({ ms }) => Math.log(ms)),
  );
}

/** Of the straight line nearest to all points, by least squares. */
export function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, k) => (value - mx) * (y[k] - my)));
  return covariance / mean(x.map((value) => (value - mx) ** 2));
}

/** The sizes take turns, so that a busy moment slows all of them; the small ones run more often in a turn. */
async function grow(isolate: Isolate, of: Growth['of'], sizes: readonly number[]): Promise<Growth> {
  const runs: Run[] = [];
  for (const size of sizes) {
    const entry = {
      kind: 'ours',
      size: { ...BASE, ...(of === 'N' ? { hiddenSize: size } : { steps: size }) },
    } as const;
    runs.push((await isolate.enter(entry)).run('all'));
  }
  const least = sizes.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [index, run] of runs.entries()) least[index] = Math.min(least[index], await best(run, TURN_MS));
  }
  const points = sizes.map((size, k) => ({ size, ms: least[k] }));
  return { of, points, exponent: exponent(points) };
}

/** W1's work at other N, then at other T. */
export async function* growths(isolate: Isolate): AsyncGenerator<Growth, void> {
  yield await grow(isolate, 'N', HIDDEN_SIZES);
  yield await grow(isolate, 'T', STEPS);
}
