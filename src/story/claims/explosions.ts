/** Why an LSTM can explode although its carousel never multiplies by more than 1. */
import { above, below, type Check, type Claim, exactly, within } from './claim';
import { GREFF_2017 } from './sources';

const WHY = 'Sutskever, Vinyals & Le 2014, Sequence to Sequence Learning with Neural Networks, section 3.4';
/** At the boundary 4 (1 − σ(b_f)), for a positive real eigenvalue and b_i = b_o = 0. */
const BOUNDARIES = [
  [0, 2, '2'],
  [1, 1.0757656854799804, '1.08'],
  [3, 0.18970349271026654, '0.19'],
] as const;
const REST_GROWTH = { kind: 'growth', curve: 'cumulative.state', from: 30, to: 80 } as const;

/** One draw of the network that answers the question: the whole explodes, and no path alone does. */
function explodesTogether(seed: number | null): readonly Check[] {
  const changes = seed === null ? {} : { changes: { seed } };
  const draw = seed === null ? '' : ` (seed ${seed})`;
  return [
    {
      what: `‖g‖ 99 steps back, all paths together${draw}`,
      measure: { kind: 'log10', curve: 'g', lag: 99 },
      ...changes,
      expected: 1,
      tolerance: above,
      format: 'log10',
    },
    {
      what: `the most that any path alone leaves 99 steps back${draw}`,
      measure: { kind: 'largestAlone', lag: 99 },
      ...changes,
      expected: 0,
      tolerance: below,
      format: 'log10',
    },
  ];
}

