/**
 * One run from settings to everything on the page, as a generator of batches in the order in which a person needs them: the
 * picture and its sentence first. What a change leaves as it was is kept: a cut re-runs sweep and ledger, not the network.
 */

import { ArrayPool } from '../math/arrays';
import { keyOf, keysAffecting } from '../settings/affects';
import { activeCuts, type Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import type { AnswerContext } from './answerContext';
import type { Batch, Stage } from './batches';
import { type ForwardTrace, forward } from './forward';
import { forwardBatch, listed } from './forwardBatch';
import { hasLedger, type Ledger, runLedger } from './ledger';
import { edgeNames, type Linearisation } from './linearisation';
import { type LoadedFiles, NO_FILES } from './loaded/files';
import { truncationOf } from './loss';
import { type MessageStage, newMessageStage, runMessageStage, runStateNorm } from './messageStage';
import { hasNorms, NORM_STAGES, type NormJob, type NormPool, type NormTask, NormTasks, tasksOf } from './normTasks';
import { outlineSeries } from './outline';
import { MatrixCache } from './recurrentMatrix';
import { runLoss } from './runLoss';
import { networkKey, setUpRun, traceOf } from './runSetup';
import { columnsPerBatch, type SeriesBatch } from './seriesBatches';
import type { SeriesName } from './seriesNames';
import type { Setup } from './setup';
import { isLarge } from './stepNorms';
import type { OutputGradient, Truncation } from './sweep';
import { answerRequests, type ViewRequest } from './viewRequests';

/** Cells of heatmaps in one batch: taking their logarithms is 5 ms of work. Enough for the default size's 38 400. */
const BATCH_CELLS = 40e3;

/** A changed cut leaves what ignores cuts as it was. */
const LOSS_KEYS = keysAffecting('sweep').filter((name) => name !== 'cuts');

export class Pipeline {
  /** Of the trace, and of what is made anew by every run: nothing outside keeps either beyond the next run. */
  private readonly traceArrays = new ArrayPool();
  private readonly sweepArrays = new ArrayPool();
  private forwardKey = '';
  /** What the last forward batch was about: a run may be dropped between its network and its batch. */
  private sentForward = '';
  private sentLoss = '';
  private lossKey = '';
  private setup: Setup | null = null;
  private trace: ForwardTrace | null = null;
  private ghostTrace: ForwardTrace | null = null;
  /** Stages that need not be gone through again: a cut changes neither Jacobians nor sweeps that ignore cuts. */
  private finished = new Set<Stage>();
  messages: MessageStage | null = null;
  private context: AnswerContext | null = null;
  ledger: Ledger | null = null;
  /** Whether the pause at hand is for what the pool computes: nothing goes on before something of it arrives. */
  isWaiting = false;

  /**
   * `isPerturbed`: the second run, with every number moved in its last bits; it has no cells and no outline, which nobody reads. `pool` computes the norms of large
   * networks; without one they are computed here, with the same bits.
   */
  constructor(
    private readonly files: LoadedFiles = NO_FILES,
    private readonly cache = new MatrixCache(),
    private readonly isPerturbed = false,
    private readonly pool: NormPool | null = null,
  ) {}

  /** The second run of the same settings, from the same matrices. */
  perturbed(): Pipeline {
    return new Pipeline(this.files, this.cache, true, this.pool);
  }

  /** The trace that `messages` belongs to. */
  get currentTrace(): ForwardTrace | null {
    return this.trace;
  }

  *run(settings: Settings): Generator<Batch | void, void> {
    this.messages = null;
    this.context = null;
    this.ledger = null;
    this.sweepArrays.reclaim();
    const key = networkKey(settings, this.files);
    const newNetwork = key !== this.forwardKey || this.trace === null;
    const lossKey = `${key} ${keyOf(settings, LOSS_KEYS)}`;
    const newLoss = lossKey !== this.lossKey;
    this.lossKey = lossKey;
    for (const stage of newLoss ? (['ghost', 'without'] as const) : []) this.finished.delete(stage);
    if (newNetwork) {
      this.forwardKey = '';
      this.finished = new Set();
      this.trace = null;
      this.traceArrays.reclaim();
      const setup = yield* setUpRun(settings, this.cache, this.files, this.isPerturbed);
      this.setup = setup;
      this.trace = yield* traceOf(setup, this.traceArrays);
      this.ghostTrace = null;
      this.forwardKey = key;
    }
    const { trace, setup } = this;
    if (trace === null || setup === null) throw new Error('the forward pass left no trace');
    const { linear } = trace;
    const truncation = truncationOf(settings, linear.steps);
    const { gradient: loss, facts: lossFacts } = yield* runLoss(settings, setup, truncation, this.isPerturbed);
    const stage = newMessageStage(linear, loss, activeCuts(settings), this.sweepArrays);
    const withLedger = hasLedger(stage.sweep, truncation);
    const flags = {
      newNetwork: key !== this.sentForward,
      newLoss: lossKey !== this.sentLoss,
      hasLedger: withLedger,
      truncation: truncation.kind,
      loss: lossFacts,
    };
    this.sentForward = key;
    this.sentLoss = lossKey;
    yield forwardBatch(settings, setup, stage, flags);
    yield { kind: 'stage', stage: 'forward' };

    const columns = Math.min(
      columnsPerBatch(linear, 2 * linear.matrixEdges.length),
      Math.floor(BATCH_CELLS / (stage.rows.length * linear.size)),
    );
    yield* runMessageStage(stage, truncation, Math.max(1, columns), !this.isPerturbed);
    this.messages = stage;
    this.context = { settings, trace, sweep: stage.sweep, truncation, isPerturbed: this.isPerturbed };
    yield { kind: 'stage', stage: 'messages' };
    if (hasNorms(linear) && !this.finished.has('steps') && !this.isPerturbed) yield* outlineSeries(linear);
    yield { kind: 'stage', stage: 'outline' };
    yield* this.ghostStage(loss, truncation);
    if (withLedger) yield* this.ledgerStage(stage);
    if (hasNorms(linear)) yield* this.measureSpectra();
    yield* this.jacobianStages(settings, linear);
    yield* this.withoutStage(linear, loss, truncation);
    // In the largest networks that takes longest.
    yield* this.measureSpectra();
  }

  /** More about the run whose picture is there; nothing where there is none. */
  *answerRequests(requests: readonly ViewRequest[]): Generator<Batch | void, void> {
    if (this.context !== null) yield* answerRequests(requests, this.context);
  }

  /** Where they are not there yet. */
  private *measureSpectra(): Generator<Batch | void, void> {
    const { setup } = this;
    if (setup === null || setup.measureSpectra === null) return;
    const spectra = yield* setup.measureSpectra();
    this.setup = { ...setup, spectra, measureSpectra: null };
    yield { kind: 'spectra', spectra: listed(spectra) };
  }

  private *ghostStage(loss: OutputGradient, truncation: Truncation): Generator<Batch | void, void> {
    const ghost = yield* this.ghost();
    const { isPerturbed } = this;
    yield* this.once('ghost', function* () {
      if (ghost === null) return;
      const { linear } = ghost;
      const shares = isPerturbed ? null : new Float32Array(linear.steps * linear.size);
      const values = yield* runStateNorm(linear, loss, new Set(), truncation, shares);
      // Before the norms: whoever has these has the shares that belong to them.
      if (shares !== null) yield { kind: 'ghostShares', shares };
      yield wholeSeries('ghost', values);
    });
  }

  /** The ghost's forward pass, made when it is first asked for: the picture does not wait for it. */
  private *ghost(): Generator<void, ForwardTrace | null> {
    const { setup } = this;
    if (setup === null || setup.ghost === null) return null;
    this.ghostTrace ??= yield* forward(setup.ghost, setup.task);
    return this.ghostTrace;
  }

  private *ledgerStage({ sweep }: MessageStage): Generator<Batch | void, void> {
    const { linear } = sweep;
    const edges = edgeNames(linear);
    const columns = columnsPerBatch(linear, linear.matrixEdges.length * edges.length);
    const running = runLedger(sweep);
    let end = linear.steps;
    for (let next = running.next(); ; next = running.next()) {
      if (next.done === true) {
        this.ledger = next.value;
        break;
      }
      const { step, crossings } = next.value;
      if (end - step < columns && step > 0) {
        yield;
        continue;
      }
      const count = end - step;
      const values = new Float64Array(edges.length * count);
      for (const [row, edge] of edges.entries()) {
        values.set((crossings.get(edge) as Float64Array).subarray(step, end), row * count);
      }
      yield { kind: 'ledger', from: step, count, crossings: values };
      end = step;
    }
    yield { kind: 'stage', stage: 'ledger' };
  }

  private *jacobianStages(settings: Settings, linear: Linearisation): Generator<Batch | void, void> {
    const { isPerturbed, setup } = this;
    const hasGhost = setup !== null && setup.ghost !== null;
    const stages = NORM_STAGES.map((stage) => ({
      stage,
      tasks: this.finished.has(stage) ? [] : tasksOf(stage, linear, hasGhost),
    }));
    const tasks = stages.flatMap((one) => one.tasks);
    const own = new NormTasks(linear, () => this.ghostLinear());
    const job = isLarge(linear) && tasks.length > 0 ? this.pool?.begin({ settings, isPerturbed, tasks }) : null;
    const norms = (task: NormTask): Generator<Batch | void, void> =>
      job ? this.awaited(job, tasks.indexOf(task), () => own.run(task)) : own.run(task);
    try {
      for (const one of stages) {
        yield* this.once(one.stage, function* () {
          for (const task of one.tasks) yield* norms(task);
        });
      }
    } finally {
      job?.cancel();
    }
  }

  private *ghostLinear(): Generator<void, Linearisation | null> {
    return (yield* this.ghost())?.linear ?? null;
  }

  /** What the pool makes of a task; `otherwise` where it fails. */
  private *awaited(
    job: NormJob,
    task: number,
    otherwise: () => Generator<Batch | void, void>,
  ): Generator<Batch | void, void> {
    for (let next = job.next(task); next !== 'done'; next = job.next(task)) {
      if (next === 'failed') {
        yield* otherwise();
        return;
      }
      this.isWaiting = next === null;
      try {
        yield next ?? undefined;
      } finally {
        this.isWaiting = false;
      }
    }
  }

  private *withoutStage(
    linear: Linearisation,
    loss: OutputGradient,
    truncation: Truncation,
  ): Generator<Batch | void, void> {
    yield* this.once('without', function* () {
      for (const edge of edgeNames(linear)) yield* vectorSeries(`without.${edge}`, linear, loss, truncation, [edge]);
    });
  }

  private *once(stage: Stage, work: () => Generator<Batch | void, void>): Generator<Batch | void, void> {
    if (!this.finished.has(stage)) yield* work();
    this.finished.add(stage);
    yield { kind: 'stage', stage };
  }
}

function* vectorSeries(
  name: SeriesName,
  linear: Linearisation,
  loss: OutputGradient,
  truncation: Truncation,
  cuts: readonly Edge[],
): Generator<SeriesBatch | void, void> {
  const values = yield* runStateNorm(linear, loss, new Set(cuts), truncation);
  yield wholeSeries(name, values);
}

function wholeSeries(name: SeriesName, values: Float64Array<ArrayBuffer>): SeriesBatch {
  return { kind: 'series', name, from: 0, count: values.length, every: 1, values };
}
