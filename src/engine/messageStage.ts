/** The heatmaps' stage of a run: the whole sweep and one sweep for each path alone, side by side, packed into columns. */

import { FRESH } from '../math/arrays';
import { log10 } from '../math/elementary';
import { log10Of, type Scaled, scaledProduct, scaledSum } from '../math/scaled';
import { ScaledRows, type ScaledVector, scaledNorm } from '../math/scaledVector';
import { silently } from '../math/task';
import type { Cuttable, Edge } from '../settings/edges';
import { edgeNames, type Linearisation } from './linearisation';
import { residualOf } from './residual';
import type { RowName } from './seriesNames';
import {
  type BackwardSweep,
  type Frame,
  newSweep,
  type OutputGradient,
  runSweep,
  type SweepRecorder,
  sweepBack,
  type Truncation,
} from './sweep';
import { writeShares } from './unitShares';

export interface MessagesBatch {
  readonly kind: 'messages';
  readonly from: number;
  readonly count: number;
  /** [rows × count × N] log10 |value| against the loss gradient, one unit's by 1/√N; −Infinity for an exact zero. Empty in a perturbed run. */
  readonly cells: Float32Array<ArrayBuffer>;
  /** [(rows + 1) × count] log10 of the rows' Euclidean norms, and of ‖g‖ in the last place. */
  readonly norms: Float64Array<ArrayBuffer>;
  /** [count] log10 of |parts − whole| / |largest part|. */
  readonly residual: Float64Array<ArrayBuffer>;
  /** [count × N] each unit's share of ‖g‖²; all 0 where it is exactly zero. Empty in a perturbed run. */
  readonly shares: Float32Array<ArrayBuffer>;
  /** [count] log10 ‖Δᵗ‖ against the loss gradient: what the loss sends straight into the step. */
  readonly loss: Float64Array<ArrayBuffer>;
}

export interface MessageStage {
  readonly sweep: BackwardSweep;
  /** Each edge's messages in a sweep where every other edge is cut; a cut edge has none. [steps × N] */
  readonly alone: ReadonlyMap<Edge, ScaledRows>;
  readonly rows: readonly RowName[];
}

export function newMessageStage(
  linear: Linearisation,
  loss: OutputGradient,
  cuts: ReadonlySet<Cuttable>,
  arrays = FRESH,
): MessageStage {
  const edges = edgeNames(linear);
  return {
    sweep: newSweep(linear, loss, cuts, arrays),
    alone: new Map(edges.map((edge) => [edge, new ScaledRows(linear.steps, linear.size, arrays)])),
    rows: [
      ...(linear.hasCell ? (['c', 'y'] as const) : (['y'] as const)),
      ...edges.map((edge) => `arriving.${edge}` as const),
      ...edges.map((edge) => `alone.${edge}` as const),
    ],
  };
}

const FIRST_SHARE = 4;

/**
 * Runs all sweeps in step with one another; yields a batch when `columns` steps are ready, and pauses at every step. Without cells only
 * the norms are filled.
 */
export function* runMessageStage(
  stage: MessageStage,
  truncation: Truncation,
  columns: number,
  withCells = true,
): Generator<MessagesBatch | void, void> {
  const { sweep, alone } = stage;
  const { linear, loss, cuts } = sweep;
  const sweeps = [runSweep(sweep, truncation)];
  for (const [edge, rows] of alone) {
    if (cuts.has(edge)) continue;
    sweeps.push(
      sweepBack(onlyMatrix(linear, edge), loss, allBut(edge, linear, cuts), truncation, ({ message }) => {
        const vector = message.get(edge) as ScaledVector;
        return {
          arrived() {},
          delivered(step) {
            rows.store(step, vector);
          },
        };
      }),
    );
  }
  let end = linear.steps;
  // Of many batches the first is a small one: it shows that the picture is on its way.
  let wanted = columns < linear.steps ? Math.ceil(columns / FIRST_SHARE) : columns;
  for (let step = linear.steps - 1; step >= 0; step--) {
    for (const one of sweeps) yield* advanceTo(one, step);
    if (end - step >= wanted || step === 0) {
      yield yield* pack(stage, step, end - step, withCells);
      end = step;
      wanted = columns;
    } else yield;
  }
}

/** Without the other matrices: nothing reads the derivatives at their pre-activations. */
function onlyMatrix(linear: Linearisation, open: Edge): Linearisation {
  return { ...linear, matrixEdges: linear.matrixEdges.filter(({ edge }) => edge === open) };
}

/** The cuts that leave one edge. What acts inside a step stays as the person has set it. */
export function allBut(open: Edge, linear: Linearisation, cuts: ReadonlySet<Cuttable>): ReadonlySet<Cuttable> {
  const edges: readonly Cuttable[] = edgeNames(linear);
  return new Set([...edges.filter((edge) => edge !== open), ...[...cuts].filter((cut) => !edges.includes(cut))]);
}

