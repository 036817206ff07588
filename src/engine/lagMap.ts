/**
 * The lag map: the loss of every step t alone, sent back to every step k ≤ t. All losses go back side by side, as rows of one
 * product P ← P J to which each step adds the row of its own loss, so that a step costs one matrix product and not a sweep a loss.
 */
import { log10 } from '../math/elementary';
import { log10Of, type Scaled } from '../math/scaled';
import { addAt, loadRow, multiply, ScaledVector } from '../math/scaledVector';
import type { Cuttable, ParameterName } from '../settings/edges';
import type { LagOf } from '../settings/settings';
import type { AnswerContext } from './answerContext';
import { Crossing, GradientState } from './crossing';
import type { ForwardTrace } from './forward';
import { lossOf } from './loss';
import { contributionNorm, parameterTerms } from './parameterTerms';
import { RowProduct } from './rowProduct';
import { BATCH_WORK } from './seriesBatches';
import { stateJacobian } from './stateJacobian';
import type { OutputGradient } from './sweep';
import { type TruncationBatch, truncationLoss } from './truncationLoss';

/** Rows of the lag map, from the last step back: at step k ‖g‖ of the loss E_t alone, or ‖dE_t/dθ|_k‖, for every t ≥ k. */
export interface LagBatch {
  readonly kind: 'lag';
  readonly of: LagOf;
  /** Rows k = from … from + count − 1, 0-based. */
  readonly from: number;
  readonly count: number;
  /** [count × steps] log10 against the loss gradient; NaN for t < k. */
  readonly cells: Float32Array<ArrayBuffer>;
  /** [steps] by lag t − k: log10 of the arithmetic mean of the cells that are there from row `from` on; NaN where none is. */
  readonly mean: Float64Array<ArrayBuffer>;
}

/** What a cell costs beside its part in the product, in multiply-adds: a norm and a logarithm. */
const CELL_WORK = 200;
/** Units of cells between two pauses: about a millisecond. */
const UNITS_PER_PAUSE = 1 << 14;

/** The number in the cell of one row of the product at one step (0-based). */
type Measure = (product: RowProduct, row: number, step: number) => Scaled;

/** The lag map, after what truncation throws away of the gradient that the settings ask for. */
export function* answerLag(
  { of }: { readonly of: LagOf },
  { settings, trace, sweep, truncation, isPerturbed }: AnswerContext,
): Generator<LagBatch | TruncationBatch | void, void> {
  if (truncation.kind !== 'none') yield yield* truncationLoss(trace, sweep);
  const { steps } = trace.linear;
  const every = sweep.loss.lastOnly ? yield* lossOf({ ...settings, loss: 'every' }, steps, isPerturbed) : sweep.loss;
  yield* runLagMap(trace, every, sweep.cuts, of);
}

/**
 * Streams the map from the last step back. `loss` has a Δ at every step; truncation does not enter. With `cuts` as in a sweep.
 */
export function* runLagMap(
  trace: ForwardTrace,
  loss: OutputGradient,
  cuts: ReadonlySet<Cuttable>,
  of: LagOf,
): Generator<LagBatch | void, void> {
  const { linear } = trace;
  const { steps, size: n } = linear;
  const measure = of === 'state' ? stateNorm : contributionOf(trace, cuts, of);
  const factors = stateJacobian(linear, cuts);
  const product = new RowProduct(steps, factors.rows);
  const scale = log10(loss.scale);
  const sums = new ScaledVector(steps);
  let rows: Float32Array[] = [];
  let work = 0;
  let unpaused = 0;
  for (let step = steps - 1; step >= 0; step--) {
    if (step < steps - 1) {
      factors.load(step + 1);
      yield* product.timesStep(factors);
    }
    product.append(loss.delta.subarray(step * n, (step + 1) * n));
    const row = new Float32Array(steps).fill(Number.NaN);
    // Row 0 of the product is the last step's loss.
    for (let i = 0; i < product.rows; i++) {
      const at = steps - 1 - i;
      const { mantissa, blockExponent } = measure(product, i, step);
      row[at] = log10Of(mantissa, blockExponent) - scale;
      addAt(sums, at - step, mantissa, blockExponent);
      unpaused += n + 16;
      if (unpaused < UNITS_PER_PAUSE) continue;
      unpaused = 0;
      yield;
    }
    rows.push(row);
    work += product.rows * (factors.rows * factors.cols + CELL_WORK);
    if (work < BATCH_WORK && step > 0) continue;
    yield batchOf(of, step, rows, meansOf(sums, step, scale));
    rows = [];
    work = 0;
  }
}

const stateNorm: Measure = (product, row) => product.rowNorm(row);

/** ‖dE_t/dθ|_k‖ (Frobenius), of one parameter. */
function contributionOf(trace: ForwardTrace, cuts: ReadonlySet<Cuttable>, name: ParameterName): Measure {
  const { linear } = trace;
  const term = parameterTerms(trace).find((candidate) => candidate.name === name);
  const edge = linear.matrixEdges.find((candidate) => candidate.edge === term?.edge);
  if (term === undefined || edge === undefined) throw new Error(`this network has no parameter ${name}`);
  // Of the pre-activations only this parameter's is wanted.
  const crossing = new Crossing({ ...linear, matrixEdges: [edge] }, cuts);
  const g = new GradientState(linear.size);
  const right = new ScaledVector(term.columns);
  const left = crossing.preDelta[0] as ScaledVector;
  return (product, row, step) => {
    product.loadRow(row, g);
    if (term.gain === null) crossing.arrive(step, g);
    else {
      multiply(g.output, term.gain, step, left);
      left.normalise();
    }
    loadRow(term.right, step, right);
    return contributionNorm(term, left, right);
  };
}

/** log10 of the arithmetic mean by lag, over the losses whose cells from row `from` on are there; NaN where none is. */
function meansOf(sums: ScaledVector, from: number, scale: number): Float64Array<ArrayBuffer> {
  const means = new Float64Array(sums.size).fill(Number.NaN);
  for (let lag = 0; lag < sums.size - from; lag++) {
    const mean = log10Of(sums.mantissa[lag] / (sums.size - from - lag), sums.blockExponent[lag]);
    means[lag] = mean - scale;
  }
  return means;
}

/** `rows` from the last one back. */
function batchOf(of: LagOf, from: number, rows: readonly Float32Array[], mean: Float64Array<ArrayBuffer>): LagBatch {
  const steps = mean.length;
  const cells = new Float32Array(rows.length * steps);
  for (const [index, row] of rows.entries()) cells.set(row, (rows.length - 1 - index) * steps);
  return { kind: 'lag', of, from, count: rows.length, cells, mean };
}
