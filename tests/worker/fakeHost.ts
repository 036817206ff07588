/** A host for the scheduler whose clock moves only when a test moves it, and whose turns end at once. */
import type { Batch } from '../../src/engine/batches';
import type { FromWorker } from '../../src/worker/messages';
import type { Host } from '../../src/worker/scheduler';

export class FakeHost implements Host {
  readonly posted: FromWorker[] = [];
  readonly transferred: ArrayBuffer[] = [];
  /** Milliseconds that pass at each reading of the clock: one for each pause of the pipeline. */
  tick = 0;
  /** Called with every message when it is posted. */
  onPost: ((message: FromWorker) => void) | null = null;
  /** Called at every turn; what it does arrives in this turn. */
  onTurn: (() => void) | null = null;
  turns = 0;
  private time = 0;

  readonly post = (message: FromWorker, transfer: ArrayBuffer[]): void => {
    this.posted.push(message);
    this.transferred.push(...transfer);
    this.onPost?.(message);
  };

  readonly now = (): number => {
    this.time += this.tick;
    return this.time;
  };

  pass(ms: number): void {
    this.time += ms;
  }

  readonly turn = async (): Promise<void> => {
    this.turns++;
    await Promise.resolve();
    this.onTurn?.();
  };

  /** At once, unless a test sets `onAfter`, which then calls it. */
  onAfter: ((ms: number, done: () => void) => void) | null = null;
  readonly after = (ms: number, done: () => void): void => {
    if (this.onAfter === null) done();
    else this.onAfter(ms, done);
  };

  batchesOf(runId: number): Batch[] {
    return this.posted.flatMap((message) =>
      message.kind === 'batch' && message.runId === runId ? [message.batch] : [],
    );
  }

  stagesOf(runId: number): string[] {
    return this.batchesOf(runId).flatMap((batch) => (batch.kind === 'stage' ? [batch.stage] : []));
  }

  doneRuns(): number[] {
    return this.posted.flatMap((message) => (message.kind === 'done' ? [message.runId] : []));
  }

  /** Resolves when a message like this has been posted. */
  until(matches: (message: FromWorker) => boolean): Promise<FromWorker> {
    const before = this.posted.find(matches);
    if (before !== undefined) return Promise.resolve(before);
    return new Promise((resolve) => {
      const earlier = this.onPost;
      this.onPost = (message) => {
        earlier?.(message);
        if (matches(message)) resolve(message);
      };
    });
  }

  done(runId: number): Promise<FromWorker> {
    return this.until((message) => message.kind === 'done' && message.runId === runId);
  }
}
