/**
 * What a ribbon is filled with: its step's colour in the ramp, and for each strand a tint of it, seeded, so that neighbours differ. What burns
 * is tinted along the hot ramp itself, up and down, so that fire stays fire; what is cold by a little white or black.
 */
import type { Theme } from '../colour';
import { mixed, oklabOf, packed, type Rgb, rgbOf, rgbOfOklab } from '../ramps/oklab';
import { PALETTES, type RampName } from '../ramps/palette';
import { rampTable } from '../ramps/ramps';
import { blended } from './pixels';
import { seeded } from './seeded';
import { BEYOND, GONE } from './width';

/** Beside an LSTM or GRU: the plain RNN, all paths, the carousel alone; `only`: a plain RNN that has the picture to itself. */
export type Role = 'ghost' | 'whole' | 'carousel' | 'only';

const RAMP: Readonly<Record<Role, RampName>> = { ghost: 'neutral', whole: 'neutral', only: 'neutral', carousel: 'cec' };

interface Shade {
  /** How much of the ramp's colour there is, the rest is the page's. */
  readonly strength: Readonly<Record<Role, number>>;
  /** How strongly the strands of what is cold are tinted. */
  readonly grain: Readonly<Record<Role, number>>;
  /** What smoulders: the hot ramp's colour below its start, three decades down. */
  readonly ember: string;
}

const SHADES: Readonly<Record<Theme, Shade>> = {
  light: {
    strength: { ghost: 0.66, whole: 0.4, only: 0.8, carousel: 1 },
    grain: { ghost: 0.28, whole: 0.28, only: 0.28, carousel: 0.26 },
    ember: '#ff8a3c',
  },
  dark: {
    strength: { ghost: 0.74, whole: 0.46, only: 0.8, carousel: 1 },
    grain: { ghost: 0.22, whole: 0.22, only: 0.22, carousel: 0.24 },
    ember: '#b8330a',
  },
};

/** log10 by which a strand of what burns may stand up or down the hot ramp. */
const UP = 1.4;
const DOWN = 3;
const EMBER = -3;
/** Beyond this, too, strands differ both ways. */
const BRIGHTEST = BEYOND - 0.8;
/** log10 at which a ribbon has caught fire wholly: what hovers about 10⁰ is not to flicker. */
const ABLAZE = 0.15;
const LIGHTER = packed([255, 255, 255]);
const DARKER = packed([8, 12, 30]);
const ENTRIES = 256;

/** A river's thin end keeps more colour than a cell does, so that it stays seen: its ramp begins at this share. */
const LEAST = 0.3;

interface Fills {
  /** [256] from 10⁻¹² to 10⁰. */
  readonly cold: Uint32Array;
  /** [256] from embers at 10⁻³ to the end of the scale. */
  readonly hot: Uint32Array;
}

const known = new Map<string, Fills>();

function fillsOf(theme: Theme, role: Role): Fills {
  const key = `${theme} ${role}`;
  let fills = known.get(key);
  if (fills === undefined) {
    const { below, above } = rampTable(theme, RAMP[role]);
    const page = oklabOf(rgbOf(PALETTES[theme].page));
    const start = oklabOf(unpacked(above[0]));
    const ember = oklabOf(rgbOf(SHADES[theme].ember));
    fills = {
      cold: Uint32Array.from({ length: ENTRIES }, (_, k) => {
        const stop = below[Math.round((ENTRIES - 1) * (LEAST + ((1 - LEAST) * k) / (ENTRIES - 1)))];
        return packed(rgbOfOklab(mixed(page, oklabOf(unpacked(stop)), SHADES[theme].strength[role])));
      }),
      hot: Uint32Array.from({ length: ENTRIES }, (_, k) => {
        const log = EMBER + ((BEYOND - EMBER) * k) / (ENTRIES - 1);
        if (log < 0) return packed(rgbOfOklab(mixed(start, ember, log / EMBER)));
        return above[Math.round((log / BEYOND) * (ENTRIES - 1))];
      }),
    };
    known.set(key, fills);
  }
  return fills;
}

const unpacked = (colour: number): Rgb => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];

function entry(table: Uint32Array, log: number, low: number, high: number): number {
  const at = Math.round(((log - low) / (high - low)) * (ENTRIES - 1));
  return table[Math.min(ENTRIES - 1, Math.max(0, at))];
}

/** [stations × strands] packed colours. `logs`: [stations]. */
export function strandColours(theme: Theme, role: Role, logs: Float64Array, strands: number): Uint32Array {
  const { cold, hot } = fillsOf(theme, role);
  const random = seeded(97);
  // Neighbours differ: one is lighter, or further up the hot ramp, and the next darker, or further down. One strand alone has no tint.
  const tints = Float64Array.from({ length: strands }, (_, k) =>
    strands === 1 ? 0 : (k % 2 === 0 ? -1 : 1) * (0.25 + 0.75 * random()),
  );
  const grain = SHADES[theme].grain[role];
  const colours = new Uint32Array(logs.length * strands);
  for (let station = 0; station < logs.length; station++) {
    const log = logs[station];
    const plain = entry(cold, log, GONE, 0);
    const heat = Math.round(256 * Math.min(1, Math.max(0, log / ABLAZE)));
    for (let strand = 0; strand < strands; strand++) {
      const tint = tints[strand];
      const cool = heat < 256 ? tinted(plain, tint * grain) : 0;
      const fire = heat > 0 ? entry(hot, Math.min(BRIGHTEST, log) + tint * (tint > 0 ? UP : DOWN), EMBER, BEYOND) : 0;
      colours[station * strands + strand] = heat === 0 ? cool : heat === 256 ? fire : blended(cool, fire, heat);
    }
  }
  return colours;
}

/** Towards white for `tint` > 0, towards black below, less so. */
function tinted(colour: number, tint: number): number {
  return tint > 0 ? blended(colour, LIGHTER, (256 * tint) | 0) : blended(colour, DARKER, (-192 * tint) | 0);
}
