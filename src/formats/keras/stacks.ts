/** Which layers of a Keras model feed which, and what else is above and below them. */

import type { EmbeddingTable, LinearHead, RecurrentLayer } from '../model';
import { transposed } from '../reshaping';
import { shortened } from '../storedTensor';
import { activationIn, type LayerNode } from './config';
import { objectOf, textOf } from './json';
import { claim, isRecurrent, type RecurrentNode, type Unclaimed } from './recurrent';
import { denseWeights, embeddingWeight, type WeightSet } from './weights';

/** They change nothing once a model is trained. */
const UNCHANGED: ReadonlySet<string> = new Set(
  'InputLayer Dropout SpatialDropout1D GaussianNoise GaussianDropout AlphaDropout ActivityRegularization Masking'.split(
    ' ',
  ),
);
/** What makes probabilities of logits, or nothing. */
const LAST: ReadonlySet<string> = new Set(['linear', 'softmax', 'sigmoid', 'log_softmax']);

const passes = (node: LayerNode): boolean =>
  UNCHANGED.has(node.className) ||
  (node.className === 'Activation' && activationIn(node.config, 'activation') === 'linear');

/** What the layer's sequence comes from, once layers that change nothing are seen through. */
function sourceOf(node: LayerNode): LayerNode['inputs'][number] | null {
  let source = node.inputs[0] ?? null;
  for (let k = 0; source !== null && passes(source.node) && k < 1000; k++) source = source.node.inputs[0] ?? null;
  return source;
}

function readersOf(node: LayerNode): LayerNode['readers'] {
  const found: LayerNode['readers'] = [];
  const seen = new Set<LayerNode>();
  const queue = [node];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const reader of at.readers) {
      if (passes(reader.node)) queue.push(reader.node);
      else found.push(reader);
    }
  }
  return found;
}

interface Dense {
  readonly node: LayerNode;
  readonly isEveryStep: boolean;
  readonly activation: string;
}

/** A Dense layer, by itself or in TimeDistributed, that nothing but probabilities follows; null where it is something else. */
function lastDense(node: LayerNode): Dense | null {
  const wrapped = objectOf(node.config.layer);
  const isWrapped = node.className === 'TimeDistributed' && textOf(wrapped.class_name) === 'Dense';
  if (node.className !== 'Dense' && !isWrapped) return null;
  const own = activationIn(isWrapped ? objectOf(wrapped.config) : node.config, 'activation') ?? 'linear';
  const after = readersOf(node).map((reader) =>
    reader.node.className === 'Softmax'
      ? 'softmax'
      : (activationIn(reader.node.config, 'activation') ?? reader.node.className),
  );
  const isOnlyActivation = readersOf(node).every(({ node: above }) =>
    ['Activation', 'Softmax'].includes(above.className),
  );
  if (!LAST.has(own) || !isOnlyActivation || !after.every((activation) => LAST.has(activation))) return null;
  return { node, isEveryStep: isWrapped, activation: own === 'linear' ? (after[0] ?? 'linear') : own };
}

interface Head {
  readonly head: LinearHead;
  readonly notices: readonly string[];
}

function headOf(dense: Dense, below: RecurrentNode, stack: number, unclaimed: Unclaimed): Head | null {
  const { node, activation } = dense;
  const place = {
    tokens: node.className === 'Dense' ? node.tokens : [...node.tokens, 'layer'],
    group: node.group,
    names: [node.name],
  };
  const set = claim(unclaimed, (each) => denseWeights(each) !== null, place);
  const weights = set && denseWeights(set);
  const width = below.directions.reduce((sum, { built }) => sum + built.network.hiddenSize, 0);
  if (!weights || weights.kernel.shape[0] !== width) return null;
  const weight = transposed(weights.kernel.read(), null);
  const head = { name: node.name, weight, bias: weights.bias?.read().values ?? null, stack };
  const notices: string[] = [];
  if (activation === 'sigmoid')
    notices.push(`“${shortened(node.name)}” has a sigmoid; the loss here reads what goes into it.`);
  if (below.givesSteps) notices.push(`“${shortened(node.name)}” reads every step; the loss here is taken at the last.`);
  const isFinal = !below.givesSteps && below.directions.some(({ direction }) => direction === 'reverse');
  return { head: isFinal ? { ...head, readsFinalStates: true } : head, notices };
}

/** What is above a layer, in words. */
function word({ node, input }: LayerNode['readers'][number], recurrent: readonly RecurrentNode[]): string {
  const found = recurrent.find((each) => each.node === node);
  if (found !== undefined) return input > 0 ? `the initial state of ${found.title}` : found.title;
  const activation = activationIn(node.config, 'activation');
  const wrapped = textOf(objectOf(node.config.layer).class_name);
  const kind = wrapped === null ? node.className : `${node.className} ${wrapped}`;
  return activation === undefined || activation === 'linear' ? kind : `${kind} (${activation})`;
}

