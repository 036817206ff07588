/**
 * A river small enough to be part of the page: what its lanes and band are, at a few dozen stations, as text. The build writes it from a run
 * (scripts/rivers.ts); the page reads it and paints it with the same painters as the river itself.
 */
import type { Edge } from '../../settings/edges';
import type { Theme } from '../colour';
import type { Band } from './band';
import type { Role } from './fills';
import { pagePixel, paintBanks } from './lanePainter';
import { fillRect, type Picture } from './pixels';
import { type Lane, type RibbonData, ribbonOf } from './ribbon';
import { lanesIn, type River } from './river';

/** What a ribbon is made of, at its stations. */
export type RibbonSketch = Pick<RibbonData, 'logs' | 'shares'>;

export interface LaneSketch {
  readonly role: Exclude<Role, 'carousel'>;
  readonly ribbon: RibbonSketch;
  readonly carousel: RibbonSketch | null;
}

export interface RiverSketch {
  readonly lanes: readonly LaneSketch[];
  readonly band: Band | null;
  /** 0-based stations from which the gradient goes no further back. */
  readonly stops: readonly number[];
}

type WrittenRibbon = readonly [logs: string, shares: string];

/** The same as text, which JSON holds. */
export interface Thumbnail {
  readonly lanes: readonly {
    readonly role: LaneSketch['role'];
    readonly ribbon: WrittenRibbon;
    readonly carousel: WrittenRibbon | null;
  }[];
  readonly band: { readonly edges: readonly Edge[]; readonly up: string; readonly down: string } | null;
  readonly stops: readonly number[];
}

/** One digit a character. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE = DIGITS.length;

/** log10 from and to; beyond them nothing looks different. Two digits each, of which 0 is an exact zero. */
const LOW = -13;
const HIGH = 10;
const MOST = BASE * BASE - 1;

export function thumbnailOf({ lanes, band, stops }: RiverSketch): Thumbnail {
  return {
    lanes: lanes.map(({ role, ribbon, carousel }) => ({
      role,
      ribbon: writtenRibbon(ribbon),
      carousel: carousel === null ? null : writtenRibbon(carousel),
    })),
    band: band === null ? null : { edges: band.edges, up: written(band.up), down: written(band.down) },
    stops,
  };
}

export function sketchOf({ lanes, band, stops }: Thumbnail): RiverSketch {
  const read = lanes.map(({ role, ribbon, carousel }) => ({
    role,
    ribbon: readRibbon(ribbon),
    carousel: carousel === null ? null : readRibbon(carousel),
  }));
  return {
    lanes: read,
    band:
      band === null
        ? null
        : {
            edges: band.edges,
            stations: band.up.length / band.edges.length,
            up: readShares(band.up),
            down: readShares(band.down),
          },
    stops,
  };
}

function writtenRibbon({ logs, shares }: RibbonSketch): WrittenRibbon {
  const text = Array.from(logs, (log) => {
    if (!(log > -Infinity)) return 'AA';
    const part = (Math.min(HIGH, Math.max(LOW, log)) - LOW) / (HIGH - LOW);
    const code = 1 + Math.round(part * (MOST - 1));
    return `${DIGITS[Math.floor(code / BASE)]}${DIGITS[code % BASE]}`;
  });
  return [text.join(''), shares === null ? '' : written(shares.values)];
}

function readRibbon([logs, shares]: WrittenRibbon): RibbonSketch {
  const steps = logs.length / 2;
  return {
    logs: Float64Array.from({ length: steps }, (_, k) => {
      const code = BASE * digit(logs, 2 * k) + digit(logs, 2 * k + 1);
      return code === 0 ? -Infinity : LOW + ((code - 1) / (MOST - 1)) * (HIGH - LOW);
    }),
    shares: shares === '' ? null : { units: shares.length / steps, values: readShares(shares) },
  };
}

/** Parts of 1, to a sixty-third; what is not known is 0. */
function written(shares: ArrayLike<number>): string {
  return Array.from(shares, (share) => DIGITS[Math.round((BASE - 1) * Math.min(1, share || 0))]).join('');
}

function readShares(text: string): Float32Array {
  return Float32Array.from(text, (_, k) => digit(text, k) / (BASE - 1));
}

const digit = (text: string, at: number): number => DIGITS.indexOf(text.charAt(at));

/** No larger than at the loss: whether it burns is not told. */
export function tamed({ lanes, ...rest }: RiverSketch): RiverSketch {
  const cold = ({ logs, shares }: RibbonSketch): RibbonSketch => ({
    logs: Float64Array.from(logs, (log) => Math.min(0, log)),
    shares,
  });
  return {
    ...rest,
    lanes: lanes.map(({ role, ribbon, carousel }) => ({
      role,
      ribbon: cold(ribbon),
      carousel: carousel === null ? null : cold(carousel),
    })),
  };
}

/** Where its lanes and its band lie on a picture of this size, in the picture's pixels. */
export interface ThumbnailFrame {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

const WIDTH_OF_LANE = 3.2;

export function riverOfSketch({ lanes, band, stops }: RiverSketch, { width, height, ratio }: ThumbnailFrame): River {
  const bandHeight = band === null ? 0 : Math.max(2, Math.round(height / 24));
  const below = band === null ? 0 : bandHeight + Math.round(3 * ratio);
  const unit = (height - below) / (WIDTH_OF_LANE * lanes.length);
  const places = lanesIn({ left: 0, width, top: 0, unit, gap: 0 }, lanes.length);
  return {
    lanes: lanes.map(({ role, ribbon, carousel }, k) => {
      const lane = places[k] as Lane;
      return {
        lane,
        role,
        ribbon: ribbonOf({ ...ribbon, second: null, stops }, lane),
        carousel: carousel === null ? null : ribbonOf({ ...carousel, second: null, stops }, lane),
        frontier: null,
        losses: null,
      };
    }),
    band:
      band === null ? null : { band, frame: { left: 0, width, base: height - Math.round(ratio), height: bandHeight } },
  };
}

/** Of the width, from the loss: as far back the river is seen whole, and as far it is seen at all. */
const SEEN = 0.03;
const VEILED = 0.12;

/** Hides all of a painted river but the loss's end. The banks stay: between them, and beyond, is the question. */
export function veilRiver(picture: Picture, { lanes }: River, theme: Theme, ratio: number): void {
  const { width, height } = picture;
  for (let x = 0; x < width; x++) {
    const back = 1 - x / width;
    const hidden = Math.min(1, Math.max(0, (back - SEEN) / (VEILED - SEEN)));
    fillRect(picture, x, 0, x + 1, height, pagePixel(theme), hidden);
  }
  for (const { lane, ribbon } of lanes) paintBanks(picture, lane, ribbon.stations, theme, ratio);
}
