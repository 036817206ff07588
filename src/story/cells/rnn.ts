/** What is said of the plain RNN: h̄ᵗ = W_x xᵗ + W_h hᵗ⁻¹ + b, hᵗ = φ(h̄ᵗ) (spec, section 1). */
import type { WordsOf } from './cell';

export const RNN: WordsOf<'rnn'> = {
  edges: {
    W_h: {
      symbol: { base: 'W', sub: 'h' },
      title: 'recurrent weights',
      term: 'W_hᵀ δh̄ᵗ⁺¹',
      factor: () => 'φ′(h̄)',
      walk: { lands: 'h', from: { quantity: 'δh̄', node: 'h̄' }, throughCell: false },
    },
  },
  parameters: { W_x: 'W_h', W_h: 'W_h', b: 'W_h' },
  wholeRows: { y: { term: 'δhᵗ', plain: 'state gradient', spoken: 'all paths, the whole gradient at the output' } },
  stateNorm: '‖δh‖₂',
};
