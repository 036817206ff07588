/** The few classes and functions that `torch.save` writes for weights; all others stay names. */
import { UnreadableFile } from '../model';
import { GlobalName, NotMade, type PickleHost, type PickleValue } from '../pickle/values';
import { shortened } from '../storedTensor';
import { arrayOf, NumpyArray, NumpyType, scalarOf } from './numpy';
import { numberType, PickledTensor, type Storage, storageType } from './tensors';

/** Modules whose functions act on the machine that loads the pickle: who writes a call of one means to run it. */
const ACTING =
  /^(os|posix|nt|sys|subprocess|shutil|socket|pty|runpy|importlib|code|codeop|ctypes|webbrowser|pdb|bdb|timeit|asyncio|multiprocessing|marshal|pickle|_pickle|types|urllib|http|requests)(\.|$)/;
const BUILTIN = /^(builtins|__builtin__)$/;
const ACTING_BUILTINS = new Set(['eval', 'exec', 'execfile', 'compile', '__import__', 'open', 'input', 'breakpoint']);

type Call = (args: readonly PickleValue[], host: TorchHost) => PickleValue;

export class TorchHost implements PickleHost {
  /** Classes and functions that were not made, by name. */
  readonly notMade = new Set<string>();

  /** `storage` gives the bytes under a storage's key. */
  constructor(
    private readonly storage: (key: string) => Uint8Array,
    private readonly isLittle: boolean,
  ) {}

  /** ('storage', type, key, device, number of elements) */
  persistent(id: PickleValue): PickleValue {
    if (!Array.isArray(id) || id[0] !== 'storage') return new NotMade(null);
    const [, type, key] = id;
    const name = type instanceof GlobalName ? type.name : '';
    const { storage, isLittle } = this;
    return {
      type: storageType(name),
      typeName: name,
      isLittle,
      bytes: () => storage(String(key)),
    } satisfies Storage;
  }

  call(callable: PickleValue, args: readonly PickleValue[]): PickleValue {
    if (!(callable instanceof GlobalName)) return new NotMade(null);
    const { module, name, full } = callable;
    if (ACTING.test(module) || (BUILTIN.test(module) && ACTING_BUILTINS.has(name)))
      throw new UnreadableFile(
        `The pickle in the file calls ${shortened(full)}, which runs code where Python loads it; nothing was run here. A file with weights alone was expected.`,
      );
    const known = CALLS.get(BUILTIN.test(module) ? `builtins.${name}` : full.replace('numpy._core.', 'numpy.core.'));
    const made = known?.(args, this) ?? null;
    if (made !== null) return made;
    this.notMade.add(full);
    return new NotMade(callable);
  }

  setState(object: PickleValue, state: PickleValue): PickleValue {
    if (object instanceof NumpyArray && Array.isArray(state)) object.setState(state);
    if (object instanceof NumpyType && Array.isArray(state)) object.isLittle = state[1] !== '>';
    return object;
  }
}

/** A null makes it a class that is not made. */
const tensor: Call = ([storage, offset, shape, strides]) =>
  isStorage(storage) &&
  typeof offset === 'number' &&
  areNumbers(shape) &&
  areNumbers(strides) &&
  shape.length === strides.length
    ? new PickledTensor(storage, offset, shape, strides)
    : null;

/** (untyped storage, offset, shape, strides, requires_grad, hooks, dtype, metadata) */
const typedTensor: Call = ([storage, offset, shape, strides, , , type], host) =>
  isStorage(storage) && type instanceof GlobalName
    ? tensor([{ ...storage, type: numberType(type.name), typeName: type.full }, offset, shape, strides], host)
    : null;

const first: Call = ([value]) => value ?? null;
const list: Call = ([items]) => (Array.isArray(items) ? items : []);

const dict: Call = ([items]) => {
  if (items instanceof Map) return new Map(items);
  const pairs = Array.isArray(items) ? items.filter((pair): pair is PickleValue[] => Array.isArray(pair)) : [];
  return new Map(pairs.map(([key, value]) => [key, value]));
};

/** Texts are bytes in older protocols: each character is one. */
const encoded: Call = ([text]) => {
  if (text instanceof Uint8Array) return text;
  return typeof text === 'string' ? Uint8Array.from(text, (letter) => letter.charCodeAt(0)) : new Uint8Array(0);
};

const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['torch._utils._rebuild_tensor', tensor],
  ['torch._utils._rebuild_tensor_v2', tensor],
  ['torch._utils._rebuild_tensor_v3', typedTensor],
  ['torch._utils._rebuild_parameter', first],
  ['torch._utils._rebuild_parameter_with_state', first],
  // (function, class, its arguments, state): a subclass of Tensor, or one with attributes of its own.
  ['torch._tensor._rebuild_from_type_v2', ([make, , args], host) => host.call(make, Array.isArray(args) ? args : [])],
  ['torch.Size', list],
  ['torch.device', first],
  ['collections.OrderedDict', dict],
  ['collections.defaultdict', ([, items], host) => dict([items ?? null], host)],
  ['collections.Counter', dict],
  ['builtins.dict', dict],
  ['builtins.list', list],
  ['builtins.tuple', list],
  ['builtins.set', list],
  ['builtins.frozenset', list],
  ['builtins.bytearray', encoded],
  ['_codecs.encode', encoded],
  ['numpy.dtype', ([name]) => (typeof name === 'string' ? new NumpyType(name) : null)],
  ['numpy.core.multiarray.scalar', ([type, bytes]) => scalarOf(type, bytes)],
  ['numpy.core.multiarray._reconstruct', () => new NumpyArray()],
  ['numpy.core.numeric._frombuffer', ([bytes, type, shape, order]) => arrayOf(bytes, type, shape, order === 'F')],
]);

function isStorage(value: PickleValue | undefined): value is Storage {
  return typeof value === 'object' && value !== null && 'bytes' in value && 'typeName' in value;
}

function areNumbers(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.every((size) => typeof size === 'number');
}
