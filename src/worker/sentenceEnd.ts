/** Where a run has all that its sentence needs. */
import type { ForwardBatch, Stage } from '../engine/batches';

/** The ledger, where there is one. */
export function sentenceEndOf({ hasLedger }: ForwardBatch): Stage {
  return hasLedger ? 'ledger' : 'ghost';
}
