/** The cell of Greff et al., arXiv 1503.04069, figure 1, turned so that every recurrent path is one straight lane. */
import type { CellRecord } from './cell';
import { CAROUSEL_AND_RNN } from './curves';

export const LSTM: CellRecord = {
  layout: {
    cell: 'c',
    bar: 'y',
    // A gate's peephole above its matrix.
    lanes: [
      { edge: 'cec', from: 'c', to: 'cell', wire: null },
      { edge: 'p_f', from: 'f', to: 'cell', wire: null, riser: 23 },
      { edge: 'R_f', from: 'f', to: 'bar', wire: 'gate' },
      { edge: 'p_i', from: 'i', to: 'cell', wire: null, riser: 13 },
      { edge: 'R_i', from: 'i', to: 'bar', wire: 'gate' },
      { edge: 'R_z', from: 'z', to: 'bar', wire: 'gate' },
      { edge: 'R_o', from: 'o', to: 'bar', wire: 'output' },
    ],
    within: [{ edge: 'p_o', lane: 'R_o', quantity: 'p_o ⊙ δō' }],
  },
  curves: {
    steps: [{ name: 'step.cellToCell', text: 'c → c', colour: 'ink', dash: '1 3', frames: 'soft' }],
    cumulative: CAROUSEL_AND_RNN,
    bound: null,
  },
  movedAtRest: 'R_z',
};
