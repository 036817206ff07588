/** The equations of each cell, by its name; loaded with the view that shows them. */
import { LSTM_EQUATIONS } from './lstmEquations';
import { RNN_EQUATIONS } from './rnnEquations';

export const CELL_EQUATIONS = { rnn: RNN_EQUATIONS, lstm: LSTM_EQUATIONS } as const;
