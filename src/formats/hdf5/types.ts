/** What kinds of values a dataset or an attribute has, and how many. */
import { bfloat16, float16 } from '../floats';
import { type Bytes, damaged } from './bytes';

/** `isPlain`: float32, little-endian. */
export type DataType =
  | {
      readonly kind: 'number';
      readonly size: number;
      readonly isFloat: boolean;
      readonly isPlain: boolean;
      readonly read: ReadNumber;
    }
  | { readonly kind: 'text'; readonly size: number }
  /** A length, an address and an index: 16 bytes. */
  | { readonly kind: 'variable text'; readonly size: number }
  | { readonly kind: 'other'; readonly size: number };

type ReadNumber = (view: DataView, at: number) => number;

const int64 = (view: DataView, at: number, little: boolean): number => Number(view.getBigInt64(at, little));
const uint64 = (view: DataView, at: number, little: boolean): number => Number(view.getBigUint64(at, little));

type ReadEither = (view: DataView, at: number, little: boolean) => number;
const SIGNED: ReadonlyMap<number, ReadEither> = new Map<number, ReadEither>([
  [1, (view, at) => view.getInt8(at)],
  [2, (view, at, little) => view.getInt16(at, little)],
  [4, (view, at, little) => view.getInt32(at, little)],
  [8, int64],
]);
const UNSIGNED: ReadonlyMap<number, ReadEither> = new Map<number, ReadEither>([
  [1, (view, at) => view.getUint8(at)],
  [2, (view, at, little) => view.getUint16(at, little)],
  [4, (view, at, little) => view.getUint32(at, little)],
  [8, uint64],
]);
const FLOATS: ReadonlyMap<number, ReadEither> = new Map<number, ReadEither>([
  [2, (view, at, little) => float16(view.getUint16(at, little))],
  [4, (view, at, little) => view.getFloat32(at, little)],
  [8, (view, at, little) => view.getFloat64(at, little)],
]);
const BRAIN: ReadEither = (view, at, little) => bfloat16(view.getUint16(at, little));

function numberType(size: number, isFloat: boolean, read: ReadEither | undefined, little: boolean): DataType {
  if (read === undefined) return { kind: 'other', size };
  const isPlain = isFloat && size === 4 && little;
  return { kind: 'number', size, isFloat, isPlain, read: (view, at) => read(view, at, little) };
}

/** A datatype message; `kind` is "other" where nothing here needs it. */
export function dataType(body: Bytes): DataType {
  const classOf = body.u8(0) & 15;
  const bits = body.u8(1);
  const size = body.u32(4);
  const little = (bits & 1) === 0;
  switch (classOf) {
    case 0:
      return numberType(size, false, (bits & 8 ? SIGNED : UNSIGNED).get(size), little);
    case 1: {
      const exponentBits = body.u8(13);
      return numberType(size, true, size === 2 && exponentBits === 8 ? BRAIN : FLOATS.get(size), little);
    }
    case 3:
      return { kind: 'text', size };
    case 9:
      return { kind: (bits & 15) === 1 ? 'variable text' : 'other', size };
    default:
      return { kind: 'other', size };
  }
}

/** A dataspace message: the shape, [] for a single value; null for no value at all. */
export function shapeOf(body: Bytes): readonly number[] | null {
  const version = body.u8(0);
  if (version !== 1 && version !== 2) throw damaged('a shape is of an unknown kind');
  if (version === 2 && body.u8(3) === 2) return null;
  const start = version === 1 ? 8 : 4;
  return Array.from({ length: body.u8(1) }, (_, axis) => body.u64(start + 8 * axis));
}
