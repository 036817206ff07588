/** The recurrent operators of ONNX: the order of their gates, what they may ask for that the engine does not compute, and their networks. */
import type { Network, NetworkOptions } from '../../engine/cells/networks';
import type { Gate, GruGate } from '../../settings/edges';
import { type Blocks, gruFromBlocks, lstmFromBlocks, rnnFromBlocks } from './blocks';

export interface OnnxCell {
  /** Blocks of rows in W and R. */
  readonly gates: number;
  /** Activations of one direction where the node names none, in lower case. */
  readonly activations: readonly string[];
  /** What cannot be computed, as the end of a sentence that begins with the node; null where nothing. */
  refusal(activations: readonly string[], integer: (name: string) => number): string | null;
  /** `peepholes`: [3 N], or null. */
  build(blocks: Blocks, peepholes: Float64Array | null, activations: readonly string[]): Network;
}

const LSTM_GATES: readonly Gate[] = ['i', 'o', 'f', 'z'];
const PEEPHOLES: readonly Gate[] = ['i', 'o', 'f'];
/** ONNX calls the gate that keeps z and the candidate h. */
const GRU_GATES: readonly GruGate[] = ['u', 'r', 'n'];

const RNN_ACTIVATIONS: ReadonlyMap<string, NetworkOptions['activation']> = new Map([
  ['tanh', 'tanh'],
  ['relu', 'relu'],
  ['sigmoid', 'sigmoid'],
]);

const otherThan = (wanted: readonly string[], activations: readonly string[]): string | null =>
  activations.length === wanted.length && activations.every((name, k) => name === wanted[k])
    ? null
    : `has the activations ${activations.join(', ')}; only ${wanted.join(', ')} can be computed here`;

/** Of the gates, the block input and the cell’s output. */
const RELU_LSTM = 'sigmoid,relu,relu';

const lstm: OnnxCell = {
  gates: 4,
  activations: ['sigmoid', 'tanh', 'tanh'],
  refusal(activations, integer) {
    if (integer('input_forget') !== 0)
      return 'couples its input and forget gates (input_forget = 1), which is not computed here';
    return activations.join() === RELU_LSTM ? null : otherThan(this.activations, activations);
  },
  build: (blocks, peepholes, activations) => {
    const { hiddenSize: n } = blocks;
    const ofGates = PEEPHOLES.map((gate, k) => [gate, peepholes?.slice(k * n, (k + 1) * n)]);
    const cellActivation = activations.join() === RELU_LSTM ? 'relu' : 'tanh';
    return lstmFromBlocks(blocks, LSTM_GATES, peepholes && Object.fromEntries(ofGates), cellActivation);
  },
};

const gru: OnnxCell = {
  gates: 3,
  activations: ['sigmoid', 'tanh'],
  refusal(activations, integer) {
    if (integer('linear_before_reset') === 0)
      return 'resets before the product (linear_before_reset = 0), which is not computed here';
    return otherThan(this.activations, activations);
  },
  build: (blocks) => gruFromBlocks(blocks, GRU_GATES),
};

const rnn: OnnxCell = {
  gates: 1,
  activations: ['tanh'],
  refusal: (activations) =>
    RNN_ACTIVATIONS.has(activations.join())
      ? null
      : `has the activation ${activations.join(', ')}; only ${[...RNN_ACTIVATIONS.keys()].join(', ')} can be computed here`,
  build: (blocks, _, activations) => rnnFromBlocks(blocks, RNN_ACTIVATIONS.get(activations.join()) ?? 'tanh'),
};

/** By op type. */
export const ONNX_CELLS: ReadonlyMap<string, OnnxCell> = new Map([
  ['LSTM', lstm],
  ['GRU', gru],
  ['RNN', rnn],
]);
