/**
 * Runs the newest request, a slice at a time, and checks between slices whether a newer one waits: a run that is under way finishes its
 * messages if that takes at most 50 ms, and where pictures of its size take longer than that, each that has been begun is finished:
 * dragging never starves the picture. Later stages are dropped at once, and while a slider moves they are not even begun (those of
 * the sentence now and then): on two cores they would take one from the painting. The second run (secondRun.ts) follows when nothing moves:
 * up to its sentence after the first run's, to its end when all is done that was asked for.
 * Nothing here depends on a worker: clock, turn and post are given, so that a test can drive it.
 */
import { type Batch, buffersOf, type Stage } from '../engine/batches';
import { inspect } from '../engine/inspection';
import { type LoadedFiles, NO_FILES } from '../engine/loaded/files';
import { Pipeline } from '../engine/pipeline';
import { MatrixCache } from '../engine/recurrentMatrix';
import type { BackwardSweep } from '../engine/sweep';
import type { ViewRequest } from '../engine/viewRequests';
import { DragTiming } from './dragTiming';
import type { FromWorker, ToWorker } from './messages';
import type { Pool } from './pool/pool';
import { RunStages } from './runStages';
import { SecondRun } from './secondRun';

/** Work between two checks of the queue: 16 are allowed, and the longest stretch without a pause (10) may come on top. */
export const SLICE_MS = 5;
/** What an overtaken run may still finish: the heatmaps, and in large networks the outline of the step norms. */
const PICTURE_END: Stage = 'outline';
/** In a drag a run goes on behind its sentence when there has been no request for so long. */
const PAUSE_MS = 80;

export interface Host {
  readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves after messages that are waiting have been received. */
  readonly turn: () => Promise<void>;
  /** Calls `done` after so many milliseconds. */
  readonly after: (ms: number, done: () => void) => void;
  /** Computes norms of large networks elsewhere; absent where nothing else can. */
  readonly pool?: Pool;
}

type Run = Extract<ToWorker, { kind: 'run' }>;

/** Work that is driven a slice at a time, and the decisions on its way. */
interface Job {
  readonly runId: number;
  readonly work: Generator<Batch | void, void>;
  /** Whether it has nothing to do before something arrives from the pool. */
  readonly isWaiting?: () => boolean;
  /** Called with each batch that has been posted. */
  readonly posted?: (batch: Batch) => void;
  /** Whether every batch ends a slice, because what comes next may not be worth beginning. */
  readonly isPausedByBatches: () => boolean;
  /** After each slice, when new requests have been received: does what comes before the next one. */
  readonly betweenSlices?: () => Promise<void>;
  /** Whether the job is to be dropped for a newer request. */
  readonly isOvertaken: (now: number) => boolean;
  readonly failed?: () => void;
}

export class Scheduler {
  private pipeline: Pipeline;
  private second: SecondRun;
  private readonly timing = new DragTiming();
  private waiting: Run | null = null;
  /** What the views ask for beside the run; null where nothing waits. */
  private waitingRequests: readonly ViewRequest[] | null = null;
  private working = false;
  /** The run whose messages the pipeline holds. */
  private currentRunId = 0;
  /** Ends a wait for a pause; the newest of them only. */
  private endWait: () => void = () => {};

  /** `files`: what has been opened, for both panes. */
  constructor(
    private readonly host: Host,
    private readonly files: LoadedFiles = NO_FILES,
  ) {
    this.pipeline = this.newPipeline();
    this.second = new SecondRun(this.pipeline);
  }

  private newPipeline(): Pipeline {
    return new Pipeline(this.files, new MatrixCache(), false, this.host.pool ?? null);
  }

  /** The sweep that is whole, and the run that it is of; null while there is none. */
  get current(): { readonly runId: number; readonly sweep: BackwardSweep } | null {
    const { messages } = this.pipeline;
    return messages === null ? null : { runId: this.currentRunId, sweep: messages.sweep };
  }

  /** The second run's sweep, where that is whole. */
  get perturbed(): BackwardSweep | null {
    return this.second.runId === this.currentRunId ? this.second.sweep : null;
  }

  /** Whether a run or an answer to a view is under way. */
  get busy(): boolean {
    return this.working;
  }

