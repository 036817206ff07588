/** Answers what single views ask for, from the run that the pipeline holds. */
import type { Batch } from './batches';
import { runCumulativeNorms } from './cumulativeNorms';
import type { Extra } from './extras';
import type { ForwardTrace } from './forward';
import { growthOf } from './growth';
import { jacobianSpectrum } from './jacobianSpectrum';
import type { MessageStage } from './messageStage';
import { runRestNorms } from './restNorms';
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
    case 'rest':
      yield* series('step.rest', linear, runRestNorms(linear));
      break;
    case 'jacobian':
      // Asked for by the length of the run before: of a step that is no longer there nothing can be said.
      if (extra.step < linear.steps) yield yield* jacobianSpectrum(linear, extra.step);
      break;
    case 'growth':
      yield* growthOf(linear.matrixEdges, linear.size);
      break;
    case 'lag':
    case 'weights':
    case 'gates':
      break;
  }
}
