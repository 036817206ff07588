/**
 * The ramps by numbers. Colour blindness is Machado, Oliveira & Fernandes 2009 at severity 1 (tests/charts/vision.ts); distances are
 * Euclidean in OKLab; a grey print keeps CIE L*.
 */
import { describe, expect, it } from 'vitest';
import { FIXED_ENDS, type Theme } from '../../../src/charts/colour';
import { hexOf, lightness, luminance, oklabOf, type Rgb, rgbOf } from '../../../src/charts/ramps/oklab';
import { hueOf, PALETTES, type RampName, rampOf } from '../../../src/charts/ramps/palette';
import { bend, hotText, packedAt, rampColour, rampTable } from '../../../src/charts/ramps/ramps';
import { CUTTABLE, EDGES } from '../../../src/settings/edges';
import { DEFAULTS } from '../../../src/settings/specs';
import { batchesOf, forwardOf, messagesOf } from '../../engine/runs';
import { seen, VISIONS } from '../vision';

const THEMES: readonly Theme[] = ['light', 'dark'];
const PATHS: readonly RampName[] = ['cec', 'R_z', 'R_i', 'R_f', 'R_o'];
const NAMES: readonly RampName[] = [...PATHS, 'neutral'];

const rgbOfPixel = (pixel: number): Rgb => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
const greyOf = (pixel: number): number => lightness(rgbOfPixel(pixel));
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [one, other].map((hex) => luminance(rgbOf(hex))).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const apart = (one: string, other: string, vision: string): number => {
  const [a, b] = [one, other].map((hex) => oklabOf(rgbOf(seen(hex, vision))));
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

/** L* of a row's cells: the distance from the 10th to the 90th percentile of those that are there. */
function middleSpan(cells: Iterable<number>, theme: Theme, name: RampName): number {
  const table = rampTable(theme, name);
  const values = [...cells]
    .filter((log) => Number.isFinite(log))
    .map((log) => greyOf(packedAt(table, log, FIXED_ENDS)))
    .sort((a, b) => a - b);
  return values[Math.floor(0.9 * values.length)] - values[Math.floor(0.1 * values.length)];
}

function rowOfDefaults(row: 'c' | 'alone.cec'): number[] {
  const batches = batchesOf(DEFAULTS);
  const { rows, size } = forwardOf(batches);
  const at = rows.indexOf(row);
  return messagesOf(batches).flatMap(({ count, cells }) => [
    ...cells.subarray(at * count * size, (at + 1) * count * size),
  ]);
}

describe.each(THEMES)('the ramps on the %s page', (theme) => {
  const { page, top } = PALETTES[theme];
  const away = theme === 'light' ? -1 : 1;

  it.each(NAMES)('%s: a grey print runs one way, from the page through 10⁰ to 10⁶', (name) => {
    const { below, above } = rampTable(theme, name);
    const run = [...below, ...above].map((pixel) => away * greyOf(pixel));
    // 8 bits a channel: a stop may be a third of a unit of L* off its place.
    for (let k = 1; k < run.length; k++) expect(run[k] - run[k - 1], `stop ${k}`).toBeGreaterThan(-0.35);
    for (let k = 8; k < run.length; k++)
      expect(run[k] - run[k - 8], `stop ${k}`).toBeGreaterThan(k === 256 ? -0.35 : 0);
  });

  it.each(NAMES)('%s: L* is even below 10⁰, from the page’s own colour to that of the hot ramp’s start', (name) => {
    const { below, above } = rampTable(theme, name);
    expect(hexOf(rgbOfPixel(below[0]))).toBe(page);
    const first = greyOf(below[0]);
    below.forEach((pixel, k) =>
      expect(Math.abs(greyOf(pixel) - (first + ((top - first) * k) / 255))).toBeLessThan(0.4),
    );
    expect(Math.abs(greyOf(below[255]) - greyOf(above[0]))).toBeLessThan(0.4);
  });

  it('is opaque, and packs what CSS says', () => {
    for (const name of NAMES) {
      const { below, above } = rampTable(theme, name);
      expect([...below, ...above].every((pixel) => pixel >>> 24 === 255)).toBe(true);
    }
    const table = rampTable(theme, 'cec');
    for (const log of [-12, -6, -0.5, 0, 0.5, 3, 6])
      expect(rampColour(theme, 'cec', log, FIXED_ENDS)).toBe(hexOf(rgbOfPixel(packedAt(table, log, FIXED_ENDS))));
    expect(packedAt(table, 99, FIXED_ENDS)).toBe(table.above[255]);
    for (const log of [-99, -Infinity, Number.NaN]) expect(packedAt(table, log, FIXED_ENDS)).toBe(table.below[0]);
    expect(rampColour(theme, 'cec', 0.012, FIXED_ENDS)).toBe(hotText(theme));
  });

  it('burns brighter or deeper, never paler: as colourful as at its start until the last tenth', () => {
    const chroma = (pixel: number): number => Math.hypot(...oklabOf(rgbOfPixel(pixel)).slice(1));
    const { above } = rampTable(theme, 'cec');
    const least = Math.min(...[...above.subarray(0, 230)].map(chroma));
    expect(least).toBeGreaterThan(theme === 'dark' ? 0.15 : 0.1);
    for (const pixel of above) expect(chroma(pixel)).toBeGreaterThan(0.09);
  });

  it.each(Object.keys(VISIONS))('keeps paths 0.07 apart and 0.05 from all that burns, under %s vision', (vision) => {
    const hues = PATHS.map((name) => hueOf(theme, name));
    const hot = [...rampTable(theme, 'neutral').above].map((pixel) => hexOf(rgbOfPixel(pixel)));
    for (const [k, one] of hues.entries()) {
      for (const other of hues.slice(k + 1))
        expect(apart(one, other, vision), `${one} ${other}`).toBeGreaterThanOrEqual(0.07);
      expect(Math.min(...hot.map((other) => apart(one, other, vision))), one).toBeGreaterThanOrEqual(0.05);
      expect(apart(one, hueOf(theme, 'neutral'), vision), `${one} neutral`).toBeGreaterThanOrEqual(0.05);
    }
  });

  it('can be read as words on the page', () => {
    for (const colour of [...NAMES.map((name) => hueOf(theme, name)), hotText(theme)])
      expect(contrast(colour, page), colour).toBeGreaterThanOrEqual(4.5);
  });

  it('shows the structure of the default: the middle 80 % of the cells span 25 L* on the carousel, 15 of all paths', () => {
    expect(middleSpan(rowOfDefaults('alone.cec'), theme, 'cec')).toBeGreaterThanOrEqual(25);
    expect(middleSpan(rowOfDefaults('c'), theme, 'neutral')).toBeGreaterThanOrEqual(15);
  });
});

it('bends by the cube: half as far in lightness is an eighth', () => {
  expect([-99, -12, -6, 0].map((log) => bend(log, -12))).toEqual([0, 0, 0.125, 1]);
});

it('gives a peephole its gate’s ramp, and the GRU its neighbours’', () => {
  expect([...new Set([...EDGES, ...CUTTABLE])].map((path) => `${path} ${rampOf(path)}`).sort()).toEqual(
    [
      'R_f R_f',
      'R_i R_i',
      'R_n R_z',
      'R_o R_o',
      'R_r R_i',
      'R_u R_f',
      'R_z R_z',
      'W_h neutral',
      'cec cec',
      'p_f R_f',
      'p_i R_i',
      'p_o R_o',
    ].sort(),
  );
});
