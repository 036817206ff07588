/** The project's folder. */
export const root: string;

/** Makes node_modules match the lock file; returns at once when it already does. */
export function ensureInstalled(): void;

/** The JavaScript file behind a command of node_modules/.bin. */
export function binFile(name: string): string;
