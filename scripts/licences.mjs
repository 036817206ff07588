/** Emits licences.md: the licence of every package that anything in the build is made of, workers included. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** @returns {import('vite').Plugin} */
export function licences() {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licences.md', source: text() });
    },
  };
}

function text() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  // By the lock file: what is neither of this project nor only there for building and testing it.
  const used = Object.entries(packages).filter(
    ([path, own]) => path !== '' && own.dev !== true && existsSync(join(root, path)),
  );
  const own = readFileSync(join(root, 'LICENSE'), 'utf8');
  return ['# Licences', `## Gradient Carousel\n\n${own.trim()}`, ...used.map(([path]) => section(path))].join('\n\n');
}

function section(path) {
  const folder = join(root, path);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const terms = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
  return `## ${name} ${version} (${license})${terms}`;
}
