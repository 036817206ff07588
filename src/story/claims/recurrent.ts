/** The plain RNN: when its gradient vanishes, when it explodes, and what the recurrent matrix does and does not decide. */
import { above, below, type Claim, exactly, within } from './claim';
import { BENGIO_1994, HOCHREITER_1997, PASCANU_2013 } from './sources';

const RNN = { network: 'rnn' } as const;
const SHEAR_NORMS = [
  [1, 10.025],
  [2, 10.006],
  [3, 7.502],
  [4, 5.001],
] as const;

export const RECURRENT: readonly Claim[] = [
  {
    id: 'tanh-rnn-vanishes',
    title: 'A tanh RNN’s gradient vanishes exponentially, here with a spectral radius of 1.',
    source: HOCHREITER_1997('section 3.1'),
    settings: RNN,
    checks: [
      {
        what: '‖δh‖ at the first step, 99 steps back',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -10,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'factor per step between 10 and 99 steps back',
        measure: { kind: 'growth', curve: 'g', from: 10, to: 99 },
        expected: 1,
        tolerance: below,
        format: 'number',
      },
    ],
    explanation:
      'Each step back multiplies the gradient by the recurrent matrix and by tanh′. The matrix alone would keep its size about as it is, but the input pushes the units to where tanh is flat, and tanh′ is then well below 1. A factor below 1 at every step is an exponential decay.',
  },
  {
    id: 'tanh-rnn-explodes',
    title: 'A tanh RNN’s gradient explodes when the recurrent weights are large enough.',
    source: HOCHREITER_1997('section 3.1'),
    settings: { ...RNN, spectralRadius: 4 },
    checks: [
      {
        what: '‖δh‖ at the first step, 99 steps back',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
      {
        what: '‖∂hᵀ/∂h¹‖, the most that any gradient grows over 99 steps',
        measure: { kind: 'log10', curve: 'cumulative.state', lag: 99 },
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'With a spectral radius of 4 the matrix wins against the flat parts of tanh: the gradient grows at most steps. A weight update with such a gradient throws the network far away from where it was.',
  },
  {
    id: 'norm-below-one-vanishes',
    title: 'A recurrent matrix with σ_max below 1 is enough to make a tanh RNN’s gradient vanish.',
    source: PASCANU_2013('section 2.1'),
    settings: { ...RNN, weights: 'orthogonal', spectralRadius: 0.9 },
    checks: [
      {
        what: 'σ_max of W_h (γ = 1 for tanh)',
        measure: { kind: 'spectrum', edge: 'W_h', of: 'norm' },
        expected: 0.9,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        // 99 · log10 0.9
        what: '‖δh‖ 99 steps back, against the bound σ_max⁹⁹',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -4.529991565506836,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'the same without input, where tanh′ is 1 and the bound is reached',
        changes: { input: 'none' },
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -4.529991565506836,
        tolerance: within(1e-9),
        format: 'log10',
      },
    ],
    explanation:
      'No step can pass on more than γσ_max of the gradient, where γ = 1 is the steepest slope of tanh. Here that is 0.9, so after 99 steps at most 0.9⁹⁹ is left, whatever the input does. Without input the bound is reached exactly.',
  },
  {
    id: 'norm-above-one-may-vanish',
    title: 'σ_max above 1 is needed to make a tanh RNN’s gradient explode, but it is not enough.',
    source: PASCANU_2013('section 2.1'),
    settings: { ...RNN, weights: 'orthogonal', spectralRadius: 1.5 },
    checks: [
      {
        what: 'σ_max of W_h (γ = 1 for tanh)',
        measure: { kind: 'spectrum', edge: 'W_h', of: 'norm' },
        expected: 1,
        tolerance: above,
        format: 'number',
      },
      {
        what: '‖δh‖ 99 steps back: it vanishes all the same',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -4,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'the same with σ_max = 4: now it explodes',
        changes: { spectralRadius: 4 },
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'The bound says what a step can pass on at most, not what it does. Every direction is stretched by 1.5 here, yet tanh′ takes away more than the matrix gives, and the gradient dies. Only a larger matrix makes it explode.',
  },
  {
    id: 'radius-below-one-grows',
    title: 'A spectral radius below 1 does not stop a gradient from growing at first.',
    // The 2 × 2 example is the project's own: powers of [[.5, 10], [0, .5]], whose singular values are known on paper.
    source: PASCANU_2013(
      'section 2.1 (the preprint, arXiv 1211.5063, has the largest eigenvalue where the proceedings have the largest singular value)',
    ),
    settings: {
      ...RNN,
      activation: 'identity',
      weights: 'jordan',
      spectralRadius: 0.5,
      hiddenSize: 2,
      steps: 20,
      input: 'none',
      initialState: 'random',
    },
    checks: [
      {
        what: 'spectral radius of W_h',
        measure: { kind: 'spectrum', edge: 'W_h', of: 'radius' },
        expected: 0.5,
        tolerance: exactly,
        format: 'number',
      },
      ...SHEAR_NORMS.map(([lag, expected]) => ({
        what: `‖∂hᵀ/∂hᵗ‖ ${lag === 1 ? '1 step' : `${lag} steps`} back`,
        measure: { kind: 'norm', curve: 'cumulative.state', lag } as const,
        expected,
        tolerance: within(1e-4),
        format: 'number' as const,
      })),
      {
        what: '‖∂hᵀ/∂hᵗ‖ 7 steps back, still above 1',
        measure: { kind: 'norm', curve: 'cumulative.state', lag: 7 },
        expected: 1,
        tolerance: above,
        format: 'number',
      },
      {
        what: '‖∂hᵀ/∂hᵗ‖ 8 steps back, the first below 1',
        measure: { kind: 'norm', curve: 'cumulative.state', lag: 8 },
        expected: 0.625,
        tolerance: within(1e-4),
        format: 'number',
      },
    ],
    explanation:
      'W_h = [[0.5, 10], [0, 0.5]] has no eigenvalue above 0.5, so in the long run everything decays. But one unit feeds the other with weight 10, and a gradient that takes this way once is ten times larger. Eigenvalues tell the end of the story, singular values its first steps.',
  },
  {
    id: 'latch-forgets-its-gradient',
    title: 'A unit that holds a bit safely lets no gradient through.',
    source: BENGIO_1994,
    settings: {
      ...RNN,
      weights: 'identity',
      spectralRadius: 1.5,
      hiddenSize: 1,
      input: 'none',
      initialState: 'random',
    },
    checks: [
      {
        // h = tanh(1.5 h) has the solutions ±0.85862; the factor there is 1.5 (1 − h²).
        what: 'factor per step between 10 and 60 steps back, in the state that the unit falls into',
        measure: { kind: 'growth', curve: 'g', from: 10, to: 60 },
        expected: 0.39431303,
        tolerance: within(1e-6),
        format: 'number',
      },
      {
        what: '‖δh‖ 99 steps back',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -30,
        tolerance: below,
        format: 'log10',
      },
    ],
    explanation:
      'With a weight of 1.5 the unit falls into one of two states, h = ±0.859, and small disturbances die out: that is what makes it a safe memory. A disturbance that dies out forwards is a gradient that dies out backwards, by the factor 1.5 · tanh′ = 0.394 at every step.',
  },
  {
    id: 'sigmoid-weight-below-four',
    title: 'With a sigmoid, no weight below 4 can pass on more gradient than it receives.',
    source: HOCHREITER_1997('section 3.1'),
    settings: {
      ...RNN,
      activation: 'sigmoid',
      weights: 'identity',
      spectralRadius: 3.9,
      // The state 1/2 then stands at the steepest point of σ.
      blockBias: -1.95,
      hiddenSize: 1,
      inputSize: 1,
      inputStrength: 5,
      steps: 200,
    },
    checks: [
      {
        // σ′ is at most 1/4, so the factor is at most 3.9 / 4; 200 random inputs come within a tenth of a percent of it.
        what: 'largest factor |w σ′| of all 200 steps, w = 3.9',
        measure: { kind: 'largest', curve: 'step.state' },
        expected: 0.975,
        tolerance: within(1e-3),
        format: 'number',
      },
      {
        what: 'the same, which must stay below 1',
        measure: { kind: 'largest', curve: 'step.state' },
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        // 199 · log10 0.975
        what: '‖δh‖ 199 steps back, against the bound 0.975¹⁹⁹',
        measure: { kind: 'log10', curve: 'g', lag: 199 },
        expected: -2.1880814759911753,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'largest factor with w = 6',
        changes: { spectralRadius: 6, blockBias: -3 },
        measure: { kind: 'largest', curve: 'step.state' },
        expected: 1,
        tolerance: above,
        format: 'number',
      },
    ],
    explanation:
      'The steepest slope of the logistic function is ¼, so one unit that feeds back into itself with weight w multiplies the gradient by |w|/4 at most. Strong random input drives the unit over its whole range here, and the largest factor comes close to 3.9/4 but never reaches 1. From |w| = 4 on it can.',
  },
];
