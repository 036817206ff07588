/** The numbers of a dataset: in one piece, in its header, or in chunks that may be compressed. */
import { unzlibSync } from 'fflate';
import { float32s } from '../float32';
import { MOST_VALUES, sizeOf } from '../guard';
import type { Tensor } from '../model';
import { type Bytes, damaged, NOWHERE } from './bytes';
import { MESSAGE, type Message } from './objects';
import { type DataType, dataType, shapeOf } from './types';

type NumberType = Extract<DataType, { kind: 'number' }>;

/** Undoes one filter; `size` is what all of them together must give. */
type Filter = (data: Uint8Array, size: number, width: number) => Uint8Array;

/** The output has its size beforehand, so that a bomb has nowhere to go. */
const inflate: Filter = (data, size) => unzlibSync(data, { out: new Uint8Array(size) });

const unshuffle: Filter = (data, _, width) => {
  const count = Math.floor(data.length / width);
  const out = new Uint8Array(data.length);
  for (let byte = 0; byte < width; byte++)
    for (let k = 0; k < count; k++) out[k * width + byte] = data[byte * count + k] as number;
  return out;
};

/** By their registered numbers: deflate, shuffle, and a checksum that is not looked at. */
const FILTERS: ReadonlyMap<number, Filter> = new Map<number, Filter>([
  [1, inflate],
  [2, unshuffle],
  [3, (data) => data.subarray(0, Math.max(0, data.length - 4))],
]);

/** In the order in which they were applied. */
function filtersOf(body: Bytes): Filter[] {
  const version = body.u8(0);
  const filters: Filter[] = [];
  let at = version === 1 ? 8 : 2;
  for (let k = 0; k < body.u8(1); k++) {
    const id = body.u16(at);
    const filter = FILTERS.get(id);
    if (filter === undefined) throw damaged(`its numbers are compressed by filter ${id}, which is not read here`);
    filters.push(filter);
    const hasName = version === 1 || id >= 256;
    const nameLength = hasName ? body.u16(at + 2) : 0;
    at += hasName ? 4 : 2;
    const values = body.u16(at + 2);
    at += 4 + (version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength) + 4 * values;
    if (version === 1 && values % 2 === 1) at += 4;
  }
  return filters;
}

interface Chunk {
  readonly data: Uint8Array;
  readonly mask: number;
  /** Of its first element. */
  readonly origin: readonly number[];
}

function chunksIn(bytes: Bytes, tree: number, rank: number): Chunk[] {
  const chunks: Chunk[] = [];
  const keySize = 8 + 8 * (rank + 1);
  const walk = (node: number, highest: number): void => {
    bytes.signature(node, 'TREE');
    const level = bytes.u8(node + 5);
    if (level > highest || bytes.u8(node + 4) !== 1) throw damaged('an index of chunks leads back to itself');
    for (let k = 0; k < bytes.u16(node + 6); k++) {
      bytes.count();
      const key = node + 24 + k * (keySize + 8);
      const child = bytes.u64(key + keySize);
      if (level > 0) walk(child, level - 1);
      else {
        const origin = Array.from({ length: rank }, (_, axis) => bytes.u64(key + 8 + 8 * axis));
        chunks.push({ data: bytes.slice(child, bytes.u32(key)), mask: bytes.u32(key + 4), origin });
      }
    }
  };
  if (tree !== NOWHERE) walk(tree, 16);
  return chunks;
}

function numbers(type: NumberType, data: Uint8Array, count: number): Float64Array {
  if (data.byteLength < count * type.size) throw damaged('a dataset has fewer numbers than its shape asks for');
  if (type.isPlain) return float32s(data.subarray(0, 4 * count));
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const values = new Float64Array(count);
  for (let k = 0; k < count; k++) values[k] = type.read(view, k * type.size);
  return values;
}

