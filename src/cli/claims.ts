/**
 * `npm run claims [-- --json] [--seeds 25]`: every claim of the gallery, measured here and now, and with `--seeds` on so many other
 * seeds too. Exit 1 if a claim fails, on its own draw or, where it is for any draw, on another; 2 if the command is not understood.
 */
import { CLAIMS } from '../story/claims';
import { claimOptions } from './claimOptions';
import { type CheckRun, type ClaimRun, runClaim } from './claimRun';

const options = claimOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  const { json, seeds } = options;
  const runs: ClaimRun[] = [];
  for (const claim of CLAIMS) {
    const run = runClaim(claim, seeds);
    runs.push(run);
    if (!json) print(run);
  }
  if (json) console.log(JSON.stringify(runs));
  else console.log(summary(runs, seeds));
  process.exitCode = runs.every(({ verdict }) => verdict) ? 0 : 1;
}

function summary(runs: readonly ClaimRun[], seeds: number): string {
  const holding = runs.filter(({ verdict }) => verdict).length;
  const holds = `${holding} of ${runs.length} claims hold`;
  if (seeds === 0) return holds;
  const general = runs.filter(({ draws }) => draws === 'any');
  const everywhere = general.filter(({ checks }) => checks.every(heldOnAll)).length;
  return `${holds}; ${everywhere} of the ${general.length} that are for any draw hold on each of ${seeds} other seeds`;
}

function heldOnAll({ seeds }: CheckRun): boolean {
  return seeds === undefined || seeds.held === seeds.tried;
}

function print({ id, title, source, draws, link, checks, verdict }: ClaimRun): void {
  console.log(`${mark(verdict)} ${id}: ${title}`);
  console.log(`     ${source.text}; ${source.url}`);
  console.log(`     ${link}`);
  console.log(`     ${draws === 'any' ? 'for any draw' : 'shows one draw'}`);
  const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const whats = width(checks.map(({ what }) => what));
  const numbers = width(checks.map(({ words }) => words.measured));
  for (const { what, words, verdict: holds, seeds } of checks) {
    const others = seeds === undefined ? '' : `; on ${seeds.held} of ${seeds.tried} other seeds`;
    console.log(
      `     ${mark(holds)} ${what.padEnd(whats)}  ${words.measured.padStart(numbers)}  expected ${words.expected}${others}`,
    );
  }
  console.log('');
}

function mark(verdict: boolean): string {
  return verdict ? 'ok  ' : 'FAIL';
}
