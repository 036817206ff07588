/** The one state is a bar that every lane ends at; the carousel goes through the update gate, which opens it. */
import type { CellRecord } from './cell';
import { CAROUSEL_AND_RNN } from './curves';

export const GRU: CellRecord = {
  layout: {
    cell: null,
    bar: 'h',
    lanes: [
      { edge: 'cec', from: 'u', to: 'bar', wire: 'through' },
      { edge: 'R_u', from: 'u', to: 'bar', wire: 'output' },
      { edge: 'R_r', from: 'r', to: 'bar', wire: 'output' },
      { edge: 'R_n', from: 'n', to: 'bar', wire: 'output' },
    ],
    within: [],
  },
  curves: { steps: [], cumulative: CAROUSEL_AND_RNN, bound: null },
  movedAtRest: 'R_n',
};
