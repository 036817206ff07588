/** The legend of the ramps: where its ticks stand, and that its colours are those of the pictures. */
import { describe, expect, it } from 'vitest';
import { FIXED_ENDS } from '../../../src/charts/colour';
import { legendPlace, legendStops, legendTicks, ONE_AT } from '../../../src/charts/ramps/legend';
import { hexOf, lightness, rgbOf } from '../../../src/charts/ramps/oklab';
import { PALETTES } from '../../../src/charts/ramps/palette';
import { rampColour } from '../../../src/charts/ramps/ramps';

/** Colour and place of each stop. */
const stopsOf = (theme: 'light' | 'dark'): [string, number][] =>
  [...legendStops(theme).matchAll(/(#\w+) ([\d.]+)%/g)].map(([, colour = '', at]) => [colour, Number(at) / 100]);

it('has ticks at 10⁶, 10³, 1, 10⁻¹, 10⁻³ and 10⁻⁶, in this order downwards', () => {
  expect(legendTicks(FIXED_ENDS)).toEqual([6, 3, 0, -1, -3, -6]);
  const places = legendTicks(FIXED_ENDS).map((log) => legendPlace(log, FIXED_ENDS));
  expect([places[0], places[2]]).toEqual([1, ONE_AT]);
  expect(places[1]).toBeCloseTo(0.84, 12);
  expect(places).toEqual([...places].sort((a, b) => b - a));
  expect([-12, -400, -Infinity].map((log) => legendPlace(log, FIXED_ENDS))).toEqual([0, 0, 0]);
});

it('has whole powers of ten, none twice, for any ends', () => {
  for (const ends of [
    { low: -1, high: 1 },
    { low: -184, high: 1 },
    { low: -2, high: 21 },
  ]) {
    const ticks = legendTicks(ends);
    expect(new Set(ticks).size).toBe(ticks.length);
    expect(ticks.every((log) => Number.isInteger(log) && log >= ends.low && log <= ends.high)).toBe(true);
    expect(ticks).toContain(0);
  }
});

describe.each(['light', 'dark'] as const)('on the %s page', (theme) => {
  it('shows at each tick what a cell of that size has', () => {
    const stops = stopsOf(theme);
    for (const log of [6, 3, -1, -3, -6]) {
      const place = legendPlace(log, FIXED_ENDS);
      const near = stops.toSorted(([, a], [, b]) => Math.abs(a - place) - Math.abs(b - place))[0]?.[0] ?? '';
      const cell = rampColour(theme, 'neutral', log, FIXED_ENDS);
      // Half a stop is half a sixteenth of the cold part’s L*.
      expect(Math.abs(lightness(rgbOf(near)) - lightness(rgbOf(cell))), String(log)).toBeLessThan(2.5);
    }
  });

  it('is even in lightness below 1, and begins in the page’s colour', () => {
    const cold = stopsOf(theme).slice(0, 17);
    expect(cold[0]).toEqual([hexOf(rgbOf(PALETTES[theme].page)), 0]);
    expect(cold.at(-1)?.[1]).toBe(ONE_AT);
    const [first, last] = [lightness(rgbOf(cold[0]?.[0] ?? '')), PALETTES[theme].top];
    cold.forEach(([colour], k) =>
      expect(Math.abs(lightness(rgbOf(colour)) - (first + ((last - first) * k) / 16))).toBeLessThan(0.5),
    );
  });
});
