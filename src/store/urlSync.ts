/**
 * The bridge between the store and the URL's hash: replaced (at most four times a second: Safari allows about 100 calls in
 * 10 to 30 s) while a control moves, pushed once when it is let go, so that Back undoes the change and not a pixel of it.
 */
import { decodeLink, encodeLink } from '../settings/link';
import { type AppState, type AppStore, drawnAs } from './store';

const REPLACE_MS = 250;

/** The part of a window that the sync uses. */
export interface Page {
  readonly location: { readonly hash: string };
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  addEventListener(type: 'popstate' | 'hashchange', listener: () => void): void;
  removeEventListener(type: 'popstate' | 'hashchange', listener: () => void): void;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(id: number): void;
}

export function panesFrom(hash: string): Pick<AppState, 'panes' | 'notices'> {
  const {
    panes: [first, pinned],
    notices,
  } = decodeLink(hash);
  // A link written by hand may ask for a view of the second pane: both are drawn as the first.
  return { panes: pinned === undefined ? [first] : [first, drawnAs(pinned, first)], notices };
}

export function connectUrl(store: AppStore, page: Page): () => void {
  /** The hash of the entry that Back should return to. */
  let settled = page.location.hash;
  let timer: number | null = null;
  const cancel = (): void => {
    if (timer !== null) page.clearTimeout(timer);
    timer = null;
  };
  const current = (): string => encodeLink(store.getState().panes);

  const replaceSoon = (): void => {
    timer ??= page.setTimeout(() => {
      timer = null;
      page.history.replaceState(null, '', current());
    }, REPLACE_MS);
  };
  const push = (): void => {
    cancel();
    const now = current();
    // '' and '#v=1' say the same: a click that changed nothing is no entry of its own.
    if (now === settled || now === encodeLink(panesFrom(settled).panes)) {
      page.history.replaceState(null, '', settled || now);
      return;
    }
    page.history.replaceState(null, '', settled || '#');
    page.history.pushState(null, '', now);
    settled = now;
  };
  const read = (): void => {
    const { hash } = page.location;
    if (hash === settled) return;
    settled = hash;
    store.setState(panesFrom(hash));
    cancel(); // what is read is not written again
  };

  const stop = [
    store.subscribe(({ panes }) => panes, replaceSoon),
    store.subscribe(({ committed }) => committed, push),
  ];
  page.addEventListener('popstate', read);
  page.addEventListener('hashchange', read);
  return () => {
    cancel();
    for (const unsubscribe of stop) unsubscribe();
    page.removeEventListener('popstate', read);
    page.removeEventListener('hashchange', read);
  };
}
