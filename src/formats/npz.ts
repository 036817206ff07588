/** `.npy` and `.npz`: NumPy's arrays, one to a file or as entries of a zip archive. */
import { reading } from './guard';
import { modelByShapes } from './keras/shapes';
import { type WeightSet, WeightSets } from './keras/weights';
import { type ModelFile, type RecordedBatch, type Tensor, UnreadableFile } from './model';
import { npyType } from './npyTypes';
import { stridesOf } from './pytorch/numpy';
import { readStateDict, type StateDictOptions } from './pytorch/stateDict';
import { readNumbers, type StoredTensor, shortened, shownTensors } from './storedTensor';
import { unzipped } from './zip';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const ENTRY = /\.npy$/;

export const isNpy = (bytes: Uint8Array): boolean => MAGIC.every((byte, k) => bytes[k] === byte);

/** Whether an archive with these entries is one of NumPy's. */
export function isNpz(names: readonly string[]): boolean {
  return names.some((name) => ENTRY.test(name));
}

/** PyTorch's names, or Keras's. Errors: `UnreadableFile`. */
export function readNpz(bytes: Uint8Array, options: StateDictOptions = {}): Promise<ModelFile> {
  return reading('.npz file', () => {
    const tensors = npzTensors(bytes);
    if (tensors.some(({ name }) => KERAS_NAME.test(name)))
      return modelByShapes(kerasSets(tensors), 'NumPy archive of Keras');
    return { format: 'NumPy archive', ...readStateDict('.npz file', [{ path: '', tensors }], options) };
  });
}

const KERAS_NAME = /(^|[/.])recurrent_kernel(:0)?$/;

/** Parts of a name may be parted by dots as well. */
function kerasSets(tensors: readonly StoredTensor[]): WeightSet[] {
  const sets = new WeightSets();
  for (const { name, shape, isFloat, values } of tensors)
    if (isFloat) sets.add(name.replaceAll('.', '/'), { shape, read: () => ({ shape, values: values() }) });
  return sets.all();
}

function npzTensors(bytes: Uint8Array): StoredTensor[] {
  const { entries } = unzipped(bytes, (name) => ENTRY.test(name));
  return [...entries].map(([entry, content]) => npyTensor(entry.replace(ENTRY, ''), content));
}

/** `inputs`, with `target` and `lengths` where they are there; or the one array, whatever it is called. Errors: `UnreadableFile`. */
export function npzBatch(bytes: Uint8Array, name: string): Promise<RecordedBatch> {
  return reading('.npz file', () => {
    const arrays = npzTensors(bytes);
    const tensor = (wanted: string): Tensor | null => {
      const array = arrays.find((candidate) => candidate.name === wanted);
      return array === undefined ? null : { shape: array.shape, values: array.values() };
    };
    const [only] = arrays;
    const inputs = arrays.length === 1 ? { shape: only.shape, values: only.values() } : tensor('inputs');
    if (inputs === null)
      throw new UnreadableFile(`${shortened(name)} holds ${shownTensors(arrays)}: an array "inputs" was expected.`);
    const lengths = tensor('lengths');
    return { inputs, target: tensor('target'), lengths: lengths && [...lengths.values] };
  });
}

/**
 * Version 1, 2 or 3: the length of a header in 2 or 4 bytes, the header as a Python dict, and the numbers
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Errors: `UnreadableFile`.
 */
export function npyTensor(name: string, bytes: Uint8Array): StoredTensor {
  const shown = shortened(name);
  const damaged = (): UnreadableFile =>
    new UnreadableFile(`The array ${shown} has a damaged header: a .npy file was expected.`);
  if (!isNpy(bytes) || bytes.length < 12) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes[6] > 1;
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (isLong ? 12 : 10) + length;
  if (start > bytes.length) throw damaged();
  const header = new TextDecoder('latin1').decode(bytes.subarray(isLong ? 12 : 10, start));
  const [, order, typeName] = /'descr':\s*'([<>|=]?)([\w]+)'/.exec(header) ?? [];
  const [, sizes] = /'shape':\s*\(([\d,\sL]*)\)/.exec(header) ?? [];
  if (sizes === undefined) throw damaged();
  const shape = sizes
    .split(',')
    .filter((size) => size.trim() !== '')
    .map((size) => Number.parseInt(size, 10));
  const type = typeName === undefined ? null : npyType(typeName);
  const isFortran = /'fortran_order':\s*True/.test(header);
  return {
    name,
    shape,
    isFloat: type?.isFloat ?? false,
    values() {
      if (type === null)
        throw new UnreadableFile(
          `The array ${shown} is of the type ${shortened(typeName ?? 'of records', 20)}, and not of plain numbers.`,
        );
      const data = bytes.subarray(start);
      return readNumbers(shown, shape, {
        bytes: data,
        type,
        isLittle: order !== '>',
        offset: 0,
        strides: stridesOf(shape, isFortran),
      });
    },
  };
}
