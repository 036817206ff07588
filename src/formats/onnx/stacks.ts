/** Which layers of a graph feed which, and what else is above and below them. */
import type { EmbeddingTable, LinearHead, RecurrentLayer } from '../model';
import type { GraphNode, Value } from './graph';
import { type FoundHead, headsOf } from './heads';
import type { RecurrentNode } from './recurrent';
import { isSameParts, type Part, type Reader, type Tracer } from './trace';

/** Both directions of a layer: one node, or two that read the same and are put beside one another. */
interface Group {
  readonly parts: readonly Part[];
  readonly heads: FoundHead[];
  below: Group | null;
  /** Set where exactly one layer reads it and nothing else does. */
  next: Group | null;
  above: string | null;
}

const partsOf = (source: RecurrentNode): Part[] => source.directions.map((_, direction) => ({ source, direction }));

/** Two nodes of one direction each that read the same, side by side in a Concat. */
function pairsOf(nodes: readonly GraphNode[], tracer: Tracer): Part[][] {
  const pairs: Part[][] = [];
  for (const node of nodes) {
    if (node.op !== 'Concat') continue;
    const trace = tracer.trace(node.outputs[0]);
    const [forward, reverse, ...others] = trace?.parts ?? [];
    if (forward === undefined || reverse === undefined || others.length > 0) continue;
    const isPair =
      forward.source.directions.join() === 'forward' &&
      reverse.source.directions.join() === 'reverse' &&
      tracer.origin(sequenceOf(forward)) === tracer.origin(sequenceOf(reverse));
    const isNew = !pairs.flat().some(({ source }) => source === forward.source || source === reverse.source);
    if (isPair && isNew) pairs.push([forward, reverse]);
  }
  return pairs;
}

const sequenceOf = ({ source }: Part): Value | null => source.node.inputs[0] ?? null;
const sequence = ({ parts }: Group): Value | null => (parts[0] ? sequenceOf(parts[0]) : null);

/** Width of the layer's output; 0 where a direction cannot be computed. */
function widthOf({ parts }: Group): number {
  const sizes = parts.map(({ source, direction }) => source.layers[direction]?.network.hiddenSize ?? 0);
  return sizes.includes(0) ? 0 : sizes.reduce((sum, size) => sum + size, 0);
}

const inputsOf = ({ parts: [first] }: Group): number => first?.source.layers[first.direction]?.network.inputSize ?? 0;

function groupsOf(nodes: readonly GraphNode[], recurrent: readonly RecurrentNode[], tracer: Tracer): Group[] {
  const pairs = pairsOf(nodes, tracer);
  const group = (parts: readonly Part[]): Group => ({ parts, heads: [], below: null, next: null, above: null });
  return recurrent.flatMap((source) => {
    const pair = pairs.find((parts) => parts.some((part) => part.source === source));
    if (pair === undefined) return [group(partsOf(source))];
    return pair[0]?.source === source ? [group(pair)] : [];
  });
}

/** What reads the layer other than the layers and the heads that were recognised, in words; null where nothing does. */
function othersAbove(
  readers: readonly Reader[],
  heads: readonly FoundHead[],
  layers: readonly Group[],
  tracer: Tracer,
) {
  const words = new Set<string>();
  for (const { node, input } of readers) {
    const found = tracer.recurrentOf(node);
    if (found === null) {
      if (!heads.some(({ nodes }) => nodes.includes(node))) words.add(node.op);
    } else if (input !== 0) words.add(`the initial state of ${found.title}`);
    else words.add(found.title);
  }
  const isOnlyLayer = heads.length === 0 && layers.length === 1;
  const titles = layers.flatMap(({ parts }) => parts.map(({ source }) => source.title));
  const rest = [...words].filter((word) => !isOnlyLayer || !titles.includes(word));
  return rest.length === 0 ? null : rest.join(', ');
}

