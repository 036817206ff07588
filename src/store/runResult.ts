/**
 * What the page holds of a run: float32 cells for painting, float64 curves. The arrays are filled in place as batches arrive;
 * a `ShownRun` says when with its revision. A new run of the same shape keeps the old pixels until its own columns replace them.
 */
import type { Batch, ForwardBatch, LedgerBatch, Stage } from '../engine/batches';
import type { MessagesBatch } from '../engine/messageStage';
import type { SeriesBatch } from '../engine/seriesBatches';
import type { RowName, SeriesName } from '../engine/seriesNames';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import { cellRows, crossingRows, normRows } from '../worker/batchRows';
import { sentenceEndOf } from '../worker/runStages';
import { ViewResults } from './viewResults';

export class RunResult {
  /** [steps × N] log10 against the loss gradient; −Infinity: exactly zero; NaN: not there yet. */
  readonly cells = new Map<RowName, Float32Array>();
  /** [steps] log10 of norms. */
  readonly series = new Map<SeriesName, Float64Array>();
  /** Curves that belong to the run before, drawn faint until they are replaced. */
  readonly stale = new Set<SeriesName | 'crossings'>();
  /** [steps]; NaN where there is no gradient. */
  readonly crossings = new Map<Edge, Float64Array>();
  /** [steps] log10 of |parts − whole| / |largest part|. */
  readonly residual: Float64Array;
  /** [steps × N] each unit's share of ‖g‖²; NaN: not there yet. */
  readonly shares: Float32Array;
  /** [steps × N] the same of the plain RNN; it is of this run when the series `ghost` is. */
  ghostShares: Float32Array | null;
  /** [steps] log10 ‖Δᵗ‖; NaN: not there yet. */
  readonly loss: Float64Array;
  readonly done = new Set<Stage>();
  /** What single views asked for. */
  readonly viewResults: ViewResults;
  /** The second run of the same settings, without cells; null while there is none. Filled in place too. */
  perturbed: RunResult | null = null;
  /** Goes up with every column that arrives, also from run to run: the identity of the picture, apart from the curves. */
  picture: number;
  /** Steps written so far in each curve of this run, for the share that is done. */
  private readonly written = new Map<SeriesName | 'crossings', number>();
  /** The first step (0-based) whose columns are of this run; `steps` when none is. */
  ready: number;

  constructor(
    readonly runId: number,
    readonly settings: Settings,
    public info: ForwardBatch,
    before: RunResult | null,
    hasCells = true,
  ) {
    const { steps, size, rows, edges } = info;
    const sameShape = before !== null && before.info.steps === steps && before.info.size === size;
    this.viewResults = new ViewResults(steps, edges, sameShape ? before.viewResults : null);
    this.ready = steps;
    this.picture = before?.picture ?? 0;
    this.shares =
      (sameShape && hasCells ? before?.shares : null) ?? new Float32Array(hasCells ? steps * size : 0).fill(Number.NaN);
    this.ghostShares = (sameShape ? before?.ghostShares : null) ?? null;
    this.loss = new Float64Array(steps).fill(Number.NaN);
    this.residual = new Float64Array(steps).fill(Number.NaN);
    for (const row of hasCells ? rows : []) {
      const kept = sameShape ? before.cells.get(row) : undefined;
      this.cells.set(row, kept ?? new Float32Array(steps * size).fill(Number.NaN));
    }
    if (sameShape) {
      // Its arrays are filled anew from here on: beside them its second values would be another run's.
      before.perturbed = null;
      for (const [name, values] of before.series) {
        this.series.set(name, values);
        // Curves that the change did not touch are still true; the others wait for their own batch.
        if (!isKept(name, info) || before.stale.has(name)) this.stale.add(name);
      }
    }
    for (const edge of edges) {
      const kept = sameShape && info.hasLedger ? before.crossings.get(edge) : undefined;
      if (kept !== undefined) this.stale.add('crossings');
      this.crossings.set(edge, kept ?? new Float64Array(steps).fill(Number.NaN));
    }
  }

  apply(batch: Batch): void {
    switch (batch.kind) {
      case 'messages':
        this.applyMessages(batch);
        break;
      case 'ledger':
        this.applyLedger(batch);
        break;
      case 'series':
        if (batch.every > 1) this.outline(batch);
        else this.write(batch.name, batch.from, batch.values);
        break;
      case 'stage':
        this.done.add(batch.stage);
        break;
      case 'ghostShares':
        this.ghostShares = batch.shares;
        break;
      case 'spectra':
        this.info = { ...this.info, spectra: batch.spectra };
        break;
      case 'forward':
        break;
      default:
        this.viewResults.apply(batch);
    }
  }

