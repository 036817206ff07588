/** The LSTM's memory: the constant error carousel, the forget gate's bias, and how long a gradient lives on it. */
import { above, below, type Claim, exactly, within } from './claim';
import { GERS_2000, HOCHREITER_1997, JOZEFOWICZ_2015 } from './sources';

/** Nothing but the carousel: no input and no recurrent weights, so that f = σ(b_f) at every step. */
const AT_REST = { input: 'none', spectralRadius: 0 } as const;
const MEMORY = { kind: 'memory', curve: 'path.cec', lag: 99 } as const;
/** −1 / ln σ(b_f) */
const MEMORIES_BY_BIAS = [
  [0, Math.LOG2E],
  [1, 3.192219],
  [3, 20.58149],
  [5, 148.9126],
] as const;

export const MEMORIES: readonly Claim[] = [
  {
    id: 'carousel-of-1997',
    title: 'On the carousel of 1997 the gradient keeps exactly its size, at any lag.',
    source: HOCHREITER_1997('sections 3.2 and 4'),
    settings: { forgetGate: false, cuts: ['R_z', 'R_i', 'R_o'], steps: 1000 },
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
        measure: { kind: 'growth', curve: 'g', from: 1, to: 999 },
        expected: 1,
        tolerance: exactly,
        format: 'number',
      },
    ],
    explanation:
      'The first LSTM had no forget gate: the cell is added to itself with weight 1, so the gradient on it is multiplied by exactly 1 at every step. The authors dropped what comes back through the gates, as the cut switches do here, and what is left neither vanishes nor explodes.',
  },
  {
    id: 'forget-bias-memory',
    title: 'The forget-gate bias sets the memory: −1/ln σ(b_f) is 1.4 steps at bias 0, 3.2 at 1, 21 at 3 and 149 at 5.',
    source: {
      text: `${JOZEFOWICZ_2015.text} (why a bias of 1 became the custom; the steps are arithmetic)`,
      url: JOZEFOWICZ_2015.url,
    },
    settings: { ...AT_REST, forgetBias: 1 },
    checks: MEMORIES_BY_BIAS.map(([forgetBias, expected]) => ({
      what: `the carousel’s memory, from its path norm over 99 steps, at bias ${forgetBias}`,
      changes: { forgetBias },
      measure: MEMORY,
      expected,
      tolerance: within(1e-6),
      format: 'steps' as const,
    })),
    explanation:
      'With nothing else at work the forget gate stands at σ(b_f), and the gradient on the cell is multiplied by it at every step. The memory is the number of steps after which 1/e, some 37 %, is left. Each unit of bias makes it about e times as long.',
  },
  {
    id: 'gradients-die-in-20-steps',
    title: 'With a forget bias of 1 an LSTM’s gradient is all but gone after 20 steps: it is a memory of three.',
    source: { text: `${GERS_2000.text} (the forget gate; the steps are arithmetic)`, url: GERS_2000.url },
    settings: { forgetBias: 1 },
    checks: [
      {
        // σ(1)^20
        what: 'the carousel’s path norm over 20 steps, without input and recurrent weights',
        changes: AT_REST,
        measure: { kind: 'norm', curve: 'path.cec', lag: 20 },
        expected: 0.00190127,
        tolerance: within(1e-5),
        format: 'number',
      },
      {
        what: 'the carousel’s memory there',
        changes: AT_REST,
        measure: MEMORY,
        expected: 3.192219,
        tolerance: within(1e-6),
        format: 'steps',
      },
      {
        // One in twenty.
        what: '‖g‖ 20 steps back, with input and every path open',
        measure: { kind: 'log10', curve: 'g', lag: 20 },
        expected: -1.30103,
        tolerance: below,
        format: 'log10',
      },
      {
        what: '‖g‖ 99 steps back with a bias of 5 instead',
        changes: { forgetBias: 5 },
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -1,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'σ(1) = 0.73, and 0.73²⁰ is 0.2 %. The other paths bring some of it back, but a few percent is all that arrives 20 steps away. Nothing is broken: a network that has to remember longer needs a larger forget bias to start with, or time to learn one.',
  },
  {
    id: 'chrono-bias',
    title: 'Chrono biases give an LSTM memories of every length up to the sequence itself.',
    source: {
      text: 'Tallec & Ollivier 2018, Can Recurrent Neural Networks Warp Time?, equation 16',
      url: 'https://arxiv.org/abs/1804.11188',
    },
    settings: { chrono: true },
    checks: [
      {
        // The largest of 32 draws from U(1, 99) is 96 on average, and −1/ln f is ½ more; its deviation is 3 %.
        what: 'the longest of the 32 units’ memories, without input and recurrent weights',
        changes: AT_REST,
        measure: MEMORY,
        expected: 96.5,
        tolerance: within(0.06),
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
    id: 'lstm-outlives-rnn',
    title: 'Where a plain RNN’s gradient has vanished, an LSTM’s can still be there.',
    source: HOCHREITER_1997('sections 3.1 and 4'),
    settings: { forgetBias: 5 },
    checks: [
      {
        what: '‖g‖ of the LSTM 99 steps back',
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: -1,
        tolerance: above,
        format: 'log10',
      },
      {
        what: '‖δh‖ of a tanh RNN with the LSTM’s own R_z and W_z, 99 steps back',
        measure: { kind: 'log10', curve: 'ghost', lag: 99 },
        expected: -10,
        tolerance: below,
        format: 'log10',
      },
    ],
    explanation:
      'Both networks read the same input through the same weights. The RNN multiplies its gradient by a matrix and by tanh′ at every step; the LSTM also has the cell, where the only factor is a forget gate that stands near 1.',
  },
  {
    id: 'not-sure-to-vanish',
    title: 'LSTM gradients are not sure to vanish in time: gates can let them pass untouched, and they can explode.',
    source: {
      text: 'Said otherwise in the discussion of Cross Validated question 185639, How does LSTM prevent the vanishing gradient problem?',
      url: 'https://stats.stackexchange.com/questions/185639',
    },
    // Input gates shut (4.5e-5), forget gates open (1 − 4.5e-5): the cells ignore the noise that comes in.
    settings: { forgetBias: 10, inputBias: -10 },
    checks: [
      {
        // σ(10)^10
        what: 'the carousel’s path norm over ten steps of noise',
        measure: { kind: 'norm', curve: 'path.cec', lag: 10 },
        expected: 0.999546,
        tolerance: within(1e-3),
        format: 'number',
      },
      {
        // σ(10)
        what: 'factor per step of ‖g‖ between 1 and 99 steps back',
        measure: { kind: 'growth', curve: 'g', from: 1, to: 99 },
        expected: 0.9999546,
        tolerance: within(1e-3),
        format: 'number',
      },
      {
        what: '‖δh‖ of the plain RNN 99 steps back, for comparison',
        measure: { kind: 'log10', curve: 'ghost', lag: 99 },
        expected: -10,
        tolerance: below,
        format: 'log10',
      },
      {
        what: '‖g‖ 99 steps back with forget bias 1, input bias 0 and radius 8: it explodes',
        changes: { forgetBias: 1, inputBias: 0, spectralRadius: 8 },
        measure: { kind: 'log10', curve: 'g', lag: 99 },
        expected: 1,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'A forget gate is no fixed number below 1: where it is open and the input gate shut, the cells ignore a step, ten steps or a hundred, and the gradient passes them with 99.99 % of its size at each. Nothing forces it to vanish. Nor is it bounded: the other paths can make it grow.',
  },
];
