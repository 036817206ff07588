/** The equations of each cell, by its name; loaded with the view that shows them. */
import { GRU_EQUATIONS } from './gruEquations';
import { LSTM_EQUATIONS } from './lstmEquations';
import { RNN_EQUATIONS } from './rnnEquations';

export const CELL_EQUATIONS = { rnn: RNN_EQUATIONS, lstm: LSTM_EQUATIONS, gru: GRU_EQUATIONS } as const;
