/**
 * What a run streams: plain data whose arrays are allocated per batch, so that a worker can transfer them. Columns come from
 * the last step back; a batch covers steps `from … from + count − 1`, 0-based.
 */
import type { Eigenvalues } from '../math/eigenvalues';
import type { Edge } from '../settings/edges';
import type { AtRest } from './cells/cell';
import type { MeasuredSeries } from './inputs';
import type { LossFacts } from './loss';
import type { MessagesBatch } from './messageStage';
import type { SeriesBatch } from './seriesBatches';
import type { RowName } from './seriesNames';
import type { Spectrum } from './spectrum';
import type { ViewBatch } from './viewRequests';

export interface ForwardBatch {
  readonly kind: 'forward';
  /** False where only the sweep is run again: curves of the uncut network then stay as they are. */
  readonly newNetwork: boolean;
  /** False where neither network, loss nor truncation is new: only a cut is, and the sweeps that ignore cuts stay too. */
  readonly newLoss: boolean;
  readonly steps: number;
  readonly size: number;
  readonly edges: readonly Edge[];
  /** The heatmaps to come, in the order of the cells of messages. */
  readonly rows: readonly RowName[];
  /** Whether crossings will come: a loss at the last step, and no truncation. */
  readonly hasLedger: boolean;
  /** The truncation in force: none where the one that was set reaches over the whole sequence. */
  readonly truncation: 'none' | 'window' | 'sliding';
  readonly loss: LossFacts;
  /** Of each recurrent matrix; eigenvalues [N]. Empty in a large network from a file: they come in a batch of their own. */
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

export interface LedgerBatch {
  readonly kind: 'ledger';
  readonly from: number;
  readonly count: number;
  /** [edges × count]; NaN where there is no gradient. */
  readonly crossings: Float64Array<ArrayBuffer>;
}

/** What the forward batch had to leave out: it stands in the place of its empty `spectra`. */
export interface SpectraBatch {
  readonly kind: 'spectra';
  readonly spectra: ForwardBatch['spectra'];
}

/** The plain RNN's shares of its own ‖δh‖², whole; its norms are the series `ghost`. */
export interface GhostSharesBatch {
  readonly kind: 'ghostShares';
  /** [steps × N] */
  readonly shares: Float32Array<ArrayBuffer>;
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
  | SpectraBatch
  | GhostSharesBatch
  | StageBatch
  | ViewBatch;

/** The buffers of a batch, for the transfer list of `postMessage`. What the forward pass gives, the engine keeps. */
export function buffersOf(batch: Batch): ArrayBuffer[] {
  return batch.kind === 'forward' || batch.kind === 'spectra' ? [] : buffersIn(batch);
}

/** The buffers of all arrays in plain data, each of which has its own. */
function buffersIn(data: unknown): ArrayBuffer[] {
  if (typeof data !== 'object' || data === null) return [];
  if (ArrayBuffer.isView(data)) return data.buffer instanceof ArrayBuffer ? [data.buffer] : [];
  return Object.values(data).flatMap(buffersIn);
}
