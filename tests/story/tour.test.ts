/** The tour’s steps: within the settings’ ranges, each with a task that is not done yet when it begins and can be done. */
import { describe, expect, it } from 'vitest';
import { measureAll } from '../../src/engine/measure';
import { Pipeline } from '../../src/engine/pipeline';
import { runToEnd } from '../../src/math/task';
import type { Edge } from '../../src/settings/edges';
import { decodeLink, encodeLink } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { SPECS } from '../../src/settings/specs';
import { digitsOfLogs } from '../../src/story/digits';
import { TOUR, type TourSight, tourSettings } from '../../src/story/tour';

/** log10 ‖g‖ at step 1 of a run with these settings. */
function leftOf(settings: Settings, pipeline = new Pipeline()): number {
  let left = Number.NaN;
  for (const batch of pipeline.run(settings)) {
    if (batch && batch.kind === 'messages' && batch.from === 0) {
      const rows = batch.norms.length / batch.count;
      left = batch.norms[(rows - 1) * batch.count];
      break;
    }
  }
  return left;
}

const atStart = (number: number): TourSight => {
  const settings = tourSettings(number);
  return { settings, step: null, playing: false, left: leftOf(settings) };
};

/** What a reader does at each step. */
const DEEDS: readonly ((sight: TourSight) => Partial<TourSight> | Partial<Settings>)[] = [
  () => ({ step: 12 }),
  () => ({ playing: true }),
  () => ({ spectralRadius: 0.5 }),
  () => ({ spectralRadius: 2.5 }),
  () => ({ forgetBias: 5 }),
  () => ({ cuts: ['cec'] }),
  () => ({ chart: 'crossings' }),
  () => ({ forgetBias: 4 }),
  () => ({ view: 'weights', maxNorm: 0.5 }),
  () => ({ input: 'text', text: 'My own words' }),
];

describe('the tour', () => {
  it('has eight to ten steps, as many as a link can name', () => {
    expect(TOUR.length).toBeGreaterThanOrEqual(8);
    expect(SPECS.tour).toMatchObject({ min: 0, max: TOUR.length });
    expect(DEEDS).toHaveLength(TOUR.length);
  });

  it.each(TOUR.map(({ title }, index) => [index + 1, title] as const))('step %i, %s: a link leads to it', (number) => {
    const settings = tourSettings(number);
    const { panes, notices } = decodeLink(encodeLink([settings]));
    expect(notices).toEqual([]);
    expect(panes).toEqual([settings]);
  });

  it.each(TOUR.map(({ title }, index) => [index + 1, title] as const))(
    'step %i, %s: is not done when it begins, and done when the reader has tried it',
    (number) => {
      const step = TOUR[number - 1];
      const before = atStart(number);
      expect(step?.isDone(before, before)).toBe(false);
      const deed = DEEDS[number - 1]?.(before) ?? {};
      const settings = { ...before.settings, ...(deed as Partial<Settings>) };
      const now: TourSight = { ...before, ...(deed as Partial<TourSight>), settings, left: leftOf(settings) };
      expect(step?.isDone(now, before)).toBe(true);
    },
  );

  it('says only what its settings show', () => {
    const left = (number: number): number => atStart(number).left;
    expect(left(3), 'vanishes').toBeLessThan(-12);
    expect(left(7), 'explodes').toBeGreaterThan(1);
    expect(left(8), 'forget bias 1 forgets').toBeLessThan(-6);
  });

  it.each([3, 6, 7, 8])('step %i describes a run whose digits hold', (number) => {
    const settings = tourSettings(number);
    const [own, other] = [new Pipeline(), new Pipeline().perturbed()].map((pipeline) => leftOf(settings, pipeline));
    expect(digitsOfLogs(own as number, other)).toBeGreaterThanOrEqual(3);
  });

  it('says of paths alone what holds at its settings: step 6, they die within a few steps; step 7, none explodes', () => {
    const alone = (number: number, edge: Edge, lag: number): number => {
      const question = { measure: { kind: 'log10', curve: `alone.${edge}`, lag } } as const;
      return runToEnd(measureAll(tourSettings(number), [question]))[0];
    };
    for (const edge of ['R_z', 'R_i', 'R_f', 'R_o'] as const) {
      expect(alone(6, edge, 10), edge).toBeLessThan(-4);
      expect(alone(7, edge, 99), edge).toBeLessThan(0);
    }
    expect(alone(7, 'cec', 99)).toBeLessThan(0);
  });
});