/** Puts a chunk where it belongs; what lies beyond the dataset's edge is left out. */
function place(
  chunk: Float64Array,
  dims: readonly number[],
  origin: readonly number[],
  { shape, values }: Tensor,
): void {
  const index = dims.map(() => 0);
  for (let k = 0; k < chunk.length; k++) {
    let to = 0;
    let isInside = true;
    for (let axis = 0; axis < dims.length; axis++) {
      const at = (origin[axis] as number) + (index[axis] as number);
      isInside &&= at < (shape[axis] as number);
      to = to * (shape[axis] as number) + at;
    }
    if (isInside) values[to] = chunk[k] as number;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (dims[axis] as number)) break;
      index[axis] = 0;
    }
  }
}

function chunked(
  chunks: readonly Chunk[],
  dims: readonly number[],
  tensor: Tensor,
  type: NumberType,
  filters: Filter[],
): Tensor {
  const size = sizeOf(dims, 'A chunk');
  if (size * chunks.length > tensor.values.length * 8 + MOST_VALUES / 8)
    throw damaged('its chunks are much larger than the dataset that they are of');
  for (const { data, mask, origin } of chunks) {
    let plain = data;
    for (let k = filters.length - 1; k >= 0; k--)
      if ((mask & (1 << k)) === 0) plain = (filters[k] as Filter)(plain, size * type.size + 4, type.size);
    place(numbers(type, plain, size), dims, origin, tensor);
  }
  return tensor;
}

/** Layout messages of version 3 and before; of later ones, a single chunk. */
function read(bytes: Bytes, layout: Bytes, shape: readonly number[], type: NumberType, filters: Filter[]): Tensor {
  const count = sizeOf(shape, 'A dataset');
  const rank = shape.length;
  bytes.countValues(count, type.size);
  const version = layout.u8(0);
  const isOld = version < 3;
  const kind = layout.u8(isOld ? 2 : 1);
  const empty = (): Tensor => ({ shape, values: new Float64Array(count) });
  const whole = (data: Uint8Array): Tensor => ({ shape, values: numbers(type, data, count) });
  if (kind === 0 && !isOld) return whole(layout.slice(4, layout.u16(2)));
  if (kind === 1) {
    const at = layout.u64(isOld ? 8 : 2);
    return at === NOWHERE ? empty() : whole(bytes.slice(at, count * type.size));
  }
  if (kind === 2 && version <= 3) {
    const start = isOld ? 16 : 11;
    const dims = Array.from({ length: rank }, (_, axis) => layout.u32(start + 4 * axis));
    return chunked(chunksIn(bytes, layout.u64(isOld ? 8 : 3), rank), dims, empty(), type, filters);
  }
  if (kind === 2 && version === 4) {
    const [flags, width] = [layout.u8(2), layout.u8(4)];
    const dims = Array.from({ length: rank }, (_, axis) => layout.unsigned(5 + width * axis, width));
    const index = 5 + width * layout.u8(3);
    if (layout.u8(index) === 1) {
      const isFiltered = (flags & 2) !== 0;
      const at = layout.u64(index + (isFiltered ? 13 : 1));
      const size = isFiltered ? layout.u64(index + 1) : sizeOf(dims, 'A chunk') * type.size;
      const mask = isFiltered ? layout.u32(index + 9) : 0;
      const chunk = { data: bytes.slice(at, size), mask, origin: dims.map(() => 0) };
      return chunked([chunk], dims, empty(), type, filters);
    }
  }
  throw damaged('its numbers are laid out in a way that is not read here');
}

export interface Dataset {
  readonly shape: readonly number[];
  readonly isFloat: boolean;
  /** @throws {UnreadableFile} where the file has not what it promises. */
  read(): Tensor;
}

/** The dataset that an object's messages describe; null where it is a group, or holds no numbers. */
export function datasetOf(bytes: Bytes, messages: readonly Message[]): Dataset | null {
  const one = (type: number): Message | undefined => messages.find((message) => message.type === type);
  const [space, type, layout] = [one(MESSAGE.dataspace), one(MESSAGE.datatype), one(MESSAGE.layout)];
  if (!space || !type || !layout || type.shared || space.shared) return null;
  const shape = shapeOf(space.body);
  const kind = dataType(type.body);
  if (shape === null || kind.kind !== 'number') return null;
  const filters = one(MESSAGE.filters);
  return {
    shape,
    isFloat: kind.isFloat,
    read: () => read(bytes, layout.body, shape, kind, filters ? filtersOf(filters.body) : []),
  };
}
