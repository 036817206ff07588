/** How wide the river is: a bent log scale, so that half as strong is half as wide, and what burns still has room. */
import { bend } from '../ramps/ramps';

/** log10 of what is gone, and of what the scale ends at. */
export const GONE = -12;
export const BEYOND = 6;

/** The widest a ribbon can be, in `unit`: room for it is always kept, so that nothing jumps. */
export const WIDEST = 1.6;

/** Half the width at log10 = `log` against the loss; `unit` is that of 10⁰, in any unit of length. 0 for NaN and −Infinity. */
export function halfWidth(log: number, unit: number): number {
  if (!(log > GONE)) return 0;
  return unit * (log < 0 ? bend(log, GONE) : 1 + (WIDEST - 1) * (1 - Math.exp(-log / 4)));
}
