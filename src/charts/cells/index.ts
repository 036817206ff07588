/** What is drawn differently of each cell, by its name. */
import type { CellRecord } from './cell';
import { GRU } from './gru';
import { LSTM } from './lstm';
import { RNN } from './rnn';

const DRAWN = { rnn: RNN, lstm: LSTM, gru: GRU } as const;

/** The cells that can be drawn. */
export type DrawnCell = keyof typeof DRAWN;

export function drawingOf(cell: DrawnCell): CellRecord {
  return DRAWN[cell];
}
