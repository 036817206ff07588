/** Why an LSTM can explode although its carousel never multiplies by more than 1. */
import { above, below, type Claim, exactly, growth, log10At, within } from './claim';
import { CROSS_VALIDATED_320919, GREFF_2017, SUTSKEVER_2014 } from './sources';

/** At the boundary 4 (1 − σ(b_f)), for a positive real eigenvalue and b_i = b_o = 0. */
const BOUNDARIES = [
  [0, 2, '2'],
  [1, 1.0757656854799804, '1.08'],
  [3, 0.18970349271026654, '0.19'],
] as const;
const REST_GROWTH = growth(30, 80, 'cumulative.state');
/** Input and output gates open, forget gates shut: a plain RNN in all but name. */
const LIKE_AN_RNN = {
  inputBias: 10,
  outputBias: 10,
  forgetBias: -6,
  spectralRadius: 3,
  weights: 'orthogonal',
} as const;

export const EXPLOSIONS: readonly Claim[] = [
  {
    id: 'why-lstms-explode',
    title:
      'An LSTM can explode by its paths taking turns: at bias 1, radius 8 and with noise none does it alone, together they do.',
    source: SUTSKEVER_2014,
    settings: { forgetBias: 1, spectralRadius: 8 },
    draws: 'any',
    checks: [
      {
        what: '‖g‖ 99 steps back, all paths together',
        measure: log10At(99),
        expected: 2,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'the most that any path alone leaves 99 steps back',
        measure: { kind: 'largestAlone', lag: 99 },
        expected: -1,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'not a law: what R_z alone leaves there without input',
        changes: { input: 'none' },
        measure: log10At(99, 'alone.R_z'),
        expected: 20,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'nor with noise: R_z alone with b_i = b_o = 10, b_f = −6 and orthogonal matrices of radius 3',
        changes: LIKE_AN_RNN,
        measure: log10At(99, 'alone.R_z'),
        expected: 2,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'Cut all paths but one, and in these draws the gradient vanishes, whichever one is left: on the carousel f is below 1, and on the others the gates’ small slopes beat the large matrix. With all of them open it can choose anew at every step, cross a matrix where that pays and wait on the carousel in between. The sum over all those routes grows a thousandfold to a million millionfold. It is one way to explode, not the only one: elsewhere one path does it alone.',
  },
  {
    id: 'paths-work-against-each-other',
    title: 'Where an LSTM explodes its paths can also work against each other, as in this draw.',
    source: SUTSKEVER_2014,
    settings: { forgetBias: 1, spectralRadius: 8, seed: 2 },
    draws: 'one',
    checks: [
      {
        what: '‖g‖ 99 steps back, all paths together',
        measure: log10At(99),
        expected: 2,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'Σ|crossings| of all paths in those 99 steps',
        measure: { kind: 'absoluteCrossings', lag: 99 },
        expected: 150,
        tolerance: above,
        format: 'steps',
      },
      {
        what: 'their sum, which is the lag all the same',
        measure: { kind: 'crossings', edge: 'all', lag: 99 },
        expected: 99,
        tolerance: within(1e-6),
        format: 'steps',
      },
    ],
    explanation:
      'The crossings of a path say by how many percent the gradient changes if that path becomes one percent stronger. Negative ones mean that less would arrive: this path takes away from what the others bring. Their sizes then add up to far more than 99, and “which way did it come” has no answer any more. In many other draws of this network they are all positive.',
  },
  {
    id: 'block-input-explodes-alone',
    title:
      'One path can explode alone: at radius 8, R_z does where nothing shuts its gates, for instance without input.',
    source: CROSS_VALIDATED_320919,
    settings: { forgetBias: 1, spectralRadius: 8, input: 'none' },
    draws: 'any',
    checks: [
      {
        what: '‖g‖ 99 steps back through R_z alone, without input',
        measure: log10At(99, 'alone.R_z'),
        expected: 20,
        tolerance: above,
        format: 'log10',
      },
      {
        // σ(0) · 1 · σ(0) · 8: gates half open, tanh′ = 1.
        what: 'factor per step of the path norm of R_z there, 50 to 99 steps back: ¼ · 8',
        measure: growth(50, 99, 'path.R_z'),
        expected: 2,
        tolerance: within(0.02),
        format: 'number',
      },
      {
        what: '‖g‖ 99 steps back through R_z alone with noise',
        changes: { input: 'noise' },
        measure: log10At(99, 'alone.R_z'),
        expected: -1,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'the same with noise, b_i = b_o = 10, b_f = −6 and orthogonal matrices of radius 3',
        changes: { ...LIKE_AN_RNN, input: 'noise' },
        measure: log10At(99, 'alone.R_z'),
        expected: 2,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'From output to block input to cell to output: this loop multiplies by o ⊙ tanh′(c) ⊙ i ⊙ tanh′(z̄) and R_z, as in a plain RNN. Without input the two gates stand at ½ and tanh′ at 1, so a radius above 4 is enough. Noise drives gates and tanh away from there, and the same network then shrinks on this path.',
  },
  {
    id: 'output-gate-explodes-alone',
    title: 'R_o can explode alone too, where the cells are full and the matrix very large, as in this draw.',
    source: CROSS_VALIDATED_320919,
    settings: { forgetBias: 6, blockBias: 1, radii: 'each', radiusO: 16, radiusZ: 0.5, radiusI: 0.5, radiusF: 0.5 },
    draws: 'one',
    checks: [
      {
        what: '‖g‖ 99 steps back through R_o alone',
        measure: log10At(99, 'alone.R_o'),
        expected: 1,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'the path norm of R_o over 99 steps',
        measure: log10At(99, 'path.R_o'),
        expected: 1,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'the same path norm with a radius of 4',
        changes: { radiusO: 4 },
        measure: log10At(99, 'path.R_o'),
        expected: -4,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'the same with empty cells (no input, b_z = 0)',
        changes: { input: 'none', blockBias: 0 },
        measure: { kind: 'norm', curve: 'path.R_o', lag: 99 },
        expected: 0,
        tolerance: exactly,
        format: 'number',
      },
    ],
    explanation:
      'From output to output gate to output: this loop never touches the cell, and it multiplies by diag(tanh(c) ⊙ σ′(ō)) R_o at every step. The first factor is at most ¼, so it takes cells that are full and a matrix that is very large; and with empty cells there is nothing to multiply at all. Whether a radius of 16 is enough is luck: in many draws it is, in others this path still vanishes.',
  },
  {
    id: 'at-rest-boundary',
    title:
      'At rest, b_i and b_o zero, an LSTM’s gradient explodes from a positive real eigenvalue of 4(1 − σ(b_f)) on: a higher forget bias brings it nearer.',
    // The multipliers are σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z): the step's Jacobian with y = c = 0, where σ′ and tanh(c) drop out.
    source: GREFF_2017('appendix A.2 (its backward pass, taken at rest here)'),
    settings: { input: 'none', weights: 'identity', forgetBias: 1, spectralRadius: 1.2 },
    draws: 'any',
    checks: [
      {
        // σ(1) + 1.2 / 4
        what: 'factor per step of ‖∂sᵀ/∂sᵗ‖ between 30 and 80 steps back',
        measure: REST_GROWTH,
        expected: 1.03105857863,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'max|μ| from the eigenvalues of R_z',
        measure: { kind: 'atRest' },
        expected: 1.03105857863,
        tolerance: within(1e-9),
        format: 'number',
      },
      ...BOUNDARIES.map(([forgetBias, spectralRadius, printed]) => ({
        what: `the factor with bias ${forgetBias} at its boundary, radius ${printed}`,
        changes: { forgetBias, spectralRadius },
        measure: REST_GROWTH,
        expected: 1,
        tolerance: within(1e-9),
        format: 'number' as const,
      })),
      {
        what: 'the factor with bias 1 and radius 1, below the boundary',
        changes: { spectralRadius: 1 },
        measure: REST_GROWTH,
        expected: 1,
        tolerance: below,
        format: 'number',
      },
    ],
    explanation:
      'Without input, and with b_i = b_o = 0, every step is the same, and the gradient is multiplied by σ(b_f) on the carousel plus a quarter of the eigenvalue through R_z. Where the two add up to more than 1 it grows for ever. A higher forget bias keeps more of the gradient, and leaves less room for R_z. A negative or complex eigenvalue adds at an angle, and has to be larger.',
  },
];
