/** The sentence: every wording, from facts; and for any settings at all, no word that is not one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLink } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import type { Facts } from '../../src/story/facts';
import { summarise } from '../../src/story/sentence';
import { factsOf } from '../../src/views/common/facts';
import { anySmallRun } from '../engine/anySettings';
import { checkedResultOf, resultOf, SMALL } from '../store/results';

const LSTM: Facts = {
  settings: DEFAULTS,
  steps: 100,
  remaining: Float64Array.from({ length: 100 }, (_, k) => -1 + k / 99),
  carousel: -3.2,
  entering: null,
  ghost: -22,
  crossings: [
    ['cec', 85],
    ['R_z', 8],
    ['R_i', 4],
    ['R_f', 2],
    ['R_o', 0],
  ],
  cuts: [],
  recurrent: null,
  atRest: null,
  alone: [],
  without: [],
  second: null,
};

const withFirst = (first: number): ArrayLike<number> => [first, ...Array.from({ length: 99 }, () => 0)];
const settings = (patch: Partial<Settings>): Settings => ({ ...DEFAULTS, ...patch });

describe('a loss at the last step', () => {
  it('that vanishes: how much reaches how far, by which way, against the carousel and the plain RNN', () => {
    expect(summarise(LSTM).main).toBe(
      'Of the loss’s gradient 10 % reaches the first step, 99 steps back; of its 99 crossings 85 are on the carousel and 8 through R_z; the carousel alone leaves 0.063 %, a plain RNN 1.00·10⁻²².',
    );
    expect(summarise(LSTM).more).toBe('Measured from one step back (98 %): ×0.977 a step.');
  });

  it.each([
    [0, /^The gradient holds: 100 % of what the loss sends out reaches the first step/],
    [-0.09, /^The gradient holds: 81 %/],
    [-0.29, /^Of the loss’s gradient 51 % reaches/],
    [0.29, /^The gradient grows: .* 1\.95 times/],
    [-0.31, /^Of the loss’s gradient 49 % reaches/],
    [-40, /^Only 1\.00·10⁻⁴⁰ of the loss’s gradient reaches/],
    [0.5, /^The gradient grows: .* it is 3\.16 times the loss’s/],
    [8, /^The gradient explodes: at the first step, 99 steps back, it is 1\.00·10⁸ times the loss’s/],
    [900, /^The gradient explodes: .* 1\.00·10⁹⁰⁰ times/],
  ])('of 10^%d', (first, wording) => {
    expect(summarise({ ...LSTM, remaining: withFirst(first) }).main).toMatch(wording);
  });

  it('whose paths cancel is carried by no single path', () => {
    const crossings = [
      ['cec', 150],
      ['R_z', -60],
      ['R_i', 9],
    ] as const;
    const { main } = summarise({ ...LSTM, crossings });
    expect(main).toContain(
      'its paths cancel one another (Σ|crossings| is 219 for 99 steps), so no single path carries it',
    );
    expect(main).not.toContain('on the carousel');
    // 1.5 times the lag is the line.
    const just = [
      ['cec', 123.7],
      ['R_z', -24.7],
    ] as const;
    expect(summarise({ ...LSTM, crossings: just }).main).not.toContain('cancel');
  });

  it('leaves out paths and comparisons that have not been computed yet', () => {
    const early = summarise({ ...LSTM, crossings: null, carousel: null, ghost: null });
    expect(early.main).toBe('Of the loss’s gradient 10 % reaches the first step, 99 steps back.');
    expect(summarise({ ...LSTM, remaining: [] })).toEqual({ main: '', more: '' });
    expect(summarise({ ...LSTM, remaining: [Number.NaN] })).toEqual({ main: '', more: '' });
  });

  it('of two steps is one step back', () => {
    expect(summarise({ ...LSTM, steps: 2, remaining: [-1, 0], crossings: null }).main).toContain(
      'the first step, 1 step back',
    );
  });

  it('names the cuts, and says where the carousel leaves nothing', () => {
    const { main } = summarise({ ...LSTM, cuts: ['R_z', 'R_i', 'p_o'], carousel: -Infinity });
    expect(main).toMatch(/^With R_z, R_i and p_o cut, of the loss’s gradient 10 %/);
    expect(main).toContain('the carousel alone leaves nothing');
  });

  it('adds the growth at rest, labelled so', () => {
    expect(summarise({ ...LSTM, atRest: 1.25 }).more).toBe(
      'Measured from one step back (98 %): ×0.977 a step. At rest, max|μ| = 1.25.',
    );
  });
});

describe('no gradient at all', () => {
  const left = Float64Array.from({ length: 100 }, (_, k) => (k < 80 ? -Infinity : 0));

  it.each([
    [
      'a window',
      { truncation: 'window', truncationSteps: 20 },
      [],
      /a window of 20 steps lets no gradient across its start/,
    ],
    ['sliding truncation', { truncation: 'sliding', truncationSteps: 19 }, [], /truncation drops it after 19 steps/],
    [
      'cuts',
      {},
      ['the carousel', 'R_z'],
      /^With the carousel and R_z cut, no gradient at all .*every path that is left open ends before it/,
    ],
    ['an exact zero', {}, [], /every path is multiplied by an exact zero/],
  ] as const)('by %s', (_, patch, cuts, wording) => {
    const said = summarise({ ...LSTM, settings: settings(patch), remaining: left, cuts });
    expect(said.main).toMatch(wording);
    expect(said.main).toMatch(/no gradient at all reaches the first step/i);
    expect(said.main).toContain('step 81');
    expect(said.more).toContain('hatched');
  });
});

describe('a loss at every step', () => {
  const facts = { ...LSTM, settings: settings({ loss: 'every' }), remaining: withFirst(0.5) };

  it('adds up, and does not speak of how far one of them reaches', () => {
    const said = summarise(facts);
    expect(said.main).toBe(
      'With a loss at every step, the first step receives 3.16 times one loss’s gradient, from its own loss and all later ones together.',
    );
    expect(said.more).toContain('not how far any one of them reaches');
  });

  it.each([
    [{ truncation: 'window', truncationSteps: 7 }, 'from the losses within its window of 7 steps'],
    [{ truncation: 'sliding', truncationSteps: 7 }, 'those of at most 7 steps ahead'],
  ] as const)('under truncation: %o', (patch, words) => {
    expect(summarise({ ...facts, settings: settings({ loss: 'every', ...patch }) }).main).toContain(words);
  });

  it('names the step that receives most, and the first one that receives nothing', () => {
    expect(summarise({ ...facts, remaining: [0, 1, 2, 1] }).main).toContain('The most, 100 times, arrives at step 3.');
    expect(summarise({ ...facts, remaining: [-Infinity, 0], cuts: ['the carousel'] }).main).toMatch(
      /^With the carousel cut, and a loss at every step, nothing arrives at the first/,
    );
  });
});

describe('the RNN', () => {
  const rnn = (norm: number, radius: number, patch: Partial<Settings> = {}): string =>
    summarise({
      ...LSTM,
      settings: settings({ cell: 'rnn', ...patch }),
      carousel: null,
      ghost: null,
      crossings: [['W_h', 99]],
      recurrent: { norm, radius },
    }).more;

  it('must vanish, may explode, or neither is certain, and by which number', () => {
    expect(rnn(0.9, 0.7)).toMatch(
      /^It must vanish: .*\(σ_max = 0.9, spectral radius = 0.7\)\. Measured: ×0.977 a step\./,
    );
    expect(rnn(2.1, 1.2)).toMatch(/^It may explode: .*\(σ_max = 2.1, spectral radius = 1.2\)/);
    expect(rnn(1.8, 0.9)).toMatch(
      /^Neither vanishing nor exploding is certain: .*\(σ_max = 1.8, spectral radius = 0.9\)/,
    );
  });

  it('counts a sigmoid’s slope of at most a quarter', () => {
    const patch = { activation: 'sigmoid' } as const;
    expect(rnn(3.9, 3.8, patch)).toMatch(/^It must vanish.*γσ_max = 0.975/);
    expect(rnn(8, 4.4, patch)).toMatch(/^It may explode.*γ · spectral radius = 1.1/);
    expect(rnn(8, 3.9, patch)).toMatch(/^Neither vanishing nor exploding is certain/);
  });

  it('is not decided by the last bits of an orthogonal matrix', () => {
    for (const one of [1 - 1e-15, 1, 1 + 1e-15]) expect(rnn(one, one)).toMatch(/^It cannot grow, with σ_max = 1/);
  });

  it('leaves out the paths: there is only one', () => {
    const said = summarise({
      ...LSTM,
      settings: settings({ cell: 'rnn' }),
      carousel: null,
      ghost: null,
      crossings: [['W_h', 99]],
    });
    expect(said.main).toBe('Of the loss’s gradient 10 % reaches the first step, 99 steps back.');
  });
});

describe('only what holds', () => {
  const said = (link: string): { readonly main: string; readonly more: string } =>
    summarise(factsOf(checkedResultOf(decodeLink(link).panes[0])));

  it('is a range where no digit holds, and says what it means', () => {
    const { main, more } = said('#v=1&net=rnn&r=8&T=300');
    expect(main).toBe('The gradient explodes: at the first step, 299 steps back, it is 10⁶¹ to 10⁶⁶ times the loss’s.');
    expect(more).toMatch(
      /^A chaotic forward pass magnifies rounding: no digit holds before step 300, where a range stands/,
    );
  });

  it('gives the plain RNN beside “Make it explode” as a range too, and the LSTM itself in full', () => {
    const { main, more } = said('#v=1&bf=1&r=8');
    expect(main).toContain('it is 1.08·10⁶ times the loss’s; of its 99 crossings 52.2 are on the carousel');
    expect(main).toMatch(/a plain RNN 10²⁰ to 10²² times as much as the loss sends out\.$/);
    expect(more).toMatch(/^The plain RNN’s forward pass is chaotic: rounding grows until no digit holds\./);
  });

  it('has all digits where they hold', () => {
    const { main, more } = said('#v=1');
    expect(main).toBe(
      'Of the loss’s gradient 9.7 % reaches the first step, 99 steps back; of its 99 crossings 94.6 are on the carousel; the carousel alone leaves 0.061 %, a plain RNN 2.93·10⁻²³.',
    );
    expect(more).toBe(
      'Measured from one step back (32 %): ×0.988 a step. At rest, max|μ| = 1.17. 27 % of the loss enters the carousel.',
    );
  });

  it('does not call a zero exact that only one of two runs has: ReLU at an exact cancellation', () => {
    const { main } = said('#v=2&net=rnn&act=relu&N=2&M=1&init=identity&r=1&s0=random&in=sine&T=30&seed=510');
    expect(main).toBe(
      'Rounding decides how much gradient reaches the first step, 29 steps back: 0 to 1 times the loss’s.',
    );
  });

  it('has the verdict of W_h itself where every Jacobian is W_h', () => {
    expect(said('#v=1&net=rnn&r=0.9&in=none').more).toMatch(
      /^It must vanish in the long run: every step’s Jacobian is W_h itself, with a spectral radius below 1; σ_max > 1 lets it grow at first/,
    );
    expect(said('#v=1&net=rnn&r=0.9&amp=0').more).toMatch(/^It must vanish in the long run/);
    expect(said('#v=1&net=rnn&act=identity&r=1.02&T=30').more).toMatch(
      /^It must explode in the long run: every step’s Jacobian is W_h itself, with a spectral radius above 1/,
    );
    expect(said('#v=1&net=rnn&act=identity&init=orthogonal&r=0.9&T=30').more).toMatch(/^It must vanish, at every step/);
    expect(said('#v=1&net=rnn&act=identity&init=orthogonal&T=30').more).toMatch(/^It cannot grow, and need not vanish/);
    expect(said('#v=1&net=rnn&act=identity&init=jordan&T=30&N=4').more).toMatch(/^It neither vanishes nor explodes/);
    // With an input, or from another state, tanh bends it differently at each step.
    expect(said('#v=1&net=rnn&r=0.9').more).toMatch(/^Neither vanishing nor exploding is certain/);
    expect(said('#v=1&net=rnn&r=0.9&in=none&s0=random').more).toMatch(/^Neither vanishing nor exploding is certain/);
  });

  it('names what counts negative where the parts named come to more than the lag', () => {
    expect(said('#v=1&cut=cec').main).toContain(
      'of its 99 crossings 69.6 are through R_o and 31.4 through R_z, while R_i −1.9 and R_f −0.1 count against them',
    );
  });

  it('has two paces where the decay has two, and does not round a factor below 1 to 1', () => {
    expect(said('#v=1&fg=0&T=2000&N=8&bz=1').more).toMatch(/: ×0\.195 a step for 156 steps, then ×0\.99996\./);
    expect(said('#v=1&in=none&r=1.22&bf=1').more).toContain('At rest, max|μ| = 0.9998.');
  });

  it('is grammatical for one step, one crossing and one loss', () => {
    expect(said('#v=1&T=2').main).toMatch(
      /the first step, 1 step back; of its one crossing 0\.8 is on the carousel, 0\.1 through R_z and 0\.1 through R_o/,
    );
    expect(said('#v=1&loss=every&trunc=window&k=1').main).toContain(
      'the first step receives as much as one loss’s gradient, from the losses within its window of 1 step.',
    );
    expect(said('#v=1&net=rnn&T=2').more).not.toMatch(/1 steps/);
  });
});

describe('from settings, through the engine', () => {
  it('says what a real run gives', () => {
    const facts = factsOf(resultOf({ ...SMALL, cuts: ['R_o'] }));
    expect(facts.cuts).toEqual(['R_o']);
    expect(facts.crossings?.reduce((sum, [, value]) => sum + value, 0)).toBeCloseTo(11, 9);
    expect(summarise(facts).main).toMatch(
      /^With R_o cut, .* 11 steps back.*; the carousel alone leaves .*, a plain RNN /,
    );
  });

  it('never says Infinity, NaN, undefined or null, for any settings', () => {
    fc.assert(
      fc.property(anySmallRun(), (any) => {
        const { main, more } = summarise(factsOf(checkedResultOf(any)));
        expect(main).toMatch(/^[A-Z].*\.$/);
        for (const text of [main, more]) {
          expect(text).not.toMatch(/Infinity|NaN|undefined|null|\[object|e[+-]\d/);
          expect(text).not.toContain('…');
          expect(text).not.toMatch(/ {2}|\.\.|,,/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
