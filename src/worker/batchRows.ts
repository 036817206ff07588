/** What is in the arrays of a batch, row by row: views of its arrays, without a copy. */
import type { ForwardBatch, LedgerBatch } from '../engine/batches';
import type { MessagesBatch } from '../engine/messageStage';
import type { RowName, SeriesName } from '../engine/seriesNames';
import type { Edge } from '../settings/edges';

/** [count × N] of each heatmap; empty in a perturbed run. */
export function cellRows({ cells, count }: MessagesBatch, { rows, size }: ForwardBatch): [RowName, Float32Array][] {
  const length = count * size;
  return rows.map((name, row) => [name, cells.subarray(row * length, (row + 1) * length)]);
}

/** [count] log10 of each heatmap's norms, and of ‖g‖. */
export function normRows(
  { norms, count }: MessagesBatch,
  { rows }: Pick<ForwardBatch, 'rows'>,
): [SeriesName, Float64Array][] {
  return [...rows, 'g' as const].map((name, row) => [name, norms.subarray(row * count, (row + 1) * count)]);
}

/** [count] crossings of each edge. */
export function crossingRows({ crossings, count }: LedgerBatch, { edges }: ForwardBatch): [Edge, Float64Array][] {
  return edges.map((edge, row) => [edge, crossings.subarray(row * count, (row + 1) * count)]);
}
