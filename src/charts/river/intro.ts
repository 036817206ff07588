/** The first visit: the upper lane's front runs back first, then the lower one's; each lane appears behind its front. */
import { halfWidth } from './width';

/** In seconds: when each lane's front leaves the loss, and when it arrives. */
const INTRO: readonly (readonly [number, number])[] = [
  [0, 1.1],
  [0.9, 3],
];
export const INTRO_ENDS = 3;

/** How far back a lane's front has come, 0 at the loss … 1. `lane`: 0 above, 1 below. */
export function frontAt(seconds: number, lane: 0 | 1): number {
  const [start, end] = INTRO[lane];
  return Math.min(1, Math.max(0, (seconds - start) / (end - start)));
}

/** Half the ribbon's width where a front is, in `unit`'s length. `logs`: [steps] log10 against the loss. */
export function halfAtFront(logs: ArrayLike<number>, front: number, unit: number): number {
  const position = Math.min(logs.length - 1, Math.max(0, (1 - front) * logs.length - 0.5));
  const before = Math.floor(position);
  const [a, b] = [logs[before], logs[Math.min(logs.length - 1, before + 1)]].map((log) => halfWidth(log, unit));
  return a + (b - a) * (position - before);
}
