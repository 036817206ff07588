/** What the recurrent matrix’s eigenvalues and singular values decide about a plain RNN’s gradient, and what they do not. */
import { above, below, type Claim, growth, log10At, within } from './claim';
import { PASCANU_2013 } from './sources';

const RNN = { cell: 'rnn' } as const;
const SHEAR_NORMS = [
  [1, 10.025],
  [2, 10.006],
  [3, 7.502],
  [4, 5.001],
] as const;

export const SPECTRA: readonly Claim[] = [
  {
    id: 'norm-below-one-vanishes',
    title: 'A recurrent matrix with σ_max below 1 is enough to make a tanh RNN’s gradient vanish.',
    source: PASCANU_2013('section 2.1'),
    settings: { ...RNN, spectralRadius: 0.4 },
    draws: 'any',
    checks: [
      {
        what: 'σ_max of W_h as drawn and brought to a radius of 0.4 (γ = 1 for tanh)',
        measure: { kind: 'spectrum', edge: 'W_h', of: 'norm' },
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the largest ‖∂hᵗ/∂hᵗ⁻¹‖ of all steps with noise',
        measure: { kind: 'largest', curve: 'step.state' },
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        // 99 · log10 0.9
        what: '‖δh‖ 99 steps back, an orthogonal W_h times 0.9, against the bound σ_max⁹⁹',
        changes: { weights: 'orthogonal', spectralRadius: 0.9 },
        measure: log10At(99),
        expected: -4.529991565506836,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'the same without input, where tanh′ is 1 and the bound is reached',
        changes: { weights: 'orthogonal', spectralRadius: 0.9, input: 'none' },
        measure: log10At(99),
        expected: -4.529991565506836,
        tolerance: within(1e-9),
        format: 'log10',
      },
    ],
    explanation:
      'No step can pass on more than γσ_max of the gradient, where γ = 1 is the steepest slope of tanh. With 0.9 at most 0.9⁹⁹ is left after 99 steps, whatever the input does. Without input an orthogonal matrix reaches the bound exactly.',
  },
  {
    id: 'norm-above-one-may-vanish',
    title: 'σ_max above 1 is needed to make a tanh RNN’s gradient explode, but it is not enough.',
    source: PASCANU_2013('section 2.1'),
    settings: { ...RNN, spectralRadius: 1.5 },
    draws: 'any',
    checks: [
      {
        what: 'σ_max of W_h as drawn and brought to a radius of 1.5 (γ = 1 for tanh)',
        measure: { kind: 'spectrum', edge: 'W_h', of: 'norm' },
        expected: 2,
        tolerance: above,
        format: 'number',
      },
      {
        what: '‖δh‖ 99 steps back: it vanishes all the same',
        measure: log10At(99),
        expected: -4,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'the same with a radius of 4: now it explodes',
        changes: { spectralRadius: 4 },
        measure: log10At(99),
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'The bound says what a step can pass on at most, not what it does. Some direction is stretched by more than 2 here, yet tanh′ takes away more than the matrix gives on average, and the gradient dies. Only a larger matrix makes it explode.',
  },
  {
    id: 'radius-below-one-grows',
    title: 'A spectral radius below 1 does not stop a gradient from growing at first.',
    // The 2 × 2 example is the project's own: powers of [[.5, 10], [0, .5]], whose singular values are known on paper.
    source: PASCANU_2013(
      'section 2.1, and it corrects the preprint (arXiv 1211.5063), which has the largest eigenvalue where the proceedings have the largest singular value',
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
    draws: 'any',
    checks: [
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
      {
        // ‖Wᵏ‖ is about 10 k 0.5ᵏ⁻¹ for a large k: 0.5 · 1.999^(1/999) a step.
        what: 'its factor per step between 1000 and 1999 steps back: the spectral radius',
        changes: { steps: 2000 },
        measure: growth(1000, 1999, 'cumulative.state'),
        expected: 0.5,
        tolerance: within(1e-3),
        format: 'number',
      },
    ],
    explanation:
      'A radius below 1 as the condition for vanishing, which the preprint has and many quote, is corrected here. W_h = [[0.5, 10], [0, 0.5]] has no eigenvalue above 0.5, so in the long run everything decays. But one unit feeds the other with weight 10, and a gradient that takes this way once is ten times larger. Eigenvalues tell the end of the story, singular values its first steps.',
  },
  {
    id: 'linear-vanishes-at-its-radius',
    title: 'In the long run a linear RNN’s gradient shrinks by its spectral radius at every step, if that is below 1.',
    source: PASCANU_2013('section 2.1'),
    settings: { ...RNN, activation: 'identity', spectralRadius: 0.9, steps: 600 },
    draws: 'any',
    checks: [
      {
        what: 'factor per step of ‖δh‖ between 100 and 599 steps back, radius 0.9',
        measure: growth(100, 599),
        expected: 0.9,
        tolerance: within(2e-3),
        format: 'number',
      },
      {
        what: 'the same of ‖∂hᵀ/∂hᵗ‖, the most that any gradient keeps',
        measure: growth(100, 599, 'cumulative.state'),
        expected: 0.9,
        tolerance: within(2e-3),
        format: 'number',
      },
      {
        what: 'the same of ‖δh‖ with a radius of 1.02: it grows by that',
        changes: { spectralRadius: 1.02 },
        measure: growth(100, 599),
        expected: 1.02,
        tolerance: within(2e-3),
        format: 'number',
      },
    ],
    explanation:
      'Without a bend every step’s Jacobian is the matrix itself, whatever the input, and a high power of a matrix grows or shrinks by its largest eigenvalue. Below 1 the gradient is sure to vanish, above 1 sure to explode (but for a gradient that lies in none of the growing directions). With tanh neither is sure.',
  },
];
