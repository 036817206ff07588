/** What words mean in each cell: its own, and those that mean something else there than in general. */
import type { GlossaryId } from '../glossaryTerms';
import type { Explanation } from '../term';
import type { Nonlinearities } from './cell';
import { GRU_EXPLANATIONS } from './gruExplanations';
import type { WordedCell } from './index';
import { lstmExplanations } from './lstmExplanations';

type Explanations = Readonly<Partial<Record<GlossaryId, Explanation>>>;

export const CELL_EXPLANATIONS: Readonly<Record<WordedCell, (settings: Nonlinearities) => Explanations>> = {
  rnn: () => ({}),
  lstm: lstmExplanations,
  gru: () => GRU_EXPLANATIONS,
};
