/** How fast the gradient changes on its way back: one factor per step where the decay is even, two where it has two paces. */
import { besideOne, share as percent, stepsOf } from './format';
import type { GrowthFacts } from './growthFacts';

/** How far, in log10, the curve must leave the straight line for one factor not to describe it; also as a share of its whole change. */
const BEND = 1;
const BEND_SHARE = 0.1;

/** "×0.195 a step for 156 steps, then ×1": between two lags of a curve of log10 sizes by step. Empty where a size there is zero. */
export function pace(log: ArrayLike<number>, from: number, to: number, second: ArrayLike<number> | undefined): string {
  const last = log.length - 1;
  const factor = (start: number, end: number, curve: ArrayLike<number> = log): number =>
    10 ** ((curve[last - end] - curve[last - start]) / (end - start));
  const text = (start: number, end: number): string =>
    `×${besideOne(factor(start, end), second === undefined ? undefined : factor(start, end, second))}`;
  if (to <= from || !Number.isFinite(factor(from, to))) return '';
  const bend = bendOf(log, from, to);
  return bend === null
    ? `${text(from, to)} a step`
    : `${text(from, bend)} a step for ${stepsOf(bend - from)}, then ${text(bend, to)}`;
}

/** The lag at which the curve is farthest from the straight line between two lags; null where it keeps near it. */
function bendOf(log: ArrayLike<number>, from: number, to: number): number | null {
  const last = log.length - 1;
  const at = (lag: number): number => log[last - lag];
  const slope = (at(to) - at(from)) / (to - from);
  let farthest = 0;
  let bend = from;
  let [low, high] = [at(from), at(from)];
  for (let lag = from; lag <= to; lag++) {
    const value = at(lag);
    if (!Number.isFinite(value)) return null;
    low = Math.min(low, value);
    high = Math.max(high, value);
    const away = Math.abs(value - at(from) - slope * (lag - from));
    if (away > farthest) [farthest, bend] = [away, lag];
  }
  return farthest > Math.max(BEND, BEND_SHARE * (high - low)) ? bend : null;
}

/** What there is to say of an LSTM's gradient beside the sentence. `lag`: from the last step to the first. */
export function growthWords({ atRest, entering, remaining, second }: GrowthFacts, lag: number): string {
  const parts: string[] = [];
  // From one step back on: the way in from the output to the cell is no step in time.
  const start = remaining[lag - 1] ?? Number.NaN;
  const factor = Number.isFinite(start) && lag > 1 ? pace(remaining, 1, lag, second?.remaining) : '';
  if (factor !== '')
    parts.push(`Measured from one step back (${percent(start, second?.remaining[lag - 1])}): ${factor}.`);
  if (atRest !== null) parts.push(`At rest, max|μ| = ${besideOne(atRest, second?.atRest ?? undefined)}.`);
  if (entering !== null && Number.isFinite(entering))
    parts.push(`${percent(entering, second?.entering ?? undefined)} of the loss enters the carousel.`);
  return parts.join(' ');
}
