/** Answers what single views ask for, from the run that the pipeline holds. */
import type { LagOf, Settings } from '../settings/settings';
import type { Batch } from './batches';
import { runCumulativeNorms } from './cumulativeNorms';
import type { ForwardTrace } from './forward';
import { gateRows } from './gateRows';
import { growthOf } from './growth';
import { runInputGradient } from './inputGradient';
import { jacobianSpectrum } from './jacobianSpectrum';
import { runLagMap } from './lagMap';
import { lossOf } from './loss';
import { measureAll } from './measure';
import type { MessageStage } from './messageStage';
import { runOffCarouselNorms } from './offCarouselNorms';
import type { Question } from './questions';
import { series } from './seriesBatches';
import type { Setup } from './setup';
import type { Truncation } from './sweep';
import { truncationLoss } from './truncationLoss';
import type { MeasuredBatch, ViewRequest } from './viewRequests';
import { weightStrips } from './weightStrips';

export interface ViewContext {
  readonly settings: Settings;
  readonly setup: Setup;
  readonly trace: ForwardTrace;
  readonly messages: MessageStage;
  readonly truncation: Truncation;
  /** Whether this is the second run, with every number moved in its last bits. */
  readonly isPerturbed: boolean;
}

export function* answerRequests(requests: readonly ViewRequest[], context: ViewContext): Generator<Batch | void, void> {
  for (const request of requests) yield* answerRequest(request, context);
}

type Handler<K extends ViewRequest['kind']> = (
  request: Extract<ViewRequest, { kind: K }>,
  context: ViewContext,
) => Generator<Batch | void, void>;

/** What answers each kind of request. */
const HANDLERS: { readonly [K in ViewRequest['kind']]: Handler<K> } = {
  without({ edge }, { trace: { linear } }) {
    return series(`cumulativeWithout.${edge}`, linear, runCumulativeNorms(linear, new Set([edge])));
  },
  offCarousel(_, { trace: { linear } }) {
    return series('step.offCarousel', linear, runOffCarouselNorms(linear));
  },
  input(_, { trace, messages }) {
    return series('input', trace.linear, runInputGradient(trace, messages.sweep));
  },
  *jacobian({ step }, { trace: { linear } }) {
    // Asked for by the length of the run before: of a step that is no longer there nothing can be said.
    if (step < linear.steps) yield yield* jacobianSpectrum(linear, step);
  },
  growth(_, { trace: { linear } }) {
    return growthOf(linear.matrixEdges, linear.size);
  },
  *measure({ questions }, { settings, isPerturbed }) {
    yield yield* measured(settings, questions, isPerturbed);
  },
  lag({ of }, context) {
    return answerLag(of, context);
  },
  *weights(_, { trace, messages }) {
    yield yield* weightStrips(trace, messages.sweep);
  },
  *gates(_, { trace }) {
    yield yield* gateRows(trace);
  },
};

function answerRequest<K extends ViewRequest['kind']>(
  request: Extract<ViewRequest, { kind: K }>,
  context: ViewContext,
): Generator<Batch | void, void> {
  const handler: Handler<K> = HANDLERS[request.kind as K];
  return handler(request, context);
}

/** A question may be about an edge that this network does not have: that is an answer, and no fault of the run. */
function* measured(
  settings: Settings,
  questions: readonly Question[],
  isPerturbed: boolean,
): Generator<void, MeasuredBatch> {
  try {
    return { kind: 'measured', questions, values: yield* measureAll(settings, questions, isPerturbed), problem: '' };
  } catch (problem) {
    return {
      kind: 'measured',
      questions,
      values: null,
      problem: problem instanceof Error ? problem.message : String(problem),
    };
  }
}

/** The lag map, and what truncation throws away of the gradient that the settings ask for. */
function* answerLag(
  of: LagOf,
  { settings, trace, messages: { sweep }, truncation, isPerturbed }: ViewContext,
): Generator<Batch | void, void> {
  if (truncation.kind !== 'none') yield yield* truncationLoss(trace, sweep);
  const { steps } = trace.linear;
  const every = sweep.loss.lastOnly ? yield* lossOf({ ...settings, loss: 'every' }, steps, isPerturbed) : sweep.loss;
  yield* runLagMap(trace, every, sweep.cuts, of);
}
