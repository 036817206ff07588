/** The tour's steps: each shows what its title says, tells no number that its picture has not, and has a task that can be done. */
import { describe, expect, it } from 'vitest';
import { traceLink } from '../../src/cli/tracedRun';
import type { SeriesName } from '../../src/engine/seriesNames';
import { decodeLink, encodeLink } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS, SPECS } from '../../src/settings/specs';
import { besideOne, fixed, magnitude, share } from '../../src/story/format';
import type { TracedRun } from '../../src/story/taken/run';
import { TOUR, type TourSight, tourChanges, tourSettings } from '../../src/story/tour';

const STEPS = TOUR.map(({ title }, index) => [index + 1, title] as const);
const GONE = -12;

const runs = new Map<string, TracedRun>();
/** Each picture is computed once. */
function runOf(settings: Settings): TracedRun {
  const link = encodeLink([{ ...settings, tour: 0 }]);
  const run = runs.get(link) ?? traceLink(settings);
  runs.set(link, run);
  return run;
}

/** log10 by step, 0-based. */
function series(number: number, name: SeriesName): readonly number[] {
  const found = runOf(tourSettings(number)).series[name];
  if (found === undefined) throw new Error(`step ${number} has no ${name}`);
  return found.map((value) => value ?? -Infinity);
}
const first = (number: number, name: SeriesName = 'g'): number => series(number, name)[0] as number;
const largest = (number: number, name: SeriesName): number => Math.max(...series(number, name));
/** For how many steps back it is still on the scale. */
const lives = (number: number, name: SeriesName): number => {
  const logs = series(number, name);
  return logs.length - 1 - logs.findLastIndex((log, step) => step < logs.length - 1 && log < GONE);
};

const sightOf = (settings: Settings): TourSight => ({
  settings,
  step: null,
  playing: false,
  left: runOf(settings).series.g?.[0] ?? -Infinity,
});

/** What a reader does at each step. */
const DEEDS: readonly (Partial<TourSight> & { readonly set?: Partial<Settings> })[] = [
  { playing: true },
  { step: 60 },
  { set: { spectralRadius: 2.5 } },
  { set: { forgetBias: 4 } },
  { set: { cuts: ['R_z'] } },
  { set: { cuts: ['cec'] } },
  { set: { forgetBias: 3 } },
];

describe('the tour', () => {
  it('has five to eight steps, as many as a link can name', () => {
    expect(TOUR.length).toBeGreaterThanOrEqual(5);
    expect(TOUR.length).toBeLessThanOrEqual(8);
    expect(SPECS.tour).toMatchObject({ min: 0, max: TOUR.length });
    expect(DEEDS).toHaveLength(TOUR.length);
  });

  it.each(STEPS)('step %i, %s: a link leads to it, in Explore', (number) => {
    const settings = tourSettings(number);
    const { panes, notices } = decodeLink(encodeLink([settings]));
    expect(notices).toEqual([]);
    expect(panes).toEqual([settings]);
    expect(settings.depth).toBe('explore');
  });

  it.each(STEPS)('step %i, %s: is not done when it begins, and done when the reader has tried it', (number) => {
    const step = TOUR[number - 1];
    const before = sightOf(tourSettings(number));
    expect(step?.isDone(before, before)).toBe(false);
    const { set, ...sight } = DEEDS[number - 1] ?? {};
    const now = { ...sightOf({ ...before.settings, ...set }), ...sight };
    expect(step?.isDone(now, before)).toBe(true);
  });

  it.each(STEPS)('step %i, %s: speaks of a gradient whose digits hold', (number) => {
    expect(runOf(tourSettings(number)).digits.left).toBeGreaterThanOrEqual(3);
  });

  it.each(STEPS)('step %i, %s: a phone’s words are short, and name no mouse or key', (number) => {
    const { short, text, tryIt } = TOUR[number - 1] ?? { short: '', text: '', tryIt: '' };
    expect(short.length).toBeLessThanOrEqual(190);
    expect(`${short} ${text} ${tryIt}`).not.toMatch(/drag|mouse|click|point at|hover|\bkey\b|\btab\b/i);
  });

  it('says what each step sets', () => {
    expect(STEPS.map(([number]) => tourChanges(number))).toEqual([
      '',
      'Network RNN',
      'Network RNN',
      'Cut paths R_z, R_i, R_f, R_o',
      '',
      'Spectral radius 8 · Forget-gate bias 1',
      'Forget-gate bias 1',
    ]);
  });
});

