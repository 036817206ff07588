/** A whole run, gathered into plain data that JSON can hold. */

import type { Batch, ForwardBatch } from '../engine/batches';
import { Pipeline } from '../engine/pipeline';
import type { SeriesName } from '../engine/seriesNames';
import { getOrCreate } from '../math/getOrCreate';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import { type RunNumbers, type TracedRun, tracedRun } from '../story/taken/run';
import { heldDigits } from './heldDigits';

export function traceLink(settings: Settings): TracedRun {
  const pipeline = new Pipeline();
  const gathered = gather(runWithInput(pipeline, settings));
  return tracedRun(settings, gathered, heldDigits(pipeline, settings, gathered.series.get('g') as Float64Array));
}

/** The second run of the same settings, whole: what of the first has how many digits. */
export function secondRunOf(settings: Settings): RunNumbers {
  return gather(runWithInput(new Pipeline().perturbed(), settings));
}

/** The run, and the gradient on its inputs. */
function* runWithInput(pipeline: Pipeline, settings: Settings): Generator<Batch | void, void> {
  yield* pipeline.run(settings);
  yield* pipeline.answerRequests([{ kind: 'input' }]);
}

function gather(batches: Iterable<Batch | void>): RunNumbers {
  const series = new Map<SeriesName, Float64Array>();
  const crossings = new Map<Edge, Float64Array>();
  let info: ForwardBatch | null = null;
  let residual = new Float64Array(0);
  const write = (name: SeriesName, from: number, values: Float64Array, steps: number): void => {
    getOrCreate(series, name, () => new Float64Array(steps).fill(Number.NaN)).set(values, from);
  };
  const take = (batch: Batch): void => {
    if (batch.kind === 'forward') {
      info = batch;
      residual = new Float64Array(batch.steps);
      return;
    }
    if (info === null) return;
    const { steps, rows, edges } = info;
    if (batch.kind === 'series') write(batch.name, batch.from, batch.values, steps);
    else if (batch.kind === 'messages') {
      const { from, count } = batch;
      for (const [row, name] of [...rows, 'g' as const].entries()) {
        write(name, from, batch.norms.subarray(row * count, (row + 1) * count), steps);
      }
      residual.set(batch.residual, from);
    } else if (batch.kind === 'ledger') {
      const { from, count } = batch;
      edges.forEach((edge, row) => {
        getOrCreate(crossings, edge, () => new Float64Array(steps)).set(
          batch.crossings.subarray(row * count, (row + 1) * count),
          from,
        );
      });
    }
  };
  for (const batch of batches) if (batch) take(batch);
  if (info === null) throw new Error('the run gave no numbers');
  return { info, series, residual, crossings };
}
