/** Media queries, for a browser (or a test) without them too: nothing matches there, and nothing changes. */
import { useCallback, useSyncExternalStore } from 'react';

export function mediaMatches(query: string): boolean {
  return listOf(query)?.matches ?? false;
}

/** Calls `changed` whenever the query begins or ceases to match. Returns a function that ends it. */
export function watchMedia(query: string, changed: () => void): () => void {
  const list = listOf(query);
  list?.addEventListener('change', changed);
  return () => list?.removeEventListener('change', changed);
}

function listOf(query: string): MediaQueryList | undefined {
  return typeof window.matchMedia === 'function' ? window.matchMedia(query) : undefined;
}

/** Whether the query matches, kept up to date. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    useCallback((changed) => watchMedia(query, changed), [query]),
    () => mediaMatches(query),
  );
}
