/** Answers what single views ask for, from the run that the pipeline holds. */
import type { Settings } from '../settings/settings';
import type { Batch } from './batches';
import { runCumulativeNorms } from './cumulativeNorms';
import type { Extra, MeasuredBatch } from './extras';
import type { ForwardTrace } from './forward';
import { growthOf } from './growth';
import { jacobianSpectrum } from './jacobianSpectrum';
import { measureAll, type Question } from './measure';
import type { MessageStage } from './messageStage';
import { runRestNorms } from './restNorms';
import { series } from './seriesBatches';
import type { Setup } from './setup';
import type { Truncation } from './sweep';

export interface ExtraContext {
  readonly settings: Settings;
  readonly setup: Setup;
  readonly trace: ForwardTrace;
  readonly messages: MessageStage;
  readonly truncation: Truncation;
}

export function* runExtras(extras: readonly Extra[], context: ExtraContext): Generator<Batch | void, void> {
  for (const extra of extras) yield* runExtra(extra, context);
}

function* runExtra(extra: Extra, { trace, settings }: ExtraContext): Generator<Batch | void, void> {
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
    case 'measure':
      yield yield* measured(settings, extra.questions);
      break;
    case 'lag':
    case 'weights':
    case 'gates':
      break;
  }
}

/** A question may be about an edge that this network does not have: that is an answer, and no fault of the run. */
function* measured(settings: Settings, questions: readonly Question[]): Generator<void, MeasuredBatch> {
  try {
    return { kind: 'measured', questions, values: yield* measureAll(settings, questions), problem: '' };
  } catch (problem) {
    return {
      kind: 'measured',
      questions,
      values: null,
      problem: problem instanceof Error ? problem.message : String(problem),
    };
  }
}
