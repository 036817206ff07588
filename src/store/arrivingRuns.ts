/** The run that is filled as its batches arrive, and its second run. */
import type { Batch, ForwardBatch } from '../engine/batches';
import type { Settings } from '../settings/settings';
import { RunResult } from './runResult';

/** What every run sends; everything else answers a view's request. */
const RUN_BATCHES: ReadonlySet<Batch['kind']> = new Set([
  'forward',
  'messages',
  'series',
  'ledger',
  'spectra',
  'stage',
]);

export class ArrivingRuns {
  /** The newest run that has begun; null before the first. */
  newest: RunResult | null = null;
  /** The last second run that has begun. */
  private second: RunResult | null = null;

  begin(runId: number, settings: Settings, forward: ForwardBatch): void {
    this.newest = new RunResult(runId, withLossOf(settings, forward), forward, this.newest);
  }

  /** Null where the batch is of a run that has been replaced; else whether it completes what the sentence needs. */
  apply(runId: number, batch: Batch): { readonly completesSentence: boolean } | null {
    const { newest } = this;
    if (newest?.runId !== runId) return null;
    return { completesSentence: fill(newest, batch) };
  }

  /**
   * A batch of the second run: applied in the order of arrival, whichever run is the newest, because what a second run keeps of the one
   * before depends on that. Null where it changes nothing that could be shown.
   */
  applySecond(runId: number, batch: Batch): { readonly completesSentence: boolean; readonly isAnswer: boolean } | null {
    const { newest } = this;
    if (batch.kind === 'forward') {
      if (newest === null) return null;
      this.second = new RunResult(runId, newest.settings, batch, this.second, false);
      if (newest.runId === runId) newest.perturbed = this.second;
      return null;
    }
    if (this.second?.runId !== runId) return null;
    const completesSentence = fill(this.second, batch);
    return newest?.runId === runId ? { completesSentence, isAnswer: !RUN_BATCHES.has(batch.kind) } : null;
  }
}

/** Whether the run has all that its sentence needs since this batch. */
function fill(run: RunResult, batch: Batch): boolean {
  const hadSentence = run.hasSentence;
  run.apply(batch);
  return !hadSentence && run.hasSentence;
}

/** Words and curves ask where the loss is; behind a head, and below other layers, that is another place than the settings say. */
function withLossOf(settings: Settings, { loss: { kind } }: ForwardBatch): Settings {
  const loss = kind === 'above' ? 'every' : kind === 'head' ? 'last' : kind;
  return loss === settings.loss ? settings : { ...settings, loss };
}
