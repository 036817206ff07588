/** The colours of the forward pass: even, told apart by every eye, and not to be taken for the gradient's. */
import { lab, rgb } from 'd3-color';
import { describe, expect, it } from 'vitest';
import { FIXED_ENDS, type Theme } from '../../src/charts/colour';
import { PALETTES } from '../../src/charts/ramps/palette';
import { rampColour, rampTable } from '../../src/charts/ramps/ramps';
import { niceEnd, valueColour, valueTable } from '../../src/charts/valueColour';
import { colouredValues, poolValues } from '../../src/charts/valuePainter';
import { distance, seen, VISIONS } from './vision';

const THEMES: readonly Theme[] = ['light', 'dark'];
const BOTH = { low: -1, high: 1 };
const unpacked = (pixel: number): string => rgb(pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255).formatHex();
const lightness = (css: string): number => lab(css).l;

describe.each(THEMES)('on the %s page', (theme) => {
  const table = Array.from(valueTable(theme, null), unpacked);
  const middle = (table.length - 1) / 2;

  it('goes evenly in lightness from the page at 0 to either end, as far on both sides', () => {
    const page = lightness(table[middle]);
    expect(table[middle]).toBe(PALETTES[theme].page);
    for (let k = 0; k <= middle; k++) {
      const expected = ((lightness(table.at(-1) ?? '') - page) * k) / middle;
      expect(Math.abs(lightness(table[middle + k]) - page - expected), `up ${k}`).toBeLessThan(1);
      expect(Math.abs(lightness(table[middle - k]) - page - expected), `down ${k}`).toBeLessThan(2);
    }
    expect(Math.abs(lightness(table.at(-1) ?? '') - page)).toBeGreaterThan(60);
  });

  it.each(Object.keys(VISIONS))('keeps the signs apart under %s vision', (vision) => {
    const apart = (size: number): number =>
      distance(seen(valueColour(theme, null, BOTH, size), vision), seen(valueColour(theme, null, BOTH, -size), vision));
    expect(apart(1)).toBeGreaterThan(40);
    expect(apart(0.5)).toBeGreaterThan(20);
  });

  it('has no colour of the hot scale', () => {
    const hot = Array.from({ length: 60 }, (_, k) => rampColour(theme, 'neutral', (6 * (k + 1)) / 60, FIXED_ENDS));
    for (const colour of table) expect(Math.min(...hot.map((one) => distance(one, colour)))).toBeGreaterThan(20);
  });

  it('shows a value beyond the ends as the end, and the table as the colours', () => {
    expect(valueColour(theme, null, { low: 0, high: 5 }, 9)).toBe(valueColour(theme, null, { low: 0, high: 5 }, 5));
    expect(table[middle + 128]).toBe(valueColour(theme, null, BOTH, 128 / middle));
    expect(table[0]).toBe(valueColour(theme, null, BOTH, -1));
  });
});

it('shows a gate in its path’s hue, from the page where it is shut', () => {
  const gate = { low: 0, high: 1 };
  const { below } = rampTable('light', 'R_f');
  expect(valueColour('light', 'R_f', gate, 0)).toBe(PALETTES.light.page);
  expect([0.5, 1, 7].map((value) => valueColour('light', 'R_f', gate, value))).toEqual(
    [128, 255, 255].map((stop) => unpacked(below[stop])),
  );
  const grid = poolValues({ values: Float64Array.of(0, 1), steps: 2, size: 1 }, 2, 1);
  const out = new Uint32Array(2);
  colouredValues(grid, valueTable('light', 'R_f'), gate, out);
  expect([...out]).toEqual([below[0], below[255]]);
});

describe('niceEnd', () => {
  it.each([
    [[0, 0], 1],
    [[0.2, -1], 1],
    [[-1.01], 1.5],
    [[6.3], 8],
    [[-73], 80],
    [[9.9e-5], 1e-4],
    [[-3e25], 1e26],
  ])('of %j is %d', (values, end) => {
    expect(niceEnd(Float64Array.from(values)) / end).toBeCloseTo(1, 12);
  });
});

describe('painting', () => {
  // Two steps of three units, row by row of steps.
  const picture = { values: Float64Array.of(0.1, -0.9, 0.3, 1, 0, -2), steps: 2, size: 3 };

  it('puts unit 1 on top and step 1 on the left', () => {
    const { columns, rows, values } = poolValues(picture, 100, 100);
    expect([columns, rows]).toEqual([2, 3]);
    expect(Array.from(values, (value) => Number(value.toFixed(3)))).toEqual([0.1, 1, -0.9, 0, 0.3, -2]);
  });

  it('keeps what is too small for float32 apart from a zero', () => {
    const { values } = poolValues({ values: Float64Array.of(-1e-200, 0), steps: 1, size: 2 }, 9, 9);
    expect([values[0] < 0, values[1]]).toEqual([true, 0]);
  });

  it('shows the value farthest from 0 where several share a pixel', () => {
    expect(Array.from(poolValues(picture, 1, 1).values)).toEqual([-2]);
    expect(poolValues(picture, 2, 1).values[0]).toBeCloseTo(-0.9, 6);
  });

  it('colours each cell by its value, beyond the ends by the end', () => {
    const grid = poolValues(picture, 2, 3);
    const out = new Uint32Array(6);
    colouredValues(grid, valueTable('light', null), BOTH, out);
    expect(unpacked(out[5])).toBe(valueColour('light', null, BOTH, -1));
    expect(unpacked(out[3])).toBe(valueColour('light', null, BOTH, 0));
    expect(distance(unpacked(out[2]), valueColour('light', null, BOTH, -0.9))).toBeLessThan(1);
  });
});
