/** Tensors as a file stores them: read into float64 when somebody asks for them. */
import { sizeOf } from './guard';
import { type NamedTensor, UnreadableFile } from './model';
import type { NumberType } from './numberTypes';

export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether it holds numbers of a kind that weights are made of. */
  readonly isFloat: boolean;
  /** Row-major. Errors: `UnreadableFile` where the file does not have what it promises, or of a kind that is not read. */
  values(): Float64Array;
}

/** Where the numbers are: a view of consecutive ones, or of every so many. */
export interface Place {
  readonly bytes: Uint8Array;
  readonly type: NumberType;
  readonly isLittle: boolean;
  /** Both in numbers, not bytes. */
  readonly offset: number;
  readonly strides: readonly number[];
}

/** Strides of a tensor without gaps, row-major. */
export function rowMajor(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** `whose` names the tensor in messages. */
export function readNumbers(whose: string, shape: readonly number[], place: Place): Float64Array {
  const { bytes, type, isLittle, offset, strides } = place;
  const count = sizeOf(shape, `The tensor ${whose}`);
  if (![...strides, offset].every((size) => Number.isSafeInteger(size) && size >= 0))
    throw new UnreadableFile(`The file is damaged: where the tensor ${whose} is in it is no whole number.`);
  const last = offset + shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis], 0);
  const held = Math.floor(bytes.length / type.bytes);
  if (count > 0 && last >= held)
    throw new UnreadableFile(
      `The tensor ${whose} is ${shownShape(shape)} and needs ${last + 1} numbers, but the file has only ${held} for it: it is cut short or damaged.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  const index = new Array<number>(shape.length).fill(0);
  let at = offset;
  for (let k = 0; k < count; k++) {
    values[k] = type.read(view, at * type.bytes, isLittle);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis];
      index[axis] = index[axis] + 1;
      at += stride;
      if (index[axis] < shape[axis]) break;
      at -= stride * shape[axis];
      index[axis] = 0;
    }
  }
  return values;
}

export function named(tensor: StoredTensor): NamedTensor {
  return { name: tensor.name, shape: tensor.shape, values: tensor.values() };
}

export function shownShape(shape: readonly number[]): string {
  return `[${shape.join(' × ')}]`;
}

/** "a [4 × 2], b [4] and 12 more". */
export function shownTensors(tensors: readonly Pick<StoredTensor, 'name' | 'shape'>[], most = 5): string {
  if (tensors.length === 0) return 'no tensors';
  const shown = tensors.slice(0, most).map(({ name, shape }) => `${shortened(name)} ${shownShape(shape)}`);
  const more = tensors.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** A name out of a file, for a sentence: printable, and not too long. */
export function shortened(name: string, most = 60): string {
  const printable = name.replaceAll(/[^\x20-\x7e\u00a1-\uffff]/g, '?');
  return printable.length > most ? `${printable.slice(0, most)}…` : printable;
}
