/**
 * Answers questions (questions.ts) about a network that settings describe, from the engine itself: networks are run forward and swept
 * back, and nothing is answered by a formula. Claims ask through here (`story/claims`), in the page's worker, in the tests and in
 * `npm run claims` alike.
 */
import { getOrCreate } from '../math/getOrCreate';
import type { Settings } from '../settings/settings';
import type { Measure, Question } from './questions';
import { MatrixCache } from './recurrentMatrix';
import { Workbench } from './workbench';

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
