/** The plain RNN: one state, one matrix. Its matrices are the draws of an LSTM's block input, so that the two can be compared. */
import type { ParameterName } from '../../settings/edges';
import { normalisedAt } from '../saturation';
import { type Ends, type EngineCell, GATE_ENDS, TANH_ENDS } from './cell';
import { RNN_DELTAS } from './names';
import type { RnnNetwork } from './networks';
import { forwardRnn, type RnnTrace } from './rnnForward';
import { constant } from './tensors';
import { inputsAndOnes, outerTerm, shifted } from './terms';

export const RNN: EngineCell<RnnNetwork, RnnTrace> = {
  options: ['activation'],
  keepingBias: 'b',

  streams: { W_x: 'W_z', W_h: 'R_z', b: 'b_z' },
  biases: ({ hiddenSize, blockBias }) => ({ b: constant(hiddenSize, blockBias) }),

  build: ({ hiddenSize, inputSize, activation }, parameter) => ({
    cell: 'rnn',
    hiddenSize,
    inputSize,
    activation,
    weights: { input: parameter('W_x'), recurrent: parameter('W_h'), bias: parameter('b') },
  }),
  parameters: ({ weights: { input, recurrent, bias } }) =>
    new Map<ParameterName, Float64Array>([
      ['W_x', input],
      ['W_h', recurrent],
      ['b', bias],
    ]),
  ghost: () => null,
  // b ≠ 0 moves the resting point; σ and ReLU have another slope than 1 there.
  atRest: ({ blockBias, activation }) =>
    blockBias !== 0 || activation === 'sigmoid' || activation === 'relu' ? null : { edge: 'W_h', keep: 0, gain: 1 },

  forward: forwardRnn,
  states: ({ h }) => new Map([['h', h]]),
  symbols: ({ pre, h }) => ({ h̄: pre, h }),
  gateRows: (trace) => [
    { name: 'h', values: trace.h, ends: endsOf(trace) },
    { name: 'φ′', values: trace.gain, ends: null },
  ],

  parameterTerms: ({ network, task, h }) => {
    const { x, one } = inputsAndOnes(task);
    return [
      outerTerm('W_x', 'W_h', x, network.inputSize),
      outerTerm('W_h', 'W_h', shifted(h, task.initialOutput), network.hiddenSize),
      outerTerm('b', 'W_h', one, 1),
    ];
  },
  deltaNames: RNN_DELTAS,
  walkVectors: () => new Map(),
  unitTerms: ({ network, gain }, _, step, unit) => ({
    'φ′(h̄)': normalisedAt(gain, step * network.hiddenSize + unit),
  }),
};

function endsOf({ network, pre }: RnnTrace): Ends | null {
  switch (network.activation) {
    case 'sigmoid':
      return GATE_ENDS;
    case 'tanh':
      return TANH_ENDS;
    case 'relu':
      return { kind: 'dead', pre };
    case 'identity':
      return null;
  }
}
