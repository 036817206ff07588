/** The constant error carousel (CEC): what it keeps of the gradient, with a forget gate and without. */
import { above, below, type Claim, exactly, growth, within } from './claim';
import { HOCHREITER_1997, JOZEFOWICZ_2015, TALLEC_2018 } from './sources';

/** Nothing but the carousel: no input and no recurrent weights, so that f = σ(b_f) at every step. */
export const AT_REST = { input: 'none', spectralRadius: 0 } as const;
export const MEMORY = { kind: 'memory', curve: 'path.cec', lag: 99 } as const;
/** −1 / ln σ(b_f) */
export const MEMORIES_BY_BIAS = [
  [0, Math.LOG2E],
  [1, 3.192219],
  [3, 20.58149],
  [5, 148.9126],
] as const;
/** All but the carousel of the 1997 cell. */
const TRUNCATED = ['R_z', 'R_i', 'R_o'] as const;
const UNIT_FACTOR = { kind: 'largestFactor', of: 'unit' } as const;

export const CAROUSEL: readonly Claim[] = [
  {
    id: 'carousel-of-1997',
    title: 'On the carousel of 1997 the gradient keeps exactly its size, at any lag.',
    source: HOCHREITER_1997('sections 3.2 and 4'),
    settings: { forgetGate: false, cuts: TRUNCATED, steps: 1000 },
    draws: 'any',
    checks: [
      {
        what: 'the carousel’s path norm over 999 steps',
        measure: { kind: 'norm', curve: 'path.cec', lag: 999 },
        expected: 1,
        tolerance: exactly,
        format: 'number',
      },
      {
        what: 'factor per step of ‖g‖ between 1 and 999 steps back, the matrices cut as in the paper',
        measure: growth(1, 999),
        expected: 1,
        tolerance: exactly,
        format: 'number',
      },
    ],
    explanation:
      'The first LSTM had no forget gate: the cell is added to itself with weight 1, so the gradient on it is multiplied by exactly 1 at every step. The authors dropped what comes back through the gates, as the cut switches do here, and what is left neither vanishes nor explodes.',
  },
  {
    id: 'truncated-never-grows',
    title:
      'On its way back from the last step the gradient of the 1997 paper grows in no unit’s cell, whatever the weights.',
    source: HOCHREITER_1997('section 4 (its truncated gradient; the bound is arithmetic)'),
    settings: { forgetGate: false, cuts: TRUNCATED, spectralRadius: 8 },
    draws: 'any',
    checks: [
      {
        what: 'the largest |δcᵗ| / |δcᵗ⁺¹| of all units and steps, radius 8',
        measure: UNIT_FACTOR,
        expected: 1,
        tolerance: exactly,
        format: 'number',
      },
      {
        what: 'the same with a forget gate, its bias 1, and all matrices cut',
        changes: { forgetGate: true, forgetBias: 1, spectralRadius: 1, cuts: ['R_z', 'R_i', 'R_f', 'R_o'] },
        measure: UNIT_FACTOR,
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the largest ‖gᵗ⁻¹‖ / ‖gᵗ‖ where nothing is cut',
        changes: { cuts: [] },
        measure: { kind: 'largestFactor', of: 'norm' },
        expected: 1.1,
        tolerance: above,
        format: 'number',
      },
    ],
    explanation:
      'With a loss at the last step and the gates’ ways back cut, each unit’s δc is its own f times what it was one step later, and f is never above 1. So it is not only the size of the whole gradient that cannot grow, but each number in it. The whole gradient has other ways, and does grow.',
  },
  {
    id: 'forget-bias-memory',
    title:
      'At rest the forget-gate bias sets the carousel’s memory: −1/ln σ(b_f) is 1.4 steps at bias 0, 3.2 at 1, 21 at 3 and 149 at 5.',
    source: JOZEFOWICZ_2015('why a bias of 1 became the custom; the steps are arithmetic'),
    settings: { ...AT_REST, forgetBias: 1 },
    draws: 'any',
    checks: MEMORIES_BY_BIAS.map(([forgetBias, expected]) => ({
      what: `the carousel’s memory, from its path norm over 99 steps, at bias ${forgetBias}`,
      changes: { forgetBias },
      measure: MEMORY,
      expected,
      tolerance: within(1e-6),
      format: 'steps' as const,
    })),
    explanation:
      'With nothing else at work the forget gate stands at σ(b_f), and the gradient on the cell is multiplied by it at every step. The memory is the number of steps after which 1/e, some 37 %, is left. Each unit of bias makes it two to three times as long, nearer to e times the higher the bias.',
  },
  {
    id: 'zero-bias-halves',
    title: 'With a forget bias of 0 the carousel halves the gradient at every step.',
    source: JOZEFOWICZ_2015('the factor 0.5 of a forget gate that starts with small weights and no bias'),
    settings: { ...AT_REST, forgetBias: 0 },
    draws: 'any',
    checks: [
      {
        what: 'factor per step of the carousel’s path norm over 99 steps',
        measure: growth(0, 99, 'path.cec'),
        expected: 0.5,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'factor per step of the whole ‖g‖ there, between 1 and 99 steps back',
        measure: growth(1, 99),
        expected: 0.5,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'the carousel’s with noise and a radius of 1: still about half',
        changes: { input: 'noise', spectralRadius: 1 },
        measure: growth(0, 99, 'path.cec'),
        expected: 0.5,
        tolerance: within(0.08),
        format: 'number',
      },
      {
        what: 'the carousel’s with a bias of 1, which the paper proposes: σ(1)',
        changes: { forgetBias: 1 },
        measure: growth(0, 99, 'path.cec'),
        expected: 0.7310585786,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'σ(0) is ½: a forget gate that starts without a bias throws half of the cell away at every step, and half of its gradient. After ten steps a thousandth is left. A bias of 1 is the cheap remedy, though it only makes the half 73 %.',
  },
  {
    id: 'chrono-bias',
    title: 'Chrono biases give an LSTM memories of every length up to the sequence itself.',
    source: TALLEC_2018('equation 16'),
    settings: { chrono: true },
    draws: 'any',
    checks: [
      {
        // The largest of 32 draws from U(1, 99) is 96 on average, and −1/ln f is ½ more; its deviation is 3 %.
        what: 'the longest of the 32 units’ memories, without input and recurrent weights',
        changes: AT_REST,
        measure: MEMORY,
        expected: 96.5,
        tolerance: within(0.1),
        format: 'steps',
      },
      {
        // 1/(1 − f) is at most T = 100.
        what: 'the same: at most T − ½',
        changes: AT_REST,
        measure: MEMORY,
        expected: 99.5,
        tolerance: below,
        format: 'steps',
      },
      {
        what: '‖g‖ 99 steps back, with input',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -2,
        tolerance: above,
        format: 'log10',
      },
      {
        what: '‖g‖ 99 steps back with a bias of 1 instead',
        changes: { chrono: false, forgetBias: 1 },
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -5,
        tolerance: below,
        format: 'log10',
      },
    ],
    explanation:
      'Each unit draws its forget bias as ln U(1, T − 1), so that 1/(1 − f) is spread evenly from 2 to T steps, and takes the opposite for its input bias. Some units then hold on to the gradient through the whole sequence, and others follow what is near.',
  },
  {
    id: 'chrono-keeps-a-third',
    title:
      'A carousel with the chrono bias ln(T − 1) keeps (1 − 1/T)ᵀ of the gradient over T steps: a good third, at any T.',
    // f = σ(ln(T − 1)) = 1 − 1/T; a lag of T takes T + 1 steps.
    source: TALLEC_2018('equation 16 (its longest memory; the share is arithmetic)'),
    settings: { ...AT_REST, steps: 101, forgetBias: Math.log(99) },
    draws: 'any',
    checks: [
      {
        what: 'the carousel’s path norm over T = 100 steps, bias ln 99',
        measure: { kind: 'norm', curve: 'path.cec', lag: 100 },
        expected: 0.3660323,
        tolerance: within(1e-6),
        format: 'number',
      },
      {
        what: 'the same over T = 1000 steps, bias ln 999',
        changes: { steps: 1001, forgetBias: Math.log(999) },
        measure: { kind: 'norm', curve: 'path.cec', lag: 1000 },
        expected: 0.3676954,
        tolerance: within(1e-6),
        format: 'number',
      },
      {
        what: 'with a bias of 3 instead, over 100 steps',
        changes: { forgetBias: 3 },
        measure: { kind: 'norm', curve: 'path.cec', lag: 100 },
        expected: 0.01,
        tolerance: below,
        format: 'number',
      },
    ],
    explanation:
      'This bias makes f = 1 − 1/T, and (1 − 1/T)ᵀ hardly depends on T: it is 0.366 for 100 steps and comes up to 1/e = 0.368 for long ones. So the bias has to grow with the length of what is to be remembered, but only as its logarithm.',
  },
];
