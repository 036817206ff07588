import type { Plugin } from 'vite';

export function securityPolicy(): Plugin;
