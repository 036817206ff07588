/** What is drawn differently of each cell, by its name. */
import type { Cuttable } from '../../settings/cells';
import type { CellRecord, Hue } from './cell';
import { GRU } from './gru';
import { LSTM } from './lstm';
import { RNN } from './rnn';

const DRAWN = { rnn: RNN, lstm: LSTM, gru: GRU } as const;

/** The cells that can be drawn. */
export type DrawnCell = keyof typeof DRAWN;

const HUES: Readonly<Partial<Record<Cuttable, Hue>>> = Object.assign(
  {},
  ...Object.values(DRAWN).map(({ hues }) => hues),
);

export function drawingOf(cell: DrawnCell): CellRecord {
  return DRAWN[cell];
}

/** The same in every cell that has the path. */
export function hueOf(edge: Cuttable): Hue {
  return HUES[edge] as Hue;
}
