import { expect, it } from 'vitest';
import { noBandWords, riverWords } from '../../src/story/river';

it('the river’s words give what is left at the first step, as far as digits hold', () => {
  expect(riverWords({ cell: 'lstm' }, 100, [-1.0133], [-1.0133])).toBe(
    'River of the LSTM’s gradient: 9.7 % of the loss’s is there at step 1, 99 steps back',
  );
  expect(riverWords({ cell: 'gru' }, 2, [15.2], [16.1])).toContain('10¹⁵ to 10¹⁷ times the loss’s');
  expect(riverWords({ cell: 'rnn' }, 100, undefined, undefined)).toBe(
    'River of the RNN’s gradient, from the loss back to step 1',
  );
});

it('a missing band has a reason, and a band that is there has none', () => {
  expect(noBandWords({ loss: 'last', truncation: 'none' })).toBe('');
  expect(noBandWords({ loss: 'every', truncation: 'none' })).toContain('a loss at every step');
  expect(noBandWords({ loss: 'last', truncation: 'window' })).toContain('truncation');
});
