/**
 * Runs the newest request, a slice at a time. Between slices it looks for newer requests: a run that is under way finishes its
 * messages if that takes at most 50 ms, and where pictures of its size take longer than that, each that has been begun is finished:
 * dragging never starves the picture. Later stages are dropped at once, and while a slider moves they are not even begun (those of
 * the sentence now and then): on two cores they would take one from the painting. The second run (secondRun.ts) follows when nothing moves:
 * up to its sentence after the first run's, the rest when all is done that was asked for.
 * Nothing here knows of a worker: clock, turn and post are given, so that a test can drive it.
 */
import { type Batch, buffersOf, type Stage } from '../engine/batches';
import type { Extra } from '../engine/extras';
import { inspect } from '../engine/inspection';
import { Pipeline } from '../engine/pipeline';
import type { BackwardSweep } from '../engine/sweep';
import type { Settings } from '../settings/settings';
import type { FromWorker, ToWorker } from './messages';
import { SecondRun } from './secondRun';
import { sentenceEndOf } from './sentenceEnd';

/** Work between two looks at the queue: 16 are allowed, and the longest stretch without a pause (10) may come on top. */
export const SLICE_MS = 5;
/** What an overtaken run may still finish: the heatmaps, and in large networks the outline of the step norms. */
const PICTURE_END: Stage = 'outline';
/** How long a run that has been overtaken may still work on its picture. */
const GRACE_MS = 50;
/** Also where it is not known yet how long pictures take: one is finished when there has been none for so long. */
const STARVED_MS = 200;
/** Runs that follow one another within this are a drag, and the rest of one waits until there has been none for so long. */
const DRAG_MS = 250;
const CALM_MS = 80;
/** In a drag the sentence's numbers, which take as long as a picture, are made anew at most this often. */
const SENTENCE_MS = 60;
/** But not one that would hold up the newest settings for longer than this. */
const LONGEST_GRACE_MS = 1000;

export interface Host {
  readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves after messages that are waiting have been received. */
  readonly turn: () => Promise<void>;
  /** Calls `done` after so many milliseconds. */
  readonly after: (ms: number, done: () => void) => void;
}

type Run = Extract<ToWorker, { kind: 'run' }>;

export class Scheduler {
  private pipeline = new Pipeline();
  private second = new SecondRun(this.pipeline);
  private waiting: Run | null = null;
  /** What the views ask for beside the run; null where nothing waits. */
  private waitingExtras: readonly Extra[] | null = null;
  private working = false;
  /** When the last picture was finished, or the wait for one began. */
  private lastPicture = 0;
  /** When the numbers of a sentence were last whole. */
  private lastSentence = Number.NEGATIVE_INFINITY;
  /** How long the last picture that was finished took. */
  private pictureTook = 0;
  /** The run whose messages the pipeline holds. */
  private shownRunId = 0;
  private lastRequest = Number.NEGATIVE_INFINITY;
  /** Whether the newest run came soon after another. */
  private dragging = false;
  /** Ends a wait for calm; the newest of them only. */
  private wake: () => void = () => {};

  constructor(private readonly host: Host) {}

  /** The sweep that is whole, and the run that it is of; null while there is none. */
  get shown(): { readonly runId: number; readonly sweep: BackwardSweep } | null {
    const { messages } = this.pipeline;
    return messages === null ? null : { runId: this.shownRunId, sweep: messages.sweep };
  }

  /** The second run's sweep, where that is whole. */
  get perturbed(): BackwardSweep | null {
    return this.second.runId === this.shownRunId ? this.second.sweep : null;
  }

