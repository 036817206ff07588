/** The whole LSTM's memory: how long its gradient lives with every path open. */
import { AT_REST, MEMORY } from './carousel';
import { above, below, type Claim, growth, log10At, within } from './claim';
import { GERS_2000, GREFF_2017, HOCHREITER_1997 } from './sources';

const TEN_STEPS = { from: 0, to: 10, curve: 'path.cec' } as const;

export const MEMORIES: readonly Claim[] = [
  {
    id: 'gradients-die-in-20-steps',
    title:
      'With a forget bias of 1, radius 1 and noise at most a few percent of an LSTM’s gradient are left after 20 steps; the carousel alone keeps 0.2 %.',
    source: GERS_2000('the forget gate; the steps are arithmetic and measurement'),
    settings: { forgetBias: 1 },
    draws: 'any',
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
        measure: log10At(20),
        expected: -1.30103,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'its factor per step between 1 and 20 steps back, against the carousel’s σ(1)',
        measure: growth(1, 20),
        expected: 0.7310585786,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'and between 20 and 99',
        measure: growth(20, 99),
        expected: 0.815,
        tolerance: within(0.04),
        format: 'number',
      },
      {
        what: '‖g‖ 99 steps back with a bias of 5 instead',
        changes: { forgetBias: 5 },
        measure: log10At(99),
        expected: -1,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'σ(1) = 0.73, so the carousel has a memory of three steps, and 0.73²⁰ is 0.2 %. The other paths keep more: the whole gradient is multiplied by about 0.8 at each step (0.842 over this draw’s steps 1 to 20), a memory of five or six. Nothing is broken: a network that has to remember longer needs a larger forget bias to start with, or time to learn one.',
  },
  {
    id: 'forget-gates-are-not-all',
    title: 'The product of the forget gates is not the LSTM’s gradient: here, with every path open, far more arrives.',
    source: GREFF_2017('appendix A.2'),
    settings: { forgetBias: 1 },
    draws: 'any',
    checks: [
      {
        what: '‖g‖ 99 steps back, all paths together',
        measure: log10At(99),
        expected: -11,
        tolerance: above,
        format: 'log10',
      },
      {
        what: '‖g‖ 99 steps back on the carousel alone',
        measure: log10At(99, 'alone.cec'),
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
      'Explanations often stop at δcᵗ = δcᵗ⁺¹ ⊙ fᵗ⁺¹. That is one term of several. Of the 99 steps back the gradient spends a few to some twenty in R_z instead of on the carousel, and that is enough to bring thousands to millions of times as much of it to the first step.',
  },
  {
    id: 'lstm-outlives-rnn',
    title: 'Where a plain RNN’s gradient has vanished, an LSTM’s can still be there.',
    source: HOCHREITER_1997('sections 3.1 and 4'),
    settings: { forgetBias: 5 },
    draws: 'any',
    checks: [
      {
        what: '‖g‖ of the LSTM 99 steps back',
        measure: log10At(99),
        expected: -1,
        tolerance: above,
        format: 'log10',
      },
      {
        what: '‖δh‖ of a tanh RNN with the LSTM’s own R_z and W_z, 99 steps back',
        measure: log10At(99, 'ghost'),
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
    title:
      'LSTM gradients are not sure to vanish in time: gates can let them pass almost untouched, and they can explode.',
    source: {
      text: 'Said otherwise in the discussion of Cross Validated question 185639, How does LSTM prevent the vanishing gradient problem?',
      url: 'https://stats.stackexchange.com/questions/185639',
    },
    // Input gates shut (4.5e-5), forget gates open (1 − 4.5e-5): the cells ignore the noise that comes in.
    settings: { forgetBias: 10, inputBias: -10 },
    draws: 'any',
    checks: [
      {
        // 1 − σ(10)
        what: 'the share of ‖g‖ that a step takes away, between 1 and 99 steps back, without input and recurrent weights',
        changes: AT_REST,
        measure: { kind: 'lost', from: 1, to: 99, curve: 'g' },
        expected: 4.539787e-5,
        tolerance: within(1e-5),
        format: 'number',
      },
      {
        what: 'the same with noise and every path open',
        measure: { kind: 'lost', from: 1, to: 99, curve: 'g' },
        expected: 3e-4,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the same, which is not nothing',
        measure: { kind: 'lost', from: 1, to: 99, curve: 'g' },
        expected: 3e-5,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'what ten steps of noise take away of the carousel’s path norm, each',
        measure: { kind: 'lost', ...TEN_STEPS },
        expected: 1e-4,
        tolerance: below,
        format: 'number',
      },
      {
        what: '‖δh‖ of the plain RNN 99 steps back, for comparison',
        measure: log10At(99, 'ghost'),
        expected: -10,
        tolerance: below,
        format: 'log10',
      },
      {
        what: '‖g‖ 99 steps back with forget bias 1, input bias 0 and radius 8: it explodes',
        changes: { forgetBias: 1, inputBias: 0, spectralRadius: 8 },
        measure: log10At(99),
        expected: 1,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'A forget gate is no fixed number below 1: where it is open and the input gate shut, the cells ignore a step, ten steps or a hundred, and the gradient passes them with 99.99 % of its size at each. Nothing forces it to vanish in any number of steps that one cares for. Nor is it bounded: the other paths can make it grow.',
  },
];
