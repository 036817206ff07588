/** The words of the field, in plain words, each with its formula. One entry a term; `spellings` are how the page writes it. */

export interface GlossaryEntry {
  readonly id: string;
  /** As a heading. */
  readonly term: string;
  /** Lower case; the longest that fits a text wins. */
  readonly spellings: readonly string[];
  readonly plain: string;
  /** Plain text with `_x` subscripts, as elsewhere; null where there is nothing to compute. */
  readonly formula: string | null;
}

const entry = (
  id: string,
  term: string,
  spellings: readonly string[],
  plain: string,
  formula: string | null,
): GlossaryEntry => ({ id, term, spellings, plain, formula });

export const GLOSSARY: readonly GlossaryEntry[] = [
  entry(
    'gradient',
    'Gradient',
    ['gradient', 'gradients'],
    'How much the loss would change if a number in the network changed a little: what learning has to go by.',
    'δyᵗ = ∂E/∂yᵗ',
  ),
  entry(
    'loss',
    'Loss',
    ['loss’s gradient', 'the loss', 'loss'],
    'One number E that says how wrong the output is. Here only its direction matters: Δ, of norm 1, is sent into the last step (or every step).',
    'Δᵗ = ∂E/∂yᵗ, straight from the loss',
  ),
  entry(
    'bptt',
    'Back-propagation through time',
    ['back-propagation through time', 'backward sweep', 'bptt', 'backward pass'],
    'The network is laid out step by step, and the chain rule is followed from the last step to the first: at each step the gradient is multiplied by that step’s Jacobian.',
    '∂E/∂sᵗ = (∂sᵗ⁺¹/∂sᵗ)ᵀ ∂E/∂sᵗ⁺¹ + what the loss adds',
  ),
  entry(
    'lag',
    'Lag',
    ['lag', 'steps back'],
    'How many steps the gradient has come back: from the last step T to step t.',
    'T − t',
  ),
  entry(
    'unit',
    'Unit',
    ['hidden units', 'unit by unit', 'units', 'unit'],
    'One of the N numbers that make up the network’s state; one line of a heatmap.',
    null,
  ),
  entry(
    'cell',
    'Cell',
    ['cell'],
    'The LSTM’s memory: one number a unit, kept from step to step by the forget gate and fed by the input gate.',
    'cᵗ = zᵗ ⊙ iᵗ + cᵗ⁻¹ ⊙ fᵗ',
  ),
  entry(
    'output',
    'Output',
    ['output'],
    'What the LSTM shows of its cell, to the loss and to its own gates at the next step.',
    'yᵗ = tanh(cᵗ) ⊙ oᵗ',
  ),
  entry(
    'gate',
    'Gate',
    ['gates', 'gate'],
    'A number between 0 (shut) and 1 (open) that something else is multiplied by. It is computed from the input and the last output.',
    'gᵗ = σ(W_g xᵗ + R_g yᵗ⁻¹ + b_g)',
  ),
  entry(
    'forget-gate',
    'Forget gate',
    ['forget gate', 'forget-gate bias', 'forget bias'],
    'How much of the cell is kept at a step: 1 keeps all, 0 forgets all. Its bias sets where it rests: with bias b it starts near σ(b).',
    'fᵗ = σ(W_f xᵗ + R_f yᵗ⁻¹ + b_f); memory of about −1 / ln f steps',
  ),
  entry(
    'input-gate',
    'Input gate',
    ['input gate'],
    'How much of the block input is let into the cell at a step.',
    'iᵗ = σ(W_i xᵗ + R_i yᵗ⁻¹ + b_i)',
  ),
  entry(
    'output-gate',
    'Output gate',
    ['output gate'],
    'How much of the cell is shown to the outside. Its own way back, from output to output through R_o, never touches the cell.',
    'oᵗ = σ(W_o xᵗ + R_o yᵗ⁻¹ + b_o)',
  ),
  entry(
    'block-input',
    'Block input',
    ['block input'],
    'What is offered to the cell at a step: the new content, before the input gate.',
    'zᵗ = tanh(W_z xᵗ + R_z yᵗ⁻¹ + b_z)',
  ),
  entry(
    'carousel',
    'Constant error carousel (CEC)',
    ['carousel alone', 'constant error carousel', 'carousel', 'cec'],
    'The way from the cell straight to the cell of the step before. The gradient is only multiplied by the forget gate, by no matrix: why an LSTM’s gradient does not vanish as fast.',
    'δcᵗ⁺¹ ⊙ fᵗ⁺¹',
  ),
  entry(
    'peephole',
    'Peephole',
    ['peepholes', 'peephole'],
    'One weight a unit through which a gate looks at the cell itself, and through which gradient flows back into it.',
    'īᵗ = … + p_i ⊙ cᵗ⁻¹',
  ),
  entry(
    'recurrent-matrix',
    'Recurrent matrix',
    ['recurrent matrices', 'recurrent matrix', 'recurrent weights'],
    'The weights by which the last output acts on this step: R_z, R_i, R_f, R_o in the LSTM, W_h in the plain RNN. Going back, the gradient is multiplied by their transposes.',
    'R_zᵀ δz̄ᵗ⁺¹',
  ),
  entry(
    'spectral-radius',
    'Spectral radius',
    ['spectral radius', 'radius'],
    'The largest |eigenvalue| of a matrix. It rules what happens after very many multiplications; a single one may stretch by more.',
    'ρ(R) = max |λ_k|',
  ),
  entry(
    'eigenvalue',
    'Eigenvalue',
    ['eigenvalues', 'eigenvalue'],
    'A number λ by which the matrix only scales some direction: R v = λ v. Inside the unit circle the direction shrinks, outside it grows; complex ones turn as well.',
    'R v = λ v',
  ),
  entry(
    'spectral-norm',
    'Spectral norm, largest singular value',
    ['spectral norm', 'singular values', 'singular value', 'σ_max', 'largest singular value'],
    'The most by which one multiplication can stretch any vector. Never below the spectral radius; equal to it for a normal matrix.',
    '‖R‖₂ = σ_max = max ‖R v‖₂ / ‖v‖₂',
  ),
  entry(
    'non-normal',
    'Non-normal',
    ['non-normal', 'not normal', 'normal'],
    'A matrix whose eigenvectors are not at right angles. Its powers can first grow, although every eigenvalue says that they shrink.',
    'R Rᵀ ≠ Rᵀ R',
  ),
  entry(
    'jacobian',
    'Jacobian',
    ['step jacobian', 'jacobians', 'jacobian'],
    'The table of all derivatives of one step’s state by the state before: what a step does to a small change, and, transposed, to the gradient.',
    'Jᵗ = ∂sᵗ/∂sᵗ⁻¹, s = (c, y)',
  ),
  entry(
    'step-norm',
    'Step norm',
    ['step norms', 'step norm'],
    'The most by which one step can stretch a gradient: the largest singular value of its Jacobian. Below 1 at every step, the gradient must vanish.',
    '‖∂sᵗ/∂sᵗ⁻¹‖₂',
  ),
  entry(
    'cumulative-norm',
    'Cumulative norm',
    ['cumulative norms', 'cumulative norm'],
    'The most that can be left of any gradient after its way from the last step back to step t: the norm of the product of all Jacobians between.',
    '‖∂sᵀ/∂sᵗ‖₂ = ‖Jᵀ ⋯ Jᵗ⁺¹‖₂',
  ),
  entry(
    'path',
    'Path',
    ['this path alone', 'paths', 'path'],
    'One way taken at every step. “Alone” is the sweep in which every other way is cut: what a text about LSTMs usually calls its gradient, and often far from the whole.',
    null,
  ),
  entry(
    'message',
    'Message, arriving',
    ['messages', 'message', 'arriving'],
    'The vector that one way delivers to a step in the whole sweep. Messages sum to the gradient; as vectors they partly cancel, so their norms do not add up.',
    'δyᵗ = Δᵗ + Σ messages',
  ),
  entry(
    'crossings',
    'Crossings',
    ['crossings', 'crossing'],
    'Of the steps that the gradient has come back, how many it spent on each way. They sum to the lag. Negative: this way works against the others.',
    'crossings_e = ∂ ln‖gᵗ‖ / ∂ ln λ_e,  Σ = T − t',
  ),
  entry(
    'cut',
    'Cut',
    ['cut'],
    'Lets no gradient through a way, at any step. The forward pass, and so every other number, stays as it is.',
    null,
  ),
  entry(
    'norm',
    'Norm ‖·‖₂',
    ['norm'],
    'The length of a vector; of a matrix, the most by which it can stretch one.',
    '‖v‖₂ = √(v₁² + v₂² + …)',
  ),
  entry(
    'truncation',
    'Truncation',
    ['truncation', 'truncated'],
    'Following the gradient only so many steps back, to save time and memory: what lies further back is never learnt from.',
    null,
  ),
  entry(
    'clipping',
    'Clipping',
    ['clipping', 'clipped', 'max norm'],
    'Scaling the whole gradient down when its norm is too large: its direction stays, so it tames explosions and does nothing against vanishing.',
    'g · min(1, max_norm / (‖g‖₂ + 10⁻⁶))',
  ),
  entry(
    'plain-rnn',
    'Plain RNN',
    ['plain rnn', 'rnn', 'ghost'],
    'A recurrent network without gates. Here it is drawn with the LSTM’s own R_z and W_z, so that the two compare.',
    'hᵗ = tanh(W_x xᵗ + W_h hᵗ⁻¹ + b)',
  ),
  entry(
    'at-rest',
    'At rest, max|μ|',
    ['at rest', 'max|μ|'],
    'Without input and from a zero state every step has the same Jacobian; its eigenvalues μ then say for sure whether gradients grow.',
    'μ_k = σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z)',
  ),
  entry(
    'saturated',
    'Saturated',
    ['saturated', 'saturation'],
    'A gate that is nearly shut or fully open. It hardly answers to its inputs any more, so almost no gradient flows through its matrix.',
    'σ′(x) → 0 for large |x|',
  ),
  entry(
    'chrono',
    'Chrono biases',
    ['chrono biases', 'chrono'],
    'Forget-gate biases drawn so that the units’ memories are spread over the length of the sequence (Tallec & Ollivier 2018).',
    'b_f = ln U(1, T − 1), b_i = −b_f',
  ),
];

