/** A whole run, gathered into plain data that JSON can hold. */

import type { Batch, ForwardBatch } from '../engine/batches';
import { Pipeline } from '../engine/pipeline';
import type { SeriesName } from '../engine/seriesNames';
import { getOrCreate } from '../math/getOrCreate';
import type { Edge } from '../settings/edges';
import { encodeLink } from '../settings/link';
import type { Settings } from '../settings/settings';
import { crossingRows, normRows } from '../worker/batchRows';
import { type HeldDigits, heldDigits } from './heldDigits';

/** A log10; null for an exact zero, as in the reference cases, and where it is not defined (c → c at step 1). */
export type Logged = number | null;

export interface TracedRun {
  readonly link: string;
  readonly steps: number;
  readonly size: number;
  readonly edges: ForwardBatch['edges'];
  /** Of each recurrent matrix; eigenvalues as [real, imaginary]. */
  readonly spectra: readonly {
    readonly edge: Edge;
    readonly radius: number;
    readonly norm: number;
    readonly eigenvalues: readonly (readonly [number, number])[];
  }[];
  readonly atRest: number | null;
  /** log10 of each norm by step, step 1 first. */
  readonly series: Readonly<Partial<Record<SeriesName, readonly Logged[]>>>;
  /** log10 of |parts − whole| / |largest part| by step. */
  readonly residual: readonly Logged[];
  /** Null where there is no ledger (a loss at every step, or truncation). */
  readonly crossings: Readonly<Record<string, readonly Logged[]>> | null;
  readonly digits: HeldDigits;
}

export function traceLink(settings: Settings): TracedRun {
  const pipeline = new Pipeline();
  const { info, series, residual, crossings } = gather(runWithInput(pipeline, settings));
  const { steps, size, edges, spectra, atRest, hasLedger } = info;
  return {
    link: encodeLink([settings]),
    steps,
    size,
    edges,
    spectra: spectra.map(({ edge, radius, norm, re, im }) => ({
      edge,
      radius,
      norm,
      eigenvalues: Array.from(re, (value, k) => [value, im[k]] as const),
    })),
    atRest,
    series: Object.fromEntries([...series].map(([name, values]) => [name, logged(values)])),
    residual: logged(residual),
    crossings: hasLedger ? Object.fromEntries([...crossings].map(([edge, values]) => [edge, logged(values)])) : null,
    digits: heldDigits(pipeline, settings, series.get('g') as Float64Array),
  };
}

/** The second run of the same settings, whole: what of the first has how many digits. */
export function secondRunOf(settings: Settings): Gathered {
  return gather(runWithInput(new Pipeline().perturbed(), settings));
}

/** The run, and the gradient on its inputs. */
function* runWithInput(pipeline: Pipeline, settings: Settings): Generator<Batch | void, void> {
  yield* pipeline.run(settings);
  yield* pipeline.answerRequests([{ kind: 'input' }]);
}

export interface Gathered {
  readonly info: ForwardBatch;
  /** log10 by step. */
  readonly series: ReadonlyMap<SeriesName, Float64Array>;
  readonly residual: Float64Array;
  readonly crossings: ReadonlyMap<string, Float64Array>;
}

function gather(batches: Iterable<Batch | void>): Gathered {
  const series = new Map<SeriesName, Float64Array>();
  const crossings = new Map<string, Float64Array>();
  let info: ForwardBatch | null = null;
  let residual = new Float64Array(0);
  const take = (batch: Batch): void => {
    if (batch.kind === 'forward') {
      info = batch;
      residual = new Float64Array(batch.steps);
      return;
    }
    if (info === null) return;
    const { steps } = info;
    if (batch.kind === 'series') {
      // An outline is of a curve that is still to come, whole.
      if (batch.every === 1) write(series, batch.name, batch.from, batch.values, steps);
    } else if (batch.kind === 'messages') {
      for (const [name, values] of normRows(batch, info)) write(series, name, batch.from, values, steps);
      residual.set(batch.residual, batch.from);
    } else if (batch.kind === 'ledger') {
      for (const [edge, values] of crossingRows(batch, info)) write(crossings, edge, batch.from, values, steps);
    }
  };
  for (const batch of batches) if (batch) take(batch);
  if (info === null) throw new Error('the run gave no numbers');
  return { info, series, residual, crossings };
}

function write<N>(curves: Map<N, Float64Array>, name: N, from: number, values: Float64Array, steps: number): void {
  getOrCreate(curves, name, () => new Float64Array(steps).fill(Number.NaN)).set(values, from);
}

function logged(values: Float64Array): Logged[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}
