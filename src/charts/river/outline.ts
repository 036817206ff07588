/** A ribbon's outline: a monotone cubic through the stations' half-widths, flush with the edges of its first and last column. */
import { type Run, runsOf, type Stations } from './stations';
import { halfWidth } from './width';

/** What is left is seen to its end, as a thread: half its width in pixels. */
const HAIR = 0.4;

/** [width] half the width at the middle of each column of pixels, in pixels; 0 where nothing flows. */
export function outlineOf(stations: Stations, width: number, unit: number): Float32Array {
  const half = new Float32Array(width);
  const pitch = width / stations.count;
  const heights = Float64Array.from(stations.logs, (log) => halfWidth(log, unit));
  for (const run of runsOf(stations)) fillRun(half, heights, run, pitch);
  return half;
}

function fillRun(half: Float32Array, heights: Float64Array, [from, to]: Run, pitch: number): void {
  const slope = slopesOf(heights, from, to);
  const last = Math.min(half.length, Math.round(to * pitch));
  for (let x = Math.round(from * pitch); x < last; x++) {
    const position = Math.min(to - 1, Math.max(from, (x + 0.5) / pitch - 0.5));
    const k = Math.min(to - 2, Math.floor(position));
    if (k < from) {
      half[x] = heights[from];
      continue;
    }
    const u = position - k;
    const v = 1 - u;
    const cubic =
      v * v * (1 + 2 * u) * heights[k] +
      u * u * (1 + 2 * v) * heights[k + 1] +
      u * v * (v * slope[k - from] - u * slope[k + 1 - from]);
    half[x] = cubic > 0 ? Math.max(HAIR, cubic) : 0;
  }
}

/** Slopes per station, level at both ends, where the outline runs flush to the column's edge. Harmonic means: no overshoot (Fritsch & Butland 1984). */
function slopesOf(heights: Float64Array, from: number, to: number): Float64Array {
  const slope = new Float64Array(to - from);
  for (let k = from + 1; k < to - 1; k++) {
    const before = heights[k] - heights[k - 1];
    const after = heights[k + 1] - heights[k];
    if (before * after > 0) slope[k - from] = (2 * before * after) / (before + after);
  }
  return slope;
}
