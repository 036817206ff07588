/**
 * The colours of magnitudes, log10 against the loss's own gradient. Below 10⁰ each path's ramp runs from the page's colour to the path's
 * hue, in equal steps of L*, bent so that what matters is seen; above 10⁰ one hot ramp for all begins at the same L*, so that a grey
 * print stays monotone.
 */
import type { ScaleEnds, Theme } from '../colour';
import {
  bisected,
  brought,
  hexOf,
  lightness,
  mixed,
  type Oklab,
  oklabOf,
  packed,
  type Rgb,
  rgbOf,
  rgbOfOklab,
} from './oklab';
import { hueOf, PALETTES, type RampName } from './palette';

const STOPS = 256;

/** Packed little-endian RGBA, opaque, for a Uint32 view of ImageData. */
export interface RampTable {
  /** [512] by `stopAt`: `below`, then `above`. */
  readonly stops: Uint32Array;
  /** [256] by `bend`: the page's colour first, the hue at 10⁰ last. */
  readonly below: Uint32Array;
  /** [256] linear in log10 from 10⁰ to the upper end: the hot ramp. */
  readonly above: Uint32Array;
}

/** log10 from which a value burns: above 10⁰, and not by rounding alone, for a unit may be exactly as large as at the loss. */
export const BURNING = 1e-6;

/** How far up its ramp a value below 10⁰ stands, 0 … 1: half as strong is half as far. `low`: log10 where the ramp begins. */
export function bend(log: number, low: number): number {
  const share = 1 - log / low;
  return share > 0 ? share * share * share : 0;
}

/** The packed colour of log10 = `log`; the page's own for an exact zero (−Infinity) and for what is not there (NaN). */
export function packedAt({ stops }: RampTable, log: number, { low, high }: ScaleEnds): number {
  return stops[stopAt(log, low, high)];
}

/** Where log10 = `log` stands in a table's stops. Small integers and no objects: a picture asks for 64 000 of them in a few milliseconds. */
export function stopAt(log: number, low: number, high: number): number {
  if (log >= BURNING) return log >= high ? 2 * STOPS - 1 : (STOPS + 0.5 + (log / high) * (STOPS - 1)) | 0;
  if (!(log > low)) return 0;
  return log < 0 ? (0.5 + bend(log, low) * (STOPS - 1)) | 0 : STOPS - 1;
}

/** CSS colour of log10 = `log`: edges of the cell, legends. */
export function rampColour(theme: Theme, name: RampName, log: number, ends: ScaleEnds): string {
  const value = packedAt(rampTable(theme, name), log, ends);
  return hexOf([value & 255, (value >> 8) & 255, (value >> 16) & 255]);
}

/** CSS colour of words and numbers that burn: the hot ramp's first stop. */
export function hotText(theme: Theme): string {
  return hexOf(hotAt(theme, 0));
}

const tables = new Map<string, RampTable>();

export function rampTable(theme: Theme, name: RampName): RampTable {
  const key = `${theme} ${name}`;
  let table = tables.get(key);
  if (table === undefined) {
    const all = Uint32Array.from([...Array.from(coldStops(theme, name), packed), ...hotTable(theme)]);
    table = { stops: all, below: all.subarray(0, STOPS), above: all.subarray(STOPS) };
    tables.set(key, table);
  }
  return table;
}

const hotTables = new Map<Theme, Uint32Array>();

function hotTable(theme: Theme): Uint32Array {
  let table = hotTables.get(theme);
  if (table === undefined) {
    const end = PALETTES[theme].hot[PALETTES[theme].hot.length - 1][0];
    table = Uint32Array.from({ length: STOPS }, (_, k) => packed(hotAt(theme, (end * k) / (STOPS - 1))));
    hotTables.set(theme, table);
  }
  return table;
}

/** From the page to the hue, brought to the L* of 10⁰, in equal steps of L*. [256] */
function coldStops(theme: Theme, name: RampName): Rgb[] {
  const { page, top } = PALETTES[theme];
  const from = oklabOf(rgbOf(page));
  const to = brought(oklabOf(rgbOf(hueOf(theme, name))), top);
  const first = lightness(rgbOf(page));
  const away = Math.sign(top - first);
  const at = (share: number): Rgb => rgbOfOklab(mixed(from, to, share));
  return Array.from({ length: STOPS }, (_, k) => {
    const wanted = first + ((top - first) * k) / (STOPS - 1);
    if (k === 0 || k === STOPS - 1) return at(k === 0 ? 0 : 1);
    return at(bisected(0, 1, (share) => away * (lightness(at(share)) - wanted) < 0));
  });
}

const hotStops = new Map<Theme, readonly (readonly [number, Oklab])[]>();

function stopsOf(theme: Theme): readonly (readonly [number, Oklab])[] {
  let stops = hotStops.get(theme);
  if (stops === undefined) {
    const { hot, top } = PALETTES[theme];
    stops = hot.map(([log, hex]) => {
      const colour = oklabOf(rgbOf(hex));
      return [log, log === 0 ? brought(colour, top) : colour] as const;
    });
    hotStops.set(theme, stops);
  }
  return stops;
}

/** The hot ramp at log10 = `log` ≥ 0. */
function hotAt(theme: Theme, log: number): Rgb {
  const stops = stopsOf(theme);
  const next = Math.max(
    1,
    stops.findIndex(([at]) => at >= log),
  );
  const [low, from] = stops[next - 1];
  const [high, to] = stops[next];
  return rgbOfOklab(mixed(from, to, (log - low) / (high - low)));
}
