/** What the GRU's own words mean, and what common words mean in a GRU. */
import type { GlossaryId } from '../glossaryTerms';
import type { Explanation } from '../term';

export const GRU_EXPLANATIONS = {
  'update-gate': {
    plain:
      'How much of the state is kept at a step: 1 keeps all, 0 takes the candidate in its place. PyTorch and Keras call it z. Its bias is for a GRU’s memory what the forget gate’s is for an LSTM’s.',
    formula: 'uᵗ = σ(W_u xᵗ + R_u hᵗ⁻¹ + b_u); memory of about −1 / ln u steps',
  },
  'reset-gate': {
    plain: 'How much the last state has to say in the candidate at a step: 0 makes the candidate of the input alone.',
    formula: 'rᵗ = σ(W_r xᵗ + R_r hᵗ⁻¹ + b_r)',
  },
  candidate: {
    plain: 'What is offered to the state at a step: the new content, which the update gate lets in by 1 − u.',
    formula: 'nᵗ = tanh(W_n xᵗ + b_n + rᵗ ⊙ (R_n hᵗ⁻¹ + b_m))',
  },
  cell: {
    plain: 'A GRU keeps its memory in its state: one number a unit, kept from step to step by the update gate.',
    formula: 'hᵗ = (1 − uᵗ) ⊙ nᵗ + uᵗ ⊙ hᵗ⁻¹',
  },
  output: {
    plain: 'A GRU shows all of its state, to the loss and to its own gates at the next step.',
    formula: 'hᵗ = (1 − uᵗ) ⊙ nᵗ + uᵗ ⊙ hᵗ⁻¹',
  },
  gradient: {
    plain: 'How much the loss would change if a number in the network changed a little: what learning has to go by.',
    formula: 'δhᵗ = ∂E/∂hᵗ',
  },
  loss: {
    plain:
      'One number E that says how wrong the output is. Here only its direction matters: Δ, of norm 1, is sent into the last step (or every step).',
    formula: 'Δᵗ = ∂E/∂hᵗ, straight from the loss',
  },
  gate: {
    plain:
      'A number between 0 (shut) and 1 (open) that something else is multiplied by. It is computed from the input and the last state.',
    formula: 'gᵗ = σ(W_g xᵗ + R_g hᵗ⁻¹ + b_g)',
  },
  carousel: {
    plain:
      'The way from the state straight to the state of the step before. The gradient is only multiplied by the update gate, by no matrix: why a GRU’s gradient does not vanish as fast.',
    formula: 'δhᵗ⁺¹ ⊙ uᵗ⁺¹',
  },
  'recurrent-matrix': {
    plain:
      'The weights by which the last state acts on this step: R_u, R_r, R_n in the GRU, W_h in the plain RNN. Going back, the gradient is multiplied by their transposes.',
    formula: 'R_nᵀ δmᵗ⁺¹',
  },
  jacobian: {
    plain:
      'The table of all derivatives of one step’s state by the state before: what a step does to a small change, and, transposed, to the gradient.',
    formula: 'Jᵗ = ∂hᵗ/∂hᵗ⁻¹',
  },
  message: {
    plain:
      'The vector that one way delivers to a step in the whole sweep. Messages sum to the gradient; as vectors they partly cancel, so their norms do not add up.',
    formula: 'δhᵗ = Δᵗ + Σ messages',
  },
  residual: {
    plain:
      'What every way delivers to a step, and what the loss adds there, must sum to the gradient that is there. Here is how nearly the computed numbers do: only rounding may be missing.',
    formula: 'Δᵗ + messages = δhᵗ',
  },
  'plain-rnn': {
    plain:
      'A recurrent network without gates. Here it is drawn with the GRU’s own R_n and W_n, so that the two compare.',
    formula: 'hᵗ = tanh(W_x xᵗ + W_h hᵗ⁻¹ + b)',
  },
  'at-rest': {
    plain:
      'Without input and from a zero state every step has the same Jacobian; its eigenvalues μ then say for sure whether gradients grow. The update bias sets how fast, not whether.',
    formula: 'μ_k = σ(b_u) + (1 − σ(b_u)) σ(b_r) λ_k(R_n)',
  },
  chrono: {
    plain:
      'Update-gate biases drawn so that the units’ memories are spread over the length of the sequence (Tallec & Ollivier 2018).',
    formula: 'b_u = ln U(1, T − 1)',
  },
} as const satisfies Partial<Record<GlossaryId, Explanation>>;
