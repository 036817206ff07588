/** What words mean in each cell: its own, and those that mean something else there than in general. */
import type { GlossaryId } from '../glossaryTerms';
import type { Explanation } from '../term';
import { GRU_EXPLANATIONS } from './gruExplanations';
import type { WordedCell } from './index';
import { LSTM_EXPLANATIONS } from './lstmExplanations';

type Explanations = Readonly<Partial<Record<GlossaryId, Explanation>>>;

export const CELL_EXPLANATIONS: Readonly<Record<WordedCell, Explanations>> = {
  rnn: {},
  lstm: LSTM_EXPLANATIONS,
  gru: GRU_EXPLANATIONS,
};