const widthOf = ({ directions }: RecurrentNode): number =>
  directions.reduce((sum, { built }) => sum + built.network.hiddenSize, 0);

/** Whether `upper` reads what `lower` gives and nothing else does. */
function isFedBy(upper: RecurrentNode, lower: RecurrentNode, recurrent: readonly RecurrentNode[]): boolean {
  const fits = upper.directions[0]?.built.network.inputSize === widthOf(lower);
  if (!fits || !lower.givesSteps || lower.turned !== null) return false;
  if (upper.node === lower.node) return upper.order === lower.order + 1;
  const source = sourceOf(upper.node);
  const isTopOfNode = !recurrent.some((other) => other.node === lower.node && other.order > lower.order);
  const isBottomOfNode = !recurrent.some((other) => other.node === upper.node && other.order < upper.order);
  return (
    source?.node === lower.node &&
    source.output === 0 &&
    isTopOfNode &&
    isBottomOfNode &&
    readersOf(lower.node).every((reader) => reader.node === upper.node && reader.input === 0)
  );
}

export interface Wired {
  readonly layers: readonly RecurrentLayer[];
  readonly heads: readonly LinearHead[];
  readonly embeddings: readonly EmbeddingTable[];
  readonly notices: readonly string[];
}

const isEmbedding = (set: WeightSet): boolean => embeddingWeight(set) !== null;

function below(bottom: RecurrentNode, unclaimed: Unclaimed): { table: EmbeddingTable | null; notices: string[] } {
  const source = sourceOf(bottom.node)?.node ?? null;
  if (source === null || source.className === 'InputLayer') return { table: null, notices: [] };
  if (source.className !== 'Embedding') {
    const maker = isRecurrent(source) ? `${source.className} “${source.name}”` : source.className;
    return {
      table: null,
      notices: [`${bottom.title} reads what ${maker} makes; data given here go straight into it.`],
    };
  }
  const set = claim(unclaimed, isEmbedding, { ...source, names: [source.name] });
  const weight = set && embeddingWeight(set);
  const notices =
    source.config.mask_zero === true
      ? [`“${shortened(source.name)}” masks steps whose id is 0; here every step is read.`]
      : [];
  return { table: weight ? { name: source.name, weight: weight.read() } : null, notices };
}

function layersOf(found: RecurrentNode, stack: number, depth: number, above: string | null): RecurrentLayer[] {
  return found.directions.map(({ direction, built: { network, hasBias } }, at) => ({
    layer: `l${found.order}${at === 1 ? '_reverse' : ''}`,
    name: found.node.name,
    direction,
    network,
    stack,
    depth,
    initialOutput: null,
    initialCell: null,
    above,
    gradients: 'keras',
    hasBias,
  }));
}

/** The top of a stack: its heads, and in words what else is above it. */
function topOf(top: RecurrentNode, stack: number, recurrent: readonly RecurrentNode[], unclaimed: Unclaimed) {
  const readers = readersOf(top.node);
  const heads: Head[] = [];
  const words = new Set<string>();
  for (const reader of readers) {
    const dense = top.turned === null || !top.givesSteps ? lastDense(reader.node) : null;
    const head = dense && headOf(dense, top, stack, unclaimed);
    if (head) heads.push(head);
    else words.add(word(reader, recurrent));
  }
  if (words.size === 0) return { heads, above: null };
  return { heads, above: [...(top.turned !== null && top.givesSteps ? [top.turned] : []), ...words].join(', ') };
}

export function wired(recurrent: readonly RecurrentNode[], unclaimed: Unclaimed): Wired {
  const computed = recurrent.filter(({ directions }) => directions.length > 0);
  const layers: RecurrentLayer[] = [];
  const heads: LinearHead[] = [];
  const embeddings: EmbeddingTable[] = [];
  const notices: string[] = [];
  const upperOf = (lower: RecurrentNode) => computed.find((upper) => isFedBy(upper, lower, recurrent));
  let stack = 0;
  for (const bottom of computed) {
    if (computed.some((lower) => upperOf(lower) === bottom)) continue;
    const { table, notices: words } = below(bottom, unclaimed);
    if (table !== null) embeddings.push(table);
    notices.push(...words);
    let depth = 0;
    for (let at: RecurrentNode | undefined = bottom; at !== undefined && depth <= computed.length; depth++) {
      const next = upperOf(at);
      const top = next ? { heads: [], above: null } : topOf(at, stack, recurrent, unclaimed);
      layers.push(...layersOf(at, stack, depth, top.above));
      for (const { head, notices: more } of top.heads) {
        heads.push(head);
        notices.push(...more);
      }
      at = next;
    }
    stack += 1;
  }
  return { layers, heads, embeddings, notices };
}
