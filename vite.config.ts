import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { preload } from './scripts/preload.mjs';

export default defineConfig({
  // What the first screen shows: the page, and the view that is open unless the link says otherwise.
  plugins: [react(), preload(['/views/mount.tsx', '/views/cell/CellView.tsx'])],
  base: './', // the built page works under any sub-path, such as GitHub Pages' /gradient-carousel/
  build: { target: 'es2022' },
  worker: { format: 'es' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['tests/**/*.test.tsx'],
          exclude: ['tests/browser/**'],
          setupFiles: ['tests/setup-dom.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node', // the page is in a browser of its own, the tests drive it from here
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/global-setup.ts'],
          fileParallelism: false, // one file at a time: pages that share two cores would only slow each other down
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
