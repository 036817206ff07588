/**
 * The colours of the forward pass, apart from the gradient's scale and from the paths' hues: gates from the page's colour (shut) to teal
 * (open), signed values from olive (negative) over the page's colour (0) to the same teal (positive). Lightness is even in CIE L*, and
 * of all hues olive stays farthest from teal to colour-blind eyes (ΔE*ab at least 40 at the ends) while it keeps away from the hot one.
 */
import { hcl, lab, rgb } from 'd3-color';
import type { Theme } from './colour';

/** What a value of 1 (or the largest) looks like, and one of −1: hue, chroma, L*. */
const ENDS: Readonly<Record<Theme, Readonly<Record<'up' | 'down', readonly [number, number, number]>>>> = {
  light: { up: [205, 26, 33], down: [86, 45, 33] },
  dark: { up: [195, 34, 82], down: [100, 42, 82] },
};
const PAGE: Readonly<Record<Theme, string>> = { light: '#fbfbfa', dark: '#131416' };

/** Values from `low` to `high`: 0 … high, or −high … high. */
export interface ValueEnds {
  readonly low: number;
  readonly high: number;
}

/** CSS colour of a value; beyond the ends it is that of the end. */
export function valueColour(theme: Theme, { high }: ValueEnds, value: number): string {
  const size = high > 0 ? Math.min(1, Math.abs(value) / high) : 0;
  const [hue, chroma, lightness] = ENDS[theme][value < 0 ? 'down' : 'up'];
  const page = lab(PAGE[theme]);
  const end = lab(hcl(hue, chroma, lightness));
  return lab(
    page.l + (end.l - page.l) * size,
    page.a + (end.a - page.a) * size,
    page.b + (end.b - page.b) * size,
  ).formatHex();
}

const ENTRIES = 256;
const tables = new Map<Theme, Uint32Array>();

/** Packed little-endian RGBA from −1 to 1, [2 · 256 − 1]: 0 is in the middle. */
export function valueTable(theme: Theme): Uint32Array {
  let table = tables.get(theme);
  if (table === undefined) {
    table = Uint32Array.from({ length: 2 * ENTRIES - 1 }, (_, k) => {
      const { r, g, b } = rgb(valueColour(theme, { low: -1, high: 1 }, k / (ENTRIES - 1) - 1));
      return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
    });
    tables.set(theme, table);
  }
  return table;
}

/**
 * An end that holds every value, in a round number; beyond 10⁴ and below 10⁻³ a power of ten, whose label is short. The
 * values stand in units of 10^unit, and so does the end.
 */
export function niceEnd(values: Float64Array, unit = 0): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 1;
  const log = Math.log10(largest) + unit;
  if (log >= 4 || log < -3) return 10 ** (Math.ceil(log - 1e-9) - unit);
  const power = 10 ** Math.floor(log);
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= largest * (1 - 1e-12)) ?? 10;
  return step * power;
}
