/**
 * What single views ask for beyond the run itself, and the batches that answer: plain data, arrays allocated per batch so that a
 * worker can transfer them. All logarithms are base 10; −Infinity is an exact zero, NaN is not there or not defined.
 */
import type { Cell, GateOf, StatePart } from '../settings/cells';
import type { Edge, ParameterName } from '../settings/edges';
import type { LagOf } from '../settings/settings';
import type { Question } from './questions';

export type ViewRequest =
  /** The cumulative norm with one edge cut: costly, so only when asked for. */
  | { readonly kind: 'without'; readonly edge: Edge }
  /** The norm of the part off the carousel of the Jacobian from cell to cell, at every step: a curve, as of `without`. */
  | { readonly kind: 'offCarousel' }
  /** ‖∂E/∂xᵗ‖ at every step: a curve. */
  | { readonly kind: 'input' }
  /** Eigenvalues and singular values of the state Jacobian from step − 1 to `step` (0-based). */
  | { readonly kind: 'jacobian'; readonly step: number }
  /** ‖Rᵏ‖ of each recurrent matrix, k = 0 … . */
  | { readonly kind: 'growth' }
  | { readonly kind: 'lag'; readonly of: LagOf }
  /** Answers about the settings of the run, or with some of them changed. */
  | { readonly kind: 'measure'; readonly questions: readonly Question[] }
  | { readonly kind: 'weights' }
  | { readonly kind: 'gates' };

export interface JacobianBatch {
  readonly kind: 'jacobian';
  /** 0-based: from step − 1 to `step`. */
  readonly step: number;
  /** All values are to be multiplied by 2^(256 · limb): 0 unless every way through the step is saturated. */
  readonly limb: number;
  /** Eigenvalues, [2N] (RNN: [N]). */
  readonly re: Float64Array<ArrayBuffer>;
  readonly im: Float64Array<ArrayBuffer>;
  /** Singular values, falling, [2N] (RNN: [N]). */
  readonly singular: Float64Array<ArrayBuffer>;
}

export interface GrowthBatch {
  readonly kind: 'growth';
  readonly edge: Edge;
  /** log10 ‖Rᵏ‖, k = 0 … values.length − 1. */
  readonly values: Float64Array<ArrayBuffer>;
}

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

/** What truncation throws away: for all parameters together (`all`), then of each. */
export interface TruncationBatch {
  readonly kind: 'truncation';
  readonly parameters: readonly TruncationLoss[];
}

export interface TruncationLoss {
  readonly name: ParameterName | 'all';
  /** ‖truncated − full‖ / ‖full‖, Frobenius; NaN where the full one is zero. */
  readonly bias: number;
  /** The cosine between the truncated and the full gradient; NaN where one of them is zero. */
  readonly cosine: number;
}

/** One parameter matrix's gradient over time. */
export interface WeightStrip {
  readonly name: ParameterName;
  /** log10 ‖δW‖ (Frobenius), the whole sum. */
  readonly total: number;
  /** [steps] log10 of the Frobenius norm of each step's contribution. */
  readonly perStep: Float64Array<ArrayBuffer>;
  /** [steps] log10 of the norm of the sum from this step to the last. */
  readonly running: Float64Array<ArrayBuffer>;
  /** [steps] ⟨contribution, whole⟩ / ‖whole‖²: sums to 1; NaN where the whole is zero. */
  readonly share: Float64Array<ArrayBuffer>;
}

export interface WeightsBatch {
  readonly kind: 'weights';
  readonly strips: readonly WeightStrip[];
  /** log10 ‖g‖ over all parameters together, and [steps] of the sum from each step to the last. */
  readonly global: number;
  readonly globalRunning: Float64Array<ArrayBuffer>;
}

export type GateRowName = GateOf<Cell> | StatePart | 'φ′';

export interface GateRow {
  readonly name: GateRowName;
  /** [steps × N] */
  readonly mantissa: Float64Array<ArrayBuffer>;
  /** [steps × N], or null where every value is a plain float64; a linear state and a saturated slope may not be. */
  readonly limb: Int32Array<ArrayBuffer> | null;
}

/** [steps] shares of units, 0 … 1: a gate below 0.1 and above 0.9, a tanh below −0.9 and above 0.9, a ReLU at h̄ ≤ 0 (`low`). */
export interface Saturation {
  readonly name: GateRowName;
  readonly low: Float64Array<ArrayBuffer>;
  readonly high: Float64Array<ArrayBuffer>;
}

export interface GatesBatch {
  readonly kind: 'gates';
  /** Forward values: LSTM i, f (where there is one), o, z, c, y; RNN h and φ′(h̄). */
  readonly rows: readonly GateRow[];
  /** Of the rows that can be saturated. */
  readonly saturated: readonly Saturation[];
}

export interface MeasuredBatch {
  readonly kind: 'measured';
  readonly questions: readonly Question[];
  /** An answer to each; NaN where it is not defined. Null where these settings have no answer: `problem` says why. */
  readonly values: readonly number[] | null;
  readonly problem: string;
}

export type ViewBatch =
  | MeasuredBatch
  | JacobianBatch
  | GrowthBatch
  | LagBatch
  | TruncationBatch
  | WeightsBatch
  | GatesBatch;

export function buffersOfViewBatch(batch: ViewBatch): ArrayBuffer[] {
  switch (batch.kind) {
    case 'jacobian':
      return [batch.re.buffer, batch.im.buffer, batch.singular.buffer];
    case 'growth':
      return [batch.values.buffer];
    case 'lag':
      return [batch.cells.buffer, batch.mean.buffer];
    case 'truncation':
    case 'measured':
      return [];
    case 'weights':
      return [
        batch.globalRunning.buffer,
        ...batch.strips.flatMap(({ perStep, running, share }) => [perStep.buffer, running.buffer, share.buffer]),
      ];
    case 'gates':
      return [
        ...batch.rows.flatMap(({ mantissa, limb }) => [mantissa.buffer, ...(limb === null ? [] : [limb.buffer])]),
        ...batch.saturated.flatMap(({ low, high }) => [low.buffer, high.buffer]),
      ];
  }
}
