import type { Plugin } from 'vite';

/** `entry`: the service worker's source. */
export function offline(entry: string): Plugin;
