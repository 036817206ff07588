/** Input sequences from files: [T × M], or a batch [B × T × M], as `.csv`, `.npy`, `.npz` or `.json`, told by their bytes. */

import { dsvFormat } from 'd3-dsv';
import { reading } from './guard';
import { type EmbeddingTable, type RecordedBatch, type Tensor, UnreadableFile } from './model';
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
 * Sequence `index` (0-based) of a batch, without its padding. Whole numbers that are not `inputSize` wide are tokens, and go through a table
 * that is. Errors: `UnreadableFile` where there is no such sequence, or it does not fit the network.
 */
export function sequenceOf(
  batch: RecordedBatch,
  index: number,
  inputSize: number,
  tables: readonly EmbeddingTable[] = [],
): Sequence {
  const { shape } = batch.inputs;
  if (shape.length < 1 || shape.length > 3)
    throw new UnreadableFile(`The inputs are ${shownShape(shape)}: [T × M] or [B × T × M] was expected.`);
  const width = shape.length === 1 ? 1 : shape[shape.length - 1];
  if (width === inputSize) return stepsOf(batch, index, width);
  const table = tables.find(({ weight }) => weight.shape[1] === inputSize);
  if (table === undefined || !areTokens(batch.inputs, table))
    throw new UnreadableFile(
      `The inputs are ${shownShape(shape)}, ${width} wide, and the network reads ${inputSize} numbers a step.`,
    );
  // [T] or [T × 1] is one sequence; [B × T] and [B × T × 1] are several.
  const single = width === 1 ? shape : [...shape, 1];
  const { steps, inputs } = stepsOf({ ...batch, inputs: { shape: single, values: batch.inputs.values } }, index, 1);
  const vectors = new Float64Array(steps * inputSize);
  for (let step = 0; step < steps; step++) {
    const start = inputs[step] * inputSize;
    vectors.set(table.weight.values.subarray(start, start + inputSize), step * inputSize);
  }
  return { steps, inputs: vectors };
}

function areTokens({ shape, values }: Tensor, { weight }: EmbeddingTable): boolean {
  const isSingle = shape.length < 3 || shape[2] === 1;
  return isSingle && values.every((value) => Number.isInteger(value) && value >= 0 && value < weight.shape[0]);
}

function stepsOf({ inputs, lengths }: RecordedBatch, index: number, width: number): Sequence {
  const { shape, values } = inputs;
  const count = shape.length === 3 ? shape[0] : 1;
  if (index >= count)
    throw new UnreadableFile(
      `The inputs have ${count === 1 ? 'one sequence' : `${count} sequences`}, and number ${index + 1} was asked for.`,
    );
  const padded = shape[Math.max(0, shape.length - 2)];
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
  const rows = rowsOf(text);
  const isHeader = rows.length > 0 && rows[0].some((cell) => numberOf(cell) === null);
  const data = isHeader ? rows.slice(1) : rows;
  if (data.length === 0) throw new UnreadableFile(`${shortened(name)} has no rows of numbers.`);
  const width = data[0].length;
  const values = data.flatMap((cells, row) => {
    const line = row + (isHeader ? 2 : 1);
    if (cells.length !== width)
      throw new UnreadableFile(`${shortened(name)} has ${cells.length} columns in row ${line}, and ${width} before.`);
    return cells.map((cell) => {
      const number = numberOf(cell);
      if (number !== null) return number;
      const shown = JSON.stringify(shortened(cell, 20));
      throw new UnreadableFile(`${shortened(name)} has ${shown} in row ${line}, where a number was expected.`);
    });
  });
  return { shape: [data.length, width], values: Float64Array.from(values) };
}

/** Columns by commas, semicolons or tabs, whichever the first line has, else by blanks, as NumPy writes them. */
function rowsOf(text: string): string[][] {
  const firstLine = /[^\r\n]*/.exec(text)?.[0] ?? '';
  const delimiter = [',', ';', '\t'].find((candidate) => firstLine.includes(candidate));
  const rows =
    delimiter === undefined
      ? text.split(/\r\n|\r|\n/).map((line) => line.trim().split(/\s+/))
      : dsvFormat(delimiter).parseRows(text);
  return rows.map((cells) => cells.map((cell) => cell.trim())).filter((cells) => cells.some((cell) => cell !== ''));
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
