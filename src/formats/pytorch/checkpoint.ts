/** Where a checkpoint has its state dicts, and a batch: somewhere in its dicts and lists. */
import { type RecordedBatch, type Tensor, UnreadableFile } from '../model';
import type { PickleDict, PickleValue } from '../pickle/values';
import { type StoredTensor, shortened } from '../storedTensor';
import { isRecurrentName } from './names';
import { NumpyArray } from './numpy';
import type { StateDict } from './stateDict';
import { PickledTensor } from './tensors';

const DEEPEST = 30;
/** The weights themselves, where there are copies of them: averages, the best so far. */
const FIRST_CHOICE = /^((model|net|network)(_state)?(_dict)?|state_dict)$/;

export interface Checkpoint {
  readonly dicts: readonly StateDict[];
  /** Paths of dicts with the very names of another, which are left out. */
  readonly copies: readonly string[];
  /** All tensors, for a message where no state dict is among them. */
  readonly tensors: readonly StoredTensor[];
}

interface FoundDict {
  readonly path: string;
  readonly tensors: readonly StoredTensor[];
}

export function checkpointOf(root: PickleValue): Checkpoint {
  const found: FoundDict[] = [];
  const all: StoredTensor[] = [];
  const seen = new Set<PickleValue>();
  const visit = (value: PickleValue, path: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || seen.has(value) || depth > DEEPEST) return;
    seen.add(value);
    const tensor = tensorIn(value);
    if (tensor !== null) all.push(tensor.named(path));
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(item, joined(path, String(index)), depth + 1);
    else if (value instanceof Map) {
      const tensors = stateDictIn(value);
      if (tensors.some(({ name }) => isRecurrentName(name))) found.push({ path, tensors });
      else for (const [key, item] of value) visit(item, joined(path, keyOf(key)), depth + 1);
    }
  };
  visit(root, '', 0);
  const chosen: FoundDict[] = [];
  const copies: string[] = [];
  for (const dict of [...found].sort((a, b) => rank(a) - rank(b))) {
    if (chosen.some((other) => haveSameNames(other, dict))) copies.push(dict.path);
    else chosen.push(dict);
  }
  const dicts = chosen.map(({ path, tensors }) => ({
    path: chosen.length > 1 && path !== '' ? `${path}.` : '',
    tensors,
  }));
  return { dicts, copies, tensors: all };
}

const rank = ({ path }: FoundDict): number => (FIRST_CHOICE.test(path.split('.').at(-1) ?? '') ? 0 : 1);

function haveSameNames(a: FoundDict, b: FoundDict): boolean {
  const names = new Set(a.tensors.map(({ name }) => name));
  return a.tensors.length === b.tensors.length && b.tensors.every(({ name }) => names.has(name));
}

/**
 * The tensors of a dict under its own keys; where they have none, those of its modules' dicts, `{rnn: {weight_ih_l0: …}, head: {…}}`,
 * under both keys.
 */
function stateDictIn(dict: PickleDict): StoredTensor[] {
  const own = namedTensors(dict, '');
  if (own.some(({ name }) => isRecurrentName(name))) return own;
  const modules = [...dict].flatMap(([key, value]) =>
    value instanceof Map ? namedTensors(value, `${keyOf(key)}.`, false) : [],
  );
  return [...own, ...modules];
}

/** `areWhole`: whether names with dots are taken, as a whole model's state dict has them. */
function namedTensors(dict: PickleDict, path: string, areWhole = true): StoredTensor[] {
  const named: StoredTensor[] = [];
  for (const [key, value] of dict) {
    const tensor = tensorIn(value);
    if (tensor === null || typeof key !== 'string') continue;
    if (!areWhole && key.includes('.')) return [];
    named.push(tensor.named(path + key));
  }
  return named;
}

function tensorIn(value: PickleValue | undefined): PickledTensor | null {
  if (value instanceof PickledTensor) return value;
  return value instanceof NumpyArray ? value.tensor : null;
}

const keyOf = (key: PickleValue): string => (typeof key === 'string' || typeof key === 'number' ? String(key) : '?');
const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** `{state_dict, inputs, target, lengths}`, as the snippet for training loops saves it. Errors: `UnreadableFile`. */
export function batchOf(root: PickleValue): RecordedBatch | null {
  if (!(root instanceof Map)) return null;
  const inputs = numbersIn(root.get('inputs'), 'inputs');
  if (inputs === null) return null;
  const lengths = numbersIn(root.get('lengths'), 'lengths');
  return { inputs, target: numbersIn(root.get('target'), 'target'), lengths: lengths && [...lengths.values] };
}

/** A tensor, a number, or a list of numbers. */
function numbersIn(value: PickleValue | undefined, name: string): Tensor | null {
  const tensor = tensorIn(value);
  if (tensor !== null) return { shape: tensor.shape, values: tensor.named(name).values() };
  if (typeof value === 'number') return { shape: [], values: Float64Array.of(value) };
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((item) => typeof item === 'number'))
    return { shape: [value.length], values: Float64Array.from(value as number[]) };
  throw new UnreadableFile(`The ${shortened(name)} in the file are neither a tensor nor numbers.`);
}
