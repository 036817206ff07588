/**
 * The dots that flow: each leaves the loss and goes back step by step; at each step it takes a path with the chance that the band gives it
 * there (a negative share counts as none), keeps its lane inside the ribbon while it is on the carousel, rides its unit's strand while it is
 * not, and dies below 10⁻¹². They sample the picture; the band is exact. Where a dot is, is a function of the time alone.
 */
import { type Band, detourAt } from './band';
import type { Lane, Ribbon } from './ribbon';
import { seeded } from './seeded';
import { strandAt, strandMiddle } from './strands';
import { GONE, halfWidth } from './width';

/** Neutral: there is no ledger, or no other path. */
export const NEUTRAL = 255;

export interface Flow {
  readonly count: number;
  readonly stations: number;
  /** [count × stations] row of the band that a dot's path has at each station, or NEUTRAL. */
  readonly path: Uint8Array;
  /** [count] own height in the ribbon, −1 … 1; the strand it rides; and the station, of a whole round, that it is ahead. */
  readonly height: Float32Array;
  readonly strand: Uint16Array;
  readonly ahead: Float32Array;
  /** [stations] the share of its height that a dot has from its strand, 0 … 1. */
  readonly churn: Float32Array;
}

export interface Dot {
  /** In the picture's pixels. */
  readonly x: number;
  readonly y: number;
  /** Half the ribbon's width against that at 10⁰; 0 … 1.6. */
  readonly size: number;
  /** Row of the band, or NEUTRAL. */
  readonly path: number;
  readonly log: number;
}

/** The first dot is the one that is followed. */
export const FOLLOWED = 0;
/** A whole round, loss to first step, in seconds; and the pause between two, against it. */
export const ROUND = 2.6;
const PAUSE = 0.06;

const MARGIN = 0.86;

/** `band`: null where there is no ledger. Its stations are the ribbon's: both count one a step, or one a pixel. */
export function flowOf({ stations, strands }: Ribbon, band: Band | null, count: number, seed: number): Flow {
  const random = seeded(seed);
  const n = stations.count;
  const flow = {
    count,
    stations: n,
    path: new Uint8Array(count * n).fill(NEUTRAL),
    height: new Float32Array(count),
    strand: new Uint16Array(count),
    ahead: new Float32Array(count),
    churn: Float32Array.from({ length: n }, (_, k) => (band === null ? 1 : detourAt(band, Math.min(n - 2, k)))),
  };
  for (let dot = 0; dot < count; dot++) {
    const at = random();
    // The one that is followed starts first, and in the middle, where it is seen.
    flow.ahead[dot] = dot === FOLLOWED ? 0 : random();
    flow.height[dot] = dot === FOLLOWED ? 0.12 : (2 * at - 1) * MARGIN;
    flow.strand[dot] = strandAt(strands, band === null ? n - 1 : n >> 1, at);
    if (band !== null)
      for (let k = n - 1; k >= 0; k--) flow.path[dot * n + k] = drawn(band, Math.min(n - 2, k), random());
  }
  return flow;
}

/** A row of the band, by its share above the base; NEUTRAL where nothing is known. */
function drawn({ edges, stations, up }: Band, station: number, chance: number): number {
  let all = 0;
  for (let row = 0; row < edges.length; row++) all += up[row * stations + station] || 0;
  if (!(all > 0)) return NEUTRAL;
  let left = chance * all;
  for (let row = 0; row < edges.length; row++) {
    left -= up[row * stations + station] || 0;
    if (left < 0) return row;
  }
  return edges.length - 1;
}

/** The station, fractional, where a dot is after so many seconds; below −0.5 while it waits at the loss for its next round. */
export function stationOfDot({ stations, ahead }: Flow, dot: number, seconds: number): number {
  const round = stations * (1 + PAUSE);
  const gone = ((((seconds / ROUND) * stations + ahead[dot] * round) % round) + round) % round;
  return stations - 0.5 - gone;
}

/** The dot as it is at a fractional station; null where the gradient is gone, or nothing is there. */
export function dotAt(flow: Flow, ribbon: Ribbon, lane: Lane, dot: number, station: number): Dot | null {
  const { count, logs } = ribbon.stations;
  if (station < -0.5 || station > count - 0.5) return null;
  const position = Math.min(count - 1, Math.max(0, station));
  const a = Math.floor(position);
  const b = Math.min(count - 1, a + 1);
  const u = position - a;
  const log = logAt(logs[a], logs[b], u);
  if (!(log >= GONE)) return null;
  const x = ((station + 0.5) * lane.width) / count;
  const half = ribbon.half[Math.min(lane.width - 1, Math.max(0, Math.floor(x)))];
  if (!(half > 0)) return null;
  const churn = flow.churn[a] + (flow.churn[b] - flow.churn[a]) * u;
  const middle = Math.min(0.9, Math.max(-0.9, strandMiddle(ribbon.strands, flow.strand[dot], position)));
  return {
    x: lane.left + x,
    y: lane.centre + half * (flow.height[dot] * (1 - churn) + middle * churn),
    size: halfWidth(log, 1),
    path: flow.path[dot * count + Math.floor(position + 0.5)],
    log,
  };
}

function logAt(a: number, b: number, u: number): number {
  if (!(a > -Infinity)) return b;
  return b > -Infinity ? a + (b - a) * u : a;
}
