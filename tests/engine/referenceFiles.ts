/** The reference cases of tests/reference, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file as it is: `readCase` makes a case of it. */
export interface ReferenceFile {
  readonly name: string;
  readonly T: number;
  readonly M: number;
  readonly N: number;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

const FOLDER = fileURLToPath(new URL('../reference/', import.meta.url));

export const REFERENCE_CASES: readonly ReferenceFile[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as ReferenceFile);

export function referenceCase(name: string): ReferenceFile {
  const found = REFERENCE_CASES.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no reference case ${name}`);
  return found;
}
