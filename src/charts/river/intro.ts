/** The first visit: the upper lane's front runs back first, then the lower one's; each lane appears behind its front. */
import type { Theme } from '../colour';
import { pagePixel } from './lanePainter';
import { fillRect, type Picture } from './pixels';
import type { Lane } from './ribbon';
import { WIDEST } from './width';

/** In seconds: when each lane's front leaves the loss, and when it arrives. */
const INTRO: readonly (readonly [number, number])[] = [
  [0, 1.1],
  [0.9, 3],
];
export const INTRO_ENDS = 3;

/** How far back a lane's front has come, 0 at the loss … 1. `lane`: 0 above, 1 below; a lane by itself has the longer way. */
export function frontAt(seconds: number, lane: number): number {
  const [start, end] = INTRO[lane];
  return Math.min(1, Math.max(0, (seconds - start) / (end - start)));
}

/**
 * Covers what a front has not reached, and draws it: a line of `colour` (packed), as high as the ribbon there. `half`: of the ribbon, by
 * column of pixels.
 */
export function paintFront(
  picture: Picture,
  lane: Lane,
  half: Float32Array,
  front: number,
  colour: number,
  theme: Theme,
  ratio: number,
): void {
  if (front >= 1) return;
  const x = lane.left + lane.width * (1 - front);
  const reach = WIDEST * lane.unit + 2 * ratio;
  fillRect(picture, 0, Math.max(0, lane.centre - reach), x, lane.centre + reach, pagePixel(theme));
  const height = half[Math.min(half.length - 1, Math.max(0, Math.floor(x - lane.left)))];
  if (front > 0) fillRect(picture, x - ratio, lane.centre - height, x + ratio, lane.centre + height, colour, 0.9);
}
