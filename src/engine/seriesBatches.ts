/** Curves as batches: how a norm by step is streamed while it grows, from the last step back. */
import { log10Entries, type ScaledVector } from '../math/scaledVector';
import type { Linearisation } from './linearisation';
import type { SeriesName } from './seriesNames';

export interface SeriesBatch {
  readonly kind: 'series';
  readonly name: SeriesName;
  readonly from: number;
  readonly count: number;
  /** Where it is above 1: an outline of the whole curve, value j standing at step from + j · every. The curve itself is to come. */
  readonly every: number;
  /** [count] log10; −Infinity for an exact zero, NaN where it is not defined. */
  readonly values: Float64Array<ArrayBuffer>;
}

/** Multiply-adds that make up one batch: about 10 ms of work, and at the default size the whole picture. */
export const BATCH_WORK = 12e6;

/** Streams a curve while it grows, in batches of about 10 ms. */
export function* series(
  name: SeriesName,
  { steps, size, hasCell }: Linearisation,
  growing: Generator<{ step: number; series: ScaledVector } | void, ScaledVector>,
): Generator<SeriesBatch | void, void> {
  const columns = Math.max(1, Math.floor((4 * BATCH_WORK) / ((hasCell ? 4 : 1) * size * size * size)));
  let end = steps;
  for (const grown of growing) {
    if (!grown || (end - grown.step < columns && grown.step > 0)) {
      yield;
      continue;
    }
    yield logs(name, grown.series, grown.step, end - grown.step);
    end = grown.step;
  }
}

/** log10 of `count` values from `from` on. */
export function logs(name: SeriesName, values: ScaledVector, from: number, count: number): SeriesBatch {
  return { kind: 'series', name, from, count, every: 1, values: log10Entries(values, from, count) };
}

/** Steps of `matrices` N × N products each that make up a batch. */
export function columnsPerBatch({ size }: Pick<Linearisation, 'size'>, matrices: number): number {
  return Math.max(1, Math.floor(BATCH_WORK / (matrices * size * size)));
}
