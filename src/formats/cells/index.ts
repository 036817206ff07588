/** The layout of each cell in PyTorch's files: LSTM i, f, g, o (g is z); GRU r, z, n (z is u), with two biases of n (spec, section 6). */
import type { Cell } from '../../settings/cells';
import { type Layout, summed } from './layout';

const LAYOUTS: Readonly<Record<Cell, Layout>> = {
  rnn: { blocks: [summed('W_x', 'W_h', 'b')] },
  lstm: {
    blocks: [
      summed('W_i', 'R_i', 'b_i'),
      summed('W_f', 'R_f', 'b_f'),
      summed('W_z', 'R_z', 'b_z'),
      summed('W_o', 'R_o', 'b_o'),
    ],
  },
  gru: {
    blocks: [
      summed('W_r', 'R_r', 'b_r'),
      summed('W_u', 'R_u', 'b_u'),
      { input: 'W_n', recurrent: 'R_n', inputBias: 'b_n', recurrentBias: 'b_m' },
    ],
  },
};

export function layoutOf(cell: Cell): Layout {
  return LAYOUTS[cell];
}

/** The cell that has this many blocks of N rows; undefined where none has. */
export function cellWith(blocks: number): Cell | undefined {
  return (Object.keys(LAYOUTS) as Cell[]).find((cell) => LAYOUTS[cell].blocks.length === blocks);
}
