import type { CellRecord } from './cell';

export const RNN: CellRecord = {
  layout: {
    cell: null,
    bar: 'h',
    lanes: [{ edge: 'W_h', from: 'h̄', to: 'bar', wire: 'output' }],
    within: [],
  },
  curves: {
    steps: [],
    cumulative: [],
    // γ, the steepest slope of the activation (spec, section 5, item 2).
    bound: { matrix: 'W_h', slope: ({ activation }) => (activation === 'sigmoid' ? 0.25 : 1) },
  },
  movedAtRest: null,
};
