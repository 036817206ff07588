/**
 * Once for all browser tests: builds the app as a visitor gets it, serves it under a sub-path as GitHub Pages would,
 * and starts a browser that the tests connect to.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { launchBrowserServer } from '../../scripts/browser.mjs';
import { binFile, root } from '../../scripts/setup.mjs';

const SUB_PATH = '/gradient-carousel/';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the tests' browser listens. */
    wsEndpoint: string;
    /** The folder with the built app. */
    outDir: string;
    /** The built app's address, with a slash at its end. */
    baseUrl: string;
  }
}

/** Builds in a process of its own: this one has NODE_ENV=test, which would build React for development. */
async function build(outDir: string): Promise<void> {
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  const args = [binFile('vite'), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { ...env, NODE_ENV: 'production' } });
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = `node_modules/.cache/gradient-carousel/site-${process.pid}`;
  const undo: (() => Promise<void>)[] = [];
  const teardown = async () => {
    for (const step of undo.reverse()) await step();
  };
  try {
    const browser = await launchBrowserServer();
    undo.push(() => browser.close());
    undo.push(() => rm(outDir, { recursive: true, force: true }));
    await build(outDir);
    const server = await preview({
      root,
      base: SUB_PATH,
      appType: 'mpa', // a missing file is a 404, as it would be there, and not the page once more
      logLevel: 'warn',
      build: { outDir },
      preview: { host: '127.0.0.1', port: 0, open: false },
    });
    undo.push(() => server.close());
    const address = server.httpServer.address();
    if (address === null || typeof address === 'string') throw new Error(`The preview server listens on ${address}.`);
    project.provide('outDir', join(root, outDir));
    project.provide('baseUrl', `http://127.0.0.1:${address.port}${SUB_PATH}`);
    project.provide('wsEndpoint', browser.wsEndpoint());
  } catch (error) {
    await teardown(); // or what did start keeps Vitest from ending
    throw error;
  }
  return teardown;
}
