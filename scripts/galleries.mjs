/**
 * The module `virtual:galleries`: what the engine says of scenes and claims (scripts/rivers.ts), computed in a process of its own when it is
 * first asked for, and kept in .cache until anything that it is computed from changes.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ID = 'virtual:galleries';
const RESOLVED = `\0${ID}`;
const root = join(import.meta.dirname, '..');
const cache = join(root, '.cache');
const PRINTER = join('scripts', 'printGalleries.ts');
const FOLDERS = ['math', 'engine', 'settings', 'story', 'charts/river', 'store', 'worker', 'views/river'];
const MOST_BYTES = 2 ** 24;

/** @returns {import('vite').Plugin} */
export function galleries() {
  /** Asked for twice while it is under way, it is computed once. */
  let computing;
  return {
    name: 'galleries',
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      computing ??= computed().finally(() => {
        computing = undefined;
      });
      return `export default ${await computing};`;
    },
  };
}

/** As JSON. */
async function computed() {
  const name = `galleries-${fingerprint()}.json`;
  try {
    return readFileSync(join(cache, name), 'utf8');
  } catch {
    // Not computed yet.
  }
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', PRINTER], {
    cwd: root,
    maxBuffer: MOST_BYTES,
  });
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache).filter((file) => /^galleries-\w+\.json$/.test(file))) rmSync(join(cache, old));
  // In one go: another process may be looking for it.
  const partial = join(cache, `${name}.${process.pid}`);
  writeFileSync(partial, stdout);
  renameSync(partial, join(cache, name));
  return stdout;
}

/** Of every file that takes part, so that nothing stale is ever shown. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'scripts/rivers.ts']) hash.update(readFileSync(join(root, file)));
  for (const folder of FOLDERS) {
    const files = readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((one) => /\.(ts|json)$/.test(one)).sort())
      hash.update(file).update(readFileSync(join(root, 'src', folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
