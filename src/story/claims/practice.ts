/** What is done in training: truncated back-propagation and clipping. */
import { above, below, type Claim, exactly, within } from './claim';
import { PASCANU_2013 } from './sources';

export const PRACTICE: readonly Claim[] = [
  {
    id: 'truncation-is-biased',
    title: 'Truncated BPTT is biased: it leaves out what reaches further back than its window.',
    source: {
      text: 'Tallec & Ollivier 2017, Unbiasing Truncated Backpropagation Through Time; truncation: Williams & Peng 1990 (doi 10.1162/neco.1990.2.4.490)',
      url: 'https://arxiv.org/abs/1705.08209',
    },
    settings: { forgetBias: 5, loss: 'every', truncation: 'sliding', truncationSteps: 10 },
    checks: [
      {
        what: 'cosine between the truncated and the full weight gradient, 10 steps back from each loss',
        measure: { kind: 'truncation', of: 'cosine' },
        expected: 0.8,
        tolerance: below,
        format: 'number',
      },
      {
        what: '‖truncated − full‖ / ‖full‖',
        measure: { kind: 'truncation', of: 'relativeError' },
        expected: 0.5,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'the same relative error with a forget bias of 1, whose gradients reach less far',
        changes: { forgetBias: 1 },
        measure: { kind: 'truncation', of: 'relativeError' },
        expected: 0.2,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the same relative error with 99 steps back: nothing is left out',
        changes: { truncationSteps: 99 },
        measure: { kind: 'truncation', of: 'relativeError' },
        expected: 0,
        tolerance: exactly,
        format: 'number',
      },
      {
        // Only the bias has a gradient: the sum of T(T + 1)/2 equal vectors, of which blocks of k keep (k + 1)/(T + 1).
        what: 'the relative error on a linear RNN that forgets nothing, 100 steps in blocks of 20: 1 − 21/101',
        changes: {
          network: 'rnn',
          activation: 'identity',
          weights: 'identity',
          input: 'none',
          lossDirection: 'ones',
          truncation: 'window',
          truncationSteps: 20,
        },
        measure: { kind: 'truncation', of: 'relativeError' },
        expected: 80 / 101,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'Truncation follows each loss only a few steps back. Where the network forgets quickly that loses little. With a forget bias of 5 most of the gradient comes from further away, and the truncated one points elsewhere: no number of samples averages that out.',
  },
  {
    id: 'clipping-keeps-the-direction',
    title: 'Clipping by the global norm shortens an exploding gradient and keeps its direction.',
    source: PASCANU_2013('section 3.2'),
    settings: { forgetBias: 1, spectralRadius: 8 },
    checks: [
      {
        what: 'global norm of the weight gradient, unclipped',
        measure: { kind: 'weightGradient' },
        expected: 3,
        tolerance: above,
        format: 'log10',
      },
      {
        // max_norm · ‖g‖ / (‖g‖ + 10⁻⁶), as torch.nn.utils.clip_grad_norm_ has it
        what: 'its norm when clipped to 1',
        measure: { kind: 'clipping', maxNorm: 1, of: 'norm' },
        expected: 1,
        tolerance: within(1e-6),
        format: 'number',
      },
      {
        what: 'cosine between the clipped and the unclipped gradient',
        measure: { kind: 'clipping', maxNorm: 1, of: 'cosine' },
        expected: 1,
        tolerance: within(1e-12),
        format: 'number',
      },
    ],
    explanation:
      'All parameters’ gradients are scaled by one common factor, so the step points where it did and is only shorter. That tames an explosion. It does nothing against vanishing: what the early steps contribute stays as small a part of the whole as it was.',
  },
];