function* advanceTo(sweep: Generator<Frame, void>, step: number): Generator<void, void> {
  for (;;) {
    const next = sweep.next();
    if (next.done === true || next.value.step <= step) return;
    yield;
  }
}

/** Pauses after each row: ten thousand logarithms are a millisecond. */
function* pack(
  { sweep, alone, rows }: MessageStage,
  from: number,
  count: number,
  withCells: boolean,
): Generator<void, MessagesBatch> {
  const { size: n } = sweep.linear;
  const cells = new Float32Array(withCells ? rows.length * count * n : 0);
  const norms = new Float64Array((rows.length + 1) * count);
  const perVector = -log10(sweep.loss.scale);
  const perUnit = perVector + log10(n) / 2;
  for (const [row, name] of rows.entries()) {
    const source = rowsOf({ sweep, alone, rows }, name);
    for (let column = 0; column < count; column++) {
      const start = (from + column) * n;
      const target = (row * count + column) * n;
      for (let k = 0; withCells && k < n; k++) {
        cells[target + k] = log10Of(source.mantissa[start + k], source.blockExponent[start + k]) + perUnit;
      }
      norms[row * count + column] = source.log10Norm(from + column) + perVector;
    }
    yield;
  }
  const residual = new Float64Array(count);
  const shares = new Float32Array(withCells ? count * n : 0);
  const direct = new Float64Array(count);
  const { arrivingCell, deltaOutput, linear, loss } = sweep;
  const blocks = linear.hasCell ? [arrivingCell, deltaOutput] : [deltaOutput];
  const residualAt = residualOf(sweep);
  for (let column = 0; column < count; column++) {
    norms[rows.length * count + column] = log10StateNorm(sweep, from + column) + perVector;
    residual[column] = residualAt(from + column);
    direct[column] = lossNorm(loss, from + column, n) + perVector;
    if (withCells) writeShares(blocks, (from + column) * n, n, shares, column * n);
  }
  return { kind: 'messages', from, count, cells, norms, residual, shares, loss: direct };
}

/** log10 ‖Δᵗ‖. */
function lossNorm({ delta, blockExponent }: OutputGradient, step: number, n: number): number {
  const norm = scaledNorm(delta, blockExponent ?? null, step * n, n);
  return log10Of(norm.mantissa, norm.blockExponent);
}

/** log10 ‖gᵗ‖, g = (δc − Q δy, δy); −Infinity where it is zero. */
export function log10StateNorm({ linear, arrivingCell, deltaOutput }: BackwardSweep, step: number): number {
  const start = step * linear.size;
  return log10Hypotenuse(
    scaledNorm(arrivingCell.mantissa, arrivingCell.blockExponent, start, linear.size),
    scaledNorm(deltaOutput.mantissa, deltaOutput.blockExponent, start, linear.size),
  );
}

/** log10 ‖gᵗ‖ by step of a sweep with `cuts`, against the loss gradient, [steps]; also the units' shares, [steps × N], where asked for. */
export function* runStateNorm(
  linear: Linearisation,
  loss: OutputGradient,
  cuts: ReadonlySet<Cuttable>,
  truncation: Truncation,
  shares: Float32Array | null = null,
): Generator<void, Float64Array<ArrayBuffer>> {
  const values = new Float64Array(linear.steps);
  const recorder = stateNormRecorder(values, log10(loss.scale), shares);
  yield* silently(sweepBack(linear, loss, cuts, truncation, () => recorder));
  return values;
}

/** Keeps nothing of a sweep but log10 ‖gᵗ‖ − `scale`, in `values` [steps]. */
function stateNormRecorder(values: Float64Array, scale: number, shares: Float32Array | null): SweepRecorder {
  return {
    arrived(step, { cell, output }) {
      values[step] =
        log10Hypotenuse(
          scaledNorm(cell.mantissa, cell.blockExponent, 0, cell.size),
          scaledNorm(output.mantissa, output.blockExponent, 0, output.size),
        ) - scale;
      if (shares !== null) writeShares([cell, output], 0, output.size, shares, step * output.size);
    },
    delivered() {},
  };
}

function log10Hypotenuse(a: Scaled, b: Scaled): number {
  const square = scaledSum(scaledProduct(a, a), scaledProduct(b, b));
  return log10Of(square.mantissa, square.blockExponent) / 2;
}

export function rowsOf({ sweep, alone }: MessageStage, name: RowName): ScaledRows {
  if (name === 'c') return sweep.deltaCell;
  if (name === 'y') return sweep.deltaOutput;
  const [kind, edge] = name.split('.') as ['arriving' | 'alone', Edge];
  return (kind === 'alone' ? alone : sweep.message).get(edge) as ScaledRows;
}
