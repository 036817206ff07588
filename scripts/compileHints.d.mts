import type { Plugin } from 'vite';

/** Has Chromium compile these chunks whole while they load; all chunks where no names are given. */
export function compileHints(names?: readonly string[]): Plugin;
