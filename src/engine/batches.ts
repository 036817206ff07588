/**
 * What a run streams: plain data whose arrays are allocated per batch, so that a worker can transfer them. Columns come from
 * the last step back; a batch covers steps `from … from + count − 1`, 0-based.
 */
import type { Eigenvalues } from '../math/eigenvalues';
import type { Edge } from '../settings/edges';
import type { AtRest } from './cells/cell';
import type { MeasuredSeries } from './inputs';
import type { LossFacts } from './loss';
import type { RowName, SeriesName } from './seriesNames';
import type { Spectrum } from './spectrum';
import { buffersOfViewBatch, type ViewBatch } from './viewRequests';

export interface ForwardBatch {
  readonly kind: 'forward';
  /** False where only the sweep is run again: curves of the uncut network then stay as they are. */
  readonly newNetwork: boolean;
  /** False where neither network, loss nor truncation is new: only a cut is, and the sweeps that ignore cuts stay too. */
  readonly newLoss: boolean;
  readonly steps: number;
  readonly size: number;
  readonly edges: readonly Edge[];
  /** The heatmaps to come, in the order of `MessagesBatch.cells`. */
  readonly rows: readonly RowName[];
  /** Whether crossings will come: a loss at the last step, and no truncation. */
  readonly hasLedger: boolean;
  /** The truncation in force: none where the one that was set reaches over the whole sequence. */
  readonly truncation: 'none' | 'window' | 'sliding';
  readonly loss: LossFacts;
  /** Of each recurrent matrix; eigenvalues [N]. */
  readonly spectra: readonly ({ readonly edge: Edge } & Spectrum)[];
  /** What turns a matrix's eigenvalues into the multipliers at rest; null where they have no such formula. */
  readonly rest: AtRest | null;
  /** The multipliers μ_k at rest, [N]; null with `rest`. */
  readonly multipliers: Eigenvalues | null;
  /** max |μ| (spec, section 5, item 5); null with `rest`. */
  readonly atRest: number | null;
  /** Where the input comes from, for a measured series. */
  readonly measured: MeasuredSeries | null;
}

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

export interface LedgerBatch {
  readonly kind: 'ledger';
  readonly from: number;
  readonly count: number;
  /** [edges × count]; NaN where there is no gradient. */
  readonly crossings: Float64Array<ArrayBuffer>;
}

/** The plain RNN's shares of its own ‖δh‖², whole; its norms are the series `ghost`. */
export interface GhostSharesBatch {
  readonly kind: 'ghostShares';
  /** [steps × N] */
  readonly shares: Float32Array<ArrayBuffer>;
}

export interface SeriesBatch {
  readonly kind: 'series';
  readonly name: SeriesName;
  readonly from: number;
  readonly count: number;
  /** Where it is above 1: an outline of the whole curve, value j standing at step from + j · every. The curve itself is to come. */
  readonly every: number;
  /** [count] log10; −Infinity for an exact zero, NaN where it is not defined. */
  readonly values: Float64Array<ArrayBuffer>;
}

/** `outline`: the norms at every k-th step, where all of them take long; what a drag shows beside the heatmaps. */
export type Stage =
  | 'forward'
  | 'messages'
  | 'outline'
  | 'ghost'
  | 'ledger'
  | 'steps'
  | 'paths'
  | 'cumulative'
  | 'without';

/** A stage has come to its end. */
export interface StageBatch {
  readonly kind: 'stage';
  readonly stage: Stage;
}

export type Batch =
  | ForwardBatch
  | MessagesBatch
  | LedgerBatch
  | SeriesBatch
  | GhostSharesBatch
  | StageBatch
  | ViewBatch;

/** The buffers of a batch, for the transfer list of `postMessage`. */
export function buffersOf(batch: Batch): ArrayBuffer[] {
  switch (batch.kind) {
    case 'messages':
      return [batch.cells.buffer, batch.norms.buffer, batch.residual.buffer, batch.shares.buffer, batch.loss.buffer];
    case 'ghostShares':
      return [batch.shares.buffer];
    case 'ledger':
      return [batch.crossings.buffer];
    case 'series':
      return [batch.values.buffer];
    case 'forward':
    case 'stage':
      return [];
    default:
      return buffersOfViewBatch(batch);
  }
}
