/** `npm run claims [-- --json]`: every claim of the gallery, measured here and now; exit 1 if one fails. */
import { CLAIMS } from '../story/claims';
import { type ClaimRun, runClaim } from './claimRun';
import { print, runCommand } from './commandLine';

const usage = `usage: npm run claims -- [--json]

Measures every claim of the gallery, and prints it with its source, what was measured and what is expected.

  --json      one JSON array instead
  -h, --help  this

exit code: 0 if every claim holds, 1 if one fails, 2 if the arguments are not understood`;

await runCommand({ name: 'claims', usage, options: { json: { type: 'boolean' } } }, async ({ values: { json } }) => {
  const runs: ClaimRun[] = [];
  for (const claim of CLAIMS) {
    const run = runClaim(claim);
    runs.push(run);
    if (!json) await print(paragraphOf(run));
  }
  const holding = runs.filter(({ verdict }) => verdict).length;
  await print(json ? JSON.stringify(runs) : `${holding} of ${runs.length} claims hold`);
  return holding === runs.length ? 0 : 1;
});

function paragraphOf({ id, title, source, link, checks, verdict }: ClaimRun): string {
  const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const whats = width(checks.map(({ what }) => what));
  const numbers = width(checks.map(({ words }) => words.measured));
  return [
    `${mark(verdict)} ${id}: ${title}`,
    `     ${source.text}; ${source.url}`,
    `     ${link}`,
    ...checks.map(
      ({ what, words, verdict: holds }) =>
        `     ${mark(holds)} ${what.padEnd(whats)}  ${words.measured.padStart(numbers)}  expected ${words.expected}`,
    ),
    '',
  ].join('\n');
}

function mark(verdict: boolean): string {
  return verdict ? 'ok  ' : 'FAIL';
}
