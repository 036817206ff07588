/** `npm run reference -- [--json] FILE…`: the engine against reference cases; exit 1 above 1e-9 or on a file it cannot read. */
import { readFileSync } from 'node:fs';
import { compare } from './agreement';
import type { ReferenceCase } from './referenceCase';
import { referenceValues } from './referenceValues';

const TOLERANCE = 1e-9;

const args = process.argv.slice(2);
const json = args.includes('--json');
const files = args.filter((arg) => arg !== '--json');
if (files.length === 0) {
  console.error('usage: npm run reference -- [--json] FILE…   (for instance tests/reference/*.json)');
  process.exit(2);
}
let failed = false;
for (const file of files) {
  try {
    const source = JSON.parse(readFileSync(file, 'utf8')) as ReferenceCase;
    const values = referenceValues(source);
    const { error, quantity } = compare(values, source.expected);
    if (!(error <= TOLERANCE)) failed = true;
    if (json) console.log(JSON.stringify({ name: source.name, ...values }));
    else
      console.log(
        `${error <= TOLERANCE ? 'ok  ' : 'FAIL'} ${source.name.padEnd(32)} ${error.toExponential(1)}  ${quantity}`,
      );
  } catch (problem) {
    failed = true;
    console.error(`FAIL ${file}: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
}
process.exitCode = failed ? 1 : 0;
