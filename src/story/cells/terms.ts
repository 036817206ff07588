/** The words that belong to one cell. */
import { GRU_TERMS } from './gruTerms';
import { LSTM_TERMS } from './lstmTerms';

export const CELL_TERMS = [...LSTM_TERMS, ...GRU_TERMS] as const;
