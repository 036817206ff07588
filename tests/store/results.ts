/** Real runs of small networks, as the store holds them. */
import type { Batch, ForwardBatch } from '../../src/engine/batches';
import { Pipeline } from '../../src/engine/pipeline';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import { RunResult } from '../../src/store/runResult';
import type { Shown } from '../../src/store/shown';

export const SMALL: Settings = { ...DEFAULTS, hiddenSize: 4, inputSize: 2, steps: 12 };

/** All batches of a run; a pipeline that is given keeps what it has computed before. */
export function batchesOf(settings: Settings, pipeline = new Pipeline()): Batch[] {
  return [...pipeline.run(settings)].flatMap((batch) => (batch ? [batch] : []));
}

export function forwardOf(batches: readonly Batch[]): ForwardBatch {
  const [first] = batches;
  if (first?.kind !== 'forward') throw new Error('a run starts with its forward batch');
  return first;
}

/** A result with every batch in it. */
export function resultOf(settings: Settings, before: RunResult | null = null, pipeline = new Pipeline()): RunResult {
  const batches = batchesOf(settings, pipeline);
  const result = new RunResult((before?.runId ?? 0) + 1, settings, forwardOf(batches), before);
  for (const batch of batches) result.apply(batch);
  return result;
}

/** The same with its second run, of which no digit need hold. */
export function checkedResultOf(settings: Settings): RunResult {
  const pipeline = new Pipeline();
  const result = resultOf(settings, null, pipeline);
  const batches = batchesOf(settings, pipeline.perturbed());
  result.perturbed = new RunResult(result.runId, settings, forwardOf(batches), null, false);
  for (const batch of batches) result.perturbed.apply(batch);
  return result;
}

/** A run that the whole page shows. */
export function onScreen(run: RunResult, revision = 1): Shown {
  const one = { run, revision };
  return { picture: one, text: one, views: one };
}
