/**
 * What single views ask for beyond the run itself: what answers each kind of request, and the types of requests and answers, which
 * follow from that. Answers are plain data, arrays allocated for each so that a worker can transfer them. All logarithms are base 10;
 * −Infinity is an exact zero, NaN is not there or not defined.
 */
import type { AnswerContext } from './answerContext';
import { answerGates } from './gateRows';
import { answerGrowth } from './growth';
import { answerJacobian } from './jacobianSpectrum';
import { answerLag } from './lagMap';
import { answerQuestions } from './measure';
import type { SeriesBatch } from './seriesBatches';
import { input, offCarousel, without } from './viewCurves';
import { answerWeights } from './weightStrips';

const ANSWERS = {
  without,
  offCarousel,
  input,
  jacobian: answerJacobian,
  growth: answerGrowth,
  lag: answerLag,
  measure: answerQuestions,
  weights: answerWeights,
  gates: answerGates,
};

type Answers = typeof ANSWERS;
type Kind = keyof Answers;
type BatchOf<A> = A extends (...args: never[]) => Generator<infer B, void> ? Exclude<B, void> : never;

/** A kind, and what its answer needs to know. */
export type ViewRequest = { [K in Kind]: { readonly kind: K } & Parameters<Answers[K]>[0] }[Kind];

export type ViewBatch = Exclude<BatchOf<Answers[Kind]>, SeriesBatch>;

type Answer<K extends Kind> = (
  request: Extract<ViewRequest, { kind: K }>,
  context: AnswerContext,
) => Generator<ViewBatch | SeriesBatch | void, void>;

const BY_KIND: { readonly [K in Kind]: Answer<K> } = ANSWERS;

export function* answerRequests(
  requests: readonly ViewRequest[],
  context: AnswerContext,
): Generator<ViewBatch | SeriesBatch | void, void> {
  for (const request of requests) yield* answerOf(request, context);
}

function answerOf<K extends Kind>(
  request: Extract<ViewRequest, { kind: K }>,
  context: AnswerContext,
): ReturnType<Answer<K>> {
  const answer: Answer<K> = BY_KIND[request.kind as K];
  return answer(request, context);
}
