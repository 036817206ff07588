/**
 * Brings what the benchmark needs beside this project, when it is run: TensorFlow.js into a cache folder of its own, bundled in
 * one file (its Node builds register no gradients), and the contest bundled by Vite as the page's worker is, so that no
 * loader stands between the code and its measurement.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { TensorFlow } from './tensorflowTypes';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CACHE = join(ROOT, 'node_modules/.cache/bench');
const VERSION = '4.22.0';
const PACKAGES = ['tfjs-core', 'tfjs-backend-cpu', 'tfjs-backend-wasm'].map((name) => `@tensorflow/${name}`);

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
      rolldownOptions: { output: { format, entryFileNames: name } },
    },
  });
  return join(outDir, name);
}

/** The contest, as a bundle. */
export async function loadContest(): Promise<typeof import('./run')> {
  const file = await bundle(join(ROOT, 'tests/bench/run.ts'), 'es', 'contest.mjs');
  return (await import(pathToFileURL(file).href)) as typeof import('./run');
}

/** TensorFlow.js with its wasm and cpu backends. Errors: it cannot be installed, bundled or loaded. */
export async function loadTensorFlow(): Promise<TensorFlow> {
  mkdirSync(CACHE, { recursive: true });
  if (!PACKAGES.every(isInstalled)) install();
  const entry = join(CACHE, 'tensorflow.js');
  writeFileSync(entry, ENTRY);
  const file = await bundle(entry, 'cjs', 'tensorflow.cjs');
  const tf = createRequire(import.meta.url)(file) as TensorFlow;
  tf.enableProdMode();
  tf.setWasmPaths(`${join(CACHE, 'node_modules/@tensorflow/tfjs-backend-wasm/dist')}/`);
  return tf;
}

function isInstalled(name: string): boolean {
  const file = join(CACHE, 'node_modules', name, 'package.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version === VERSION;
}

function install(): void {
  console.log(`Installing TensorFlow.js ${VERSION} for this benchmark alone, in node_modules/.cache/bench …`);
  writeFileSync(join(CACHE, 'package.json'), '{ "private": true }\n');
  const wanted = PACKAGES.map((name) => `${name}@${VERSION}`);
  const args = ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted];
  execFileSync('npm', args, {
    cwd: CACHE,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
