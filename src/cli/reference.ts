/** `npm run reference -- [--json] FILE…`: the engine against reference cases, to 1e-9. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compare } from './agreement';
import { codeOf, messageOf, NotUnderstood, print, runCommand } from './commandLine';
import { type ReferenceCase, readCase } from './referenceCase';
import { referenceValues, type Values } from './referenceValues';

const TOLERANCE = 1e-9;

const usage = `usage: npm run reference -- [--json] FILE…     (for instance tests/reference/*.json)

Computes the case in each FILE (tests/reference/README.md says what is in one), and compares it with the values that it expects.

  --json      prints the computed values instead, one JSON object a line, under the keys of the README; a number outside
              float64 is {"log10": …, "sign": …}; null: exactly zero (logarithms, crossings), or not defined (cell to cell at step 1)
  -h, --help  this

exit code: 0 if all agree to ${TOLERANCE}, 1 if one disagrees or cannot be computed, 2 if one is not understood`;

await runCommand(
  { name: 'reference', usage, options: { json: { type: 'boolean' } }, operand: 'FILE' },
  async ({ values: { json }, operands: files }) => {
    if (files.length === 0)
      throw new NotUnderstood('No FILE was given; "npm run reference -- --help" says what it takes.');
    let worst = 0;
    for (const file of files) {
      try {
        worst = Math.max(worst, await referenceFile(file, json === true));
      } catch (problem) {
        worst = Math.max(worst, codeOf(problem));
        console.error(`FAIL ${file}: ${messageOf(problem)}`);
      }
    }
    return worst;
  },
);

/** Prints what there is to say of one file; 1 where it disagrees. */
async function referenceFile(file: string, json: boolean): Promise<0 | 1> {
  const source = readCase(parsed(file));
  const name = source.name || basename(file, '.json');
  const values = computed(source);
  if (json) await print(JSON.stringify({ name, ...values }));
  if (source.expected === null) {
    if (!json) await print(`     ${name.padEnd(32)} computed; the file expects nothing that it could be compared with`);
    return 0;
  }
  const { error, quantity } = compare(values, source.expected);
  const agrees = error <= TOLERANCE;
  const line = `${agrees ? 'ok  ' : 'FAIL'} ${name.padEnd(32)} ${error.toExponential(1)}  ${quantity}`;
  if (!json) await print(line);
  else if (!agrees) console.error(line);
  return agrees ? 0 : 1;
}

/** Errors: `NotUnderstood` where the file cannot be read, or is no JSON. */
function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (problem) {
    const what = problem instanceof SyntaxError ? 'is not valid JSON' : 'cannot be read';
    throw new NotUnderstood(`the file ${what} (${messageOf(problem)}).`);
  }
}

/** Errors: what the engine cannot hold, said of the case. */
function computed(source: ReferenceCase): Values {
  try {
    return referenceValues(source);
  } catch (problem) {
    throw new Error(`the engine cannot compute this case: ${messageOf(problem)}.`);
  }
}
