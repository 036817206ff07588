/**
 * Asks Chromium to compile all functions of a chunk on another thread while it loads, and not one by one when each is first called, on
 * the thread that draws: https://v8.dev/blog/explicit-compile-hints. Other browsers read a comment.
 */
const HINT = '//# allFunctionsCalledOnLoad\n';

/** @param {readonly string[] | undefined} names Of the chunks that are meant; all where left out. @returns {import('vite').Plugin} */
export function compileHints(names) {
  return {
    name: 'compile-hints',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post', // nothing may stand before it, and Vite puts a chunk's list of files at its top
      handler(_, bundle) {
        for (const output of Object.values(bundle)) {
          if (output.type === 'chunk' && (names?.includes(output.name) ?? true)) output.code = HINT + output.code;
        }
      },
    },
  };
}