export const EXPLOSIONS: readonly Claim[] = [
  {
    id: 'why-lstms-explode',
    title: 'LSTMs explode because their paths take turns: none of them explodes alone, together they do.',
    source: {
      text: `${WHY} (that they can explode; why is this project’s answer)`,
      url: 'https://arxiv.org/abs/1409.3215',
    },
    settings: { forgetBias: 1, spectralRadius: 8 },
    checks: [
      ...explodesTogether(null),
      {
        what: 'crossings of the carousel in those 99 steps: less than two thirds of them',
        measure: { kind: 'crossings', edge: 'cec', lag: 99 },
        expected: 66,
        tolerance: below,
        format: 'steps',
      },
      ...explodesTogether(1),
      ...explodesTogether(3),
      {
        what: 'Σ|crossings| of another draw (seed 2), where the paths also work against each other',
        changes: { seed: 2 },
        measure: { kind: 'absoluteCrossings', lag: 99 },
        expected: 150,
        tolerance: above,
        format: 'steps',
      },
    ],
    explanation:
      'Cut all paths but one, and the gradient vanishes, whichever one is left: on the carousel f is below 1, and on the others the gates’ small slopes beat the large matrix. With all of them open it can choose anew at every step, cross a matrix where that pays and wait on the carousel in between. The sum over all those routes grows by a millionfold and more.',
  },
  {
    id: 'output-gate-explodes-alone',
    title: 'One path can explode alone: R_o, multiplied at every step as in a plain RNN, where the cells are full.',
    source: {
      text: 'Cross Validated question 320919, Why can RNNs with LSTM units also suffer from “exploding gradients”?, the answer',
      url: 'https://stats.stackexchange.com/questions/320919',
    },
    settings: { forgetBias: 6, blockBias: 1, radii: 'each', radiusO: 16, radiusZ: 0.5, radiusI: 0.5, radiusF: 0.5 },
    checks: [
      {
        what: '‖g‖ 99 steps back through R_o alone',
        measure: { kind: 'log10', curve: 'alone.R_o', lag: 99 },
        expected: 1,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'the path norm of R_o over 99 steps',
        measure: { kind: 'log10', curve: 'path.R_o', lag: 99 },
        expected: 1,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'the same path norm with a radius of 4',
        changes: { radiusO: 4 },
        measure: { kind: 'log10', curve: 'path.R_o', lag: 99 },
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
      'From output to output gate to output: this loop never touches the cell, and it multiplies by diag(tanh(c) ⊙ σ′(ō)) R_o at every step. The first factor is at most ¼, so it takes cells that are full and a matrix that is very large; and with empty cells there is nothing to multiply at all.',
  },
  {
    id: 'at-rest-boundary',
    title:
      'At rest an LSTM’s gradient explodes from an eigenvalue of 4(1 − σ(b_f)) on: a higher forget bias brings it nearer.',
    // The multipliers are σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z): the step's Jacobian with y = c = 0, where σ′ and tanh(c) drop out.
    source: GREFF_2017('appendix A.3 (its backward pass, taken at rest here)'),
    settings: { input: 'none', weights: 'identity', forgetBias: 1, spectralRadius: 1.2 },
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
      'Without input every step is the same, and the gradient is multiplied by σ(b_f) on the carousel plus a quarter of the eigenvalue through R_z. Where the two add up to more than 1 it grows for ever. A higher forget bias keeps more of the gradient, and leaves less room for R_z.',
  },
  {
    id: 'forget-gates-are-not-all',
    title: 'The product of the forget gates is not the LSTM’s gradient: with every path open, far more arrives.',
    source: GREFF_2017('appendix A.3'),
    settings: { forgetBias: 1 },
    checks: [
      {
        what: '‖g‖ 99 steps back, all paths together',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -11,
        tolerance: above,
        format: 'log10',
      },
      {
        what: '‖g‖ 99 steps back on the carousel alone',
        measure: { kind: 'log10', curve: 'alone.cec', lag: 99 },
        expected: -12,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'crossings of the carousel in those 99 steps',
        measure: { kind: 'crossings', edge: 'cec', lag: 99 },
        expected: 95,
        tolerance: below,
        format: 'steps',
      },
      {
        // Euler's theorem: g is homogeneous of degree T − t in the factors on the edges.
        what: 'crossings of all edges together',
        measure: { kind: 'crossings', edge: 'all', lag: 99 },
        expected: 99,
        tolerance: within(1e-9),
        format: 'steps',
      },
    ],
    explanation:
      'Explanations often stop at δcᵗ = δcᵗ⁺¹ ⊙ fᵗ⁺¹. That is one term of several. Of the 99 steps back this gradient spends a dozen or so in R_z instead of on the carousel, and that is enough to bring a million times as much of it to the first step.',
  },
  {
    id: 'peepholes-open-the-carousel',
    title: 'Peepholes open the carousel: the cell’s own factor, never above 1 without them, can pass it.',
    source: {
      text: 'Gers, Schraudolph & Schmidhuber 2002, Learning Precise Timing with LSTM Recurrent Networks',
      url: 'https://www.jmlr.org/papers/v3/gers02a.html',
    },
    settings: { peepholes: true },
    checks: [
      {
        what: 'largest step norm from cell to cell, c → c, with peepholes',
        measure: { kind: 'largest', curve: 'step.cc' },
        expected: 1,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'the same without peepholes',
        changes: { peepholes: false },
        measure: { kind: 'largest', curve: 'step.cc' },
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'factor per step on the 1997 cell, matrices cut, p_i open',
        changes: { forgetGate: false, cuts: ['R_z', 'R_i', 'R_o'] },
        measure: { kind: 'growth', curve: 'g', from: 1, to: 99 },
        expected: 1,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'the same with p_i cut too',
        changes: { forgetGate: false, cuts: ['R_z', 'R_i', 'R_o', 'p_i'] },
        measure: { kind: 'growth', curve: 'g', from: 1, to: 99 },
        expected: 1,
        tolerance: exactly,
        format: 'number',
      },
    ],
    explanation:
      'A peephole lets a gate look at the cell, and so gives the gradient a second way from the cell to itself: f + p_i z σ′(ī) + p_f c σ′(f̄) instead of f. That can be more than 1, or less. Cut those ways, and the carousel is closed again.',
  },
];
