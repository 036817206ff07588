/** The kinds of numbers that files store, and how each is read into float64. */

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
    read: (view, at, isLittle) => small(view.getUint16(at, isLittle), 5, 10, 'ieee'),
  },
  bfloat16: {
    bytes: 2,
    isFloat: true,
    read: (view, at, isLittle) => small(view.getUint16(at, isLittle), 8, 7, 'ieee'),
  },
  float8_e5m2: { bytes: 1, isFloat: true, read: (view, at) => small(view.getUint8(at), 5, 2, 'ieee') },
  float8_e4m3fn: { bytes: 1, isFloat: true, read: (view, at) => small(view.getUint8(at), 4, 3, 'finite') },
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

/**
 * A float of sign, `exponentBits` and `fractionBits`. `ieee`: the largest exponent is for infinity and NaN; `finite`: there is no infinity,
 * and NaN is all bits set (Micikevicius et al., arXiv 2209.05433).
 */
function small(bits: number, exponentBits: number, fractionBits: number, form: 'ieee' | 'finite'): number {
  const largest = 2 ** exponentBits - 1;
  const sign = bits >> (exponentBits + fractionBits) === 0 ? 1 : -1;
  const exponent = (bits >> fractionBits) & largest;
  const fraction = bits & (2 ** fractionBits - 1);
  if (form === 'ieee' && exponent === largest) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (form === 'finite' && exponent === largest && fraction === 2 ** fractionBits - 1) return Number.NaN;
  const bias = (largest - 1) / 2;
  const unit = 2 ** -fractionBits;
  return exponent === 0
    ? sign * fraction * unit * 2 ** (1 - bias)
    : sign * (1 + fraction * unit) * 2 ** (exponent - bias);
}
