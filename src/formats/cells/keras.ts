/** The recurrent layers of Keras: the order of their gates, what they may ask for that the engine does not compute, and their networks. */
import type { Network, NetworkOptions } from '../../engine/cells/networks';
import type { Gate, GruGate } from '../../settings/edges';
import { type Blocks, gruFromBlocks, lstmFromBlocks, rnnFromBlocks } from './blocks';

/** What a layer's configuration says of its cell; undefined where it does not say. */
export interface CellOptions {
  readonly activation: string | undefined;
  readonly recurrentActivation: string | undefined;
  readonly resetAfter: boolean | undefined;
}

export interface KerasCell {
  readonly gates: number;
  /** "LSTM" */
  readonly title: string;
  /** Its weights are laid out as cuDNN has them. */
  readonly isCudnn?: boolean;
  /** What cannot be computed, as the end of a sentence that begins with the layer; null where nothing. `biasAxes`: 0 without a bias. */
  refusal(options: CellOptions, biasAxes: number): string | null;
  build(blocks: Blocks, options: CellOptions): Network;
}

const LSTM_GATES: readonly Gate[] = ['i', 'f', 'z', 'o'];
/** Keras calls the gate that keeps z and the candidate h. */
const GRU_GATES: readonly GruGate[] = ['u', 'r', 'n'];

const RNN_ACTIVATIONS: ReadonlyMap<string, NetworkOptions['activation']> = new Map([
  ['tanh', 'tanh'],
  ['relu', 'relu'],
  ['sigmoid', 'sigmoid'],
  ['linear', 'identity'],
]);

const gated = (
  { activation = 'tanh', recurrentActivation = 'sigmoid' }: CellOptions,
  known: readonly string[],
): string | null => {
  if (!known.includes(activation))
    return `has the activation ${activation}; only ${known.join(' and ')} can be computed here`;
  return recurrentActivation === 'sigmoid'
    ? null
    : `has the recurrent activation ${recurrentActivation}; only sigmoid can be computed here`;
};

const lstm: KerasCell = {
  gates: 4,
  title: 'LSTM',
  refusal: (options) => gated(options, ['tanh', 'relu']),
  build: (blocks, { activation }) => lstmFromBlocks(blocks, LSTM_GATES, null, activation === 'relu' ? 'relu' : 'tanh'),
};

const gru: KerasCell = {
  gates: 3,
  title: 'GRU',
  refusal: (options, biasAxes) => {
    const { resetAfter = biasAxes === 2 } = options;
    if (!resetAfter) return 'resets before the product (reset_after = false), which is not computed here';
    return biasAxes === 1 ? 'has one bias where reset_after asks for two' : gated(options, ['tanh']);
  },
  build: (blocks) => gruFromBlocks(blocks, GRU_GATES),
};

const simple: KerasCell = {
  gates: 1,
  title: 'SimpleRNN',
  refusal: ({ activation = 'tanh' }) =>
    RNN_ACTIVATIONS.has(activation)
      ? null
      : `has the activation ${activation}; only ${[...RNN_ACTIVATIONS.keys()].join(', ')} can be computed here`,
  build: (blocks, { activation = 'tanh' }) => rnnFromBlocks(blocks, RNN_ACTIVATIONS.get(activation) ?? 'tanh'),
};

/** By class name, of layers and of the cells that `RNN` wraps. */
export const KERAS_CELLS: ReadonlyMap<string, KerasCell> = new Map([
  ['LSTM', lstm],
  ['LSTMCell', lstm],
  ['GRU', gru],
  ['GRUCell', gru],
  ['SimpleRNN', simple],
  ['CuDNNLSTM', { ...lstm, isCudnn: true }],
  ['CuDNNGRU', { ...gru, isCudnn: true }],
  ['SimpleRNNCell', simple],
]);

/** By the number of its gates: where only shapes are known. */
export const kerasCellWith = (gates: number): KerasCell | undefined =>
  [...KERAS_CELLS.values()].find((cell) => cell.gates === gates);
