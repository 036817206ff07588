/** The answer: its size, its two comparisons and why, from facts; and for any settings at all, no word that is not one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import { answer } from '../../src/story/answer';
import type { Facts } from '../../src/story/facts';
import { factsOf } from '../../src/views/common/facts';
import { anySmallRun } from '../engine/anySettings';
import { checkedResultOf, resultOf, SMALL } from '../store/results';

const FACTS: Facts = {
  settings: DEFAULTS,
  steps: 100,
  remaining: Float64Array.from({ length: 100 }, (_, k) => -1.013 + (1.013 * k) / 99),
  carousel: -3.217,
  entering: null,
  ghost: -22.53,
  crossings: [
    ['cec', 94.6],
    ['R_z', 2.4],
    ['R_i', 1],
    ['R_f', 0.9],
    ['R_o', 0.1],
  ],
  cuts: [],
  recurrent: null,
  atRest: null,
  alone: [
    ['cec', -3.217],
    ['R_z', -100],
    ['R_i', -138],
    ['R_f', -184],
    ['R_o', -82],
  ],
  without: [
    ['cec', -30],
    ['R_z', -3.097],
    ['R_i', -1.1],
    ['R_f', -1.1],
    ['R_o', -1.4],
  ],
  second: null,
};

const withFirst = (first: number): ArrayLike<number> => [first, ...Array.from({ length: 99 }, () => 0)];
const settings = (patch: Partial<Settings>): Settings => ({ ...DEFAULTS, ...patch });

describe('a loss at the last step', () => {
  it('whose gradient lives: how much arrives, beside what and by which way', () => {
    expect(answer(FACTS)).toEqual({
      question: 'Can step 1 still learn from step 100?',
      size: '9.7 %',
      isHot: false,
      words: 'of the gradient reaches step 1, 99 steps back',
      compared: [
        { of: 'cec', name: 'carousel alone', size: '0.061 %' },
        { of: 'ghost', name: 'plain RNN', size: '3.0·10⁻²³' },
      ],
      why: '95 of the 99 steps ran on the carousel; without R_z only 0.08 % would arrive.',
    });
  });

  it('whose gradient burns by paths that die alone says so, and which cut puts it out', () => {
    const without = [['cec', 0.05] as const, ...FACTS.without.slice(1).map(([edge]) => [edge, 5] as const)];
    const said = answer({ ...FACTS, remaining: withFirst(6.03), without });
    expect(said).toMatchObject({ size: '1.1·10⁶ ×', isHot: true });
    expect(said?.words).toBe('the loss’s gradient, at step 1, 99 steps back');
    expect(said?.why).toBe(
      'No path grows alone; taking turns they multiply. Cut the carousel, and it is only 1.1 times the loss’s.',
    );
  });

  it('is not said to burn together where one path burns alone', () => {
    const alone = FACTS.alone.map(([edge, size]) => [edge, edge === 'R_o' ? 3 : size] as const);
    expect(answer({ ...FACTS, remaining: withFirst(6), alone })?.why).not.toContain('alone;');
  });

  it('whose paths cancel is carried by no single one', () => {
    const crossings: Facts['crossings'] = [
      ['cec', 250],
      ['R_z', -151],
    ];
    expect(answer({ ...FACTS, crossings })?.why).toMatch(/^Its paths cancel one another, so no single one carries it/);
  });

  it('never ran more steps on one path than there are', () => {
    const crossings: Facts['crossings'] = [
      ['cec', 100.4],
      ['R_z', -1.4],
    ];
    expect(answer({ ...FACTS, crossings })?.why).toMatch(/^On balance all of the 99 steps ran on the carousel;/);
  });

  it('that dies names a power of ten', () => {
    expect(answer({ ...FACTS, remaining: withFirst(-40) })?.size).toBe('1.0·10⁻⁴⁰');
  });

  it('of which nothing arrives says where it ends', () => {
    const remaining = Float64Array.from({ length: 100 }, (_, step) => (step < 79 ? -Infinity : -1));
    const said = answer({ ...FACTS, remaining, settings: settings({ truncation: 'sliding', truncationSteps: 20 }) });
    expect(said?.size).toBe('Nothing');
    expect(said?.why).toBe('Truncation drops it after 20 steps: the earliest step to receive any is 80.');
    expect(said?.compared.map(({ of }) => of)).toEqual(['cec']);
  });

  it('names what is cut', () => {
    expect(answer({ ...FACTS, cuts: ['R_z', 'R_i'] })?.words).toMatch(/, with R_z and R_i cut$/);
  });

  it('of which no digit holds is a range, and says why', () => {
    const second: Facts = { ...FACTS, remaining: withFirst(4) };
    const said = answer({ ...FACTS, remaining: withFirst(6), second });
    expect(said?.size).toBe('10⁴ to 10⁶ ×');
    expect(said?.why).toMatch(/chaotic/);
  });

  it('tells the factor of a step where there is one path', () => {
    const { alone, without, crossings, ...rest } = FACTS;
    const one = { alone: [], without: [], crossings: null, carousel: null, ghost: null };
    const said = answer({ ...rest, ...one, remaining: withFirst(-9.9), settings: settings({ cell: 'rnn' }) });
    expect([alone.length, without.length, crossings?.length]).toEqual([5, 5, 5]);
    expect(said?.why).toBe('Each step back multiplies it by 0.794, on average.');
    expect(said?.compared).toEqual([]);
  });
});

it('a loss at every step is not set beside what one loss leaves', () => {
  const said = answer({ ...FACTS, settings: settings({ loss: 'every' }), remaining: withFirst(0.5) });
  expect(said).toMatchObject({ size: '3.2 ×', compared: [], why: '' });
  expect(said?.words).toBe('one loss’s gradient, at step 1, from all losses together');
});

it('there is no answer before the gradient is there', () => {
  expect(answer({ ...FACTS, remaining: [] })).toBeNull();
});

it('of a run: the default’s parts are all there', () => {
  const said = answer(factsOf(resultOf(SMALL)));
  expect(said?.compared).toHaveLength(2);
  expect(said?.why).toMatch(/ steps? ran (on|through) .*\.$/);
});

it('of any run has no word that is not one', () => {
  fc.assert(
    fc.property(anySmallRun(), (run) => {
      const said = answer(factsOf(checkedResultOf(run)));
      const text = JSON.stringify(said);
      expect(text).not.toMatch(/NaN|undefined|Infinity|null[^,}]|…/);
      expect(said?.why ?? '').toMatch(/^$|[.]$/);
    }),
    { numRuns: 60, seed: 3 },
  );
});
