/** A Python that has torch, and scripts that are run by it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptFile } from '../../src/script/scriptFiles';

/** The system's own is there beside one that is set up for something else. Null where none has torch. */
export function pythonWithTorch(): string | null {
  const has = (python: string): boolean => {
    try {
      execFileSync(python, ['-c', 'import numpy, torch'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  return ['python3', '/usr/bin/python3', 'python'].find(has) ?? null;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function runScript(python: string, files: readonly ScriptFile[]): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  try {
    for (const { name, content } of files) writeFileSync(join(folder, name), content);
    const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
    const { status, stdout, stderr } = spawnSync(python, [join(folder, 'reproduce.py')], options);
    return { code: status, out: stdout, err: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
