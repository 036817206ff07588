/** NumPy's types, arrays and scalars as pickles have them. */
import { UnreadableFile } from '../model';
import { npyType } from '../npyTypes';
import type { NumberType } from '../numberTypes';
import { rowMajor } from '../storedTensor';
import { PickledTensor } from './tensors';

/** A dtype, whose byte order comes with its state. */
export class NumpyType {
  isLittle = true;

  constructor(readonly name: string) {}

  get type(): NumberType | null {
    return npyType(this.name);
  }
}

/** An array, which has nothing before its state. */
export class NumpyArray {
  tensor: PickledTensor | null = null;

  /** (version, shape, dtype, is Fortran's order, bytes) */
  setState(state: readonly unknown[]): void {
    const [, shape, type, isFortran, bytes] = state;
    this.tensor = arrayOf(bytes, type, shape, isFortran === true);
  }
}

export function arrayOf(bytes: unknown, type: unknown, shape: unknown, isFortran: boolean): PickledTensor | null {
  if (!(bytes instanceof Uint8Array) || !(type instanceof NumpyType) || !Array.isArray(shape)) return null;
  const sizes = shape.filter((size): size is number => typeof size === 'number');
  const storage = { type: type.type, typeName: `numpy ${type.name}`, isLittle: type.isLittle, bytes: () => bytes };
  return new PickledTensor(storage, 0, sizes, stridesOf(sizes, isFortran));
}

export function stridesOf(shape: readonly number[], isFortran: boolean): number[] {
  return isFortran ? rowMajor([...shape].reverse()).reverse() : rowMajor(shape);
}

/** Null where it is no number. */
export function scalarOf(type: unknown, bytes: unknown): number | null {
  if (!(type instanceof NumpyType) || !(bytes instanceof Uint8Array) || type.type === null) return null;
  if (bytes.length < type.type.bytes)
    throw new UnreadableFile('The pickle in the file has a number with too few bytes: the file is damaged.');
  return type.type.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, type.isLittle);
}
