import type { Plugin } from 'vite';

export function galleries(): Plugin;
