/** Files have two biases for each gate, of the input and of the recurrent product; the engine adds them up where only the sum matters. */
import type { Cell } from '../../settings/cells';
import type { ParameterName } from '../../settings/edges';

export interface Biases {
  readonly input: readonly ParameterName[];
  readonly recurrent: readonly ParameterName[];
}

const same = (names: readonly ParameterName[]): Biases => ({ input: names, recurrent: names });

const BIASES: Readonly<Record<Cell, Biases>> = {
  rnn: same(['b']),
  lstm: same(['b_i', 'b_f', 'b_z', 'b_o']),
  gru: { input: ['b_r', 'b_u', 'b_n'], recurrent: ['b_r', 'b_u', 'b_m'] },
};

export const biasesOf = (cell: Cell): Biases => BIASES[cell];
