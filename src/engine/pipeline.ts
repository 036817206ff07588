/**
 * One run from settings to everything on the page, as a generator of batches in the order in which a person needs them: the
 * picture and its sentence first. What a change leaves as it was is kept: a cut re-runs sweep and ledger, not the network.
 */

import { ArrayPool } from '../math/arrays';
import { log10Of } from '../math/limb';
import { keyOf, keysAffecting } from '../settings/affects';
import { activeCuts, type Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import type { AnswerContext } from './answerContext';
import { atRestMultiplier, atRestMultipliers, atRestOf } from './atRest';
import type { Batch, ForwardBatch, Stage } from './batches';
import { runCumulativeNorms, runPathNorms } from './cumulativeNorms';
import { type ForwardTrace, forward } from './forward';
import { MEASURED } from './inputs';
import { hasLedger, type Ledger, runLedger } from './ledger';
import { edgeNames, type Linearisation } from './linearisation';
import { type LoadedFiles, NO_FILES } from './loaded/files';
import { truncationOf } from './loss';
import { type MessageStage, newMessageStage, runMessageStage, runStateNorm } from './messageStage';
import { MatrixCache } from './recurrentMatrix';
import { runLoss } from './runLoss';
import { setUpRun } from './runSetup';
import { BATCH_WORK, logs, type SeriesBatch, series } from './seriesBatches';
import type { SeriesName } from './seriesNames';
import type { Setup } from './setup';
import { runStateNorms, runStepNorms } from './stepNorms';
import type { OutputGradient, Truncation } from './sweep';
import { answerRequests, type ViewRequest } from './viewRequests';

/** Cells of heatmaps in one batch: taking their logarithms is 5 ms of work. Enough for the default size's 38 400. */
const BATCH_CELLS = 40e3;

/** Multiply-adds that may go into the outline of a curve, some tenths of a picture, and into one norm by N². */
const OUTLINE_WORK = 5e7;
const NORM_WORK = 40;
const FEWEST_OUTLINED = 16;

const NETWORK_KEYS = keysAffecting('forward');
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

  /** `isPerturbed`: the second run, with every number moved in its last bits; it has no cells and no outline, which nobody reads. */
  constructor(
    private readonly files: LoadedFiles = NO_FILES,
    private readonly cache = new MatrixCache(),
    private readonly isPerturbed = false,
  ) {}

  /** The second run of the same settings, from the same matrices. */
  perturbed(): Pipeline {
    return new Pipeline(this.files, this.cache, true);
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
    const key = `${keyOf(settings, NETWORK_KEYS)} ${this.files.keyOf(settings)}`;
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
      this.trace = setup.loaded?.own.trace ?? (yield* forward(setup.network, setup.task, this.traceArrays));
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
    if (!this.finished.has('steps') && !this.isPerturbed) yield* outlineSeries(linear);
    yield { kind: 'stage', stage: 'outline' };
    yield* this.ghostStage(loss, truncation);
    if (withLedger) yield* this.ledgerStage(stage);
    yield* this.jacobianStages(linear);
    yield* this.withoutStage(linear, loss, truncation);
  }

  /** More about the run whose picture is there; nothing where there is none. */
  *answerRequests(requests: readonly ViewRequest[]): Generator<Batch | void, void> {
    if (this.context !== null) yield* answerRequests(requests, this.context);
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

  private *jacobianStages(linear: Linearisation): Generator<Batch | void, void> {
    yield* this.once('steps', () => stepSeries(linear));
    yield* this.once('paths', function* () {
      for (const edge of edgeNames(linear)) yield* series(`path.${edge}`, linear, runPathNorms(linear, edge));
    });
    const ghost = yield* this.ghost();
    yield* this.once('cumulative', function* () {
      yield* series('cumulative.state', linear, runCumulativeNorms(linear));
      if (ghost !== null) yield* series('cumulative.ghost', ghost.linear, runCumulativeNorms(ghost.linear));
    });
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

function forwardBatch(
  settings: Settings,
  setup: Setup,
  stage: MessageStage,
  flags: Pick<ForwardBatch, 'newNetwork' | 'newLoss' | 'hasLedger' | 'truncation' | 'loss'>,
): ForwardBatch {
  const { linear } = stage.sweep;
  return {
    kind: 'forward',
    ...flags,
    steps: linear.steps,
    size: linear.size,
    edges: edgeNames(linear),
    rows: stage.rows,
    spectra: [...setup.spectra].map(([edge, spectrum]) => ({ edge, ...spectrum })),
    rest: atRestOf(settings),
    multipliers: atRestMultipliers(settings, setup.spectra),
    atRest: atRestMultiplier(settings, setup.spectra),
    measured: settings.input === 'co2' ? MEASURED : null,
  };
}

/** Steps of `matrices` N × N products each that make up a batch. */
function columnsPerBatch({ size }: Linearisation, matrices: number): number {
  return Math.max(1, Math.floor(BATCH_WORK / (matrices * size * size)));
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

/** The state's norm at every k-th step, before anything else that takes long: nothing where the whole curve is as quick. */
function* outlineSeries(linear: Linearisation): Generator<SeriesBatch | void, void> {
  const { steps, size, hasCell } = linear;
  const norms = Math.max(FEWEST_OUTLINED, Math.floor(OUTLINE_WORK / (NORM_WORK * (hasCell ? 4 : 1) * size * size)));
  const every = Math.ceil(steps / norms);
  if (every === 1) return;
  const series = yield* runStateNorms(linear, every);
  const values = Float64Array.from({ length: Math.ceil(steps / every) }, (_, k) => {
    const { mantissa, limb } = series.at(k * every);
    return log10Of(mantissa, limb);
  });
  yield { kind: 'series', name: 'step.state', from: 0, count: values.length, every, values };
}

/** Streams all step norms while they grow. */
function* stepSeries(linear: Linearisation): Generator<SeriesBatch | void, void> {
  const columns = columnsPerBatch(linear, 200);
  let end = linear.steps;
  for (const grown of runStepNorms(linear)) {
    if (!grown || (end - grown.step < columns && grown.step > 0)) {
      yield;
      continue;
    }
    const { step, norms } = grown;
    yield logs('step.state', norms.state, step, end - step);
    for (const [edge, values] of norms.edge) yield logs(`step.${edge}`, values, step, end - step);
    for (const [block, values] of norms.block) yield logs(`step.${block}`, values, step, end - step);
    end = step;
  }
}
