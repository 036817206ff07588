/** The colour scale and the hues of the paths, held to what design.md asks of them. */
import { readFileSync } from 'node:fs';
import { lab, rgb } from 'd3-color';
import { describe, expect, it } from 'vitest';
import { colourOf, colourTable, FIXED_ENDS, INK, PAGE, pathColour, type Theme } from '../../src/charts/colour';
import { CELLS, type Cell } from '../../src/settings/cells';
import { edgesOf } from '../../src/settings/edges';
import { distance, linear, seen, VISIONS } from './vision';

const THEMES: readonly Theme[] = ['light', 'dark'];

const unpacked = (pixel: number): string => rgb(pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255).formatHex();
const lightness = (css: string): number => lab(css).l;

function luminance(css: string): number {
  const { r, g, b } = rgb(css);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

it('has the colours of the page and its ink from the styles', () => {
  const styles = readFileSync('src/views/styles/base.css', 'utf8');
  const inStyles = (name: string): string[] =>
    [...styles.matchAll(new RegExp(`--${name}: (#\\w+);`, 'g'))].map(([, css = '']) => css);
  expect(inStyles('page')).toEqual([PAGE.light, PAGE.dark]);
  expect(inStyles('ink')).toEqual([INK.light, INK.dark]);
});

describe.each(THEMES)('the scale on the %s page', (theme) => {
  const away = theme === 'light' ? -1 : 1;
  const { below, above } = colourTable(theme);

  it('runs one way in lightness, from the page through 10⁰ to the hot end', () => {
    const run = [...below, ...above].map((pixel) => away * lightness(unpacked(pixel)));
    for (let k = 1; k < run.length; k++) {
      // Rounding to 8 bits can cost a fraction of a unit of L*.
      expect((run[k] ?? 0) - (run[k - 1] ?? 0), `entry ${k}`).toBeGreaterThan(-0.4);
    }
    expect((run.at(-1) ?? 0) - (run[0] ?? 0)).toBeGreaterThan(60);
  });

  it.each(Object.keys(VISIONS))('still does so to an eye with %s vision', (vision) => {
    const every = [...below, ...above].filter((_, k) => k % 32 === 0);
    const run = every.map((pixel) => away * lightness(seen(unpacked(pixel), vision)));
    for (let k = 1; k < run.length; k++)
      expect((run[k] ?? 0) - (run[k - 1] ?? 0), `entry ${32 * k}`).toBeGreaterThan(-2);
  });

  it('is even: no part of the neutral ramp is steeper than twice its mean', () => {
    const run = [...below].filter((_, k) => k % 15 === 0).map((pixel) => away * lightness(unpacked(pixel)));
    const rises = run.slice(1).map((value, k) => value - (run[k] ?? 0));
    const mean = rises.reduce((sum, rise) => sum + rise, 0) / rises.length;
    for (const rise of rises) {
      expect(rise).toBeGreaterThan(0);
      expect(rise).toBeLessThan(2 * mean);
    }
  });

  it('starts in the page’s colour and burns in one hue that the ramp below does not have', () => {
    expect(distance(unpacked(below[0] ?? 0), PAGE[theme])).toBeLessThan(6);
    for (const pixel of below) expect(Math.hypot(lab(unpacked(pixel)).a, lab(unpacked(pixel)).b)).toBeLessThan(8);
    for (const pixel of above) expect(Math.hypot(lab(unpacked(pixel)).a, lab(unpacked(pixel)).b)).toBeGreaterThan(40);
  });

  it('is what the legend shows, and is opaque', () => {
    expect(colourOf(theme, FIXED_ENDS, -12)).toBe(unpacked(below[0] ?? 0));
    expect(colourOf(theme, FIXED_ENDS, 0)).toBe(unpacked(above[0] ?? 0));
    expect(colourOf(theme, FIXED_ENDS, 6)).toBe(unpacked(above.at(-1) ?? 0));
    expect(colourOf(theme, FIXED_ENDS, 999)).toBe(colourOf(theme, FIXED_ENDS, 6));
    expect(colourOf(theme, FIXED_ENDS, -999)).toBe(colourOf(theme, FIXED_ENDS, -12));
    expect([...below, ...above].every((pixel) => pixel >>> 24 === 255)).toBe(true);
  });
});

describe.each(THEMES)('the hues of the paths on the %s page', (theme) => {
  const hues = (['cec', 'R_z', 'R_i', 'R_f', 'R_o'] as const).map((edge) => pathColour(theme, edge));

  it.each(Object.keys(VISIONS))('stay apart, from each other and from the ink, under %s vision', (vision) => {
    const all = [...hues, INK[theme]].map((css) => seen(css, vision));
    for (const [k, one] of all.entries()) {
      for (const other of all.slice(k + 1)) expect(distance(one, other), `${one} ${other}`).toBeGreaterThanOrEqual(20);
    }
  });

  it('can be read as words on the page', () => {
    for (const css of hues) expect(contrast(css, PAGE[theme]), css).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(CELLS) as Cell[])('are those of the %s, each for one path or a path and its peephole', (cell) => {
    const own = edgesOf({ cell, peepholes: false, forgetGate: true }).map((edge) => pathColour(theme, edge));
    expect(new Set(own).size).toBe(own.length);
    expect(own.filter((hue) => !hues.includes(hue))).toEqual([]);
  });

  it('a peephole has its gate’s', () => {
    expect(pathColour(theme, 'p_i')).toBe(pathColour(theme, 'R_i'));
    expect(pathColour(theme, 'p_f')).toBe(pathColour(theme, 'R_f'));
    expect(pathColour(theme, 'p_o')).toBe(pathColour(theme, 'R_o'));
  });
});
