/** A Keras model's configuration as one graph of layers, models within it opened up. */
import { isObject, type JsonObject, listOf, numberOf, objectOf, textOf } from './json';

export interface LayerNode {
  readonly name: string;
  readonly className: string;
  readonly config: JsonObject;
  /** Where Keras 3 keeps its weights: class names in snake case, counted in each model. */
  readonly tokens: readonly string[];
  /** Where Keras 2 keeps them: the outermost layer or model that it is in. */
  readonly group: string;
  /** What it reads: a layer's output and which of its outputs. */
  readonly inputs: Source[];
  readonly readers: { readonly node: LayerNode; readonly input: number }[];
  /** How often the model calls it. */
  readonly calls: number;
}

interface Source {
  readonly node: LayerNode;
  readonly output: number;
}

const MODELS: ReadonlySet<string> = new Set(['Sequential', 'Functional', 'Model']);
const DEEPEST = 24;
const MOST_LAYERS = 20_000;

/** As Keras's naming.to_snake_case. */
const snakeCase = (name: string): string =>
  name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** Names for the members of a container: `lstm`, `lstm_1`, … */
export function counted(): (className: string) => string {
  const used = new Map<string, number>();
  return (className) => {
    const name = snakeCase(className);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  };
}

interface Call {
  readonly layer: string;
  readonly output: number;
}

/**
 * The calls in one inbound node: `["lstm", 0, 1, {}]` in Keras 2, an object with `keras_history` in Keras 3, at any depth, in order.
 */
function callsIn(value: unknown, depth = 0): Call[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) {
    const [layer, node, output] = value as unknown[];
    if (typeof layer === 'string' && typeof node === 'number' && typeof output === 'number')
      return [{ layer, output }, ...callsIn(value.slice(3), depth + 1)];
    return value.flatMap((item) => callsIn(item, depth + 1));
  }
  if (!isObject(value)) return [];
  return Object.values(value).flatMap((item) => callsIn(item, depth + 1));
}

/** Where a model is in the one that is read. */
interface Place {
  readonly tokens: readonly string[];
  /** Null for the outermost model. */
  readonly group: string | null;
  readonly depth: number;
}

const inside = ({ tokens, group, depth }: Place, token: string): Place => ({
  tokens: [...tokens, token],
  group,
  depth,
});

class Graph {
  readonly nodes: LayerNode[] = [];

  /** What the model gives; `sources`: what it reads, by its inputs. */
  open(className: string, config: unknown, place: Place, sources: readonly Source[]): readonly Source[] {
    if (place.depth > DEEPEST) return [];
    // The oldest Sequential models are a bare list.
    const layers = (Array.isArray(config) ? config : listOf(objectOf(config).layers)).map(objectOf);
    return className === 'Sequential'
      ? this.#chain(layers, place, sources)
      : this.#wired(layers, objectOf(config), place, sources);
  }

  #chain(layers: readonly JsonObject[], place: Place, sources: readonly Source[]): readonly Source[] {
    const name = counted();
    let before = sources;
    for (const layer of layers) before = this.#layer(layer, inside(place, name(classOf(layer))), before, 1);
    return before;
  }

  #wired(
    layers: readonly JsonObject[],
    config: JsonObject,
    place: Place,
    sources: readonly Source[],
  ): readonly Source[] {
    const name = counted();
    const named = new Map(layers.map((layer) => [nameOf(layer), { layer, token: name(classOf(layer)) }]));
    const made = new Map<string, readonly Source[]>();
    callsIn(config.input_layers).forEach(({ layer }, k) => {
      const source = sources[k];
      if (source !== undefined) made.set(layer, [source]);
    });
    // Layers are listed in any order: each is made when it is first asked for.
    const underWay = new Set<string>();
    const make = (wanted: string): readonly Source[] => {
      const known = made.get(wanted);
      if (known !== undefined) return known;
      const found = named.get(wanted);
      if (found === undefined || underWay.has(wanted)) return [];
      underWay.add(wanted);
      const inbound = listOf(found.layer.inbound_nodes);
      const reads = callsIn(inbound[0]).flatMap(({ layer, output }) => chosen(make(layer), output));
      const outputs = this.#layer(found.layer, inside(place, found.token), reads, inbound.length);
      made.set(wanted, outputs);
      return outputs;
    };
    for (const wanted of named.keys()) make(wanted);
    return callsIn(config.output_layers).flatMap(({ layer, output }) => chosen(make(layer), output));
  }

  /** What the layer gives. */
  #layer(layer: JsonObject, place: Place, inputs: readonly Source[], calls: number): readonly Source[] {
    const className = classOf(layer);
    const config = objectOf(layer.config);
    const name = nameOf(layer);
    const group = place.group ?? name;
    if (MODELS.has(className) && (Array.isArray(layer.config) || Array.isArray(config.layers)))
      return this.open(className, layer.config, { ...place, group, depth: place.depth + 1 }, inputs);
    if (this.nodes.length > MOST_LAYERS) return [];
    const node = { name, className, config, tokens: place.tokens, group, inputs: [...inputs], readers: [], calls };
    inputs.forEach((source, input) => {
      source.node.readers.push({ node, input });
    });
    this.nodes.push(node);
    return [{ node, output: 0 }];
  }
}

/** One output of what a layer or a model gives; a layer stands for all of its outputs. */
function chosen(outputs: readonly Source[], output: number): readonly Source[] {
  const [only] = outputs;
  if (outputs.length > 1) return outputs[output] ? [outputs[output]] : [];
  return only ? [{ node: only.node, output: only.output + output }] : [];
}

const classOf = (layer: unknown): string => textOf(objectOf(layer).class_name) ?? '';
const nameOf = (layer: unknown): string =>
  textOf(objectOf(layer).name) ?? textOf(objectOf(objectOf(layer).config).name) ?? classOf(layer);

/** The layers of a model, `{class_name, config}`, in the order in which they are reached; none where it is no model. */
export function layersIn(model: unknown): LayerNode[] {
  const graph = new Graph();
  const { class_name: className, config } = objectOf(model);
  graph.open(textOf(className) ?? '', config, { tokens: [], group: null, depth: 0 }, []);
  return graph.nodes;
}

/** "tanh", whichever way a version of Keras writes it; undefined where it is not said. */
export function activationIn(config: JsonObject, key: string): string | undefined {
  const value = config[key];
  if (value === undefined) return undefined;
  if (value === null) return 'linear';
  const written = textOf(value) ?? textOf(objectOf(value).config) ?? textOf(objectOf(value).class_name);
  return written === null ? 'unknown' : snakeCase(written).replace(/^re_?lu$/, 'relu');
}

export const unitsIn = (config: JsonObject): number | null => numberOf(config.units);
