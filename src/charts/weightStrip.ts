/** The running sum of a parameter's gradient over its strip, and how far back its parts reach. */
import { curvePath, type Frame } from './curves';

/** Largest finite log10; −Infinity where there is none. */
function largestLog(values: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}

/** SVG path of norms given as log10, on a linear axis from 0 to the largest; empty where all are zero. */
export function linearPath(logs: Float64Array, frame: Frame): string {
  const largest = largestLog(logs);
  if (largest === Number.NEGATIVE_INFINITY || frame.width === 0) return '';
  // Half a stroke of room, so that the line is whole at both ends.
  const room = frame.height - 2;
  return curvePath(
    Array.from(logs, (value) => 10 ** (value - largest)),
    (part) => 1 + room * (1 - part),
    frame,
  );
}

/** The last `count` steps as a stretch of the time axis, in pixels. */
export function lastSteps(count: number, { width, steps }: Frame): { readonly x: number; readonly width: number } {
  const reach = (Math.min(count, steps) / steps) * width;
  return { x: width - reach, width: reach };
}
