/** `.safetensors`: the length of a JSON header in 8 bytes, the header, and the tensors' numbers, little-endian, without gaps. */
import { type ModelFile, UnreadableFile } from './model';
import { NUMBER_TYPES, type NumberTypeName } from './numberTypes';
import { readStateDict, type StateDictOptions } from './pytorch/stateDict';
import { readNumbers, rowMajor, type StoredTensor, shortened } from './storedTensor';

/** The format's own limit of its header. */
const LONGEST_HEADER = 100_000_000;

const TYPES: Readonly<Partial<Record<string, NumberTypeName>>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E5M2: 'float8_e5m2',
  F8_E4M3: 'float8_e4m3fn',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U64: 'uint64',
  U32: 'uint32',
  U16: 'uint16',
  U8: 'uint8',
  BOOL: 'bool',
};

/** Whether the bytes begin as such a file does; a file that is cut short still does. */
export function isSafetensors(bytes: Uint8Array): boolean {
  const length = headerLength(bytes);
  return length > 1 && length <= LONGEST_HEADER && bytes[8] === '{'.charCodeAt(0);
}

export function readSafetensors(bytes: Uint8Array, options: StateDictOptions = {}): ModelFile {
  return {
    format: 'safetensors',
    ...readStateDict('safetensors file', [{ path: '', tensors: tensorsOf(bytes) }], options),
  };
}

function tensorsOf(bytes: Uint8Array): StoredTensor[] {
  const length = headerLength(bytes);
  if (8 + length > bytes.length)
    throw new UnreadableFile(
      `This safetensors file is cut short: its header should have ${length} bytes, and ${Math.max(0, bytes.length - 8)} are there.`,
    );
  const data = bytes.subarray(8 + length);
  return Object.entries(headerOf(bytes.subarray(8, 8 + length)))
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => storedTensor(name, entry, data));
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < 9) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  return view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
}

function headerOf(bytes: Uint8Array): object {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header;
  } catch {
    // Said below.
  }
  throw new UnreadableFile(
    'This safetensors file has a damaged header: JSON with names, types and shapes was expected.',
  );
}

function storedTensor(name: string, entry: unknown, data: Uint8Array): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  const shown = shortened(name);
  if (typeof dtype !== 'string' || !areSizes(shape) || !areSizes(offsets) || offsets.length !== 2)
    throw new UnreadableFile(
      `This safetensors file has a damaged header: what it says of ${shown} has no type, shape or place.`,
    );
  const [from, to] = offsets as [number, number];
  if (from > to || to > data.length)
    throw new UnreadableFile(
      `This safetensors file is cut short or its header is wrong: ${shown} should be at bytes ${from} to ${to} of ${data.length}.`,
    );
  const typeName = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  const type = typeName && NUMBER_TYPES[typeName];
  return {
    name,
    shape,
    isFloat: type?.isFloat ?? false,
    values() {
      if (type === undefined)
        throw new UnreadableFile(`The tensor ${shown} is of the type ${shortened(dtype, 20)}, which is not read here.`);
      const bytes = data.subarray(from, to);
      return readNumbers(shown, shape, { bytes, type, isLittle: true, offset: 0, strides: rowMajor(shape) });
    },
  };
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
