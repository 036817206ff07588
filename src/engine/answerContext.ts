/** What answers to single views are made from: the run that is at hand. */
import type { Settings } from '../settings/settings';
import type { ForwardTrace } from './forward';
import type { BackwardSweep, Truncation } from './sweep';

export interface AnswerContext {
  readonly settings: Settings;
  readonly trace: ForwardTrace;
  /** Finished. */
  readonly sweep: BackwardSweep;
  readonly truncation: Truncation;
  /** Whether this is the second run, with every number moved in its last bits. */
  readonly isPerturbed: boolean;
}
