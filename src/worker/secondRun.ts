/**
 * The second run, which shows how many digits of the first hold (spec, section 8): the same settings with every number moved in its last
 * bits. It does what the first has done, when there is nothing else to do.
 */
import type { Batch } from '../engine/batches';
import { type Inspection, inspect } from '../engine/inspection';
import type { Pipeline } from '../engine/pipeline';
import type { BackwardSweep } from '../engine/sweep';
import type { ViewRequest } from '../engine/viewRequests';
import type { Settings } from '../settings/settings';
import { RunStages } from './runStages';

type Work = Generator<Batch | void, void>;

export class SecondRun {
  private readonly pipeline: Pipeline;
  /** What is left of the run itself; null where nothing is. */
  private run: Work | null = null;
  /** What the first run has answered and this one has not, the newest of each kind, in the order of the answers. */
  private readonly unanswered = new Map<string, ViewRequest>();
  /** The answer under way; null where there is none. */
  private answering: { readonly kind: string; readonly work: Work } | null = null;
  private ownRunId = 0;
  /** What there is of this run: the pipeline's sweep is whole after `messages`. */
  private stages = new RunStages();

  constructor(first: Pipeline) {
    this.pipeline = first.perturbed();
  }

  /** The run that it follows. */
  get runId(): number {
    return this.ownRunId;
  }

  get isWaiting(): boolean {
    return this.run !== null || this.answering !== null || this.unanswered.size > 0;
  }

  /** Whether the pause at hand is for what the pool computes. */
  get isWaitingForPool(): boolean {
    return this.pipeline.isWaiting;
  }

  /** The sweep that is whole; null while there is none. */
  get sweep(): BackwardSweep | null {
    return this.stages.has('messages') ? (this.pipeline.messages?.sweep ?? null) : null;
  }

  /** Drops what it was doing: it is to follow this run. */
  reset(runId: number): void {
    this.run?.return();
    this.run = null;
    this.answering?.work.return();
    this.answering = null;
    this.unanswered.clear();
    this.ownRunId = runId;
    this.stages = new RunStages();
  }

  start(settings: Settings): void {
    this.run = this.pipeline.run(settings);
  }

  /** Also answers what the run that it follows has answered; of two answers of a kind only the newest counts. */
  alsoAnswer(requests: readonly ViewRequest[]): void {
    for (const request of requests) {
      const kind = request.kind === 'without' ? `${request.kind} ${request.edge}` : request.kind;
      if (this.answering?.kind === kind) {
        this.answering.work.return();
        this.answering = null;
      }
      this.unanswered.delete(kind);
      this.unanswered.set(kind, request);
    }
  }

  /** Goes on to the next pause; undefined at the end. */
  next(): { readonly batch: Batch | null } | undefined {
    while (this.isWaiting) {
      const next = this.current().next();
      if (next.done === true) {
        if (this.answering === null) this.run = null;
        else this.answering = null;
        continue;
      }
      const batch = next.value ?? null;
      if (batch !== null) this.stages.add(batch);
      return { batch };
    }
    return undefined;
  }

  /** As in the first run: the sentence, then the answers one after another, then the curves. */
  private current(): Work {
    const isRunNext = !this.stages.hasSentence || (this.answering === null && this.unanswered.size === 0);
    if (this.run !== null && isRunNext) return this.run;
    if (this.answering === null) {
      const [kind, request] = this.unanswered.entries().next().value as [string, ViewRequest];
      this.unanswered.delete(kind);
      this.answering = { kind, work: this.pipeline.answerRequests([request]) };
    }
    return this.answering.work;
  }

  /** The same numbers as of the first run; null where they are not there. Step and unit are 0-based. */
  inspect(step: number, unit: number): Inspection | null {
    const { currentTrace, messages, ledger } = this.pipeline;
    if (!this.stages.has('messages') || currentTrace === null || messages === null) return null;
    return inspect(currentTrace, messages, ledger, step, unit);
  }
}
