/**
 * The colours of the forward pass: gates from the page's colour (shut) to their path's hue (open), linearly; signed values from olive
 * (negative) over the page's colour (0) to teal (positive). Lightness is even in CIE L*, and of all hues olive stays farthest from teal
 * to colour-blind eyes (ΔE*ab at least 40 at the ends) while it keeps away from the hot one.
 */
import { hcl, lab, rgb } from 'd3-color';
import type { Theme } from './colour';
import { hexOf } from './ramps/oklab';
import { PALETTES, type RampName } from './ramps/palette';
import { rampTable } from './ramps/ramps';

/** What a value of 1 (or the largest) looks like, and one of −1: hue, chroma, L*. */
const ENDS: Readonly<Record<Theme, Readonly<Record<'up' | 'down', readonly [number, number, number]>>>> = {
  light: { up: [205, 26, 33], down: [86, 45, 33] },
  dark: { up: [195, 34, 82], down: [113, 38, 82] },
};

/** Values from `low` to `high`: 0 … high, or −high … high. */
export interface ValueEnds {
  readonly low: number;
  readonly high: number;
}

/** CSS colour of a value; beyond the ends it is that of the end. `ramp`: of values that are not negative, null for both signs. */
export function valueColour(theme: Theme, ramp: RampName | null, { high }: ValueEnds, value: number): string {
  const size = high > 0 ? Math.min(1, Math.max(-1, value / high)) : 0;
  if (ramp === null) return signedColour(theme, size);
  const pixel = valueTable(theme, ramp)[Math.round((ENTRIES - 1) * (1 + Math.max(0, size)))];
  return hexOf([pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]);
}

/** Of −1 … 1. */
function signedColour(theme: Theme, value: number): string {
  const size = Math.abs(value);
  const [hue, chroma, lightness] = ENDS[theme][value < 0 ? 'down' : 'up'];
  const page = lab(PALETTES[theme].page);
  const end = lab(hcl(hue, chroma, lightness));
  return lab(
    page.l + (end.l - page.l) * size,
    page.a + (end.a - page.a) * size,
    page.b + (end.b - page.b) * size,
  ).formatHex();
}

const ENTRIES = 256;
const tables = new Map<string, Uint32Array>();

/** Packed little-endian RGBA from −1 to 1, [2 · 256 − 1]: 0 is in the middle. A ramp has no values below it. */
export function valueTable(theme: Theme, ramp: RampName | null): Uint32Array {
  const key = `${theme} ${ramp}`;
  let table = tables.get(key);
  if (table === undefined) {
    table = Uint32Array.from({ length: 2 * ENTRIES - 1 }, (_, k) => {
      const from = k - (ENTRIES - 1);
      if (ramp !== null) return rampTable(theme, ramp).below[Math.max(0, from)];
      const { r, g, b } = rgb(signedColour(theme, from / (ENTRIES - 1)));
      return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
    });
    tables.set(key, table);
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