  /** Whether a run or an extra is under way. */
  get busy(): boolean {
    return this.working;
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'run': {
        const now = this.host.now();
        this.dragging = now - this.lastRequest < DRAG_MS;
        this.lastRequest = now;
        this.waiting = message;
        this.waitingExtras = null;
        break;
      }
      case 'extras':
        if (this.waiting !== null || message.runId !== this.shownRunId) return;
        this.waitingExtras = message.extras;
        break;
      case 'inspect':
        this.inspect(message);
        return;
    }
    this.wake();
    if (!this.working) void this.work();
  }

  /** Until there has been no new request for a while. */
  private calm(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.host.after(CALM_MS, resolve);
    });
  }

  private async work(): Promise<void> {
    this.working = true;
    this.lastPicture = this.host.now();
    try {
      while (this.waiting !== null || this.waitingExtras !== null || this.second.isWaiting) {
        const run = this.waiting;
        if (run !== null) {
          this.waiting = null;
          this.shownRunId = run.runId;
          this.waitingExtras ??= run.extras;
          this.second.begin(run.runId);
          if (await this.drive(run.runId, this.pipeline.run(run.settings), run.settings))
            this.host.post({ kind: 'done', runId: run.runId }, []);
        } else if (this.waitingExtras !== null) {
          const { shownRunId } = this;
          if (await this.driveExtras()) this.host.post({ kind: 'done', runId: shownRunId }, []);
        } else await this.driveSecond();
      }
    } finally {
      this.working = false;
    }
  }

  /** The newest request for extras, until it is answered; returns whether it was: a newer run may come, or it may fail. */
  private async driveExtras(): Promise<boolean> {
    let answered = true;
    while (this.waitingExtras !== null && this.waiting === null) {
      const extras = this.waitingExtras;
      this.waitingExtras = null;
      answered = await this.drive(this.shownRunId, this.pipeline.runExtras(extras), null);
      if (answered && this.second.runId === this.shownRunId) this.second.answerToo(extras);
    }
    return answered && this.waiting === null;
  }

  /**
   * Runs to the end and tells whether it came to it, or was left for something that is worth more. `settings` are a run's own, null
   * for extras.
   */
  private async drive(runId: number, work: Generator<Batch | void, void>, settings: Settings | null): Promise<boolean> {
    const { host } = this;
    const start = host.now();
    let sliceStart = start;
    let pictureDone = settings === null;
    /** What the sentence needs: the ledger, where there is one. */
    let sentenceEnd: Stage = 'ledger';
    let sentenceDone = false;
    let waited = false;
    let isFollowed = false;
    try {
      for (let next = work.next(); next.done !== true; next = work.next()) {
        const batch = next.value;
        if (batch) {
          host.post({ kind: 'batch', runId, batch }, buffersOf(batch));
          if (batch.kind === 'forward') sentenceEnd = sentenceEndOf(batch);
          if (batch.kind === 'stage') {
            pictureDone ||= batch.stage === PICTURE_END;
            if (batch.stage === PICTURE_END) {
              this.lastPicture = host.now();
              this.pictureTook = this.lastPicture - start;
            }
            if (batch.stage === sentenceEnd) {
              sentenceDone = true;
              this.lastSentence = host.now();
            }
          }
        }
        const now = host.now();
        if (now - sliceStart < SLICE_MS && !(batch && pictureDone)) continue;
        await host.turn();
        if (settings !== null) {
          // The view in sight comes before the curves of a long run: they go on after it.
          if (sentenceDone) await this.driveExtras();
          const isEnough = sentenceDone || (pictureDone && host.now() - this.lastSentence < SENTENCE_MS);
          if (isEnough && this.dragging && !waited && this.waiting === null) {
            waited = true;
            await this.calm();
          }
          if (sentenceDone && !isFollowed && this.waiting === null) {
            isFollowed = true;
            this.second.follow(settings);
            await this.driveSecond(sentenceEnd);
          }
        }
        sliceStart = host.now();
        const overtaken =
          this.waiting !== null && (pictureDone || sliceStart - start > this.grace(settings, sliceStart));
        if (overtaken || (settings === null && this.waitingExtras !== null)) {
          work.return();
          return false;
        }
      }
      return true;
    } catch (problem) {
      // What a run has left may be half made: the next one starts from nothing. Extras only read.
      if (settings !== null) this.startAfresh();
      host.post({ kind: 'failed', runId, message: problem instanceof Error ? problem.message : String(problem) }, []);
      return false;
    }
  }

  /** The second run, to the end of a stage or its own, or until something else is asked for: it then goes on later, or is dropped. */
  private async driveSecond(until?: Stage): Promise<void> {
    const { host, second } = this;
    const { runId } = second;
    // The page may have asked for something in the meantime.
    await host.turn();
    if (this.waiting !== null || this.waitingExtras !== null) return;
    let sliceStart = host.now();
    try {
      for (let next = second.next(); next !== undefined; next = second.next()) {
        const { batch } = next;
        if (batch !== null) host.post({ kind: 'perturbed', runId, batch }, buffersOf(batch));
        if (batch?.kind === 'stage' && batch.stage === until) return;
        if (host.now() - sliceStart < SLICE_MS) continue;
        await host.turn();
        if (this.waiting !== null || this.waitingExtras !== null) return;
        sliceStart = host.now();
      }
      host.post({ kind: 'checked', runId }, []);
    } catch {
      // Numbers are then shown as without it.
      this.second = new SecondRun(this.pipeline);
    }
  }

  private startAfresh(): void {
    this.pipeline = new Pipeline();
    this.second = new SecondRun(this.pipeline);
  }

  /** How long a run with these settings may work on its picture though a newer one waits. */
  private grace(settings: Settings | null, now: number): number {
    const { waiting } = this;
    // A drag goes on as it began: dropped at 50 ms, every run of a large network would be half a picture that nobody sees.
    const isNext = waiting?.settings.hiddenSize === settings?.hiddenSize && waiting?.settings.steps === settings?.steps;
    const isSlow = isNext && this.pictureTook > GRACE_MS;
    return isSlow || now - this.lastPicture > STARVED_MS ? LONGEST_GRACE_MS : GRACE_MS;
  }

  private inspect({ requestId, step, unit }: Extract<ToWorker, { kind: 'inspect' }>): void {
    const { currentTrace, messages, ledger } = this.pipeline;
    const linear = messages?.sweep.linear;
    const isCell = linear !== undefined && step >= 0 && step < linear.steps && unit >= 0 && unit < linear.size;
    const inspection =
      isCell && currentTrace !== null && messages !== null ? inspect(currentTrace, messages, ledger, step, unit) : null;
    const perturbed =
      inspection !== null && this.second.runId === this.shownRunId ? this.second.inspect(step, unit) : null;
    this.host.post({ kind: 'inspected', requestId, runId: this.shownRunId, inspection, perturbed }, []);
  }
}