const SPELLED = new Map(GLOSSARY.flatMap((known) => known.spellings.map((spelling) => [spelling, known] as const)));
/** Longest first, so that “spectral radius” is not taken for “radius”; whole words only. */
const ANY = new RegExp(
  `(?<![\\p{L}\\p{N}_])(${[...SPELLED.keys()]
    .sort((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[|\\^$.*+?()[\]{}]/g, '\\$&'))
    .join('|')})(?![\\p{L}\\p{N}_])`,
  'giu',
);

export interface GlossedPart {
  readonly text: string;
  /** The entry that explains it; null for what lies between. */
  readonly entry: GlossaryEntry | null;
}

/** A text in parts, with the first occurrence of each known term marked, but for the entries in `skip`. */
export function gloss(text: string, skip: readonly string[] = []): readonly GlossedPart[] {
  const parts: GlossedPart[] = [];
  const seen = new Set(skip);
  let end = 0;
  for (const match of text.matchAll(ANY)) {
    const found = SPELLED.get(match[0].toLowerCase());
    if (found === undefined || seen.has(found.id)) continue;
    seen.add(found.id);
    if (match.index > end) parts.push({ text: text.slice(end, match.index), entry: null });
    parts.push({ text: match[0], entry: found });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), entry: null });
  return parts;
}

export function glossaryEntry(id: string): GlossaryEntry {
  const found = GLOSSARY.find((known) => known.id === id);
  if (found === undefined) throw new Error(`the glossary has no “${id}”`);
  return found;
}
