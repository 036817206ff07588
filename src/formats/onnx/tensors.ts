/** The numbers of an ONNX tensor. */
import { float32s } from '../float32';
import { bfloat16, float16 } from '../floats';
import { sizeOf } from '../guard';
import { type Tensor, UnreadableFile } from '../model';
import { shortened } from '../storedTensor';
import type { TensorMessage } from './messages';

interface DataType {
  readonly bytes: number;
  /** Little-endian. */
  readonly get: (view: DataView, at: number) => number;
  /** What one of the integers of int32_data stands for, where it is not the number itself. */
  readonly ofBits?: (bits: number) => number;
}

const int64 = (view: DataView, at: number): number => view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
const uint64 = (view: DataView, at: number): number =>
  view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);

const float32 = (view: DataView, at: number): number => view.getFloat32(at, true);

/** By TensorProto.DataType. */
const TYPES: ReadonlyMap<number, DataType> = new Map<number, DataType>([
  [1, { bytes: 4, get: float32 }],
  [2, { bytes: 1, get: (view, at) => view.getUint8(at) }],
  [3, { bytes: 1, get: (view, at) => view.getInt8(at) }],
  [4, { bytes: 2, get: (view, at) => view.getUint16(at, true) }],
  [5, { bytes: 2, get: (view, at) => view.getInt16(at, true) }],
  [6, { bytes: 4, get: (view, at) => view.getInt32(at, true) }],
  [7, { bytes: 8, get: int64 }],
  [9, { bytes: 1, get: (view, at) => view.getUint8(at) }],
  [10, { bytes: 2, get: (view, at) => float16(view.getUint16(at, true)), ofBits: float16 }],
  [11, { bytes: 8, get: (view, at) => view.getFloat64(at, true) }],
  [12, { bytes: 4, get: (view, at) => view.getUint32(at, true) }],
  [13, { bytes: 8, get: uint64 }],
  [16, { bytes: 2, get: (view, at) => bfloat16(view.getUint16(at, true)), ofBits: bfloat16 }],
]);

function ofBytes({ bytes: width, get }: DataType, bytes: Uint8Array, into: Float64Array, from: number): void {
  if (get === float32) {
    into.set(float32s(bytes), from);
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let k = 0; k < bytes.byteLength / width; k++) into[from + k] = get(view, k * width);
}

/** @throws {UnreadableFile} where the numbers are elsewhere, of a type without numbers, or not as many as the shape says. */
export function tensorOf(message: TensorMessage): Tensor {
  const { name, dims, type: code, raw, fixed, integers, external } = message;
  const title = name === '' ? 'A constant tensor' : `The tensor “${shortened(name)}”`;
  if (external)
    throw new UnreadableFile(
      `${title} has its numbers in another file (external data), which cannot be read here: save the model as one file.`,
    );
  const type = TYPES.get(code);
  if (type === undefined) throw new UnreadableFile(`${title} is of data type ${code}, which has no numbers to read.`);
  const size = sizeOf(dims, title);
  const pieces = raw === null ? fixed : [raw];
  const count =
    pieces.length > 0 ? pieces.reduce((sum, piece) => sum + piece.byteLength, 0) / type.bytes : integers.length;
  if (count !== size)
    throw new UnreadableFile(
      `This ONNX file is truncated or damaged: ${title} has ${count} numbers, and its shape [${dims.join(' × ')}] asks for ${size}.`,
    );
  const values = new Float64Array(size);
  if (pieces.length === 0) {
    for (let k = 0; k < size; k++) values[k] = type.ofBits?.(integers[k] as number) ?? (integers[k] as number);
  }
  let at = 0;
  for (const piece of pieces) {
    if (piece.byteLength % type.bytes !== 0) throw new UnreadableFile(`This ONNX file is damaged: ${title} is cut.`);
    ofBytes(type, piece, values, at);
    at += piece.byteLength / type.bytes;
  }
  return { shape: dims, values };
}