  /** The share of a stage that has arrived, 0 … 1; a stage under way counts by its curves. */
  shareDone(stage: Stage): number {
    if (this.done.has(stage)) return 1;
    const { steps, edges } = this.info;
    if (stage === 'messages') return 1 - this.ready / steps;
    const names = CURVES_OF[stage]?.(edges) ?? [];
    if (names.length === 0) return 0;
    const arrived = names.reduce((sum, name) => sum + (this.written.get(name) ?? 0), 0);
    return arrived / (names.length * steps);
  }

  /** Whether all is there that the sentence speaks of. */
  get hasSentence(): boolean {
    return this.done.has(sentenceEndOf(this.info));
  }

  /** A curve's values, or undefined where nothing of it is there. */
  curve(name: SeriesName): Float64Array | undefined {
    return this.series.get(name);
  }

  /** A curve of the second run; undefined while it is not there, whole. */
  perturbedCurve(name: SeriesName): Float64Array | undefined {
    const { perturbed } = this;
    if (perturbed === null || perturbed.stale.has(name) || this.stale.has(name)) return undefined;
    return perturbed.curve(name);
  }

  perturbedAt(name: SeriesName, step: number): number | undefined {
    return this.perturbedCurve(name)?.[step];
  }

  /** The second run's crossings of an edge; undefined while its ledger is not there. */
  perturbedCrossing(edge: Edge, step: number): number | undefined {
    const { perturbed } = this;
    return perturbed?.done.has('ledger') === true ? perturbed.crossings.get(edge)?.[step] : undefined;
  }

  private applyMessages(batch: MessagesBatch): void {
    const { from, residual, shares, loss } = batch;
    const { size } = this.info;
    for (const [name, values] of cellRows(batch, this.info)) this.cells.get(name)?.set(values, from * size);
    for (const [name, values] of normRows(batch, this.info)) this.write(name, from, values);
    this.residual.set(residual, from);
    // The second run has none: an empty array has no place to be set at.
    if (shares.length > 0) this.shares.set(shares, from * size);
    this.loss.set(loss, from);
    this.ready = from;
    this.picture++;
  }

  private applyLedger(batch: LedgerBatch): void {
    const { from, count } = batch;
    for (const [edge, values] of crossingRows(batch, this.info)) this.crossings.get(edge)?.set(values, from);
    this.count('crossings', count);
    if (from === 0) this.stale.delete('crossings');
  }

  /** In place of what was there: points of this run among gaps say more than another run's curve. */
  private outline({ name, from, every, values }: SeriesBatch): void {
    const series = new Float64Array(this.info.steps).fill(Number.NaN);
    values.forEach((value, k) => {
      series[from + k * every] = value;
    });
    this.series.set(name, series);
    this.stale.delete(name);
  }

  private count(name: SeriesName | 'crossings', steps: number): void {
    this.written.set(name, (this.written.get(name) ?? 0) + steps);
  }

  private write(name: SeriesName, from: number, values: Float64Array): void {
    let series = this.series.get(name);
    const { steps } = this.info;
    if (series === undefined || series.length !== steps) {
      series = new Float64Array(steps).fill(Number.NaN);
      this.series.set(name, series);
      // Half of a curve is no more use to a later run than an old one: until its first step is there it counts as stale.
      this.stale.add(name);
    }
    series.set(values, from);
    this.count(name, values.length);
    if (from === 0) this.stale.delete(name);
  }
}

/** The curves by which a stage under way is measured. */
const CURVES_OF: Readonly<Partial<Record<Stage, (edges: readonly Edge[]) => (SeriesName | 'crossings')[]>>> = {
  ledger: () => ['crossings'],
  steps: () => ['step.state'],
  paths: (edges) => edges.map((edge) => `path.${edge}` as const),
  cumulative: () => ['cumulative.state'],
  without: (edges) => edges.map((edge) => `without.${edge}` as const),
};

function isKept(name: SeriesName, { newNetwork, newLoss }: ForwardBatch): boolean {
  if (newNetwork) return false;
  if (name.startsWith('step.') || name.startsWith('path.') || name.startsWith('cumulative')) return true;
  return !newLoss && (name === 'ghost' || name.startsWith('without.'));
}
