/** Lines over the steps, as SVG paths. */
import { range } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { type Line, line } from 'd3-shape';
import { stepX } from './timeScale';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly steps: number;
}

export type YScale = (value: number) => number;

/** SVG path of a curve over the steps; it breaks where a value is not finite. */
export function curvePath(values: ArrayLike<number>, y: YScale, frame: Frame): string {
  return lineThrough(values, y, frame).digits(2)(range(values.length)) ?? '';
}

/** The same of a curve whose NaNs are values that are still to come: it goes straight to the next one that is there. */
export function outlinePath(values: ArrayLike<number>, y: YScale, frame: Frame): string {
  const there = range(values.length).filter((step) => !Number.isNaN(values[step]));
  return lineThrough(values, y, frame).digits(2)(there) ?? '';
}

/** The line through the values at the steps that it is given. */
function lineThrough(values: ArrayLike<number>, y: YScale, { width, steps }: Frame): Line<number> {
  return line<number>()
    .defined((step) => Number.isFinite(values[step]))
    .x((step) => stepX(step, steps, width))
    .y((step) => y(values[step]));
}

/** A linear scale from `[low, high]` (bottom to top) to pixels, with its ticks. */
export function verticalScale(
  low: number,
  high: number,
  height: number,
): { y: YScale; ticks: (count: number) => number[] } {
  const scale = scaleLinear().domain([low, high]).range([height, 0]);
  return { y: (value) => scale(value), ticks: (count) => scale.ticks(count) };
}

/** Ticks of a log10 axis: whole powers of ten where there are enough of them, else 1, 2, 5 times those. */
export function logTicks(low: number, high: number, count: number): number[] {
  const whole = scaleLinear().domain([low, high]).ticks(count).filter(Number.isInteger);
  if (high - low > 2.5) return whole;
  const fine: number[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const step of [1, 2, 5]) {
      const value = power + Math.log10(step);
      if (value >= low && value <= high) fine.push(value);
    }
  }
  return fine;
}

/** Smallest and largest finite value of some curves, or the fallback where there is none. */
export function finiteExtent(
  curves: readonly ArrayLike<number>[],
  fallback: readonly [number, number],
): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const curve of curves) {
    for (let k = 0; k < curve.length; k++) {
      const value = curve[k];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [fallback[0], fallback[1]];
}

/** Moves labels apart so that none is closer than `gap` (or what there is room for), keeping their order and as near to their places as that allows. */
export function spread(places: readonly number[], gap: number, height: number): number[] {
  const order = places.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  // More labels than room: they close up, and none falls off.
  const room = Math.min(gap, height / Math.max(1, places.length));
  let previous = -Infinity;
  for (const item of order) {
    item.y = Math.max(item.y, previous + room);
    previous = item.y;
  }
  let next = height;
  for (const item of order.reverse()) {
    item.y = Math.min(item.y, next);
    next = item.y - room;
  }
  const out = new Array<number>(places.length);
  for (const { y, index } of order) out[index] = y;
  return out;
}
