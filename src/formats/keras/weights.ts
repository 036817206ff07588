/** The weights of a Keras file, in sets: those of one cell, one Dense layer or one Embedding. */
import { type Group, isGroup } from '../hdf5/file';
import type { Tensor } from '../model';

export interface Weight {
  /** "kernel", "recurrent_kernel", "bias", "embeddings", or its number in Keras 3. */
  readonly name: string;
  readonly shape: readonly number[];
  read(): Tensor;
}

export interface WeightSet {
  /** Where it is in the file, for people. */
  readonly path: string;
  /** The parts of its path that tell layers apart. */
  readonly tokens: readonly string[];
  readonly weights: ReadonlyMap<string, Weight>;
}

/** Parts of paths that say nothing about which layer it is. */
const EVERYWHERE: ReadonlySet<string> = new Set(['layers', '_layer_checkpoint_dependencies', 'cell', 'vars', '']);
/** What is not the model's: the state of its training. */
const ASIDE: ReadonlySet<string> = new Set(['optimizer', 'optimizer_weights', '_optimizer', 'metrics']);
const DEEPEST = 40;

/** Sets of weights by the path of what holds them, in order. */
export class WeightSets {
  readonly #sets = new Map<string, { tokens: string[]; weights: Map<string, Weight> }>();

  /** `path` ends with the weight's name; TensorFlow's `:0` is left out. */
  add(path: string, weight: Omit<Weight, 'name'>): void {
    // Keras 2.12 on Windows wrote its own separators.
    const parts = path.replace(/:\d+$/, '').split(/[/\\]/);
    const name = parts.pop() ?? '';
    const holder = parts.join('/');
    let set = this.#sets.get(holder);
    if (set === undefined) {
      set = { tokens: parts.filter((part) => !EVERYWHERE.has(part)), weights: new Map() };
      this.#sets.set(holder, set);
    }
    set.weights.set(name, { name, ...weight });
  }

  all(): WeightSet[] {
    return [...this.#sets].map(([path, { tokens, weights }]) => ({ path, tokens, weights }));
  }
}

/** A list of texts that Keras splits into `name0`, `name1`, … where it is too long for one attribute. */
function textsOf({ attributes }: Group, name: string): string[] | null {
  const whole = attributes.get(name);
  if (whole !== undefined) return Array.isArray(whole) ? whole.map(String) : null;
  const pieces: string[] = [];
  for (let k = 0; ; k++) {
    const piece = attributes.get(`${name}${k}`);
    if (!Array.isArray(piece)) return k === 0 ? null : pieces;
    pieces.push(...piece.map(String));
  }
}

/** The object at a path of names. */
function at(group: Group, path: readonly string[]): ReturnType<Group['get']> {
  let here: ReturnType<Group['get']> = group;
  for (const name of path) {
    if (here === null || !isGroup(here)) return null;
    here = here.get(name);
  }
  return here;
}

function walk(group: Group, path: string, sets: WeightSets, depth: number): void {
  if (depth > DEEPEST) return;
  const byNumber = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);
  const isNumbered = group.names.every((name) => /^\d+$/.test(name));
  for (const name of isNumbered ? group.names.toSorted(byNumber) : group.names) {
    if (depth === 0 && ASIDE.has(name)) continue;
    const object = group.get(name);
    const inner = path === '' ? name : `${path}/${name}`;
    if (object === null) continue;
    if (isGroup(object)) walk(object, inner, sets, depth + 1);
    else if (object.isFloat) sets.add(inner, object);
  }
}

/** By `layer_names` and `weight_names` where the file has them, else all that is there. */
export function weightsOf(root: Group): WeightSet[] {
  const inside = root.get('model_weights');
  const group = inside !== null && isGroup(inside) ? inside : root;
  const sets = new WeightSets();
  const layers = textsOf(group, 'layer_names');
  for (const layer of layers ?? []) {
    const holder = at(group, layer.split('/'));
    if (holder === null || !isGroup(holder)) continue;
    const names = textsOf(holder, 'weight_names');
    if (names === null) walk(holder, layer, sets, 1);
    for (const name of names ?? []) {
      const dataset = at(holder, name.split('/'));
      if (dataset !== null && !isGroup(dataset) && dataset.isFloat) sets.add(`${layer}/${name}`, dataset);
    }
  }
  if (sets.all().length === 0) walk(group, '', sets, 0);
  return sets.all();
}

const twoAxes = (weight: Weight | undefined): weight is Weight => weight?.shape.length === 2;

/** Weights of a recurrent cell: [M × G N], [N × G N], and a bias where it has one. */
export interface CellWeights {
  readonly kernel: Weight;
  readonly recurrent: Weight;
  readonly bias: Weight | null;
  readonly gates: number;
}

/** By name, or by number and shape; null where the set is something else's. */
export function cellWeights({ weights }: WeightSet): CellWeights | null {
  const kernel = weights.get('kernel') ?? weights.get('0');
  const recurrent = weights.get('recurrent_kernel') ?? weights.get('1');
  if (!twoAxes(kernel) || !twoAxes(recurrent)) return null;
  const [units = 0, columns = 0] = recurrent.shape;
  const gates = columns / units;
  if (![1, 3, 4].includes(gates) || kernel.shape[1] !== columns) return null;
  return { kernel, recurrent, bias: weights.get('bias') ?? weights.get('2') ?? null, gates };
}

/** A Dense layer's: [inputs × outputs], [outputs]. */
export interface DenseWeights {
  readonly kernel: Weight;
  readonly bias: Weight | null;
}

export function denseWeights(set: WeightSet): DenseWeights | null {
  const kernel = set.weights.get('kernel') ?? set.weights.get('0');
  const bias = set.weights.get('bias') ?? set.weights.get('1') ?? null;
  if (cellWeights(set) !== null || !twoAxes(kernel)) return null;
  return bias === null || bias.shape.join() === String(kernel.shape[1]) ? { kernel, bias } : null;
}

export function embeddingWeight(set: WeightSet): Weight | null {
  const table = set.weights.get('embeddings') ?? (set.weights.size === 1 ? set.weights.get('0') : undefined);
  return twoAxes(table) ? table : null;
}
