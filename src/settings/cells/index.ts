/** The recurrent cells, by name. */
import { GRU } from './gru';
import { LSTM } from './lstm';
import { RNN } from './rnn';

export const CELLS = { rnn: RNN, lstm: LSTM, gru: GRU } as const;

export type Cell = keyof typeof CELLS;
type Records = (typeof CELLS)[Cell];
export type Edge = Records['edges'][number]['id'];
export type Cuttable = Edge | Records['within'][number]['id'];
export type GateOf<C extends Cell> = (typeof CELLS)[C]['gates'][number];
export type ParameterName = Records['parameters'][number];
/** `c`: the cell; `y`: the output; `h`: the one state that is both. */
export type StatePart = Records['state'][number];
