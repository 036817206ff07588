/**
 * Answers questions (questions.ts) about a network that settings describe, from the engine itself: networks are run forward and swept
 * back, and nothing is answered by a formula. Claims ask through here (`story/claims`), in the page's worker, in the tests and in
 * `npm run claims` alike.
 */
import { getOrCreate } from '../math/getOrCreate';
import type { Settings } from '../settings/settings';
import type { AnswerContext } from './answerContext';
import type { Measure, Question } from './questions';
import { MatrixCache } from './recurrentMatrix';
import { Workbench } from './workbench';

/** Answers about the settings of the run, or with some of them changed. */
export interface MeasuredBatch {
  readonly kind: 'measure';
  readonly questions: readonly Question[];
  /** An answer to each; NaN where it is not defined. Null where these settings have no answer: `problem` says why. */
  readonly values: readonly number[] | null;
  readonly problem: string;
}

/** Answers one question about these settings. Pauses often; NaN where what is asked for is not defined. */
export function* measure(settings: Settings, what: Measure): Generator<void, number> {
  return yield* new Workbench(settings, new MatrixCache()).answer(what);
}

/** Answers many, in their order. Questions with the same changes share one run; `isPerturbed`: the second run (perturbation.ts). */
export function* measureAll(
  settings: Settings,
  questions: readonly Question[],
  isPerturbed = false,
): Generator<void, number[]> {
  const cache = new MatrixCache();
  const benches = new Map<string, Workbench>();
  const answers: number[] = [];
  for (const { measure: what, changes = {} } of questions) {
    const bench = getOrCreate(
      benches,
      JSON.stringify(changes),
      () => new Workbench({ ...settings, ...changes }, cache, isPerturbed),
    );
    answers.push(yield* bench.answer(what));
  }
  return answers;
}

/** A question may be about an edge that this network does not have: that is an answer, and no fault of the run. */
export function* answerQuestions(
  { questions }: { readonly questions: readonly Question[] },
  { settings, isPerturbed }: AnswerContext,
): Generator<MeasuredBatch | void, void> {
  try {
    const values = yield* measureAll(settings, questions, isPerturbed);
    yield { kind: 'measure', questions, values, problem: '' };
  } catch (problem) {
    const words = problem instanceof Error ? problem.message : String(problem);
    yield { kind: 'measure', questions, values: null, problem: words };
  }
}
