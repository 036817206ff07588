/** What is known of large random networks: their spectra, the mean field, the transition to chaos, and Lyapunov exponents. */
import { above, below, type Claim, growth, within } from './claim';
import { BAI_YIN_1986, SOMPOLINSKY_1988 } from './sources';

const RNN = { cell: 'rnn' } as const;
/** Wide enough for the theory of infinitely many units to be read off one draw. */
const WIDE = { ...RNN, radii: 'drawn', hiddenSize: 256, inputSize: 64, steps: 61 } as const;
const LSTM = { cell: 'lstm', forgetBias: 1, spectralRadius: 8 } as const;
const RADIUS = { kind: 'spectrum', edge: 'W_h', of: 'radius' } as const;
const NORM = { kind: 'spectrum', edge: 'W_h', of: 'norm' } as const;

export const RANDOM_MATRICES: readonly Claim[] = [
  {
    id: 'circular-law',
    title: 'A large Gaussian matrix of variance 1/N has a spectral radius near 1, but its σ_max is near 2.',
    source: BAI_YIN_1986('for both limits; that the eigenvalues fill the disc is the circular law (Girko 1984)'),
    settings: WIDE,
    draws: 'any',
    checks: [
      {
        what: 'spectral radius of W_h as drawn, 256 units',
        measure: RADIUS,
        expected: 1,
        tolerance: within(0.07),
        format: 'number',
      },
      { what: 'its σ_max', measure: NORM, expected: 2, tolerance: within(0.04), format: 'number' },
    ],
    explanation:
      'Some direction is stretched twofold in one step although no eigenvalue is above 1 by much: a random matrix is far from normal. So σ_max says that the gradient may explode, the radius that it hardly will, and both are right: one about a single step, the other about many.',
  },
  {
    id: 'pytorch-default-radius',
    title:
      'PyTorch’s default draws a plain RNN’s matrix with a spectral radius near 1/√3: the gradient vanishes from the start.',
    // U(−a, a) with a = 1/√N has the variance a²/3 = 1/(3N).
    source: {
      text: 'PyTorch documentation, torch.nn.RNN (weights from U(−√k, √k) with k = 1/N); the limits: Bai & Yin 1986 (doi 10.1007/BF00324852)',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html',
    },
    settings: { ...WIDE, weights: 'pytorch' },
    draws: 'any',
    checks: [
      {
        what: 'spectral radius of W_h as drawn, 256 units: 1/√3',
        measure: RADIUS,
        expected: 1 / Math.sqrt(3),
        tolerance: within(0.1),
        format: 'number',
      },
      { what: 'its σ_max: 2/√3', measure: NORM, expected: 2 / Math.sqrt(3), tolerance: within(0.04), format: 'number' },
      {
        what: 'factor per step of ‖δh‖ over 50 steps without input, where tanh′ is 1: 1/√3',
        changes: { input: 'none' },
        measure: growth(0, 50),
        expected: 1 / Math.sqrt(3),
        tolerance: within(0.1),
        format: 'number',
      },
    ],
    explanation:
      'Numbers spread evenly between −1/√N and 1/√N have a variance of 1/(3N), a third of what brings the radius to 1. An untrained network of this kind keeps little more than half of its gradient at each step, and less where the input bends tanh.',
  },
  {
    id: 'mean-field-growth',
    title: 'In a wide random RNN the gradient changes by a factor near √χ at each step, with χ = σ_w² E[φ′²].',
    // √χ from the fixed point q = σ_w² E[tanh²(√q z)] + s², z standard normal, s the input strength; the tests integrate it anew.
    source: {
      text: 'Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017, Deep Information Propagation; for RNNs Chen, Pennington & Schoenholz 2018 (arXiv 1806.05394)',
      url: 'https://arxiv.org/abs/1611.01232',
    },
    settings: WIDE,
    draws: 'any',
    checks: [
      {
        what: 'factor per step over 50 steps, σ_w = 1, input strength 1',
        measure: growth(0, 50),
        expected: 0.63157,
        tolerance: within(0.03),
        format: 'number',
      },
      {
        what: 'the same, input strength ½',
        changes: { inputStrength: 0.5 },
        measure: growth(0, 50),
        expected: 0.7615,
        tolerance: within(0.03),
        format: 'number',
      },
      {
        what: 'the same, input strength 2',
        changes: { inputStrength: 2 },
        measure: growth(0, 50),
        expected: 0.48828,
        tolerance: within(0.03),
        format: 'number',
      },
      {
        // The draw of the page has a spectral radius of 1.03605; 2.0721 makes it twice the draw, and other draws nearly so.
        what: 'the same, σ_w = 2 or nearly so, input strength 1',
        changes: { radii: 'together', spectralRadius: 2.0721 },
        measure: growth(0, 50),
        expected: 1.04705,
        tolerance: within(0.05),
        format: 'number',
      },
    ],
    explanation:
      'With many random units one can average: each step multiplies the squared gradient by χ, the variance of the weights times the mean of tanh′². A stronger input makes tanh flatter and χ smaller; larger weights make χ larger, and above 1 the gradient explodes. One network of 256 units agrees to 2 or 3 %.',
  },
  {
    id: 'transition-at-one',
    title:
      'Left alone, a large random tanh RNN falls silent below a radius of 1, and its gradient vanishes; well above, it is chaotic, and the gradient explodes.',
    source: SOMPOLINSKY_1988,
    settings: {
      ...RNN,
      hiddenSize: 256,
      spectralRadius: 1.5,
      input: 'none',
      initialState: 'random',
      steps: 200,
    },
    draws: 'any',
    checks: [
      {
        what: 'factor per step of ‖δh‖ between 50 and 199 steps back, radius 0.9: it vanishes by the radius',
        changes: { spectralRadius: 0.9 },
        measure: growth(50, 199),
        expected: 0.9,
        tolerance: within(0.03),
        format: 'number',
      },
      {
        what: 'the same, radius 1.5: it explodes',
        measure: growth(50, 199),
        expected: 1,
        tolerance: above,
        format: 'number',
      },
    ],
    explanation:
      'Below 1 the state dies out, tanh′ becomes 1, and the gradient decays with the powers of the matrix alone. Above 1 the state never comes to rest and neighbouring states part for ever; what parts forwards grows backwards. The paper’s network runs in continuous time, this one in steps: the transition stands at the same place.',
  },
  {
    id: 'gradient-grows-as-neighbours-part',
    title: 'The gradient grows on its way back as fast as neighbouring runs part on their way forth.',
    source: {
      text: 'Vogt, Puelma Touzel, Shlizerman & Lajoie 2022, On Lyapunov Exponents for RNNs: Understanding Information Propagation Using Dynamical Systems Tools',
      url: 'https://doi.org/10.3389/fams.2022.818799',
    },
    settings: { ...RNN, spectralRadius: 4 },
    draws: 'any',
    checks: [
      {
        what: 'factor per step by which two neighbouring runs part, radius 4',
        measure: { kind: 'neighbours', of: 'factor' },
        expected: 1.1,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'that factor over the gradient’s own, from the last step to the first',
        measure: { kind: 'neighbours', of: 'againstGradient' },
        expected: 1,
        tolerance: within(0.08),
        format: 'number',
      },
      {
        what: 'factor per step by which they part, radius 1: they meet',
        changes: { spectralRadius: 1 },
        measure: { kind: 'neighbours', of: 'factor' },
        expected: 0.7,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'that factor over the gradient’s own',
        changes: { spectralRadius: 1 },
        measure: { kind: 'neighbours', of: 'againstGradient' },
        expected: 1,
        tolerance: within(0.04),
        format: 'number',
      },
      {
        what: 'the same of an LSTM, bias 1, radius 8',
        changes: LSTM,
        measure: { kind: 'neighbours', of: 'againstGradient' },
        expected: 1,
        tolerance: within(0.08),
        format: 'number',
      },
      {
        what: 'what that LSTM’s loss changes by between the two, over what the gradient at the first step says',
        changes: LSTM,
        measure: { kind: 'neighbours', of: 'lossChange' },
        expected: 1,
        tolerance: within(1e-3),
        format: 'number',
      },
    ],
    explanation:
      'Two runs that start a millionth apart are followed forwards, with no gradient anywhere, and brought back to that distance at every step. Both ways multiply by the same Jacobians, only from other ends and in other directions, so the rates agree up to a few percent after 99 steps and exactly in the long run: the largest Lyapunov exponent. How much the loss differs at the end is what the gradient said at the first step, to all the digits that two nearby runs can tell.',
  },
];
