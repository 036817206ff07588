/**
 * Set-up in one command: `ensureInstalled()` runs `npm ci` when, and only when, node_modules does not match the lock
 * file, the platform and the Node major. Only Node's built-ins here: it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const MINIMUM_NODE = [20, 19];
const stampFile = join(root, 'node_modules', '.gradient-carousel-stamp');
/** `npm ci` takes seconds to a few minutes; a lock older than this was left by a process that was killed. */
const STALE_LOCK_MS = 10 * 60_000;

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantMajor, wantMinor] = MINIMUM_NODE;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  console.error(
    `Gradient Carousel needs Node ${MINIMUM_NODE.join('.')} or newer; this is Node ${process.versions.node}.\n` +
      'Get a current one from https://nodejs.org, or with a version manager: nvm install 22',
  );
  process.exit(1);
}

function wantedStamp() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return `${hash.digest('hex')} ${process.platform} ${process.arch} node${process.versions.node.split('.')[0]}`;
}

function isCurrent(stamp) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

/** Holds a lock folder (mkdir is atomic) while `work` runs, so that two commands never install at the same time. */
function exclusively(work) {
  const lock = join(tmpdir(), `gradient-carousel-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`);
  for (let said = false; ; ) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (made !== undefined && Date.now() - made > STALE_LOCK_MS) rmSync(lock, { recursive: true, force: true });
      if (!said) console.log(`Another command is installing; waiting for it (${lock}) …`);
      said = true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Runs `npm ci`, with the npm that started this script if there is one. */
function install() {
  // NODE_ENV=production or `omit=dev` in someone's npm settings must not leave the tools out.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  const viaNode = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const result = viaNode
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.status === 0) return;
  console.error(
    `\n\`npm ${args.join(' ')}\` failed (${result.error?.message ?? result.signal ?? `exit ${result.status}`}). ` +
      'The first run needs the npm registry; after that everything works offline.',
  );
  process.exit(1);
}

/** Makes node_modules match the lock file; returns at once when it already does. */
export function ensureInstalled() {
  checkNode();
  const stamp = wantedStamp();
  if (isCurrent(stamp)) return;
  exclusively(() => {
    if (isCurrent(stamp)) return;
    console.log('Installing what package-lock.json lists (once; about ten seconds to a minute) …');
    install();
    writeFileSync(stampFile, stamp);
  });
}

/**
 * The JavaScript file behind a command of node_modules/.bin, found through the `bin` fields of our dependencies: on
 * Windows the .bin entry is a shell script, which Node cannot run.
 */
export function binFile(name) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const dependency of Object.keys({ ...devDependencies, ...dependencies })) {
    const folder = join(root, 'node_modules', dependency);
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name: own, bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    const bins = typeof bin === 'string' ? { [own.split('/').at(-1)]: bin } : (bin ?? {});
    if (bins[name] !== undefined) return join(folder, bins[name]);
  }
  throw new Error(`No dependency in package.json provides the command "${name}".`);
}
