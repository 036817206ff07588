/**
 * Keeps the whole built page, views never opened included, so that after one visit it needs no network. A newer page waits until the
 * person takes it (registration.ts): nothing changes under a lecture. Built by `scripts/offline.mjs`.
 */
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';

/** Every file of the build, each with the hash of what is in it. */
declare const FILES: PrecacheEntry[];
declare const self: ServiceWorkerGlobalScope;

self.addEventListener('message', ({ data }) => {
  if ((data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
// Of the first visit too: a view that is opened in it needs no network any more.
clientsClaim();
cleanupOutdatedCaches();
// The page's parameters are behind the #, and whatever stands behind a ? makes no other page of it.
precacheAndRoute(FILES, { ignoreURLParametersMatching: [/./], cleanURLs: false });
