/** What the words of the glossary mean: in plain words, and the formula with `_x` subscripts, null where there is nothing to compute. */
import { WORDED_CELLS, type WordedCell } from './cells';
import type { Nonlinearities } from './cells/cell';
import { CELL_EXPLANATIONS } from './cells/explanations';
import type { CELL_TERMS } from './cells/terms';
import type { GlossaryId } from './glossaryTerms';
import type { Explanation } from './term';

type Shown = Nonlinearities & { readonly cell: WordedCell };

/** What a word means on a page that shows this network; one that belongs to other cells means what it does in the first of them. */
export function explanationOf(id: GlossaryId, shown: Shown): Explanation {
  const inCell = (cell: WordedCell): Explanation | undefined => CELL_EXPLANATIONS[cell](shown)[id];
  const elsewhere = (): Explanation | undefined => WORDED_CELLS.map(inCell).find((found) => found !== undefined);
  return inCell(shown.cell) ?? GENERAL[id as GeneralId] ?? (elsewhere() as Explanation);
}

type GeneralId = Exclude<GlossaryId, (typeof CELL_TERMS)[number]['id'] | 'output' | 'at-rest'>;

const GENERAL: Readonly<Record<GeneralId, Explanation>> = {
  gradient: {
    plain: 'How much the loss would change if a number in the network changed a little: what learning has to go by.',
    formula: 'δyᵗ = ∂E/∂yᵗ',
  },
  loss: {
    plain:
      'One number E that says how wrong the output is. Here only its direction matters: Δ, of norm 1, is sent into the last step (or every step).',
    formula: 'Δᵗ = ∂E/∂yᵗ, straight from the loss',
  },
  bptt: {
    plain:
      'The network is laid out step by step, and the chain rule is followed from the last step to the first: at each step the gradient is multiplied by that step’s Jacobian.',
    formula: '∂E/∂sᵗ = (∂sᵗ⁺¹/∂sᵗ)ᵀ ∂E/∂sᵗ⁺¹ + what the loss adds',
  },
  lag: { plain: 'How many steps the gradient has come back: from the last step T to step t.', formula: 'T − t' },
  unit: { plain: 'One of the N numbers that make up the network’s state; one line of a heatmap.', formula: null },
  gate: {
    plain:
      'A number between 0 (shut) and 1 (open) that something else is multiplied by. It is computed from the input and the last output.',
    formula: 'gᵗ = σ(W_g xᵗ + R_g yᵗ⁻¹ + b_g)',
  },
  carousel: {
    plain:
      'The way from the cell straight to the cell of the step before. The gradient is only multiplied by the forget gate, by no matrix: why an LSTM’s gradient does not vanish as fast.',
    formula: 'δcᵗ⁺¹ ⊙ fᵗ⁺¹',
  },
  'recurrent-matrix': {
    plain:
      'The weights by which the last output acts on this step: R_z, R_i, R_f, R_o in the LSTM, W_h in the plain RNN. Going back, the gradient is multiplied by their transposes.',
    formula: 'R_zᵀ δz̄ᵗ⁺¹',
  },
  'spectral-radius': {
    plain:
      'The largest |eigenvalue| of a matrix. It rules what happens after very many multiplications; a single one may stretch by more.',
    formula: 'ρ(R) = max |λ_k|',
  },
  eigenvalue: {
    plain:
      'A number λ by which the matrix only scales some direction: R v = λ v. Inside the unit circle the direction shrinks, outside it grows; complex ones turn as well.',
    formula: 'R v = λ v',
  },
  'spectral-norm': {
    plain:
      'The most by which one multiplication can stretch any vector. Never below the spectral radius; equal to it for a normal matrix.',
    formula: '‖R‖₂ = σ_max = max ‖R v‖₂ / ‖v‖₂',
  },
  'non-normal': {
    plain:
      'A matrix whose eigenvectors are not at right angles. Its powers can first grow, although every eigenvalue says that they shrink.',
    formula: 'R Rᵀ ≠ Rᵀ R',
  },
  jacobian: {
    plain:
      'The table of all derivatives of one step’s state by the state before: what a step does to a small change, and, transposed, to the gradient.',
    formula: 'Jᵗ = ∂sᵗ/∂sᵗ⁻¹, s = (c, y)',
  },
  'step-norm': {
    plain:
      'The most by which one step can stretch a gradient: the largest singular value of its Jacobian. Below 1 at every step, the gradient must vanish.',
    formula: '‖∂sᵗ/∂sᵗ⁻¹‖₂',
  },
  'cumulative-norm': {
    plain:
      'The most that can be left of any gradient after its way from the last step back to step t: the norm of the product of all Jacobians between.',
    formula: '‖∂sᵀ/∂sᵗ‖₂ = ‖Jᵀ ⋯ Jᵗ⁺¹‖₂',
  },
  path: {
    plain:
      'One way taken at every step. “Alone” is the sweep in which every other way is cut: what a text about LSTMs usually calls its gradient, and often far from the whole.',
    formula: null,
  },
  message: {
    plain:
      'The vector that one way delivers to a step in the whole sweep. Messages sum to the gradient; as vectors they partly cancel, so their norms do not add up.',
    formula: 'δyᵗ = Δᵗ + Σ messages',
  },
  residual: {
    plain:
      'What every way delivers to a step, and what the loss adds there, must sum to the gradient that is there. Here is how nearly the computed numbers do: only rounding may be missing.',
    formula: 'Δᵗ + messages on y = δyᵗ;  messages on c + Qᵗ ⊙ δyᵗ = δcᵗ',
  },
  scale: {
    plain:
      'Every size is divided by the loss’s own, so 10⁰ is “as large as at the loss”. Each tick further is a thousand or a million times more or less: a log scale.',
    formula: '‖δ‖₂ / max ‖Δᵗ‖₂; for one unit |δ_k| √N / max ‖Δᵗ‖₂',
  },
  activation: {
    plain:
      'The function that bends the state at every step. Going back, the gradient is multiplied by its slope, which is at most 1 for tanh and ReLU and ¼ for the sigmoid.',
    formula: 'hᵗ = φ(h̄ᵗ),  factor φ′(h̄ᵗ)',
  },
  crossings: {
    plain:
      'Of the steps that the gradient has come back, how many it spent on each way. They sum to the lag. Negative: this way works against the others.',
    formula: 'crossings_e = ∂ ln‖gᵗ‖ / ∂ ln λ_e,  Σ = T − t',
  },
  cut: {
    plain:
      'Lets no gradient through a way, at any step. The forward pass and the Jacobians’ norms stay as they are; every gradient that would have come that way changes.',
    formula: null,
  },
  norm: {
    plain: 'The length of a vector; of a matrix, the most by which it can stretch one.',
    formula: '‖v‖₂ = √(v₁² + v₂² + …)',
  },
  truncation: {
    plain:
      'Following the gradient only so many steps back, to save time and memory: what lies further back is never learnt from.',
    formula: null,
  },
  clipping: {
    plain:
      'Scaling the whole gradient down when its norm is too large: its direction stays, so it tames explosions and does nothing against vanishing.',
    formula: 'g · min(1, max_norm / (‖g‖₂ + 10⁻⁶))',
  },
  'plain-rnn': {
    plain:
      'A recurrent network without gates. Here it is drawn with the LSTM’s own R_z and W_z, so that the two compare.',
    formula: 'hᵗ = tanh(W_x xᵗ + W_h hᵗ⁻¹ + b)',
  },
  saturated: {
    plain:
      'A gate that is nearly shut or fully open. It hardly answers to its inputs any more, so almost no gradient flows through its matrix.',
    formula: 'σ′(x) → 0 for large |x|',
  },
  digits: {
    plain:
      'Every number is computed twice, the second time with every weight and input moved in its last bits. What the two have in common holds. Where the forward pass is chaotic it magnifies rounding step by step: in the end no digit holds, and the range that the two span stands there.',
    formula: 'digits = −log₁₀(|a − b| / max(|a|, |b|))',
  },
};
