/** Which scenes this reader has answered, and how: kept in the browser, so that the gallery shows what has been seen. */
import { recall, remember } from '../common/theme';

const KEY = 'gradient-carousel.guesses';

/** The answer to each scene, 1-based, by its id; `SHOWN` where it was only looked at. */
export function guesses(): ReadonlyMap<string, number> {
  const pairs = (recall(KEY) ?? '').split(' ').map((pair) => pair.split('='));
  return new Map(pairs.flatMap(([id, guess]) => (id && Number(guess) > 0 ? [[id, Number(guess)] as const] : [])));
}

/** The first answer counts: the second is no prediction. */
export function rememberGuess(id: string, guess: number): void {
  const all = new Map(guesses());
  if (!all.has(id)) all.set(id, guess);
  remember(KEY, [...all].map(([one, answer]) => `${one}=${answer}`).join(' '));
}
