/** Files that a command makes, into a folder: nothing that is there is lost unless that is wanted. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './commandLine';

export interface MadeFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** What was written, a line for each. Errors: one of them is there already and not to be overwritten, or cannot be written. */
export function writeFiles(folder: string, files: readonly MadeFile[], overwrites: boolean): readonly string[] {
  const there = new Set(files.map(({ name }) => join(folder, name)).filter((path) => existsSync(path)));
  if (there.size > 0 && !overwrites)
    throw new Error(
      `${[...there].join(' and ')} ${there.size === 1 ? 'is' : 'are'} there already: nothing was written (--force overwrites).`,
    );
  try {
    mkdirSync(folder, { recursive: true });
    return files.map(({ name, content }) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return `${path}${there.has(path) ? ' (overwritten)' : ''}`;
    });
  } catch (problem) {
    throw new Error(`${folder} cannot be written to (${messageOf(problem)}).`);
  }
}
