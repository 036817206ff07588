import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compileHints } from './scripts/compileHints.mjs';
import { galleries } from './scripts/galleries.mjs';
import { licences } from './scripts/licences.mjs';
import { offline } from './scripts/offline.mjs';
import { preload } from './scripts/preload.mjs';
import { securityPolicy } from './scripts/securityPolicy.mjs';

export default defineConfig({
  plugins: [
    react(),
    galleries(),
    // What the first screen shows: the page; no view is open unless the link says so.
    preload(['/views/mount.tsx']),
    compileHints(['index', 'mount']),
    securityPolicy(),
    licences(),
    offline('src/offline/serviceWorker.ts'),
  ],
  base: './', // the built page works under any sub-path, such as GitHub Pages' /gradient-carousel/
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The first screen in two chunks and not in fifteen: what starts the engine, then all that it is drawn with.
          groups: [
            { name: 'index', test: /\/src\/main\.tsx$/, priority: 2 },
            {
              name: 'mount',
              // With what two of the other chunks share: each of those is one file, and can be had whatever became of another.
              test: /\/src\/(views\/(mount|common\/(Plot|ViewHead|MatrixFacts|StepTicks|ParameterName))|story\/truncationNote)\.tsx?$|\/@radix-ui\/react-(id|presence|context|primitive|slot|use-[\w-]+)\/|\/@radix-ui\/primitive\//,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  worker: {
    format: 'es',
    plugins: () => [compileHints()],
    // V8 takes a constant for granted, which is worth 8 % of the engine's time; a variable it must look up.
    rolldownOptions: { output: { topLevelVar: false, comments: false } },
  },
  test: {
    retry: 1, // a busy machine stalls now and then; the gate names what passed only the second time
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 30_000,
          isolate: false, // a third of the time would go into loading the same modules for each file
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
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
