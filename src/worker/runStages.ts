/** How far a run has come, by the stages that it has sent, and where it has all that its sentence needs. */
import type { Batch, ForwardBatch, Stage } from '../engine/batches';

/** The ledger, where there is one. */
export function sentenceEndOf({ hasLedger }: ForwardBatch): Stage {
  return hasLedger ? 'ledger' : 'ghost';
}

export class RunStages {
  /** Null before the run's first batch. */
  private ownSentenceEnd: Stage | null = null;
  private readonly done = new Set<Stage>();

  add(batch: Batch): void {
    if (batch.kind === 'forward') this.ownSentenceEnd = sentenceEndOf(batch);
    else if (batch.kind === 'stage') this.done.add(batch.stage);
  }

  has(stage: Stage): boolean {
    return this.done.has(stage);
  }

  /** The stage after which the sentence can be written. */
  get sentenceEnd(): Stage {
    return this.ownSentenceEnd ?? 'ledger';
  }

  get hasSentence(): boolean {
    return this.done.has(this.sentenceEnd);
  }
}
