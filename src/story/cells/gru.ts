/** What is said of the GRU (spec, section 6): u keeps, r resets, n is the candidate; h is cell and output in one. */
import type { CellPart, Quantity } from '../../engine/walk';
import type { StepWalk, WordsOf } from './cell';

/** From state to state: there is nothing else for a gradient to land on. */
const toState = (from: StepWalk['from']): StepWalk => ({ lands: 'h', from, throughCell: false });
const through = (quantity: Quantity, node: CellPart): StepWalk => toState({ quantity, node });

export const GRU: WordsOf<'gru'> = {
  edges: {
    cec: {
      symbol: { base: 'carousel', sub: '' },
      title: 'CEC',
      term: 'δhᵗ⁺¹ ⊙ uᵗ⁺¹',
      factor: () => 'u',
      walk: toState(null),
    },
    R_u: {
      symbol: { base: 'R', sub: 'u' },
      title: 'update gate',
      term: 'R_uᵀ δūᵗ⁺¹',
      factor: () => '(hᵗ⁻¹ − n) ⊙ σ′(ū)',
      walk: through('δū', 'u'),
    },
    R_r: {
      symbol: { base: 'R', sub: 'r' },
      title: 'reset gate',
      term: 'R_rᵀ δr̄ᵗ⁺¹',
      factor: () => '(1 − u) ⊙ tanh′(n̄) ⊙ m ⊙ σ′(r̄)',
      walk: through('δr̄', 'r'),
    },
    R_n: {
      symbol: { base: 'R', sub: 'n' },
      title: 'candidate',
      term: 'R_nᵀ δmᵗ⁺¹',
      factor: () => '(1 − u) ⊙ tanh′(n̄) ⊙ r',
      walk: through('δm', 'n'),
    },
  },
  parameters: {
    ...{ W_u: 'R_u', R_u: 'R_u', b_u: 'R_u' },
    ...{ W_r: 'R_r', R_r: 'R_r', b_r: 'R_r' },
    ...{ W_n: 'R_n', R_n: 'R_n', b_n: 'R_n', b_m: 'R_n' },
  },
  wholeRows: { y: { term: 'δhᵗ', plain: 'state gradient', spoken: 'all paths, the whole gradient at the state' } },
  stateNorm: '‖δh‖₂',
};