function wire(groups: readonly Group[], heads: readonly FoundHead[], tracer: Tracer): void {
  for (const group of groups) {
    const trace = tracer.trace(sequence(group));
    const below = groups.find(({ parts }) => trace?.steps === 'all' && isSameParts(parts, trace.parts)) ?? null;
    const fits = below !== null && widthOf(group) > 0 && widthOf(below) === inputsOf(group);
    group.below = fits && below !== group ? below : null;
  }
  for (const group of groups) {
    const width = widthOf(group);
    const own = heads.filter(({ trace, weight }) => isSameParts(trace.parts, group.parts) && weight.shape[1] === width);
    group.heads.push(...own);
    const readers = tracer.readers(
      group.parts.flatMap(({ source }) => source.node.outputs),
      group.parts,
    );
    const layers = groups.filter(({ below }) => below === group);
    const above = othersAbove(readers, own, layers, tracer);
    if (above === null) group.next = layers[0] ?? null;
    group.above = above;
  }
  for (const group of groups) if (group.below?.next !== group) group.below = null;
}

export interface Wired {
  readonly layers: readonly RecurrentLayer[];
  readonly heads: readonly LinearHead[];
  readonly embeddings: readonly EmbeddingTable[];
  readonly notices: readonly string[];
}

function layersOf(group: Group, stack: number, depth: number): RecurrentLayer[] {
  return group.parts.flatMap(({ source, direction: at }): RecurrentLayer[] => {
    const found = source.layers[at];
    if (found === undefined) return [];
    const suffix = at === 1 ? '_reverse' : '';
    return [
      {
        ...found,
        layer: `l${source.order}${suffix}`,
        name: source.node.title,
        stack,
        depth,
        above: group.above,
        gradients: 'onnx',
      },
    ];
  });
}

function headIn({ name, weight, bias, trace, last }: FoundHead, stack: number): [LinearHead, string[]] {
  const notices: string[] = [];
  if (last === 'Sigmoid') notices.push(`A Sigmoid follows “${name}”; the loss here reads what goes into it.`);
  const head = { name, weight, bias, stack };
  return [trace.steps === 'final' && trace.parts.length > 1 ? { ...head, readsFinalStates: true } : head, notices];
}

/** The table that the bottom layer's input is looked up in, or a word about what else makes it. */
function below(group: Group, tracer: Tracer): { table: EmbeddingTable | null; notice: string | null } {
  const node = tracer.origin(sequence(group))?.node ?? null;
  const title = group.parts[0]?.source.title;
  if (node === null) return { table: null, notice: null };
  const weight = node.op === 'Gather' ? tracer.constants.of(node.inputs[0]) : null;
  const stored = node.inputs[0];
  if (
    weight?.shape.length === 2 &&
    weight.shape[1] === inputsOf(group) &&
    (node.attributes.get('axis')?.int ?? 0) === 0
  )
    return { table: { name: stored?.initializer ? stored.name : node.title, weight }, notice: null };
  const maker = tracer.recurrentOf(node)?.title ?? node.op;
  return { table: null, notice: `${title} reads what ${maker} makes; data given here go straight into it.` };
}

export function wired(nodes: readonly GraphNode[], recurrent: readonly RecurrentNode[], tracer: Tracer): Wired {
  const groups = groupsOf(nodes, recurrent, tracer);
  wire(groups, headsOf(nodes, tracer), tracer);
  const layers: RecurrentLayer[] = [];
  const heads: LinearHead[] = [];
  const embeddings = new Map<string, EmbeddingTable>();
  const notices: string[] = [];
  let stack = 0;
  for (const bottom of groups) {
    if (bottom.below !== null || widthOf(bottom) === 0) continue;
    const { table, notice } = below(bottom, tracer);
    if (table !== null) embeddings.set(table.name, table);
    if (notice !== null) notices.push(notice);
    let depth = 0;
    for (let group: Group | null = bottom; group !== null; group = group.next) {
      layers.push(...layersOf(group, stack, depth));
      for (const found of group.heads) {
        const [head, words] = headIn(found, stack);
        heads.push(head);
        notices.push(...words);
      }
      depth += 1;
    }
    stack += 1;
  }
  return { layers, heads, embeddings: [...embeddings.values()], notices };
}
