/**
 * The backward sweep: a generator of frames, t = T … 1, with every edge's message recorded on the way (spec, section 2).
 * Any set of edges can be cut and back-propagation truncated; the forward pass stays as it was.
 */
import { FRESH } from '../math/arrays';
import { addAt, ScaledRows, type ScaledVector } from '../math/scaledVector';
import type { Cuttable, Edge } from '../settings/edges';
import { Crossing, GradientState } from './crossing';
import { edgeNames, type Linearisation } from './linearisation';

/** What the loss sends straight into each step. */
export interface OutputGradient {
  /** Δ = ∂E/∂y direct, [steps × N] */
  readonly delta: Float64Array;
  /** Of `delta`, where it comes from a layer above and may be outside float64; all 0 where this is left out. */
  readonly blockExponent?: Int32Array;
  /** max_t ‖Δᵗ‖₂: what "against the loss gradient" divides by. */
  readonly scale: number;
  /** True where only the last step has a loss, which is what the ledger needs. */
  readonly lastOnly: boolean;
}

/** out += Δ of this step. */
export function addLoss(out: ScaledVector, { delta, blockExponent }: OutputGradient, step: number): void {
  for (let k = 0, at = step * out.size; k < out.size; k++, at++) addAt(out, k, delta[at], blockExponent?.[at] ?? 0);
}

export type Truncation =
  | { readonly kind: 'none' }
  /** Consecutive blocks of `steps`; the gradient never crosses a block's start. */
  | { readonly kind: 'window'; readonly steps: number }
  /** Each step's loss goes back through at most `steps` transitions. */
  | { readonly kind: 'sliding'; readonly steps: number };

/** The record of one sweep. Row t − 1 of each holds step t; vectors are [N]. */
export interface BackwardSweep {
  readonly linear: Linearisation;
  readonly loss: OutputGradient;
  readonly cuts: ReadonlySet<Cuttable>;
  /** δy (δh): the whole derivative at the output. */
  readonly deltaOutput: ScaledRows;
  /** δc. */
  readonly deltaCell: ScaledRows;
  /** What arrives on c from the step after: δc − Q δy, as a sum and not by subtraction. */
  readonly arrivingCell: ScaledRows;
  /** The message of each edge to step t from step t + 1; the last row is zero. */
  readonly message: ReadonlyMap<Edge, ScaledRows>;
  /** The derivative at each matrix edge's pre-activation (δz̄, δī, δf̄, δō; δh̄). */
  readonly preDelta: ReadonlyMap<Edge, ScaledRows>;
}

/** Where a sweep stands between two of its yields. */
export interface Frame {
  /** 0-based: this step and all after it have been recorded. */
  readonly step: number;
}

export function newSweep(
  linear: Linearisation,
  loss: OutputGradient,
  cuts: ReadonlySet<Cuttable>,
  arrays = FRESH,
): BackwardSweep {
  const rows = (): ScaledRows => new ScaledRows(linear.steps, linear.size, arrays);
  return {
    linear,
    loss,
    cuts,
    deltaOutput: rows(),
    deltaCell: rows(),
    arrivingCell: rows(),
    message: new Map(edgeNames(linear).map((edge) => [edge, rows()])),
    preDelta: new Map(linear.matrixEdges.map(({ edge }) => [edge, rows()])),
  };
}

/** What a sweep is asked to keep of its `Crossing`; steps are 0-based. */
export interface SweepRecorder {
  /** All of `g` has arrived at `step`, and the crossing holds δc and the pre-activations' derivatives. */
  arrived(step: number, g: GradientState): void;
  /** The crossing holds the messages delivered to `step`. */
  delivered(step: number): void;
}

