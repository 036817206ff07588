/**
 * Tells the browser in index.html of modules that the first screen imports later, so that they are fetched with the first script
 * and not after it: Vite does that for what is imported at the top of a module only.
 */

/** @param {readonly string[]} modules Ends of the modules' paths, such as `/views/mount.tsx`. @returns {import('vite').Plugin} */
export function preload(modules) {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk');
        const wanted = new Set();
        const want = (file) => {
          if (wanted.has(file)) return;
          wanted.add(file);
          for (const next of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) want(next);
        };
        for (const module of modules) {
          const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
          if (chunk === undefined) throw new Error(`no chunk holds ${module}`);
          want(chunk.fileName);
        }
        return [...wanted]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head',
          }));
      },
    },
  };
}
