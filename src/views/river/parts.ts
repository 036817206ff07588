/** What the river does not need at once: each is a chunk of its own. */
import { deferred } from '../common/deferred';

/** For a plain RNN. */
export const StepFactors = deferred('StepFactors', () => import('./StepFactors'));
/** What is said within it, once there is a ledger. */
export const RiverNotes = deferred('RiverNotes', () => import('./RiverNotes'));
/** While the gradient is played back, and on the first visit. */
export const RiverFlow = deferred('RiverFlow', () => import('./RiverFlow'));
/** Once. */
export const FirstVisit = deferred('FirstVisit', () => import('./FirstVisit'));
