/** What stands in smaller type after Lab's sentence. */
import { besideOne } from '../format';
import type { GrowthFacts } from '../growthFacts';
import { growthWords, pace } from '../growthWords';
import { verdict } from '../verdict';
import type { WordedCell } from './index';

/** `lag`: from the last step to the first. */
type More = (facts: GrowthFacts, lag: number) => string;

const MORE: Readonly<Record<WordedCell, More>> = { rnn: verdict, lstm: growthWords, gru: gruWords };

export const moreWords = (cell: WordedCell): More => MORE[cell];

/** The loss stands on the carousel itself, so the pace is measured from there. */
function gruWords({ atRest, remaining, second }: GrowthFacts, lag: number): string {
  const factor = pace(remaining, 0, lag, second?.remaining);
  return [
    ...(factor === '' ? [] : [`Measured: ${factor}.`]),
    ...(atRest === null ? [] : [`At rest, max|μ| = ${besideOne(atRest, second?.atRest ?? undefined)}.`]),
  ].join(' ');
}
