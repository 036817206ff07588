/** The recurrent layers of a configuration, each direction as a network, with the weights that belong to it. */
import { KERAS_CELLS } from '../cells/keras';
import type { Direction } from '../model';
import { shortened } from '../storedTensor';
import { type BuiltCell, builtCell } from './cell';
import { activationIn, counted, type LayerNode, unitsIn } from './config';
import { type JsonObject, listOf, objectOf, textOf } from './json';
import { cellWeights, type WeightSet } from './weights';

/** A direction that is to be built. */
interface Wanted {
  readonly className: string;
  readonly config: JsonObject;
  readonly direction: Direction;
  readonly place: Place;
}

/** One layer, in the order in which the model has them; `StackedRNNCells` makes several of one node. */
export interface RecurrentNode {
  readonly node: LayerNode;
  /** `LSTM “lstm_1”` */
  readonly title: string;
  readonly order: number;
  readonly directions: readonly { readonly direction: Direction; readonly built: BuiltCell }[];
  /** It gives every step, and not the last alone. */
  readonly givesSteps: boolean;
  /** What is made of its output before anything reads it, in words; null where it is given as it is, both directions beside one another. */
  readonly turned: string | null;
  readonly notices: readonly string[];
}

/** Sets of weights that no layer has taken yet. */
export class Unclaimed {
  readonly #sets: Set<WeightSet>;

  constructor(sets: readonly WeightSet[]) {
    this.#sets = new Set(sets);
  }

  /** The first that is one of these, and no longer there afterwards. */
  take(isOne: (set: WeightSet) => boolean): WeightSet | null {
    for (const set of this.#sets) {
      if (!isOne(set)) continue;
      this.#sets.delete(set);
      return set;
    }
    return null;
  }
}

const isAt = (set: WeightSet, tokens: readonly string[]): boolean =>
  set.tokens.length === tokens.length && tokens.every((token, k) => token === set.tokens[k]);
const isNamed = (set: WeightSet, names: readonly string[]): boolean => names.every((name) => set.tokens.includes(name));

/** Where Keras keeps the weights of a layer. */
export interface Place {
  /** Keras 3: the whole path. */
  readonly tokens: readonly string[];
  /** Keras 2: its first part, and others that it has. */
  readonly group: string;
  readonly names: readonly string[];
}

/** The weights of one kind that are where they are expected. */
export function claim(
  unclaimed: Unclaimed,
  isKind: (set: WeightSet) => boolean,
  { tokens, group, names }: Place,
): WeightSet | null {
  const numbered = (set: WeightSet): boolean => set.weights.has('0');
  return (
    unclaimed.take((set) => isKind(set) && numbered(set) && isAt(set, tokens)) ??
    unclaimed.take((set) => isKind(set) && !numbered(set) && set.tokens[0] === group && isNamed(set, names)) ??
    unclaimed.take((set) => isKind(set) && !numbered(set) && isNamed(set, names))
  );
}

const optionsIn = (config: JsonObject) => ({
  activation: activationIn(config, 'activation'),
  recurrentActivation: activationIn(config, 'recurrent_activation'),
  resetAfter: typeof config.reset_after === 'boolean' ? config.reset_after : undefined,
});

const cellsIn = (config: JsonObject): readonly unknown[] => {
  const cell = objectOf(config.cell);
  return textOf(cell.class_name) === 'StackedRNNCells' ? listOf(objectOf(cell.config).cells) : [cell];
};

/** The layers that a node or one direction of it stands for, from below. */
function cellsOf(layer: JsonObject, direction: Direction, place: Place): Wanted[] {
  const className = textOf(layer.class_name) ?? '';
  const config = objectOf(layer.config);
  if (className !== 'RNN') return [{ className, config, direction, place }];
  const cells = cellsIn(config);
  const counter = counted();
  return cells.map((cell): Wanted => {
    const own = textOf(objectOf(cell).class_name) ?? '';
    const tokens = cells.length === 1 ? place.tokens : [...place.tokens, 'cells', counter(own)];
    return { className: own, config: objectOf(objectOf(cell).config), direction, place: { ...place, tokens } };
  });
}

