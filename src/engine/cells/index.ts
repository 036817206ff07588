/** The engine's record of each cell. */
import type { Cell } from '../../settings/cells';
import type { EngineCell } from './cell';
import { GRU } from './gru';
import type { GruTrace } from './gruForward';
import { LSTM } from './lstm';
import type { LstmTrace } from './lstmForward';
import type { Networks } from './networks';
import { RNN } from './rnn';
import type { RnnTrace } from './rnnForward';

export interface Traces {
  readonly rnn: RnnTrace;
  readonly lstm: LstmTrace;
  readonly gru: GruTrace;
}

const ENGINE_CELLS: { readonly [C in Cell]: EngineCell<Networks[C], Traces[C]> } = { rnn: RNN, lstm: LSTM, gru: GRU };

/**
 * The record of a cell. Where the cell is known only at run time `C` is `Cell`, and the record takes any network or trace: the compiler
 * does not see that they have to be of this cell. They are, where the name comes from the network or the trace itself.
 */
export function cellOf<C extends Cell>(cell: C): EngineCell<Networks[C], Traces[C]> {
  return ENGINE_CELLS[cell];
}