/** Both wordings of a step have these numbers, as the page tells them; `text` alone those of the second list. */
function tells(number: number, both: readonly string[], text: readonly string[] = []): void {
  const step = TOUR[number - 1];
  for (const told of both) {
    expect(step?.text).toContain(told);
    expect(step?.short).toContain(told);
  }
  for (const told of text) expect(step?.text).toContain(told);
}

describe('the title of', () => {
  it('step 1: the gradient is whole at the loss, and comes from there', () => {
    expect(series(1, 'g').at(-1)).toBeCloseTo(0, 12);
    expect(series(1, 'ghost').at(-1)).toBeCloseTo(0, 12);
    expect(tourSettings(1).loss).toBe('last');
    tells(1, [], [`${DEFAULTS.steps} steps`]);
  });

  it('step 2: the plain RNN’s gradient dies half-way', () => {
    expect(first(2)).toBeLessThan(GONE);
    tells(2, [share(first(2), undefined, 2), `after ${lives(2, 'g')}`]);
  });

  it('step 3: the factors multiply to what arrives', () => {
    const lag = DEFAULTS.steps - 1;
    const factor = besideOne(10 ** (first(3) / lag));
    expect(lag * Math.log10(Number(factor))).toBeCloseTo(first(3), 1);
    expect(Number(factor)).toBeLessThan(1);
    expect(TOUR[2]?.title).toContain(`${lag} factors`);
    tells(3, [factor, share(first(3), undefined, 2), `${lag}`]);
  });

  it('step 4: what arrives came by the carousel alone, and is alive where the RNN’s is gone', () => {
    expect(first(4)).toBeCloseTo(first(4, 'alone.cec'), 12);
    expect(first(4)).toBeGreaterThan(-4);
    expect(first(4, 'ghost')).toBeLessThan(GONE);
    // Its factor, between the first step on the carousel and the last.
    const carousel = series(4, 'alone.cec');
    expect(10 ** ((first(4) - (carousel.at(-2) as number)) / (carousel.length - 2))).toBeGreaterThan(0.9);
    tells(4, [share(first(4), undefined, 2), share(first(4, 'ghost'), undefined, 2)]);
  });

  it('step 5: all ways together bring a hundred times what the carousel does alone, by few steps beside it', () => {
    expect(first(5) - first(5, 'alone.cec')).toBeGreaterThan(2);
    const longest = Math.max(...(['R_z', 'R_i', 'R_f', 'R_o'] as const).map((edge) => lives(5, `alone.${edge}`)));
    const crossings = runOf(tourSettings(5)).crossings ?? {};
    const onCarousel = crossings.cec?.[0] ?? Number.NaN;
    expect(DEFAULTS.steps - 1 - onCarousel).toBeLessThan(6);
    tells(5, [fixed(onCarousel, 0), share(first(5), undefined, 2), share(first(5, 'alone.cec'), undefined, 2)]);
    tells(5, [], [`within ${longest} steps`]);
    // What its task promises.
    expect(first(5, 'without.R_z') - first(5, 'alone.cec')).toBeLessThan(0.3);
  });

  it('step 6: it burns, though no path alone ever exceeds the loss’s gradient', () => {
    expect(first(6)).toBeGreaterThan(5);
    for (const edge of ['cec', 'R_z', 'R_i', 'R_f', 'R_o'] as const)
      expect(largest(6, `alone.${edge}`), edge).toBeLessThan(0);
    tells(6, [magnitude(first(6), undefined, 2)]);
    // What its task promises.
    expect(largest(6, 'without.cec')).toBeLessThan(0.1);
  });

  it('step 7: it has forgotten, until the reader moves the sliders', () => {
    expect(first(7)).toBeLessThan(-8);
    tells(7, [share(first(7), undefined, 2)]);
  });
});
