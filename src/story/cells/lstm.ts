/** What is said of the LSTM, with the symbols of Greff et al., arXiv 1503.04069 (terms of the backward pass: appendix A.3). */
import type { CellPart, Quantity } from '../../engine/walk';
import type { StepWalk, WordsOf } from './cell';
import { nonlinearity } from './nonlinearity';

/** Through a recurrent matrix, from output to output. */
const toOutput = (quantity: Quantity, node: CellPart, throughCell = true): StepWalk => ({
  lands: 'y',
  from: { quantity, node },
  throughCell,
});
const toCell = (from: StepWalk['from']): StepWalk => ({ lands: 'c', from, throughCell: false });

export const LSTM: WordsOf<'lstm'> = {
  edges: {
    cec: {
      symbol: { base: 'carousel', sub: '' },
      title: 'CEC',
      term: 'δcᵗ⁺¹ ⊙ fᵗ⁺¹',
      factor: () => 'f',
      walk: toCell(null),
    },
    R_z: {
      symbol: { base: 'R', sub: 'z' },
      title: 'block input',
      term: 'R_zᵀ δz̄ᵗ⁺¹',
      factor: (settings) => `i ⊙ ${nonlinearity(settings).word}′(z̄)`,
      walk: toOutput('δz̄', 'z'),
    },
    R_i: {
      symbol: { base: 'R', sub: 'i' },
      title: 'input gate',
      term: 'R_iᵀ δīᵗ⁺¹',
      factor: () => 'z ⊙ σ′(ī)',
      walk: toOutput('δī', 'i'),
    },
    R_f: {
      symbol: { base: 'R', sub: 'f' },
      title: 'forget gate',
      term: 'R_fᵀ δf̄ᵗ⁺¹',
      factor: () => 'cᵗ⁻¹ ⊙ σ′(f̄)',
      walk: toOutput('δf̄', 'f'),
    },
    R_o: {
      symbol: { base: 'R', sub: 'o' },
      title: 'output gate',
      term: 'R_oᵀ δōᵗ⁺¹',
      factor: (settings) => `${nonlinearity(settings).word}(c) ⊙ σ′(ō)`,
      walk: toOutput('δō', 'o', false),
    },
    p_i: {
      symbol: { base: 'p', sub: 'i' },
      title: 'input peephole',
      term: 'p_i ⊙ δīᵗ⁺¹',
      factor: () => 'p_i ⊙ z ⊙ σ′(ī)',
      walk: toCell({ quantity: 'δī', node: 'i' }),
    },
    p_f: {
      symbol: { base: 'p', sub: 'f' },
      title: 'forget peephole',
      term: 'p_f ⊙ δf̄ᵗ⁺¹',
      factor: () => 'p_f ⊙ cᵗ⁻¹ ⊙ σ′(f̄)',
      walk: toCell({ quantity: 'δf̄', node: 'f' }),
    },
    p_o: {
      symbol: { base: 'p', sub: 'o' },
      title: 'output peephole',
      term: 'p_o ⊙ δōᵗ',
      factor: (settings) => `p_o ⊙ ${nonlinearity(settings).word}(c) ⊙ σ′(ō)`,
      walk: {
        within: [
          { quantity: 'δc', place: { kind: 'node', node: 'c' } },
          { quantity: 'p_o ⊙ δō', place: { kind: 'edge', edge: 'p_o' } },
          { quantity: 'δō', place: { kind: 'node', node: 'o' } },
          { quantity: 'δy', place: { kind: 'node', node: 'y' } },
        ],
      },
    },
  },
  parameters: {
    ...{ W_z: 'R_z', R_z: 'R_z', b_z: 'R_z' },
    ...{ W_i: 'R_i', R_i: 'R_i', b_i: 'R_i' },
    ...{ W_f: 'R_f', R_f: 'R_f', b_f: 'R_f' },
    ...{ W_o: 'R_o', R_o: 'R_o', b_o: 'R_o' },
    ...{ p_i: 'p_i', p_f: 'p_f', p_o: 'p_o' },
  },
  wholeRows: {
    c: { term: 'δcᵗ', plain: 'cell gradient', spoken: 'all paths, the whole gradient δc at the cell' },
    y: { term: 'δyᵗ', plain: 'output gradient', spoken: 'all paths, the whole gradient at the output' },
  },
  stateNorm: '‖g‖₂',
};
