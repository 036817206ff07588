/** On how many other seeds `npm run claims -- --seeds N` measures each claim. */
import { NotUnderstood } from './commandLine';

export const MOST_SEEDS = 1000;

/** 0 where none were asked for. Errors: `NotUnderstood` on anything but a whole number from 1 to 1000. */
export function seedCount(given: string | undefined): number {
  if (given === undefined) return 0;
  const count = Number(given);
  if (/^\d+$/.test(given) && count >= 1 && count <= MOST_SEEDS) return count;
  throw new NotUnderstood(`--seeds wants a whole number from 1 to ${MOST_SEEDS}, not “${given}”.`);
}
