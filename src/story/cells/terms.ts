/** The words that belong to one cell. */
import { LSTM_TERMS } from './lstmTerms';

export const CELL_TERMS = [...LSTM_TERMS] as const;
