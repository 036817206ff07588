/** A Keras file without its configuration: layers by the shapes of their weights, and stacks by what fits on what. */
import { kerasCellWith } from '../cells/keras';
import { type EmbeddingTable, type LinearHead, type ModelFile, type RecurrentLayer, UnreadableFile } from '../model';
import { nonFiniteAround, some } from '../notices';
import { transposed } from '../reshaping';
import { shortened } from '../storedTensor';
import { type BuiltCell, builtCell } from './cell';
import { cellWeights, denseWeights, embeddingWeight, type WeightSet } from './weights';

const BACKWARD = /^backward_/;
const FORWARD = /^forward_/;
const UNSAID = { activation: undefined, recurrentActivation: undefined, resetAfter: undefined };

/** A layer with one direction or two. */
interface Level {
  readonly path: string;
  readonly forward: BuiltCell | null;
  readonly reverse: BuiltCell | null;
}

const cellsOf = ({ forward, reverse }: Level): BuiltCell[] => [forward, reverse].filter((cell) => cell !== null);
const widthOf = (level: Level): number => cellsOf(level).reduce((sum, { network }) => sum + network.hiddenSize, 0);
const inputsOf = (level: Level): number => cellsOf(level)[0]?.network.inputSize ?? 0;

/** Where both directions of a Bidirectional layer are: its path up to the direction. */
function pairOf({ tokens }: WeightSet): string {
  const at = tokens.findIndex((token) => FORWARD.test(token) || BACKWARD.test(token));
  return at < 0 ? tokens.join('/') : tokens.slice(0, at).join('/');
}

function levelsOf(sets: readonly WeightSet[], notices: string[]): Level[] {
  const levels = new Map<string, { path: string; forward: BuiltCell | null; reverse: BuiltCell | null }>();
  for (const set of sets) {
    const weights = cellWeights(set);
    const cell = weights && kerasCellWith(weights.gates);
    if (!cell) continue;
    const built = builtCell(set, cell, UNSAID, null);
    if (typeof built === 'string') {
      notices.push(`${cell.title} “${shortened(set.path)}” ${built}.`);
      continue;
    }
    notices.push(...built.notices);
    const key = pairOf(set);
    const level = levels.get(key) ?? { path: key === '' ? set.path : key, forward: null, reverse: null };
    if (set.tokens.some((token) => BACKWARD.test(token))) level.reverse = built;
    else level.forward = built;
    levels.set(key, level);
  }
  return [...levels.values()];
}

function layersOf(level: Level, order: number, stack: number, depth: number): RecurrentLayer[] {
  const common = {
    name: level.path,
    stack,
    depth,
    initialOutput: null,
    initialCell: null,
    above: null,
    gradients: 'keras',
  } as const;
  const layers: RecurrentLayer[] = [];
  const { forward, reverse } = level;
  if (forward)
    layers.push({
      ...common,
      layer: `l${order}`,
      direction: 'forward',
      network: forward.network,
      hasBias: forward.hasBias,
    });
  const suffix = forward ? '_reverse' : '';
  if (reverse)
    layers.push({
      ...common,
      layer: `l${order}${suffix}`,
      direction: 'reverse',
      network: reverse.network,
      hasBias: reverse.hasBias,
    });
  return layers;
}

const listed = (sets: readonly WeightSet[]): string => {
  const all = sets.flatMap(({ path, weights }) =>
    [...weights.values()].map(({ name, shape }) => `${shortened(`${path}/${name}`)} [${shape.join(' × ')}]`),
  );
  return all.length > 8 ? `${all.slice(0, 8).join(', ')} and ${all.length - 8} more` : all.join(', ') || 'nothing';
};

/** @throws {UnreadableFile} where there is no recurrent layer. */
export function modelByShapes(sets: readonly WeightSet[], format: string): ModelFile {
  const notices: string[] = [];
  const levels = levelsOf(sets, notices);
  if (levels.length === 0) {
    const why = notices.length > 0 ? `: ${some(notices)}` : `; there is ${listed(sets)}.`;
    throw new UnreadableFile(
      `Weights of an LSTM, GRU or SimpleRNN that can be computed were expected in this ${format} file${why}`,
    );
  }
  const layers: RecurrentLayer[] = [];
  const tops: Level[] = [];
  let depth = 0;
  levels.forEach((level, order) => {
    const before = levels[order - 1];
    const isOnTop = before !== undefined && widthOf(before) === inputsOf(level);
    depth = isOnTop ? depth + 1 : 0;
    if (isOnTop) tops.pop();
    tops.push(level);
    layers.push(...layersOf(level, order, tops.length - 1, depth));
  });
  const bottoms = layers.filter((layer) => layer.depth === 0);
  const heads: LinearHead[] = [];
  const embeddings: EmbeddingTable[] = [];
  for (const set of sets) {
    const dense = denseWeights(set);
    const table = embeddingWeight(set);
    const fitting = tops.filter((level) => widthOf(level) === dense?.kernel.shape[0]);
    if (dense && dense.bias !== null && fitting.length > 0) {
      const weight = transposed(dense.kernel.read(), null);
      const stack = fitting.length === 1 ? tops.indexOf(fitting[0] as Level) : null;
      heads.push({ name: set.path, weight, bias: dense.bias.read().values, stack });
    } else if (table && bottoms.some(({ network }) => network.inputSize === table.shape[1]))
      embeddings.push({ name: set.path, weight: table.read() });
  }
  const assumed = `The file has weights and no configuration: activations are taken to be the usual ones, and layers that fit on one another to be stacked.`;
  return {
    format,
    layers,
    heads,
    embeddings,
    batch: null,
    notices: [assumed, ...notices, ...nonFiniteAround({ heads, embeddings })],
  };
}
