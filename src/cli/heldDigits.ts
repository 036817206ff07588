/** How many digits of a run's gradient hold (spec, section 8), from a second run with every number moved in its last bits. */
import type { Pipeline } from '../engine/pipeline';
import type { Settings } from '../settings/settings';
import { type HeldDigits, heldDigitsOf } from '../story/taken/run';

/** `gradient`: log10 ‖g‖ by step, [steps], of the run that `pipeline` has made of these settings. */
export function heldDigits(pipeline: Pipeline, settings: Settings, gradient: Float64Array): HeldDigits {
  const second = new Float64Array(gradient.length).fill(Number.NaN);
  for (const batch of pipeline.perturbed().run(settings)) {
    if (!batch) continue;
    if (batch.kind === 'messages') second.set(batch.norms.subarray(-batch.count), batch.from);
    if (batch.kind === 'stage' && batch.stage === 'messages') break;
  }
  return heldDigitsOf(gradient, second);
}
