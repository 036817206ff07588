/** What `npm run claims` is asked for on its command line. */
import { parseArgs } from 'node:util';

export interface ClaimOptions {
  readonly json: boolean;
  /** On how many other seeds each claim is measured beside its own. */
  readonly seeds: number;
}

const MOST_SEEDS = 1000;

/** The options, or what is wrong with them in one sentence. */
export function claimOptions(args: readonly string[]): ClaimOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, seeds: { type: 'string' } },
    });
    const { json, seeds } = values;
    if (seeds === undefined) return { json, seeds: 0 };
    const count = Number(seeds);
    if (/^\d+$/.test(seeds) && count >= 1 && count <= MOST_SEEDS) return { json, seeds: count };
    return `--seeds wants a whole number from 1 to ${MOST_SEEDS}, not “${seeds}”`;
  } catch (problem) {
    // Of a value such as −1 Node says in a second line how it could be written.
    return problem instanceof Error ? (problem.message.split('\n')[0] as string) : String(problem);
  }
}
