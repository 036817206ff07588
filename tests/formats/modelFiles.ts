/** What the readers and the engine make of the files of tests/formats/models, and how it is compared with autograd. */
import { basename } from 'node:path';
import { expect } from 'vitest';
import { chosenLoss } from '../../src/cli/modelChoices';
import { type TracedLayer, traceLayer } from '../../src/cli/modelRun';
import type { ModelFile, RecordedBatch, RecurrentLayer } from '../../src/formats/model';
import { readModel } from '../../src/formats/read';
import { readSequences, sequenceOf } from '../../src/formats/sequences';
import { bytesOf } from './files';

export const modelOf = (file: string, options: Parameters<typeof readModel>[2] = {}): Promise<ModelFile> =>
  readModel(bytesOf(file), basename(file), options);

export const inputsOf = (file: string): Promise<RecordedBatch> => readSequences(bytesOf(file), file);

/** One layer and direction; with a target, half its squared distance from the head's output. */
export function traced(
  model: ModelFile,
  layer: RecurrentLayer,
  batch: RecordedBatch,
  flags: Parameters<typeof chosenLoss>[2],
  sequence = 0,
): TracedLayer {
  const lowest = model.layers.find(({ stack, depth }) => stack === layer.stack && depth === 0) as RecurrentLayer;
  const one = sequenceOf(batch, sequence, lowest.network.inputSize, model.embeddings);
  return traceLayer(model, layer, one, chosenLoss(model, layer, flags, batch, sequence));
}

/** Numbers, nulls and nested arrays of them, to `tolerance`: relative to the larger, or to the largest of a row where they cancel. */
export function expectClose(found: unknown, wanted: unknown, what: string, tolerance = 1e-9): void {
  if (Array.isArray(wanted)) {
    expect(Array.isArray(found) && found.length, what).toBe(wanted.length);
    const list = found as unknown[];
    if (!wanted.every((value) => typeof value === 'number')) {
      wanted.forEach((value, index) => {
        expectClose(list[index], value, `${what}[${index}]`, tolerance);
      });
      return;
    }
    const size = Math.max(...wanted.map(Math.abs));
    wanted.forEach((value, index) => {
      expect(Math.abs(Number(list[index]) - value), `${what}[${index}]`).toBeLessThanOrEqual(tolerance * size);
    });
  } else if (typeof wanted === 'number')
    expect(Math.abs(Number(found) - wanted), what).toBeLessThanOrEqual(tolerance * Math.abs(wanted));
  else expect(found, what).toBe(wanted);
}
