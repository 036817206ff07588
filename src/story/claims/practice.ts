/** What is done in training: truncated back-propagation and clipping. */
import { above, below, type Claim, within } from './claim';
import { PASCANU_2013 } from './sources';

const ERROR = { kind: 'truncation', of: 'relativeError' } as const;

export const PRACTICE: readonly Claim[] = [
  {
    id: 'truncation-is-biased',
    title: 'Truncated BPTT is biased: it leaves out what reaches further back than its window.',
    source: {
      text: 'Tallec & Ollivier 2017, Unbiasing Truncated Backpropagation Through Time; truncation: Williams & Peng 1990 (doi 10.1162/neco.1990.2.4.490)',
      url: 'https://arxiv.org/abs/1705.08209',
    },
    settings: { forgetBias: 5, loss: 'every', truncation: 'sliding', truncationSteps: 10 },
    draws: 'any',
    checks: [
      {
        what: 'cosine between the truncated and the full weight gradient, 10 steps back from each loss',
        measure: { kind: 'truncation', of: 'cosine' },
        expected: 0.9,
        tolerance: below,
        format: 'number',
      },
      {
        what: '‖truncated − full‖ / ‖full‖',
        measure: ERROR,
        expected: 0.5,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'the same relative error with a forget bias of 1, whose gradients reach less far',
        changes: { forgetBias: 1 },
        measure: ERROR,
        expected: 0.2,
        tolerance: below,
        format: 'number',
      },
      {
        // Only the bias has a gradient: the sum of T(T + 1)/2 equal vectors, of which blocks of k keep (k + 1)/(T + 1).
        what: 'the relative error on a linear RNN that forgets nothing, 100 steps in blocks of 20: 1 − 21/101',
        changes: {
          cell: 'rnn',
          activation: 'identity',
          weights: 'identity',
          input: 'none',
          lossDirection: 'ones',
          truncation: 'window',
          truncationSteps: 20,
        },
        measure: ERROR,
        expected: 80 / 101,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'Truncation follows each loss only a few steps back. Where the network forgets quickly that loses little. With a forget bias of 5 most of the gradient comes from further away, and the truncated one points elsewhere: no number of samples averages that out.',
  },
  {
    id: 'truncation-error-decays',
    title: 'In a linear RNN that keeps 0.9 at each step, ten more steps of truncation leave 0.9¹⁰ of its error.',
    source: {
      text: 'Miller & Hardt 2019, Stable Recurrent Models (that truncation does little harm in a stable model)',
      url: 'https://arxiv.org/abs/1805.10369',
    },
    settings: {
      cell: 'rnn',
      activation: 'identity',
      weights: 'orthogonal',
      spectralRadius: 0.9,
      input: 'none',
      steps: 300,
      truncation: 'sliding',
      truncationSteps: 10,
    },
    draws: 'any',
    checks: [
      {
        // Only the bias has a gradient, Σ_{j > k} 0.9ʲ QʲΔ of it is lost, and Q keeps lengths.
        what: 'error with 20 steps back over error with 10, a linear network of 0.9 times an orthogonal matrix: 0.9¹⁰',
        measure: { kind: 'truncationRatio', from: 10, to: 20 },
        expected: 0.9 ** 10,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'the same with noise and a loss at every step: about that',
        changes: { input: 'noise', loss: 'every' },
        measure: { kind: 'truncationRatio', from: 10, to: 20 },
        expected: 0.9 ** 10,
        tolerance: within(0.25),
        format: 'number',
      },
      {
        what: 'the same of a tanh RNN, whose slopes only make it smaller',
        changes: { input: 'noise', loss: 'every', activation: 'tanh' },
        measure: { kind: 'truncationRatio', from: 10, to: 20 },
        expected: 0.05,
        tolerance: below,
        format: 'number',
      },
    ],
    explanation:
      'A network whose every step shrinks what it is given to 0.9 or less has little to lose further back: each step more that truncation allows leaves 0.9 of the error. The bias of truncation is then small for a moderate window, at the price of a memory that is no longer than that.',
  },
  {
    id: 'clipping-keeps-the-direction',
    title:
      'Clipping an exploding gradient by its norm only shortens it; clipping it number by number turns it, as here.',
    source: PASCANU_2013('section 3.2'),
    settings: { forgetBias: 1, spectralRadius: 8 },
    draws: 'any',
    checks: [
      {
        what: 'global norm of the weight gradient, unclipped',
        measure: { kind: 'weightGradient' },
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
      {
        what: 'cosine between it and the gradient with each number clipped to ±1',
        measure: { kind: 'valueClipping', limit: 1 },
        expected: 0.7,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the same with a radius of 1, where nothing explodes and little is clipped',
        changes: { spectralRadius: 1 },
        measure: { kind: 'valueClipping', limit: 1 },
        expected: 0.99,
        tolerance: above,
        format: 'number',
      },
    ],
    explanation:
      'Clipping by the norm scales all parameters’ gradients by one common factor, so the step points where it did and is only shorter. Clipping each number by itself makes large and huge ones alike, and the step points elsewhere. Either tames an explosion; neither does anything against vanishing: what the early steps contribute stays as small as it was.',
  },
];