/** The layers that a node stands for, from below, each with its directions. */
function wantedOf({ className, config, name, tokens, group }: LayerNode): Wanted[][] {
  if (className !== 'Bidirectional') {
    const direction = config.go_backwards === true ? 'reverse' : 'forward';
    return cellsOf({ class_name: className, config }, direction, { tokens, group, names: [name] }).map((cell) => [
      cell,
    ]);
  }
  const side = (layer: JsonObject, direction: Direction, word: string): Wanted[] => {
    const inner = (textOf(objectOf(layer.config).name) ?? '').replace(/^(?:forward|backward)_/, '');
    const names = [name, `${word}_${inner}`];
    return cellsOf(layer, direction, { tokens: [...tokens, `${word}_layer`], group, names });
  };
  const layer = objectOf(config.layer);
  const sides = [
    side(layer, 'forward', 'forward'),
    side(config.backward_layer ? objectOf(config.backward_layer) : layer, 'reverse', 'backward'),
  ];
  // Several cells in each direction are more than one layer, and less than two.
  return sides.every(({ length }) => length === 1) ? [sides.flat()] : [[]];
}

const isCell = (className: string): boolean => KERAS_CELLS.has(className);

/** What is recurrent, whether it can be computed or not. */
export function isRecurrent(node: LayerNode): boolean {
  if (node.className === 'RNN' || isCell(node.className)) return true;
  return node.className === 'Bidirectional' || /(?:LSTM|GRU|RNN)/.test(node.className);
}

const titleOf = ({ className, config, name }: LayerNode): string => {
  const inner = textOf(objectOf(config.layer).class_name);
  return inner === null ? `${className} “${shortened(name)}”` : `${className} ${inner} “${shortened(name)}”`;
};

function isKindOf({ className, config }: Wanted): (set: WeightSet) => boolean {
  const gates = KERAS_CELLS.get(className)?.gates;
  const units = unitsIn(config);
  return (set) => {
    const weights = cellWeights(set);
    return weights !== null && weights.gates === gates && (units === null || weights.recurrent.shape[0] === units);
  };
}

/** Each cell's weights: where they are expected, and else, where names say nothing, the first that have the right shapes. */
function weightsFor(cells: readonly Wanted[], unclaimed: Unclaimed): Map<Wanted, WeightSet | null> {
  const found = new Map(cells.map((cell) => [cell, claim(unclaimed, isKindOf(cell), cell.place)]));
  for (const [cell, set] of found) if (set === null) found.set(cell, unclaimed.take(isKindOf(cell)));
  return found;
}

type Directions = RecurrentNode['directions'];

/** A text is why it cannot be computed, as the end of a sentence that begins with the layer. */
function directionsOf(wanted: readonly Wanted[], weights: ReadonlyMap<Wanted, WeightSet | null>): Directions | string {
  const directions: { direction: Direction; built: BuiltCell }[] = [];
  for (const each of wanted) {
    const { className, config, direction } = each;
    const cell = KERAS_CELLS.get(className);
    if (cell === undefined) return 'is of a kind that is not computed here';
    const built = builtCell(weights.get(each) ?? null, cell, optionsIn(config), unitsIn(config));
    if (typeof built === 'string') return built;
    directions.push({ direction, built });
  }
  return directions.length === 0 ? 'has nothing in it that can be computed here' : directions;
}

function turnedIn({ className, config }: LayerNode): string | null {
  if (className !== 'Bidirectional')
    return config.go_backwards === true ? 'its steps in reverse order (go_backwards)' : null;
  const merge = textOf(config.merge_mode) ?? (config.merge_mode === null ? 'none' : 'concat');
  return merge === 'concat' ? null : `both directions merged by “${merge}”`;
}

export function recurrentNodes(nodes: readonly LayerNode[], unclaimed: Unclaimed): RecurrentNode[] {
  const found: RecurrentNode[] = [];
  const all = nodes.filter(isRecurrent).map((node) => ({ node, layers: wantedOf(node) }));
  const weights = weightsFor(
    all.flatMap(({ layers }) => layers.flat()),
    unclaimed,
  );
  for (const { node, layers } of all) {
    const title = titleOf(node);
    const inner = node.className === 'Bidirectional' ? objectOf(objectOf(node.config.layer).config) : node.config;
    layers.forEach((wanted, k) => {
      const directions = directionsOf(wanted, weights);
      const notices: string[] = [];
      if (typeof directions === 'string') notices.push(`${title} ${directions}.`);
      else notices.push(...directions.flatMap(({ built }) => built.notices));
      if (node.inputs.length > 1)
        notices.push(`${title} gets its initial state from another layer; here it starts from zeros.`);
      if (node.calls > 1) notices.push(`${title} is used ${node.calls} times in the model; here it is read once.`);
      found.push({
        node,
        title,
        order: found.length,
        directions: typeof directions === 'string' ? [] : directions,
        givesSteps: k < layers.length - 1 || inner.return_sequences === true,
        turned: turnedIn(node),
        notices,
      });
    });
  }
  return found;
}
