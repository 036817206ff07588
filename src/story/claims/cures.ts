/** What has been proposed to keep a plain RNN's gradient alive, and what the mean field says of a random one. */
import { above, below, type Claim, within } from './claim';

const RNN = { network: 'rnn' } as const;
/** Wide enough for the theory of infinitely many units to be read off one draw. */
const WIDE = { ...RNN, radii: 'drawn', hiddenSize: 256, inputSize: 64, steps: 61 } as const;
const GROWTH = { kind: 'growth', curve: 'g', from: 0, to: 50 } as const;

export const CURES: readonly Claim[] = [
  {
    id: 'relu-does-not-save-it',
    title: 'ReLU, whose slope is 1, does not save the gradient: it vanishes or explodes all the same.',
    // Every second unit is off, so a Gaussian matrix of variance σ²/N passes on σ²/2 of ‖g‖²: 1/√2 of ‖g‖ for σ = 1.
    source: {
      text: 'He, Zhang, Ren & Sun 2015, Delving Deep into Rectifiers, section 2.2 (the factor ½ of a ReLU layer)',
      url: 'https://arxiv.org/abs/1502.01852',
    },
    settings: { ...RNN, activation: 'relu' },
    checks: [
      {
        what: '‖δh‖ 99 steps back, spectral radius 1',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -4,
        tolerance: below,
        format: 'log10',
      },
      {
        what: '‖δh‖ 99 steps back, spectral radius 3',
        changes: { spectralRadius: 3 },
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'factor per step over 50 steps, 256 units and weights of variance 1/N: 1/√2',
        changes: WIDE,
        measure: GROWTH,
        expected: Math.SQRT1_2,
        tolerance: within(0.03),
        format: 'number',
      },
    ],
    explanation:
      'An active ReLU has slope 1, but about half of the units are off at any step and pass nothing. Together with the matrix that makes a factor of about 1/√2 per step in a wide network (0.62 in this one), and what stays active is still multiplied by the same matrix at every step.',
  },
  {
    id: 'identity-relu-holds',
    title: 'A ReLU network that starts with the identity matrix holds its gradient at any lag.',
    source: {
      text: 'Le, Jaitly & Hinton 2015, A Simple Way to Initialize Recurrent Networks of Rectified Linear Units',
      url: 'https://arxiv.org/abs/1504.00941',
    },
    // The paper's start: identity matrix, biases zero. Without input, the units that start above 0 stay active.
    settings: { ...RNN, activation: 'relu', weights: 'identity', input: 'none', initialState: 'random' },
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
        measure: { kind: 'growth', curve: 'g', from: 1, to: 99 },
        expected: 1,
        tolerance: within(1e-12),
        format: 'number',
      },
      {
        what: 'the same factor with 0.9 times the identity',
        changes: { spectralRadius: 0.9 },
        measure: { kind: 'growth', curve: 'g', from: 1, to: 99 },
        expected: 0.9,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'Identity matrix and slope 1: an active unit hands its gradient to itself, unchanged, at every step. Units that are off pass nothing, so the gradient drops once, at the first step back, and then stays as it is.',
  },
  {
    id: 'orthogonal-holds',
    title: 'An orthogonal matrix keeps the gradient of a linear RNN at its size through a thousand steps.',
    source: {
      text: 'Saxe, McClelland & Ganguli 2013, Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Neural Networks; for RNNs Arjovsky, Shah & Bengio 2016 (arXiv 1511.06464)',
      url: 'https://arxiv.org/abs/1312.6120',
    },
    settings: { ...RNN, activation: 'identity', weights: 'orthogonal', steps: 1000 },
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
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -4,
        tolerance: below,
        format: 'log10',
      },
    ],
    explanation:
      'An orthogonal matrix only turns vectors, and products of orthogonal matrices are orthogonal: no direction shrinks or grows. It is the linear part that is saved, though. With tanh the slopes below 1 are still there, and the gradient vanishes.',
  },
  {
    id: 'mean-field-growth',
    title: 'In a wide random RNN the gradient grows by √χ per step, with χ = σ_w² E[φ′²].',
    // √χ from the fixed point q = σ_w² E[tanh²(√q z)] + s², z standard normal, s the input strength; the tests integrate it anew.
    source: {
      text: 'Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017, Deep Information Propagation; for RNNs Chen, Pennington & Schoenholz 2018 (arXiv 1806.05394)',
      url: 'https://arxiv.org/abs/1611.01232',
    },
    settings: WIDE,
    checks: [
      {
        what: 'factor per step over 50 steps, σ_w = 1, input strength 1',
        measure: GROWTH,
        expected: 0.63157,
        tolerance: within(0.03),
        format: 'number',
      },
      {
        what: 'the same, input strength ½',
        changes: { inputStrength: 0.5 },
        measure: GROWTH,
        expected: 0.7615,
        tolerance: within(0.03),
        format: 'number',
      },
      {
        what: 'the same, input strength 2',
        changes: { inputStrength: 2 },
        measure: GROWTH,
        expected: 0.48828,
        tolerance: within(0.03),
        format: 'number',
      },
      {
        // This draw has a spectral radius of 1.03605; 2.0721 makes it twice the draw.
        what: 'the same, σ_w = 2, input strength 1',
        changes: { radii: 'together', spectralRadius: 2.0721 },
        measure: GROWTH,
        expected: 1.04705,
        tolerance: within(0.03),
        format: 'number',
      },
    ],
    explanation:
      'With many random units one can average: each step multiplies the squared gradient by χ, the variance of the weights times the mean of tanh′². A stronger input makes tanh flatter and χ smaller; larger weights make χ larger, and above 1 the gradient explodes. One network of 256 units agrees to about 2 %.',
  },
];
