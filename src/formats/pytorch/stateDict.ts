/** What state dicts hold: the recurrent layers, in stacks, with the heads and tables around them. */
import type { RnnNetwork } from '../../engine/cells/networks';
import { nonFinite } from '../guard';
import type { Levels } from '../levels';
import { type ModelFile, type NamedTensor, type RecurrentLayer, UnreadableFile } from '../model';
import { type StoredTensor, shortened, shownTensors } from '../storedTensor';
import { namedLayers, suffixOf } from './names';
import { NotComputed, networkOf } from './network';
import { type BuiltLayer, joined, stacksOf } from './stacks';
import { type Surroundings, surroundingsOf } from './surroundings';

export interface StateDictOptions {
  /** Of every nn.RNN, which a state dict does not tell; tanh where it is not given. */
  readonly activation?: RnnNetwork['activation'] | undefined;
}

/** One state dict of a file. */
export interface StateDict {
  /** Where it is, ending in a dot; empty where the file has but one. */
  readonly path: string;
  readonly tensors: readonly StoredTensor[];
}

type Found = Pick<ModelFile, 'layers' | 'heads' | 'embeddings' | 'notices' | 'batch'>;

/** `kind`: "safetensors file". Errors: `UnreadableFile` where nothing can be computed. */
export function readStateDict(kind: string, dicts: readonly StateDict[], options: StateDictOptions): Found {
  const problems: string[] = [];
  const found = dicts.reduce<Found>((before, dict) => add(before, dict, options, problems), {
    layers: [],
    heads: [],
    embeddings: [],
    notices: [],
    batch: null,
  });
  const tensors = dicts.flatMap(({ path, tensors: own }) =>
    own.map(({ name, shape }) => ({ name: path + name, shape })),
  );
  if (found.layers.length > 0)
    return { ...found, notices: [...problems.map((problem) => `${problem}.`), ...found.notices] };
  if (problems.length > 0)
    throw new UnreadableFile(`This ${kind} has no recurrent layer that can be computed: ${problems.join('; ')}.`);
  throw new UnreadableFile(
    `This ${kind} has no recurrent layer: it holds ${shownTensors(tensors)}; weight_ih_l0 and weight_hh_l0 of an nn.LSTM, nn.GRU or nn.RNN were expected.`,
  );
}

function add(before: Found, { path, tensors }: StateDict, { activation }: StateDictOptions, problems: string[]): Found {
  const built: BuiltLayer[] = [];
  const notices: string[] = [];
  const check = (tensor: NamedTensor): void => {
    const problem = nonFinite(shortened(path + tensor.name), tensor);
    if (problem !== null) notices.push(problem);
  };
  for (const named of namedLayers(tensors)) {
    try {
      const { tensors: own, ...rest } = networkOf(named, activation ?? 'tanh');
      built.push({ named, ...rest });
      own.forEach(check);
    } catch (problem) {
      if (!(problem instanceof NotComputed)) throw problem;
      problems.push(path + problem.message);
    }
  }
  if (built.length === 0) return before;
  const { stacks, around, isJoined } = arranged(tensors, built, path);
  if (isJoined) notices.push(joinedNotice(stacks, path));
  for (const { name, weight, bias } of around.heads) {
    check({ ...weight, name });
    if (bias !== null) check({ name: `${name}.bias`, shape: [bias.length], values: bias });
  }
  notices.push(...activationNotice(built, activation));
  const first = before.layers.reduce((most, { stack }) => Math.max(most, stack + 1), 0);
  return {
    layers: [
      ...before.layers,
      ...stacks.flatMap((stack, index) => layersOf(stack, index, first, stacks, around, path)),
    ],
    heads: [
      ...before.heads,
      ...around.heads.map((head) => ({ ...head, stack: head.stack === null ? null : head.stack + first })),
    ],
    embeddings: [...before.embeddings, ...around.embeddings],
    notices: [...before.notices, ...notices],
    batch: null,
  };
}

interface Arranged {
  readonly stacks: readonly Levels<BuiltLayer>[];
  readonly around: Surroundings;
  readonly isJoined: boolean;
}

/** Numbered siblings are one stack only where nothing else with parameters is there that could stand between them. */
function arranged(tensors: readonly StoredTensor[], built: readonly BuiltLayer[], path: string): Arranged {
  const stacks = stacksOf(built);
  const chain = joined(stacks);
  if (chain !== null) {
    const around = surroundingsOf(tensors, chain, path);
    if (around.others.length === 0) return { stacks: chain, around, isJoined: true };
  }
  return { stacks, around: surroundingsOf(tensors, stacks, path), isJoined: false };
}

function layersOf(
  stack: Levels<BuiltLayer>,
  index: number,
  first: number,
  stacks: readonly Levels<BuiltLayer>[],
  { others }: Surroundings,
  path: string,
): RecurrentLayer[] {
  const elsewhere = stacks.filter((other) => other !== stack).map((other) => nameOf(other[0][0], path));
  const near = [...new Set([...others, ...elsewhere])].map((name) => shortened(name));
  const above =
    near.length === 0
      ? null
      : `${listed(near)} may stand between this layer and the loss, which a state dict does not tell`;
  return stack.flatMap((level, depth) =>
    level.map((layer) => ({
      layer: suffixOf(layer.named),
      name: nameOf(layer, path),
      direction: layer.named.direction,
      network: layer.network,
      stack: first + index,
      depth,
      initialOutput: null,
      initialCell: null,
      above: depth === stack.length - 1 ? above : null,
      gradients: layer.named.isCell ? 'pytorchCell' : 'pytorch',
      hasBias: layer.hasBias,
    })),
  );
}

const nameOf = ({ named }: BuiltLayer, path: string): string => path + named.prefix;

function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

function joinedNotice(stacks: readonly Levels<BuiltLayer>[], path: string): string {
  const chains = stacks
    .map((stack) => [...new Set(stack.flat().map((layer) => nameOf(layer, path)))])
    .filter((names) => names.length > 1)
    .map((names) => names.join(' → '));
  return `Read as one stack: ${chains.join('; ')}. A state dict does not tell of activations or dropout between them.`;
}

function activationNotice(built: readonly BuiltLayer[], activation: StateDictOptions['activation']): string[] {
  const plain = built.filter(({ hasActivation }) => hasActivation);
  if (plain.length === 0 || activation !== undefined) return [];
  const names = listed([...new Set(plain.map(({ named }) => named.prefix || 'the RNN'))]);
  return [`${names} is read with tanh: a state dict does not tell whether an nn.RNN has tanh or ReLU.`];
}
