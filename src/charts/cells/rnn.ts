import type { RecordOf } from './cell';

export const RNN: RecordOf<'rnn'> = {
  layout: {
    cell: null,
    bar: 'h',
    lanes: [{ edge: 'W_h', from: 'h̄', to: 'bar', wire: 'output' }],
    within: [],
  },
  hues: { W_h: 'green' },
  curves: {
    steps: [],
    cumulative: [],
    // γ, the steepest slope of the activation (spec, section 5, item 2).
    bound: { matrix: 'W_h', slope: ({ activation }) => (activation === 'sigmoid' ? 0.25 : 1) },
  },
  movedAtRest: null,
};