/** Fills `sweep` from the last step back; yields after each step. */
export function runSweep(sweep: BackwardSweep, truncation: Truncation): Generator<Frame, void> {
  const { linear, loss, cuts, deltaOutput, deltaCell, arrivingCell } = sweep;
  return sweepBack(linear, loss, cuts, truncation, (crossing) => {
    // Looked up once: twelve rows a step are not to cost as many searches.
    const pre = linear.matrixEdges.map(({ edge }, index) =>
      keeper(sweep.preDelta.get(edge) as ScaledRows, crossing.preDelta[index] as ScaledVector),
    );
    const messages = [...sweep.message].map(([edge, rows]) => keeper(rows, crossing.message.get(edge) as ScaledVector));
    return {
      arrived(step, g) {
        const { hasNoExponents } = crossing;
        deltaOutput.store(step, g.output, hasNoExponents);
        if (linear.hasCell) {
          arrivingCell.store(step, g.cell, hasNoExponents);
          deltaCell.store(step, crossing.deltaCell, hasNoExponents);
        }
        for (const { rows, vector } of pre) rows.store(step, vector, hasNoExponents);
      },
      delivered(step) {
        for (const { rows, vector } of messages) rows.store(step, vector, crossing.hasNoExponents);
      },
    };
  });
}

const keeper = (rows: ScaledRows, vector: ScaledVector) => ({ rows, vector });

/** One backward sweep with `cuts`, reported step by step to the recorder that `record` makes. */
export function* sweepBack(
  linear: Linearisation,
  loss: OutputGradient,
  cuts: ReadonlySet<Cuttable>,
  truncation: Truncation,
  record: (crossing: Crossing) => SweepRecorder,
): Generator<Frame, void> {
  const crossing = new Crossing(linear, cuts);
  const recorder = record(crossing);
  if (truncation.kind === 'sliding') yield* slidingSweep(linear, loss, crossing, truncation.steps, recorder);
  else
    yield* plainSweep(
      linear,
      loss,
      crossing,
      truncation.kind === 'window' ? truncation.steps : Number.POSITIVE_INFINITY,
      recorder,
    );
}

function* plainSweep(
  linear: Linearisation,
  loss: OutputGradient,
  crossing: Crossing,
  window: number,
  recorder: SweepRecorder,
): Generator<Frame, void> {
  const g = new GradientState(linear.size);
  for (let step = linear.steps - 1; step >= 0; step--) {
    addLoss(g.output, loss, step);
    g.output.normalise();
    crossing.arrive(step, g);
    recorder.arrived(step, g);
    const startsBlock = Number.isFinite(window) && step % window === 0;
    if (step === 0 || startsBlock) g.clear();
    else {
      crossing.cross(step, g);
      recorder.delivered(step - 1);
    }
    yield { step };
  }
}

/** Every step's loss is followed by itself, because each is dropped at a place of its own. */
function* slidingSweep(
  linear: Linearisation,
  loss: OutputGradient,
  crossing: Crossing,
  reach: number,
  recorder: SweepRecorder,
): Generator<Frame, void> {
  const n = linear.size;
  let live: { g: GradientState; age: number }[] = [];
  const total = new GradientState(n);
  const next = new GradientState(n);
  const gather = (): void => {
    total.clear();
    for (const { g } of live) total.add(g);
    total.cell.normalise();
    total.output.normalise();
  };
  for (let step = linear.steps - 1; step >= 0; step--) {
    const start = step * n;
    if (loss.delta.subarray(start, start + n).some((value) => value !== 0)) {
      const g = new GradientState(n);
      addLoss(g.output, loss, step);
      live.push({ g, age: 0 });
    }
    gather();
    crossing.arrive(step, total);
    recorder.arrived(step, total);
    live = live.filter(({ age }) => age < reach);
    if (step > 0) {
      // The messages are linear, so those of all that goes on are those of its sum.
      gather();
      crossing.arrive(step, total);
      crossing.cross(step, next);
      recorder.delivered(step - 1);
      for (const one of live) {
        if (live.length === 1) one.g.copy(next);
        else {
          crossing.arrive(step, one.g);
          crossing.cross(step, one.g);
          yield { step: step + 1 };
        }
        one.age++;
      }
    }
    yield { step };
  }
}
