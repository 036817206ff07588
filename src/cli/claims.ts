/** `npm run claims [-- --json]`: every claim of the gallery, measured here and now; exit 1 if one fails. */
import { CLAIMS } from '../story/claims';
import { type ClaimRun, runClaim } from './claimRun';

const json = process.argv.includes('--json');
const runs: ClaimRun[] = [];
for (const claim of CLAIMS) {
  const run = runClaim(claim);
  runs.push(run);
  if (!json) print(run);
}
if (json) console.log(JSON.stringify(runs));
else {
  const holding = runs.filter(({ verdict }) => verdict).length;
  console.log(`${holding} of ${runs.length} claims hold`);
}
process.exitCode = runs.every(({ verdict }) => verdict) ? 0 : 1;

function print({ id, title, source, link, checks, verdict }: ClaimRun): void {
  console.log(`${mark(verdict)} ${id}: ${title}`);
  console.log(`     ${source.text}; ${source.url}`);
  console.log(`     ${link}`);
  const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const whats = width(checks.map(({ what }) => what));
  const numbers = width(checks.map(({ words }) => words.measured));
  for (const { what, words, verdict: holds } of checks) {
    console.log(
      `     ${mark(holds)} ${what.padEnd(whats)}  ${words.measured.padStart(numbers)}  expected ${words.expected}`,
    );
  }
  console.log('');
}

function mark(verdict: boolean): string {
  return verdict ? 'ok  ' : 'FAIL';
}
