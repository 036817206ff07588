/** What the LSTM's own words mean. */
import type { Explanation } from '../term';
import type { Nonlinearities } from './cell';
import type { LSTM_TERMS } from './lstmTerms';
import { nonlinearity } from './nonlinearity';

/** Its own words, and those of which the formula is its own. */
type OwnId = (typeof LSTM_TERMS)[number]['id'] | 'output' | 'at-rest';

export const lstmExplanations = (settings: Nonlinearities): Readonly<Record<OwnId, Explanation>> => ({
  cell: {
    plain: 'The LSTM’s memory: one number a unit, kept from step to step by the forget gate and fed by the input gate.',
    formula: 'cᵗ = zᵗ ⊙ iᵗ + cᵗ⁻¹ ⊙ fᵗ',
  },
  'forget-gate': {
    plain:
      'How much of the cell is kept at a step: 1 keeps all, 0 forgets all. Its bias sets where it rests: with bias b it starts near σ(b).',
    formula: 'fᵗ = σ(W_f xᵗ + R_f yᵗ⁻¹ + b_f); memory of about −1 / ln f steps',
  },
  'input-gate': {
    plain: 'How much of the block input is let into the cell at a step.',
    formula: 'iᵗ = σ(W_i xᵗ + R_i yᵗ⁻¹ + b_i)',
  },
  'output-gate': {
    plain:
      'How much of the cell is shown to the outside. Its own way back, from output to output through R_o, never touches the cell.',
    formula: 'oᵗ = σ(W_o xᵗ + R_o yᵗ⁻¹ + b_o)',
  },
  'block-input': {
    plain: 'What is offered to the cell at a step: the new content, before the input gate.',
    formula: `zᵗ = ${nonlinearity(settings).word}(W_z xᵗ + R_z yᵗ⁻¹ + b_z)`,
  },
  peephole: {
    plain:
      'One weight a unit through which a gate looks at the cell itself, and through which gradient flows back into it.',
    formula: 'īᵗ = … + p_i ⊙ cᵗ⁻¹',
  },
  chrono: {
    plain:
      'Forget-gate biases drawn so that the units’ memories are spread over the length of the sequence (Tallec & Ollivier 2018).',
    formula: 'b_f = ln U(1, T − 1), b_i = −b_f',
  },
  output: {
    plain: 'What the LSTM shows of its cell, to the loss and to its own gates at the next step.',
    formula: `yᵗ = ${nonlinearity(settings).word}(cᵗ) ⊙ oᵗ`,
  },
  'at-rest': {
    plain:
      'Without input and from a zero state every step has the same Jacobian; its eigenvalues μ then say for sure whether gradients grow.',
    // ReLU′(0) = 0 shuts the way through R_z.
    formula: settings.cellActivation === 'relu' ? 'μ_k = σ(b_f)' : 'μ_k = σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z)',
  },
});
