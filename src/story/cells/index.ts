/** What is said differently of each cell, by its name. */
import type { CellWords } from './cell';
import { GRU } from './gru';
import { LSTM } from './lstm';
import { RNN } from './rnn';

const CELL_WORDS = { rnn: RNN, lstm: LSTM, gru: GRU } as const;

/** The cells that have words. */
export type WordedCell = keyof typeof CELL_WORDS;

export const WORDED_CELLS = Object.keys(CELL_WORDS) as readonly WordedCell[];

export function wordsOf(cell: WordedCell): CellWords {
  return CELL_WORDS[cell];
}