  private get hasRequest(): boolean {
    return this.waiting !== null || this.waitingRequests !== null;
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'run':
        this.timing.runRequested(this.host.now());
        this.waiting = message;
        this.waitingRequests = null;
        break;
      case 'requests':
        if (this.waiting !== null || message.runId !== this.currentRunId) return;
        this.waitingRequests = message.requests;
        break;
      case 'inspect':
        this.inspect(message);
        return;
    }
    this.endWait();
    if (!this.working) void this.work();
  }

  /** Until there has been no new request for a while. */
  private waitForPause(): Promise<void> {
    return new Promise((resolve) => {
      this.endWait = resolve;
      this.host.after(PAUSE_MS, resolve);
    });
  }

  /** Until something arrives from the pool, or a request. */
  private waitForPool(): Promise<void> {
    return new Promise((resolve) => {
      this.endWait = resolve;
      if (this.host.pool === undefined) resolve();
      else this.host.pool.onArrival(resolve);
    });
  }

  /** In this order: the newest run, what the views ask for, the second run. */
  private async work(): Promise<void> {
    this.working = true;
    this.timing.workBegun(this.host.now());
    try {
      while (this.hasRequest || this.second.isWaiting) {
        const { waiting, waitingRequests } = this;
        if (waiting === null && waitingRequests === null) {
          await this.driveSecond();
          continue;
        }
        const isDone = waiting !== null ? await this.driveRun(waiting) : await this.driveRequests();
        if (isDone) this.host.post({ kind: 'done', runId: waiting?.runId ?? this.currentRunId }, []);
      }
    } finally {
      this.working = false;
    }
  }

  /** Returns whether it came to its end. */
  private async driveRun({ runId, settings, requests }: Run): Promise<boolean> {
    const { host, timing } = this;
    this.waiting = null;
    this.currentRunId = runId;
    this.waitingRequests ??= requests;
    this.second.reset(runId);
    const stages = new RunStages();
    let hasWaited = false;
    let isSecondBegun = false;
    const begun = host.now();
    return this.drive({
      runId,
      work: this.pipeline.run(settings),
      isWaiting: () => this.pipeline.isWaiting,
      posted: (batch) => {
        stages.add(batch);
        if (batch.kind !== 'stage') return;
        if (batch.stage === PICTURE_END) timing.pictureDone(host.now(), begun);
        if (batch.stage === stages.sentenceEnd) timing.sentenceDone(host.now());
      },
      isPausedByBatches: () => stages.has(PICTURE_END),
      betweenSlices: async () => {
        // The view in sight comes before the curves of a long run: they go on after it.
        if (stages.hasSentence) await this.driveRequests();
        const isEnough = stages.hasSentence || (stages.has(PICTURE_END) && timing.hasRecentSentence(host.now()));
        if (isEnough && timing.isDragging && !hasWaited && this.waiting === null) {
          hasWaited = true;
          await this.waitForPause();
        }
        if (stages.hasSentence && !isSecondBegun && this.waiting === null) {
          isSecondBegun = true;
          this.second.start(settings);
          await this.driveSecond(stages.sentenceEnd);
        }
      },
      isOvertaken: (now) => {
        if (this.waiting === null) return false;
        const next = this.waiting.settings;
        const isSameSize = next.hiddenSize === settings.hiddenSize && next.steps === settings.steps;
        return stages.has(PICTURE_END) || now - begun > timing.grace(isSameSize, now);
      },
      // What the run has left may be half made: the next one starts from nothing.
      failed: () => {
        this.pipeline = this.newPipeline();
        this.second = new SecondRun(this.pipeline);
      },
    });
  }

  /** The newest requests of the views, until they are answered; returns whether it was: a newer run may come, or it may fail. */
  private async driveRequests(): Promise<boolean> {
    let isAnswered = true;
    while (this.waitingRequests !== null && this.waiting === null) {
      const requests = this.waitingRequests;
      this.waitingRequests = null;
      isAnswered = await this.drive({
        runId: this.currentRunId,
        work: this.pipeline.answerRequests(requests),
        isPausedByBatches: () => true,
        isOvertaken: () => this.hasRequest,
      });
      if (isAnswered && this.second.runId === this.currentRunId) this.second.alsoAnswer(requests);
    }
    return isAnswered && this.waiting === null;
  }

  /** Drives a job to its end; returns whether it came to it, or was left for something that is worth more, or failed. */
  private async drive(job: Job): Promise<boolean> {
    const { host } = this;
    const { runId, work } = job;
    let sliceStart = host.now();
    try {
      for (let next = work.next(); next.done !== true; next = work.next()) {
        const batch = next.value;
        if (batch) {
          host.post({ kind: 'batch', runId, batch }, buffersOf(batch));
          job.posted?.(batch);
        }
        if (job.isWaiting?.() === true) await this.waitForPool();
        else if (host.now() - sliceStart < SLICE_MS && !(batch && job.isPausedByBatches())) continue;
        else await host.turn();
        await job.betweenSlices?.();
        sliceStart = host.now();
        if (job.isOvertaken(sliceStart)) {
          work.return();
          return false;
        }
      }
      return true;
    } catch (problem) {
      job.failed?.();
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
    if (this.hasRequest) return;
    let sliceStart = host.now();
    try {
      for (let next = second.next(); next !== undefined; next = second.next()) {
        const { batch } = next;
        if (batch !== null) host.post({ kind: 'perturbed', runId, batch }, buffersOf(batch));
        if (batch?.kind === 'stage' && batch.stage === until) return;
        if (second.isWaitingForPool) await this.waitForPool();
        else if (host.now() - sliceStart < SLICE_MS) continue;
        else await host.turn();
        if (this.hasRequest) return;
        sliceStart = host.now();
      }
      host.post({ kind: 'checked', runId }, []);
    } catch {
      // Numbers are then shown as without it.
      this.second = new SecondRun(this.pipeline);
    }
  }

  private inspect({ requestId, step, unit }: Extract<ToWorker, { kind: 'inspect' }>): void {
    const { currentTrace, messages, ledger } = this.pipeline;
    const linear = messages?.sweep.linear;
    const isCell = linear !== undefined && step >= 0 && step < linear.steps && unit >= 0 && unit < linear.size;
    const inspection =
      isCell && currentTrace !== null && messages !== null ? inspect(currentTrace, messages, ledger, step, unit) : null;
    const perturbed =
      inspection !== null && this.second.runId === this.currentRunId ? this.second.inspect(step, unit) : null;
    this.host.post({ kind: 'inspected', requestId, runId: this.currentRunId, inspection, perturbed }, []);
  }
}
