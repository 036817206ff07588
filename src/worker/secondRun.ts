/**
 * The second run that tells how many digits of the first hold (spec, section 8): the same settings with every number moved in its last
 * bits. It does what the first has done, when there is nothing else to do.
 */
import type { Batch } from '../engine/batches';
import type { Extra } from '../engine/extras';
import { type Inspection, inspect } from '../engine/inspection';
import type { Pipeline } from '../engine/pipeline';
import type { BackwardSweep } from '../engine/sweep';
import type { Settings } from '../settings/settings';

export class SecondRun {
  /** What is still to be done; null where nothing is. */
  private work: Generator<Batch | void, void> | null = null;
  private ownRunId = 0;
  /** Whether the pipeline's sweep is of this run, and whole. */
  private hasSweep = false;
  private readonly pipeline: Pipeline;

  constructor(first: Pipeline) {
    this.pipeline = first.perturbed();
  }

  /** The run that it follows. */
  get runId(): number {
    return this.ownRunId;
  }

  get isWaiting(): boolean {
    return this.work !== null;
  }

  /** The sweep that is whole; null while there is none. */
  get sweep(): BackwardSweep | null {
    return this.hasSweep ? (this.pipeline.messages?.sweep ?? null) : null;
  }

  /** Follows a run of these settings. */
  follow(runId: number, settings: Settings): void {
    this.drop();
    this.ownRunId = runId;
    this.hasSweep = false;
    this.work = this.pipeline.run(settings);
  }

  /** Also does what a view has asked of the run that it follows. */
  alsoDo(extras: readonly Extra[]): void {
    const more = this.pipeline.runExtras(extras);
    this.work = this.work === null ? more : inTurn(this.work, more);
  }

  drop(): void {
    this.work?.return();
    this.work = null;
  }

  /** Goes on to the next pause; undefined at the end. */
  next(): { readonly batch: Batch | null } | undefined {
    const next = this.work?.next();
    if (next?.done !== false) {
      this.work = null;
      return undefined;
    }
    const batch = next.value ?? null;
    if (batch?.kind === 'stage' && batch.stage === 'messages') this.hasSweep = true;
    return { batch };
  }

  /** The same numbers as of the first run; null where they are not there. Step and unit are 0-based. */
  inspect(step: number, unit: number): Inspection | null {
    const { currentTrace, messages, ledger } = this.pipeline;
    if (!this.hasSweep || currentTrace === null || messages === null) return null;
    return inspect(currentTrace, messages, ledger, step, unit);
  }
}

function* inTurn(...parts: readonly Generator<Batch | void, void>[]): Generator<Batch | void, void> {
  for (const part of parts) yield* part;
}
