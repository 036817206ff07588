/** Writes the service worker: src/offline/serviceWorker.ts with the list of all files of the build. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Files that nothing on the page asks for. */
const NOT_OF_THE_PAGE = /^(preview\.png|sw\.js)$|\.map$/;

export function offline(entry) {
  let out = '';
  let root = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      out = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = readdirSync(out, { recursive: true, withFileTypes: true })
          .filter((file) => file.isFile())
          .map((file) =>
            join(file.parentPath, file.name)
              .slice(out.length + 1)
              .replaceAll('\\', '/'),
          )
          .filter((file) => !NOT_OF_THE_PAGE.test(file))
          .sort();
        const entries = files.map((url) => ({
          url,
          revision: createHash('sha256')
            .update(readFileSync(join(out, url)))
            .digest('hex')
            .slice(0, 16),
        }));
        await build({
          root,
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          define: { FILES: JSON.stringify(entries), 'process.env.NODE_ENV': '"production"' },
          build: {
            target: 'es2022',
            outDir: out,
            emptyOutDir: false,
            lib: { entry: join(root, entry), formats: ['iife'], name: 'serviceWorker', fileName: () => 'sw.js' },
          },
        });
      },
    },
  };
}
