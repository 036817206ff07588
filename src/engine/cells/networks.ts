/** The parameters of one network: plain data, whatever they were made from (settings, a reference case, later a file). */
import type { Gate, GruGate } from '../../settings/edges';

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

/** What networks of one cell may differ in beside their sizes; each cell reads its own of them. */
export interface NetworkOptions {
  readonly activation: 'tanh' | 'sigmoid' | 'relu' | 'identity';
  readonly peepholes: boolean;
  readonly forgetGate: boolean;
  /** g and h of the LSTM: of the block input and of the cell's output. */
  readonly cellActivation: 'tanh' | 'relu';
}

/** All but the numbers. */
export type NetworkShape = Sizes & NetworkOptions;

/** For the options that a cell does not have. */
export const NO_OPTIONS: NetworkOptions = {
  activation: 'tanh',
  peepholes: false,
  forgetGate: false,
  cellActivation: 'tanh',
};

export interface LstmNetwork extends Sizes, Pick<NetworkOptions, 'peepholes' | 'forgetGate' | 'cellActivation'> {
  readonly cell: 'lstm';
  /** Without a forget gate f ≡ 1, the cell of 1997, and the parameters of gate `f` are zeros that nothing reads. */
  readonly gates: Readonly<Record<Gate, GateParameters>>;
}

export interface RnnNetwork extends Sizes, Pick<NetworkOptions, 'activation'> {
  readonly cell: 'rnn';
  /** W_x [N × M], W_h [N × N], b [N]. */
  readonly weights: Omit<GateParameters, 'peephole'>;
}

/** The form of PyTorch, cuDNN and Keras: the reset gate acts on R_n h + b_m. */
export interface GruNetwork extends Sizes {
  readonly cell: 'gru';
  readonly gates: Readonly<Record<GruGate, Omit<GateParameters, 'peephole'>>>;
  /** b_m [N]. */
  readonly resetBias: Float64Array;
}

/** The network of each cell. */
export interface Networks {
  readonly rnn: RnnNetwork;
  readonly lstm: LstmNetwork;
  readonly gru: GruNetwork;
}

export type Network = Networks[keyof Networks];

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
