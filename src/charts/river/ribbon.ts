/** A ribbon of the river: how wide it is in each column of pixels, which strands it has, and what is to be said beside it. */
import { outlineOf } from './outline';
import { type Stations, type Stops, stationsOf } from './stations';
import { type Strands, strandsOf, type UnitShares } from './strands';
import { BEYOND, GONE } from './width';

/** Where a lane lies on its picture, in the picture's pixels. */
export interface Lane {
  readonly left: number;
  readonly width: number;
  readonly centre: number;
  /** Half the width at 10⁰: the banks lie this far from the centre. */
  readonly unit: number;
}

export interface RibbonData {
  /** [steps] log10 against the loss; NaN: not there yet; −Infinity: exactly zero. */
  readonly logs: ArrayLike<number>;
  /** [steps] the second run's; null while it is not there. */
  readonly second: ArrayLike<number> | null;
  readonly shares: UnitShares | null;
  readonly stops: Stops;
}

export interface Ribbon {
  readonly stations: Stations;
  /** [width] by column of pixels, from the lane's left. */
  readonly half: Float32Array;
  /** [width] as far as both runs reach; the same array as `half` where enough digits hold at every step. */
  readonly sure: Float32Array;
  readonly strands: Strands;
}

/** log10 by which the two runs may differ before less than one digit holds. */
const NO_DIGIT = 0.1;
/** The least that what is not sure is seen by, in `unit`. */
const FRINGE = 1 / 16;

export function ribbonOf({ logs, second, shares, stops }: RibbonData, lane: Lane): Ribbon {
  const stations = stationsOf(logs, lane.width, stops);
  const half = outlineOf(stations, lane.width, lane.unit);
  const strands = strandsOf(shares, stations.step);
  const unsure = second === null ? [] : unsureStations(stations, second);
  if (second === null || unsure.length === 0) return { stations, half, sure: half, strands };
  const other = outlineOf(
    { ...stations, logs: Float64Array.from(stations.step, (step) => second[step]) },
    lane.width,
    lane.unit,
  );
  const sure = half.slice();
  const pitch = lane.width / stations.count;
  for (const k of unsure) {
    const end = Math.round((k + 1) * pitch);
    for (let x = Math.round(k * pitch); x < end; x++) {
      const [less, more] = half[x] < other[x] ? [half[x], other[x]] : [other[x], half[x]];
      half[x] = more;
      sure[x] = Math.max(0, Math.min(less, more - FRINGE * lane.unit));
    }
  }
  return { stations, half, sure, strands };
}

function unsureStations({ step, logs }: Stations, second: ArrayLike<number>): number[] {
  const unsure: number[] = [];
  // Two exact zeros, and what either run does not have yet, differ by NaN, which is no more than anything.
  for (let k = 0; k < step.length; k++) if (Math.abs(logs[k] - second[step[k]]) > NO_DIGIT) unsure.push(k);
  return unsure;
}

/** A place on the time axis, where words can stand. */
export interface Place {
  /** 0-based. */
  readonly step: number;
  /** Steps from the loss. */
  readonly back: number;
  /** Pixels from the picture's left: the edge of the step's column that is towards the loss. */
  readonly x: number;
}

/** The last step, on the way back, at which anything is left, and whose next is below 10⁻¹²; null where the gradient gets through. */
export function goneAt(logs: ArrayLike<number>, lane: Lane): Place | null {
  return placeWhere(logs, lane, (log) => log < GONE && log > -Infinity);
}

/** The first step, on the way back, that is beyond 10⁶: there the frontier stands. */
export function beyondAt(logs: ArrayLike<number>, lane: Lane): Place | null {
  return placeWhere(logs, lane, (log) => log > BEYOND);
}

function placeWhere(logs: ArrayLike<number>, { left, width }: Lane, holds: (log: number) => boolean): Place | null {
  const steps = logs.length;
  for (let step = steps - 1; step >= 0; step--) {
    if (holds(logs[step])) return { step, back: steps - 1 - step, x: left + ((step + 1) * width) / steps };
  }
  return null;
}
