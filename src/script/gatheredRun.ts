/** A whole run, with all its batches put together. */
import type { Batch, ForwardBatch } from '../engine/batches';
import { Pipeline } from '../engine/pipeline';
import type { SeriesName } from '../engine/seriesNames';
import { getOrCreate } from '../math/getOrCreate';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import type { RunNumbers } from '../story/taken/run';
import { crossingRows, normRows } from '../worker/batchRows';

/** The second run of the same settings, whole: what of the first has how many digits. */
export function secondRunOf(settings: Settings): RunNumbers {
  return gather(runWithInput(new Pipeline().perturbed(), settings));
}

/** The run, and the gradient on its inputs. */
export function* runWithInput(pipeline: Pipeline, settings: Settings): Generator<Batch | void, void> {
  yield* pipeline.run(settings);
  yield* pipeline.answerRequests([{ kind: 'input' }]);
}

export function gather(batches: Iterable<Batch | void>): RunNumbers {
  const series = new Map<SeriesName, Float64Array>();
  const crossings = new Map<Edge, Float64Array>();
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
