/** What a file of data says that a network should have answered. */
import type { RecordedBatch } from './model';

/** The sequence's own target: one row of [B × K], one number of [B], or all of it where it is for one sequence. */
export function targetIn({ inputs, target }: RecordedBatch, sequence: number): Float64Array | null {
  if (target === null || target.values.length === 0) return null;
  const sequences = inputs.shape.length === 3 ? inputs.shape[0] : 1;
  if (target.values.length % sequences !== 0) return null;
  const size = target.values.length / sequences;
  return target.values.slice(sequence * size, (sequence + 1) * size);
}
