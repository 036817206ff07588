import { expect, it } from 'vitest';
import {
  cancellingStep,
  detourWords,
  factorWords,
  largestShares,
  noBandWords,
  riverWords,
} from '../../src/story/river';

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

it('a factor is told where it is one, and as a bound with a loss at every step', () => {
  expect(factorWords(Math.log10(0.592), undefined, 61, false)).toMatchObject({ factor: '× 0.59 at step 62' });
  expect(factorWords(Math.log10(1.4), undefined, 0, true)).toMatchObject({ factor: 'at most × 1.4 at step 1' });
  expect(factorWords(Number.NaN, undefined, 99, false).factor).toBe('');
  expect(factorWords(0, undefined, 0, false).reading).toContain('their product is the river');
});

it('the three largest shares of the ways back are told, signed, and what is less than half a per cent is not', () => {
  const crossings = new Map([
    ['cec', [7.2]],
    ['R_z', [-1.6]],
    ['R_i', [0.03]],
    ['R_f', [0.4]],
    ['R_o', [1.97]],
  ] as const);
  const none = (): undefined => undefined;
  expect(largestShares(crossings, none, 9, 0)).toEqual([
    { edge: 'cec', text: '90 %' },
    { edge: 'R_o', text: '25 %' },
    { edge: 'R_z', text: '−20 %' },
  ]);
  expect(largestShares(crossings, none, 1, 0)).toEqual([]);
  expect(largestShares(new Map([['cec', [Number.NaN]]]), none, 9, 0)).toEqual([]);
});

it('ways that cancel are pointed out where most of them do, and not where none is seen', () => {
  const carousel = [3, 2, 1.3, 0];
  expect(
    cancellingStep(
      new Map([
        ['cec', carousel],
        ['R_z', [0, 0, -0.3, 0]],
      ] as const),
      4,
    ),
  ).toBe(2);
  expect(
    cancellingStep(
      new Map([
        ['cec', carousel],
        ['R_z', [-0.1, 0, 0, 0]],
      ] as const),
      4,
    ),
  ).toBeNull();
});

it('detours are told by what they lift, few where the carousel has most of the steps; what burns has its own words', () => {
  const none = { whole: undefined, carousel: undefined };
  expect(detourWords({ whole: -1.0133, carousel: -3.2147 }, none, 0.96)).toBe('a few detours lift 0.061 % to 9.7 %');
  expect(detourWords({ whole: -1.0133, carousel: -3.2147 }, none, 0.4)).toBe('detours lift 0.061 % to 9.7 %');
  expect(detourWords({ whole: -2, carousel: -1 }, none, 2)).toBe('the other paths cancel: of 10 % they leave 1 %');
  expect(detourWords({ whole: -1, carousel: -1.1 }, none, 0.9)).toBe('');
  expect(detourWords({ whole: -71, carousel: -170 }, none, 0.1)).toBe('');
  expect(detourWords({ whole: 6, carousel: -14 }, none, 0.4)).toBe('');
  expect(detourWords({ whole: -1, carousel: -Infinity }, none, 0.4)).toBe('');
  expect(detourWords(none, none, Number.NaN)).toBe('');
});
