/** What has been proposed to keep a plain RNN's gradient alive: ReLU, the identity, orthogonal matrices. */
import { above, below, type Claim, growth, log10At, within } from './claim';

const RNN = { cell: 'rnn' } as const;
const WIDE = { ...RNN, hiddenSize: 256, inputSize: 64, steps: 61 } as const;
const LARGEST_FACTOR = { kind: 'largestFactor', of: 'norm' } as const;

export const CURES: readonly Claim[] = [
  {
    id: 'relu-does-not-save-it',
    title:
      'ReLU, whose slope is 1, does not save the gradient of an RNN with Gaussian weights: it vanishes or explodes all the same.',
    // Every second unit is off, so a Gaussian matrix of variance σ²/N passes on σ²/2 of ‖g‖²: 1/√2 of ‖g‖ for σ = 1.
    source: {
      text: 'He, Zhang, Ren & Sun 2015, Delving Deep into Rectifiers, section 2.2 (the factor ½ of a ReLU layer)',
      url: 'https://arxiv.org/abs/1502.01852',
    },
    settings: { ...RNN, activation: 'relu' },
    draws: 'any',
    checks: [
      {
        what: '‖δh‖ 99 steps back, spectral radius 1',
        measure: log10At(99),
        expected: -4,
        tolerance: below,
        format: 'log10',
      },
      {
        what: '‖δh‖ 99 steps back, spectral radius 3',
        changes: { spectralRadius: 3 },
        measure: log10At(99),
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'factor per step over 50 steps, 256 units and weights of variance 1/N: 1/√2',
        changes: { ...WIDE, radii: 'drawn' },
        measure: growth(0, 50),
        expected: Math.SQRT1_2,
        tolerance: within(0.07),
        format: 'number',
      },
    ],
    explanation:
      'An active ReLU has slope 1, but about half of the units are off at any step and pass nothing. Together with a random matrix that makes a factor near 1/√2 per step in a wide network, and what stays active is still multiplied by the same matrix at every step. Another matrix can do better: see the next claim.',
  },
  {
    id: 'identity-relu-holds',
    title: 'Without input, a ReLU network that starts with the identity matrix holds its gradient at any lag.',
    source: {
      text: 'Le, Jaitly & Hinton 2015, A Simple Way to Initialize Recurrent Networks of Rectified Linear Units',
      url: 'https://arxiv.org/abs/1504.00941',
    },
    // The paper's start: identity matrix, biases zero. Without input, the units that start above 0 stay active.
    settings: { ...RNN, activation: 'relu', weights: 'identity', input: 'none', initialState: 'random' },
    draws: 'any',
    checks: [
      {
        what: '‖∂hᵀ/∂h¹‖ over 99 steps',
        measure: { kind: 'norm', curve: 'cumulative.state', lag: 99 },
        expected: 1,
        tolerance: within(1e-12),
        format: 'number',
      },
      {
        what: 'factor per step of ‖δh‖ between 1 and 99 steps back',
        measure: growth(1, 99),
        expected: 1,
        tolerance: within(1e-12),
        format: 'number',
      },
      {
        what: 'the same factor with 0.9 times the identity',
        changes: { spectralRadius: 0.9 },
        measure: growth(1, 99),
        expected: 0.9,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'Identity matrix and slope 1: an active unit hands its gradient to itself, unchanged, at every step. Units that are off pass nothing, so the gradient drops once, at the first step back, and then stays as it is. Input that switches units off takes some of it away.',
  },
  {
    id: 'orthogonal-holds',
    title: 'An orthogonal matrix keeps the gradient of a linear RNN at its size through a thousand steps.',
    source: {
      text: 'Saxe, McClelland & Ganguli 2013, Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Neural Networks; for RNNs Arjovsky, Shah & Bengio 2016 (arXiv 1511.06464)',
      url: 'https://arxiv.org/abs/1312.6120',
    },
    settings: { ...RNN, activation: 'identity', weights: 'orthogonal', steps: 1000 },
    draws: 'any',
    checks: [
      {
        what: '‖δh‖ 999 steps back',
        measure: { kind: 'norm', curve: 'g', lag: 999 },
        expected: 1,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: '‖∂hᵀ/∂h¹‖ over 999 steps',
        measure: { kind: 'norm', curve: 'cumulative.state', lag: 999 },
        expected: 1,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: '‖δh‖ 99 steps back with tanh instead: not enough then',
        changes: { activation: 'tanh', steps: 100 },
        measure: log10At(99),
        expected: -4,
        tolerance: below,
        format: 'log10',
      },
    ],
    explanation:
      'An orthogonal matrix only turns vectors, and products of orthogonal matrices are orthogonal: no direction shrinks or grows. It is the linear part that is saved, though. With tanh and noise the slopes below 1 are still there, and the gradient vanishes.',
  },
  {
    id: 'orthogonal-relu-shrinks',
    title:
      'With noise, an orthogonal matrix and ReLU shrink the gradient of a wide RNN by a factor near 1/√2 at each step.',
    source: {
      text: 'Pennington, Schoenholz & Ganguli 2017, Resurrecting the Sigmoid in Deep Learning through Dynamical Isometry: Theory and Practice',
      url: 'https://arxiv.org/abs/1711.04735',
    },
    settings: { ...WIDE, activation: 'relu', weights: 'orthogonal' },
    draws: 'any',
    checks: [
      {
        what: 'factor per step of ‖δh‖ over 60 steps, 256 units and noise: 1/√2',
        measure: growth(0, 60),
        expected: Math.SQRT1_2,
        tolerance: within(0.06),
        format: 'number',
      },
      {
        what: 'the same of a linear network: exactly kept',
        changes: { activation: 'identity' },
        measure: growth(0, 60),
        expected: 1,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'The matrix keeps every direction, and the ReLU of noise drops half of the units at each step, and with them about half of ‖δh‖². No orthogonal matrix can make up for that: the paper finds that ReLU networks cannot have all their singular values near 1, as linear and some sigmoidal ones can.',
  },
  {
    id: 'orthogonal-relu-never-grows',
    title: 'With an orthogonal matrix and ReLU the gradient never grows on its way back from the last step.',
    source: {
      text: 'Arjovsky, Shah & Bengio 2016, Unitary Evolution Recurrent Neural Networks, section 2',
      url: 'https://arxiv.org/abs/1511.06464',
    },
    settings: { ...RNN, activation: 'relu', weights: 'orthogonal' },
    draws: 'any',
    checks: [
      {
        what: 'the largest ‖δhᵗ⁻¹‖ / ‖δhᵗ‖ of all steps',
        measure: LARGEST_FACTOR,
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        what: '‖∂hᵗ/∂hᵗ⁻¹‖, the most that any gradient could grow in a step',
        measure: { kind: 'largest', curve: 'step.state' },
        expected: 1,
        tolerance: within(1e-12),
        format: 'number',
      },
      {
        what: 'the largest ‖δhᵗ⁻¹‖ / ‖δhᵗ‖ with a Gaussian matrix of radius 3 instead',
        changes: { weights: 'gaussian', spectralRadius: 3 },
        measure: LARGEST_FACTOR,
        expected: 1,
        tolerance: above,
        format: 'number',
      },
    ],
    explanation:
      'The matrix keeps the length of every vector and the slope of ReLU is 0 or 1, so no step’s Jacobian has a norm above 1, and neither has their product. That rules the explosion out. It does not rule out that the gradient vanishes, which it does here, and that is why the paper has other bends than ReLU too.',
  },
];
