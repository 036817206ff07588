/** What truncation does at one step, in words, where the numbers there cannot be understood without it. */
import type { Settings } from '../settings/settings';

interface Place {
  /** 0-based: the step that would receive. */
  readonly step: number;
  readonly steps: number;
  /** The truncation in force: `none` where the one that was set reaches over the whole sequence. */
  readonly inForce: Settings['truncation'];
}

/** Whether truncation lets nothing come to `step` from the step after (spec, section 2). */
export function isCutShort({ truncationSteps: k, loss }: Settings, { step, steps, inForce }: Place): boolean {
  if (step >= steps - 1) return false;
  // The last step's loss never leaves its own block; with one at every step each block has its own.
  if (inForce === 'window')
    return loss === 'last' ? Math.floor(step / k) < Math.floor((steps - 1) / k) : (step + 1) % k === 0;
  // With a loss at every step the next one's is always on its way.
  return inForce === 'sliding' && loss === 'last' && steps - 1 - step > k;
}

/** One sentence, or null where truncation needs no word here. */
export function truncationNote(settings: Settings, place: Place): string | null {
  if (isCutShort(settings, place)) return `Truncation: nothing comes from step ${place.step + 2}.`;
  if (place.inForce === 'sliding' && settings.loss === 'every' && place.step < place.steps - 1)
    return 'Sliding truncation: a message holds only the losses that still go on, δ also those that end there.';
  return null;
}
