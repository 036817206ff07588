/** The names that PyTorch gives to the weights of nn.LSTM, nn.GRU, nn.RNN and their cells, and the tensors that have them. */
import type { Direction } from '../model';
import type { StoredTensor } from '../storedTensor';

/** `rnn.weight_hh_l1_reverse`, or `cell.weight_hh`. */
const NAME = /^(?:(.*)\.)?(weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)(?:_l(\d{1,4})(_reverse)?)?$/;

export type Part = 'weight_ih' | 'weight_hh' | 'weight_hr' | 'bias_ih' | 'bias_hh';

/** The tensors of one layer and direction. */
export interface NamedLayer {
  /** What stands before the names; empty where nothing does. */
  readonly prefix: string;
  /** The number behind `_l`; 0 of a cell. */
  readonly index: number;
  readonly direction: Direction;
  /** nn.LSTMCell and its like, whose names have no `_l0`. */
  readonly isCell: boolean;
  readonly parts: ReadonlyMap<Part, StoredTensor>;
}

export const suffixOf = ({ index, direction }: Pick<NamedLayer, 'index' | 'direction'>): string =>
  `l${index}${direction === 'reverse' ? '_reverse' : ''}`;

/** As in the file: `rnn.weight_hh_l0`. */
export function fullName({ prefix, isCell, ...layer }: NamedLayer, part: Part): string {
  return `${prefix === '' ? '' : `${prefix}.`}${part}${isCell ? '' : `_${suffixOf(layer)}`}`;
}

export function isRecurrentName(name: string): boolean {
  return NAME.test(name);
}

/** Those that have recurrent weights, in the order of the file; of one prefix lower layers first, forward before reverse. */
export function namedLayers(tensors: readonly StoredTensor[]): NamedLayer[] {
  const prefixes = new Map<string, Map<string, NamedLayer & { readonly parts: Map<Part, StoredTensor> }>>();
  for (const tensor of tensors) {
    const [, prefix = '', part, number, reverse] = NAME.exec(tensor.name) ?? [];
    if (part === undefined) continue;
    const layers = prefixes.get(prefix) ?? new Map();
    prefixes.set(prefix, layers);
    const isCell = number === undefined;
    const key = isCell ? '' : `${Number(number)} ${reverse ?? ''}`;
    const layer = layers.get(key) ?? {
      prefix,
      index: Number(number ?? 0),
      direction: reverse === undefined ? 'forward' : 'reverse',
      isCell,
      parts: new Map(),
    };
    layers.set(key, layer);
    layer.parts.set(part as Part, tensor);
  }
  return [...prefixes.values()].flatMap((layers) =>
    [...layers.values()]
      .filter(({ parts }) => parts.has('weight_hh'))
      .sort((a, b) => a.index - b.index || a.direction.localeCompare(b.direction)),
  );
}
