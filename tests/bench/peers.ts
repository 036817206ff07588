/**
 * Brings what the benchmark needs beside this project, when it is run: TensorFlow.js and jax-js into a cache folder of their own, each
 * bundled in one file (TensorFlow.js's Node builds register no gradients), and the contest bundled by Vite as the page's worker
 * is, so that no loader stands between the code and its measurement. The libraries are loaded in threads of their own (isolate.ts).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { LibraryFiles } from './isolateMessages';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CACHE = join(ROOT, 'node_modules/.cache/bench');

interface Library {
  readonly name: string;
  readonly version: string;
  readonly packages: readonly string[];
}

const TENSORFLOW: Library = {
  name: 'TensorFlow.js',
  version: '4.22.0',
  packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-wasm'],
};
const JAX: Library = { name: 'jax-js', version: '0.1.25', packages: ['@jax-js/jax'] };

const ENTRY = `import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
export * from '@tensorflow/tfjs-core';
`;

async function bundle(entry: string, format: 'es' | 'cjs', name: string): Promise<string> {
  const outDir = join(CACHE, 'bundles');
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    mode: 'production',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      target: 'es2022',
      outDir,
      emptyOutDir: false,
      // As in the page's worker. Vite makes a library's top-level constants variables, which V8 then cannot take for granted.
      rolldownOptions: { output: { format, entryFileNames: name, topLevelVar: false } },
    },
  });
  return join(outDir, name);
}

/** The contest, as a bundle. */
export async function loadContest(): Promise<typeof import('./run')> {
  const file = await bundle(join(ROOT, 'tests/bench/run.ts'), 'es', 'contest.mjs');
  return (await import(pathToFileURL(file).href)) as typeof import('./run');
}

/** wholeRun.ts, as a bundle for a process of its own. */
export function bundleWholeRun(): Promise<string> {
  return bundle(join(ROOT, 'tests/bench/wholeRun.ts'), 'es', 'wholeRun.mjs');
}

/** pool.ts, for a process of its own, and the thread that it runs. */
export async function bundlePool(): Promise<{ readonly run: string; readonly worker: string }> {
  return {
    run: await bundle(join(ROOT, 'tests/bench/pool.ts'), 'es', 'pool.mjs'),
    worker: await bundle(join(ROOT, 'tests/bench/poolWorker.ts'), 'es', 'poolWorker.mjs'),
  };
}

/** The thread that an isolate runs, as a bundle. */
export function bundleIsolate(): Promise<string> {
  return bundle(join(ROOT, 'tests/bench/isolateWorker.ts'), 'es', 'isolate.mjs');
}

/** TensorFlow.js with its wasm and cpu backends. Errors: it cannot be installed or bundled. */
export async function bringTensorFlow(): Promise<LibraryFiles> {
  install(TENSORFLOW);
  const entry = join(CACHE, 'tensorflow.js');
  writeFileSync(entry, ENTRY);
  return {
    library: 'tensorflow',
    file: await bundle(entry, 'cjs', 'tensorflow.cjs'),
    wasm: `${join(CACHE, 'node_modules/@tensorflow/tfjs-backend-wasm/dist')}/`,
  };
}

/** jax-js with its wasm device. Errors: it cannot be installed or bundled. */
export async function bringJax(): Promise<LibraryFiles> {
  install(JAX);
  const file = await bundle(join(CACHE, 'node_modules/@jax-js/jax/dist/index.js'), 'es', 'jax.mjs');
  return { library: 'jax', file };
}

function isInstalled(name: string, version: string): boolean {
  const file = join(CACHE, 'node_modules', name, 'package.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version === version;
}

/** All libraries are asked for together: npm takes away what it is not asked for. */
function install({ name, version, packages }: Library): void {
  if (packages.every((wanted) => isInstalled(wanted, version))) return;
  console.log(`Installing ${name} ${version} for this benchmark alone, in node_modules/.cache/bench …`);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, 'package.json'), '{ "private": true }\n');
  const wanted = [TENSORFLOW, JAX].flatMap((library) => library.packages.map((of) => `${of}@${library.version}`));
  const args = ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted];
  execFileSync('npm', args, {
    cwd: CACHE,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
