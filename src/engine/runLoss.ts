/** The loss of one run: of a network that is drawn, or of one from a file. */
import type { Settings } from '../settings/settings';
import { loadedLoss } from './loaded/loss';
import { type Loss, lossOf } from './loss';
import type { Setup } from './setup';
import type { Truncation } from './sweep';

export function* runLoss(
  settings: Settings,
  { loaded, task }: Setup,
  truncation: Truncation,
  isPerturbed: boolean,
): Generator<void, Loss> {
  if (loaded !== null) return yield* loadedLoss(settings, loaded, truncation, isPerturbed);
  const gradient = yield* lossOf(settings, task.steps, isPerturbed);
  const isEvery = settings.loss === 'every';
  return { gradient, facts: { kind: isEvery ? 'every' : 'last', value: null, outputs: null, problem: null } };
}
