/** `npm run soak -- --formats`: what is too long for the gate. Damaged files by the thousand: no throw outside, no hang, no flood of memory. */
import { NotUnderstood, print, runCommand } from '../../src/cli/commandLine';
import { FUZZED, fuzz } from '../formats/fuzz';

const LONGEST_MS = 2000;
const MOST_MEGABYTES = 1024;
/** Between two looks at the memory. */
const BATCH = 250;

const usage = `usage: npm run soak -- --formats [--files N] [--from SEED]

Reads damaged copies of each model file of the tests: each must give a model or one sentence, within ${LONGEST_MS / 1000} s, in ${MOST_MEGABYTES} MB.

  --formats   the readers of model files
  --files N   copies of each (10000)
  --from SEED the first one's seed (0)
  -h, --help  this

exit code: 0, 1 if one does not, 2 if the arguments are not understood`;

const options = { formats: { type: 'boolean' }, files: { type: 'string' }, from: { type: 'string' } } as const;

await runCommand({ name: 'soak', usage, options }, async ({ values: { formats, files, from } }) => {
  if (formats !== true) throw new NotUnderstood('What is to run was not said: --formats is all there is.');
  const count = wholeNumber('--files', files ?? '10000');
  const first = wholeNumber('--from', from ?? '0');
  let failed = false;
  for (const subject of FUZZED) {
    let [refused, read, slowest, memory] = [0, 0, 0, 0];
    const broken: string[] = [];
    for (let done = 0; done < count; done += BATCH) {
      const one = await fuzz(subject, Math.min(BATCH, count - done), first + done);
      refused += one.refused;
      read += one.read;
      slowest = Math.max(slowest, one.slowest);
      broken.push(...one.broken);
      memory = Math.max(memory, process.memoryUsage.rss() / 2 ** 20);
    }
    const holds = broken.length === 0 && slowest < LONGEST_MS && memory < MOST_MEGABYTES;
    failed ||= !holds;
    const figures = `${refused} refused, ${read} read, slowest ${slowest.toFixed(0)} ms, ${memory.toFixed(0)} MB`;
    await print(`${holds ? 'ok  ' : 'FAIL'} ${subject.name.padEnd(28)} ${count} files: ${figures}`);
    for (const line of broken.slice(0, 10)) await print(`     ${line}`);
  }
  return failed ? 1 : 0;
});

function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new NotUnderstood(`${flag} is ${JSON.stringify(text)}, and must be a whole number.`);
}
