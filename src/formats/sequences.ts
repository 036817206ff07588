/** Input sequences from files: [T × M], or a batch [B × T × M], as `.csv`, `.npy`, `.npz` or `.json`, told by their bytes. */

import { reading } from './guard';
import { type RecordedBatch, type Tensor, UnreadableFile } from './model';
import { isNpy, npyTensor, npzBatch } from './npz';
import { countOf, shortened, shownShape } from './storedTensor';
import { isZip } from './zip';

/** One sequence. */
export interface Sequence {
  readonly steps: number;
  /** [steps × M] */
  readonly inputs: Float64Array;
}

/**
 * Sequence `index` (0-based) of a batch, without its padding. Errors: `UnreadableFile` where there is no such sequence, or where it is not
 * `inputSize` wide.
 */
export function sequenceOf({ inputs, lengths }: RecordedBatch, index: number, inputSize: number): Sequence {
  const { shape, values } = inputs;
  const rank = shape.length;
  if (rank < 1 || rank > 3)
    throw new UnreadableFile(`The inputs are ${shownShape(shape)}: [T × M] or [B × T × M] was expected.`);
  const count = rank === 3 ? shape[0] : 1;
  if (index >= count)
    throw new UnreadableFile(
      `The inputs have ${count === 1 ? 'one sequence' : `${count} sequences`}, and number ${index + 1} was asked for.`,
    );
  const padded = shape[Math.max(0, rank - 2)];
  const width = rank === 1 ? 1 : shape[rank - 1];
  if (width !== inputSize)
    throw new UnreadableFile(
      `The inputs are ${shownShape(shape)}, ${width} wide, and the network reads ${inputSize} numbers a step.`,
    );
  const steps = lengths === null ? padded : lengths[index];
  if (steps === undefined || !Number.isInteger(steps) || steps < 1 || steps > padded)
    throw new UnreadableFile(
      `Sequence ${index + 1} should have ${steps} steps of the ${padded} in ${shownShape(shape)}.`,
    );
  const start = index * padded * width;
  const own = values.slice(start, start + steps * width);
  const bad = own.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new UnreadableFile(`The inputs have ${own[bad]} at step ${Math.floor(bad / width) + 1}, and must be finite.`);
  return { steps, inputs: own };
}

/** Errors: `UnreadableFile`. */
export function readSequences(bytes: Uint8Array, name: string): Promise<RecordedBatch> {
  return reading('file of inputs', () => batchIn(bytes, name));
}

function batchIn(bytes: Uint8Array, name: string): RecordedBatch | Promise<RecordedBatch> {
  if (isZip(bytes)) return npzBatch(bytes, name);
  if (isNpy(bytes)) {
    const { shape, values } = npyTensor(name, bytes);
    return { inputs: { shape, values: values() }, target: null, lengths: null };
  }
  const text = textOf(bytes, name);
  if (/^\s*[[{]/.test(text)) return ofJson(text, name);
  return { inputs: ofCsv(text, name), target: null, lengths: null };
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile(`${shortened(name)} is no text: inputs as .csv, .npy, .npz or .json were expected.`);
  }
}

function ofCsv(text: string, name: string): Tensor {
  const rows = text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(/[,;\t]|\s+/).map((cell) => cell.trim()));
  const isHeader = rows.length > 0 && rows[0].some((cell) => numberOf(cell) === null);
  const data = isHeader ? rows.slice(1) : rows;
  if (data.length === 0) throw new UnreadableFile(`${shortened(name)} has no rows of numbers.`);
  const width = data[0].length;
  const values = data.flatMap((cells, row) => {
    const line = row + (isHeader ? 2 : 1);
    if (cells.length !== width)
      throw new UnreadableFile(
        `${shortened(name)} has ${cells.length} columns in row ${line}, and ${width} in the first.`,
      );
    return cells.map((cell) => {
      const number = numberOf(cell);
      if (number === null)
        throw new UnreadableFile(
          `${shortened(name)} has ${JSON.stringify(shortened(cell, 20))} in row ${line}, where a number was expected.`,
        );
      return number;
    });
  });
  return { shape: [data.length, width], values: Float64Array.from(values) };
}

function numberOf(cell: string): number | null {
  const value = Number(cell);
  return cell === '' || Number.isNaN(value) ? null : value;
}

/** Nested arrays, or an object that has them as `inputs`, with `target` and `lengths` where it has those. */
function ofJson(text: string, name: string): RecordedBatch {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new UnreadableFile(`${shortened(name)} is not valid JSON.`);
  }
  if (Array.isArray(data)) return { inputs: nested(data, name), target: null, lengths: null };
  const { inputs, target, lengths } = data as Partial<Record<'inputs' | 'target' | 'lengths', unknown>>;
  if (inputs === undefined)
    throw new UnreadableFile(`${shortened(name)} has no "inputs": arrays [T × M] or [B × T × M] were expected.`);
  return {
    inputs: nested(inputs, name),
    target: target === undefined || target === null ? null : nested(target, name),
    lengths: lengths === undefined || lengths === null ? null : [...nested(lengths, name).values],
  };
}

/** Errors: `UnreadableFile` where arrays of one depth differ in length, or hold something else than numbers. */
function nested(data: unknown, name: string): Tensor {
  const shape: number[] = [];
  for (let part = data; Array.isArray(part); part = part[0]) shape.push(part.length);
  const values: number[] = [];
  const read = (part: unknown, depth: number): void => {
    if (depth === shape.length && typeof part === 'number') values.push(part);
    else if (depth < shape.length && Array.isArray(part) && part.length === shape[depth])
      for (const entry of part) read(entry, depth + 1);
    else
      throw new UnreadableFile(
        `${shortened(name)} holds something else than arrays of numbers of the shape ${shownShape(shape)}.`,
      );
  };
  read(data, 0);
  if (countOf(shape) === 0) throw new UnreadableFile(`${shortened(name)} has no numbers.`);
  return { shape, values: Float64Array.from(values) };
}
