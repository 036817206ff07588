/** The page's side of its service worker. */
import { Workbox } from 'workbox-window';

/** `offer` is called when a newer page is there; what it is given takes that page, in place of this one. */
export async function keepOffline(offer: (take: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox('./sw.js');
  workbox.addEventListener('waiting', () =>
    offer(() => {
      workbox.addEventListener('controlling', () => window.location.reload());
      workbox.messageSkipWaiting();
    }),
  );
  // Where it is forbidden, by a browser or a private window, the page works as it does without.
  await workbox.register().catch(() => undefined);
}
