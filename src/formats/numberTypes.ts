/** The kinds of numbers that files store, and how each is read into float64. */
import { bfloat16, float16 } from './floats';

export interface NumberType {
  readonly bytes: number;
  readonly isFloat: boolean;
  read(view: DataView, at: number, isLittle: boolean): number;
}

/** By PyTorch's names of dtypes. */
export const NUMBER_TYPES = {
  float64: { bytes: 8, isFloat: true, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
  float32: { bytes: 4, isFloat: true, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  float16: {
    bytes: 2,
    isFloat: true,
    read: (view, at, isLittle) => float16(view.getUint16(at, isLittle)),
  },
  bfloat16: {
    bytes: 2,
    isFloat: true,
    read: (view, at, isLittle) => bfloat16(view.getUint16(at, isLittle)),
  },
  float8_e5m2: { bytes: 1, isFloat: true, read: (view, at) => float16(view.getUint8(at) << 8) },
  float8_e4m3fn: { bytes: 1, isFloat: true, read: (view, at) => float8e4m3fn(view.getUint8(at)) },
  int64: { bytes: 8, isFloat: false, read: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)) },
  int32: { bytes: 4, isFloat: false, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  int16: { bytes: 2, isFloat: false, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  int8: { bytes: 1, isFloat: false, read: (view, at) => view.getInt8(at) },
  uint64: { bytes: 8, isFloat: false, read: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)) },
  uint32: { bytes: 4, isFloat: false, read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  uint16: { bytes: 2, isFloat: false, read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  uint8: { bytes: 1, isFloat: false, read: (view, at) => view.getUint8(at) },
  bool: { bytes: 1, isFloat: false, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
} as const satisfies Readonly<Record<string, NumberType>>;

export type NumberTypeName = keyof typeof NUMBER_TYPES;

/** There is no infinity, and NaN is all bits set (Micikevicius et al., arXiv 2209.05433). Its five-bit sibling is half of a float16. */
function float8e4m3fn(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >> 3) & 15;
  const fraction = bits & 7;
  if (exponent === 15 && fraction === 7) return Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -9 : sign * (fraction + 8) * 2 ** (exponent - 10);
}
