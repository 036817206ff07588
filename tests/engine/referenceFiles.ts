/** The reference cases of tests/reference, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ReferenceCase } from '../../src/cli/referenceCase';

const FOLDER = fileURLToPath(new URL('../reference/', import.meta.url));

export const REFERENCE_CASES: readonly ReferenceCase[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as ReferenceCase);

export function referenceCase(name: string): ReferenceCase {
  const found = REFERENCE_CASES.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no reference case ${name}`);
  return found;
}
