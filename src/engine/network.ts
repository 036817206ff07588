/** The parameters of one network: plain data, whatever they were made from (settings, a reference case, later a file). */
import type { Gate, GruGate, Variant } from '../settings/edges';

/** One gate's weights. Matrices are [out × in], row-major: `input` [N × M], `recurrent` [N × N]; `bias`, `peephole` [N]. */
export interface GateParameters {
  readonly input: Float64Array;
  readonly recurrent: Float64Array;
  readonly bias: Float64Array;
  /** Greff's p; zeros for the block input, and for every gate where peepholes are off. */
  readonly peephole: Float64Array;
}

interface Sizes {
  readonly hiddenSize: number;
  readonly inputSize: number;
}

export interface LstmNetwork extends Sizes {
  readonly cell: 'lstm';
  readonly peepholes: boolean;
  /** Off: f ≡ 1, the cell of 1997, and the parameters of gate `f` are zeros that nothing reads. */
  readonly forgetGate: boolean;
  readonly gates: Readonly<Record<Gate, GateParameters>>;
}

export interface RnnNetwork extends Sizes {
  readonly cell: 'rnn';
  readonly activation: 'tanh' | 'sigmoid' | 'relu' | 'identity';
  /** W_x [N × M], W_h [N × N], b [N]. */
  readonly weights: { readonly input: Float64Array; readonly recurrent: Float64Array; readonly bias: Float64Array };
}

/** The form of PyTorch, cuDNN and Keras: the reset gate acts on R_n h + b_m. */
export interface GruNetwork extends Sizes {
  readonly cell: 'gru';
  readonly gates: Readonly<Record<GruGate, Omit<GateParameters, 'peephole'>>>;
  /** b_m [N]. */
  readonly resetBias: Float64Array;
}

export type Network = LstmNetwork | RnnNetwork | GruNetwork;

/** What the network is run on. */
export interface Task {
  readonly steps: number;
  /** [steps × inputSize] */
  readonly inputs: Float64Array;
  /** y⁰ or h⁰, [hiddenSize] */
  readonly initialOutput: Float64Array;
  /** c⁰, [hiddenSize]; zeros where there is no cell. */
  readonly initialCell: Float64Array;
}

/** An LSTM has peepholes and a forget gate or has not; the others have neither. */
export function variantOf(network: Network): Variant {
  return network.cell === 'lstm'
    ? { cell: 'lstm', peepholes: network.peepholes, forgetGate: network.forgetGate }
    : { cell: network.cell, peepholes: false, forgetGate: false };
}
