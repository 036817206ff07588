/** The one state is a bar that every lane ends at; the carousel goes through the update gate, which opens it. */
import type { RecordOf } from './cell';
import { CAROUSEL_AND_RNN } from './curves';

export const GRU: RecordOf<'gru'> = {
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
  // Those of their neighbours in the LSTM, which play the same parts.
  hues: { cec: 'blue', R_u: 'violet', R_r: 'magenta', R_n: 'green' },
  curves: { steps: [], cumulative: CAROUSEL_AND_RNN, bound: null },
  movedAtRest: 'R_n',
};
