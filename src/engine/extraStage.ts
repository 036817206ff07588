/** Answers what single views ask for, from the run that the pipeline holds. */
import type { Batch } from './batches';
import { runCumulativeNorms } from './cumulativeNorms';
import type { Extra } from './extras';
import type { ForwardTrace } from './forward';
import type { MessageStage } from './messageStage';
import { series } from './seriesBatches';
import type { Setup } from './setup';
import type { Truncation } from './sweep';

export interface ExtraContext {
  readonly setup: Setup;
  readonly trace: ForwardTrace;
  readonly messages: MessageStage;
  readonly truncation: Truncation;
}

export function* runExtras(extras: readonly Extra[], context: ExtraContext): Generator<Batch | void, void> {
  for (const extra of extras) yield* runExtra(extra, context);
}

function* runExtra(extra: Extra, { trace }: ExtraContext): Generator<Batch | void, void> {
  const { linear } = trace;
  switch (extra.kind) {
    case 'without':
      yield* series(`cumulativeWithout.${extra.edge}`, linear, runCumulativeNorms(linear, new Set([extra.edge])));
      break;
    case 'jacobian':
    case 'growth':
    case 'lag':
    case 'weights':
    case 'gates':
      break;
  }
}
