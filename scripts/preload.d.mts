import type { Plugin } from 'vite';

/** Has index.html fetch the chunks of these modules, given by the ends of their paths, and all that they import. */
export function preload(modules: readonly string[]): Plugin;
