/**
 * The one colour scale of all heatmaps: log10 of a magnitude against the loss gradient. Below 10⁰ a ramp of lightness that starts in
 * the page's own colour, so that a gradient that vanishes fades into the page; above it one hot hue that burns. Lightness is even in
 * CIE L* and runs one way through both, so that the scale survives every kind of colour blindness, and grey printing.
 */
import { type ColorSpaceObject, hcl, lab } from 'd3-color';
import type { Cuttable } from '../settings/cells';
import { hueOf } from './cells';
import type { Hue } from './cells/cell';

export type Theme = 'light' | 'dark';

/** The colour of words and of the line of all paths, as in the page's styles. */
export const INK: Readonly<Record<Theme, string>> = { light: '#1b1c1e', dark: '#ececec' };

/** The colour of the page, as in its styles. */
export const PAGE: Readonly<Record<Theme, string>> = { light: '#fbfbfa', dark: '#131416' };

/** Read once: a table asks for it with every colour. */
const PAGE_LAB = { light: lab(PAGE.light), dark: lab(PAGE.dark) } as const;

interface Ramp {
  /** L* of the neutral ramp at its faint end and at 10⁰. */
  readonly neutral: readonly [number, number];
  /** Hue, chroma and L* just above 10⁰ and at the hot end. */
  readonly hot: readonly [readonly [number, number, number], readonly [number, number, number]];
}

const RAMPS: Readonly<Record<Theme, Ramp>> = {
  light: {
    neutral: [96, 50],
    hot: [
      [45, 80, 49],
      [22, 62, 22],
    ],
  },
  dark: {
    neutral: [10, 60],
    hot: [
      [48, 82, 62],
      [88, 70, 91],
    ],
  },
};

export interface ScaleEnds {
  /** log10, below 0. */
  readonly low: number;
  /** log10, above 0. */
  readonly high: number;
}

export const FIXED_ENDS: ScaleEnds = { low: -12, high: 6 };

const ENTRIES = 256;

/** Packed little-endian RGBA by entry: `below` from `low` to 10⁰, `above` from 10⁰ to `high`. */
export interface ColourTable {
  readonly below: Uint32Array;
  readonly above: Uint32Array;
}

const tables = new Map<Theme, ColourTable>();

export function colourTable(theme: Theme): ColourTable {
  let table = tables.get(theme);
  if (table === undefined) {
    table = { below: new Uint32Array(ENTRIES), above: new Uint32Array(ENTRIES) };
    for (let k = 0; k < ENTRIES; k++) {
      table.below[k] = packed(belowColour(theme, k / (ENTRIES - 1)));
      table.above[k] = packed(aboveColour(theme, k / (ENTRIES - 1)));
    }
    tables.set(theme, table);
  }
  return table;
}

/** CSS colour at log10 = v. */
export function colourOf(theme: Theme, ends: ScaleEnds, v: number): string {
  const colour =
    v < 0 ? belowColour(theme, clamp(1 - v / ends.low)) : aboveColour(theme, ends.high > 0 ? clamp(v / ends.high) : 1);
  return colour.formatHex();
}

function belowColour(theme: Theme, t: number): ColorSpaceObject {
  const { neutral } = RAMPS[theme];
  const base = PAGE_LAB[theme];
  // The first tenth leaves the page's colour; from there on the ramp is grey with a breath of blue.
  const cool = Math.min(1, t * 10);
  return lab(neutral[0] + (neutral[1] - neutral[0]) * t, base.a * (1 - cool), base.b * (1 - cool) - 3 * cool);
}

function aboveColour(theme: Theme, t: number): ColorSpaceObject {
  const [[h0, c0, l0], [h1, c1, l1]] = RAMPS[theme].hot;
  return hcl(h0 + (h1 - h0) * t, c0 + (c1 - c0) * t, l0 + (l1 - l0) * t);
}

function packed(colour: ColorSpaceObject): number {
  const { r, g, b } = colour.rgb().clamp();
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

const clamp = (t: number): number => Math.min(1, Math.max(0, t));

/**
 * The hues of the paths. Chosen by a search over L*C*h for the largest smallest distance (ΔE*ab ≥ 24) between any two of them and the
 * ink, under normal vision and Machado's protanopia, deuteranopia and tritanopia, at a contrast of at least 4.5 : 1 with the page.
 */
const HUES: Readonly<Record<Theme, Readonly<Record<Hue, string>>>> = {
  light: { blue: '#2869f3', green: '#20844e', magenta: '#993e79', violet: '#533692', ochre: '#503b05' },
  dark: { blue: '#5b89f9', green: '#79ac78', magenta: '#cc6ca0', violet: '#b9a8f3', ochre: '#b49c2d' },
};

export const hueColour = (theme: Theme, hue: Hue): string => HUES[theme][hue];

export const pathColour = (theme: Theme, edge: Cuttable): string => hueColour(theme, hueOf(edge));
