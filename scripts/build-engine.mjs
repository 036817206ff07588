/**
 * `npm run build:engine`: the engine, with what it needs of math and settings, as an ES module with types (docs/engine.md).
 *
 *   node scripts/build-engine.mjs [DIR]    into dist-engine, or another folder
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { binFile, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
const { build } = await import('vite');

const out = resolve(root, process.argv[2] ?? 'dist-engine');

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: out,
    emptyOutDir: true,
    minify: false,
    lib: { entry: join(root, 'src/engine/index.ts'), formats: ['es'], fileName: () => 'engine.js' },
  },
});
const tsc = [binFile('tsc'), '--project', 'tsconfig.engine.json', '--outDir', join(out, 'types')];
const { status } = spawnSync(process.execPath, tsc, { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const manifest = {
  name: 'gradient-carousel-engine',
  private: true,
  type: 'module',
  exports: { '.': { types: './types/engine/index.d.ts', default: './engine.js' } },
};
writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${join(out, 'engine.js')}, with types in ${join(out, 'types')}`);
