/** The plain RNN: when its gradient vanishes, and when it explodes. */
import { above, below, type Claim, growth, log10At, within } from './claim';
import { BENGIO_1994, HOCHREITER_1997, SOMPOLINSKY_1988 } from './sources';

const RNN = { cell: 'rnn' } as const;
const ONE_UNIT = { ...RNN, weights: 'identity', hiddenSize: 1, inputSize: 1 } as const;

export const RECURRENT: readonly Claim[] = [
  {
    id: 'tanh-rnn-vanishes',
    title: 'A tanh RNN’s gradient vanishes exponentially, here with a spectral radius of 1 and white noise.',
    source: HOCHREITER_1997('section 3.1'),
    settings: RNN,
    draws: 'any',
    checks: [
      {
        what: '‖δh‖ at the first step, 99 steps back',
        measure: log10At(99),
        expected: -10,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'factor per step between 10 and 99 steps back',
        measure: growth(10, 99),
        expected: 0.7,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the same factor between 10 and 54 steps back alone',
        measure: growth(10, 54),
        expected: 0.7,
        tolerance: below,
        format: 'number',
      },
    ],
    explanation:
      'Each step back multiplies the gradient by the recurrent matrix and by tanh′. The matrix alone would keep its size about as it is, but the input pushes the units to where tanh is flat, and tanh′ is then well below 1. A factor below 1 at every step is an exponential decay.',
  },
  {
    id: 'tanh-rnn-explodes',
    title: 'The gradient of a random tanh RNN with many units explodes when its weights are large enough.',
    source: SOMPOLINSKY_1988,
    settings: { ...RNN, spectralRadius: 4 },
    draws: 'any',
    checks: [
      {
        what: '‖δh‖ at the first step, 99 steps back',
        measure: log10At(99),
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
      {
        what: '‖∂hᵀ/∂h¹‖, the most that any gradient grows over 99 steps',
        measure: log10At(99, 'cumulative.state'),
        expected: 6,
        tolerance: above,
        format: 'log10',
      },
      {
        // h = tanh(4h) has the solutions ±0.9993257; the factor there is 4 (1 − h²).
        what: 'not so for one unit: its factor per step between 10 and 60 steps back, weight 4, without input',
        changes: { ...ONE_UNIT, input: 'none', initialState: 'random' },
        measure: growth(10, 60),
        expected: 0.0053927969,
        tolerance: within(1e-6),
        format: 'number',
      },
    ],
    explanation:
      'With 32 units and a spectral radius of 4 the matrix wins against the flat parts of tanh: the network is chaotic, and the gradient grows at most steps. Large weights alone do not do it. One unit that feeds back into itself with weight 4 falls into a state near ±1, where tanh is so flat that the gradient shrinks to half a percent at every step.',
  },
  {
    id: 'latch-forgets-its-gradient',
    title: 'A unit that holds a bit safely lets its gradient die out.',
    source: BENGIO_1994,
    settings: { ...ONE_UNIT, spectralRadius: 1.5, input: 'none', initialState: 'random' },
    draws: 'any',
    checks: [
      {
        // h = tanh(1.5 h) has the solutions ±0.85862; the factor there is 1.5 (1 − h²).
        what: 'factor per step between 10 and 60 steps back, in the state that the unit falls into',
        measure: growth(10, 60),
        expected: 0.39431303,
        tolerance: within(1e-6),
        format: 'number',
      },
      {
        what: '‖δh‖ 99 steps back',
        measure: log10At(99),
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
    title: 'One sigmoid unit that feeds back with a weight below 4 never passes on more gradient than it receives.',
    source: HOCHREITER_1997('section 3.1'),
    settings: {
      ...ONE_UNIT,
      activation: 'sigmoid',
      spectralRadius: 3.9,
      // The state 1/2 then stands at the steepest point of σ.
      blockBias: -1.95,
      inputSize: 8,
      inputStrength: 5,
      steps: 200,
    },
    draws: 'any',
    checks: [
      {
        // σ′ is at most 1/4, so the factor is at most 3.9 / 4; 200 random inputs come within half a percent of it.
        what: 'largest factor |w σ′| of all 200 steps, w = 3.9',
        measure: { kind: 'largest', curve: 'step.state' },
        expected: 0.975,
        tolerance: within(5e-3),
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
        measure: log10At(199),
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
  {
    id: 'large-weights-do-not-help-a-sigmoid',
    title:
      'Larger positive weights do not help a sigmoid unit without bias: its slope falls faster than its weight grows.',
    source: HOCHREITER_1997('section 3.1'),
    settings: { ...ONE_UNIT, activation: 'sigmoid', spectralRadius: 16 },
    draws: 'any',
    checks: [
      {
        what: 'factor per step over 99 steps, weight 4',
        changes: { spectralRadius: 4 },
        measure: growth(0, 99),
        expected: 0.2,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the same, weight 8',
        changes: { spectralRadius: 8 },
        measure: growth(0, 99),
        expected: 0.01,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the same, weight 16',
        measure: growth(0, 99),
        expected: 1e-5,
        tolerance: below,
        format: 'number',
      },
    ],
    explanation:
      'The state of a sigmoid is positive, so a large weight pushes the unit to the flat end of σ, where the slope is about e⁻ʷ. The factor w σ′ is then the smaller, the larger the weight: near 0.08 at each step for 4, three thousandths for 8, two millionths for 16.',
  },
];
