/**
 * `npm run claims [-- --json] [--seeds 25]`: every claim of the gallery, measured here and now, and with `--seeds` on so many other
 * seeds too. Exit 1 if a claim fails, on its own draw or, where it is for any draw, on another; 2 if the arguments are not understood.
 */
import { CLAIMS } from '../story/claims';
import { type CheckRun, type ClaimRun, runClaim } from './claimRun';
import { print, runCommand } from './commandLine';
import { MOST_SEEDS, seedCount } from './seedCount';

const usage = `usage: npm run claims -- [--json] [--seeds N]

Measures every claim of the gallery, and prints it with its source, what was measured and what is expected.

  --json      one JSON array instead
  --seeds N   also on the next N seeds (1 to ${MOST_SEEDS}): a claim for any draw must hold on each of them
  -h, --help  this

exit code: 0 if every claim holds, 1 if one fails, 2 if the arguments are not understood`;

await runCommand(
  { name: 'claims', usage, options: { json: { type: 'boolean' }, seeds: { type: 'string' } } },
  async ({ values: { json, seeds } }) => {
    const others = seedCount(seeds);
    const runs: ClaimRun[] = [];
    for (const claim of CLAIMS) {
      const run = runClaim(claim, others);
      runs.push(run);
      if (!json) await print(paragraphOf(run));
    }
    await print(json ? JSON.stringify(runs) : summary(runs, others));
    return runs.every(({ verdict }) => verdict) ? 0 : 1;
  },
);

function summary(runs: readonly ClaimRun[], others: number): string {
  const holding = runs.filter(({ verdict }) => verdict).length;
  const holds = `${holding} of ${runs.length} claims hold`;
  if (others === 0) return holds;
  const general = runs.filter(({ draws }) => draws === 'any');
  const everywhere = general.filter(({ checks }) => checks.every(heldOnAll)).length;
  return `${holds}; ${everywhere} of the ${general.length} that are for any draw hold on each of ${others} other seeds`;
}

function heldOnAll({ seeds }: CheckRun): boolean {
  return seeds === undefined || seeds.held === seeds.tried;
}

function paragraphOf({ id, title, source, draws, link, checks, verdict }: ClaimRun): string {
  const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const whats = width(checks.map(({ what }) => what));
  const numbers = width(checks.map(({ words }) => words.measured));
  const lines = checks.map(({ what, words, verdict: holds, seeds }) => {
    const others = seeds === undefined ? '' : `; on ${seeds.held} of ${seeds.tried} other seeds`;
    return `     ${mark(holds)} ${what.padEnd(whats)}  ${words.measured.padStart(numbers)}  expected ${words.expected}${others}`;
  });
  return [
    `${mark(verdict)} ${id}: ${title}`,
    `     ${source.text}; ${source.url}`,
    `     ${link}`,
    `     ${draws === 'any' ? 'for any draw' : 'shows one draw'}`,
    ...lines,
    '',
  ].join('\n');
}

function mark(verdict: boolean): string {
  return verdict ? 'ok  ' : 'FAIL';
}
