/**
 * The bridge between the store and the URL's hash. While a control moves the address is replaced, at most four times a second; when it is let
 * go, an entry is pushed once, so that Back undoes the change and not a pixel of it. Where the reader points is in the address when the
 * pointer rests, as part of the entry that is there.
 *
 * Browsers limit the calls (WebKit to 100 in 10 s, and throws; Chromium to 200 and ignores them). What could not be written is tried again
 * until the address agrees with the page: what the page shows counts, not each change on the way.
 */
import { linkIn } from '../settings/address';
import type { Crosshair } from '../settings/crosshair';
import { decodeLink, encodeLink } from '../settings/link';
import { type AppState, type AppStore, drawnAs } from './store';

const REPLACE_MS = 250;
const RETRY_MS = 1000;
/** Longer than any browser's limit lasts; a page that may not write at all is left alone until its next change. */
const MOST_RETRIES = 40;

/** The part of a window that the sync uses. */
export interface Page {
  readonly location: Pick<Location, 'hash' | 'href' | 'pathname'>;
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  addEventListener(type: 'popstate' | 'hashchange', listener: () => void): void;
  removeEventListener(type: 'popstate' | 'hashchange', listener: () => void): void;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(id: number): void;
}

/** What an address says that the page shows. */
export function stateIn(address: string): Pick<AppState, 'panes' | 'crosshair' | 'notices'> {
  const {
    panes: [first, pinned],
    crosshair,
    notices,
  } = decodeLink(address);
  // A link written by hand may ask for a view of the second pane: both are drawn as the first.
  return { panes: pinned === undefined ? [first] : [first, drawnAs(pinned, first)], crosshair, notices };
}

export function connectUrl(store: AppStore, page: Page): () => void {
  const panesIn = (hash: string): string => encodeLink(stateIn(hash).panes);

  /** The hash of the entry that Back should return to. */
  let settled = '';
  /** Whether the page shows something that is to have an entry of its own. */
  let needsEntry = false;
  /** Where the crosshair was when the pointer was last still. */
  let settledCrosshair: Crosshair | null = store.getState().crosshair;

  /** One timer for each reason to write later. */
  const timers = new Map<'moving' | 'pointing' | 'retry', number>();
  const cancel = (reason: 'moving' | 'pointing' | 'retry'): void => {
    const id = timers.get(reason);
    if (id !== undefined) page.clearTimeout(id);
    timers.delete(reason);
  };
  const later = (reason: 'moving' | 'pointing' | 'retry', ms: number, run: () => void): void => {
    if (timers.has(reason)) return;
    timers.set(
      reason,
      page.setTimeout(() => {
        timers.delete(reason);
        run();
      }, ms),
    );
  };

  /** True where the address then has this hash. */
  const put = (method: 'pushState' | 'replaceState', hash: string, path = ''): boolean => {
    try {
      page.history[method](null, '', `${path}${hash}`);
    } catch {
      return false;
    }
    return page.location.hash === (hash === '#' ? '' : hash);
  };

  let retries = 0;
  const write = (): void => {
    // Between two tries nothing is changed for the better by asking more often.
    if (timers.has('retry')) return;
    const { panes } = store.getState();
    const now = encodeLink(panes, settledCrosshair);
    const samePanes = encodeLink(panes) === panesIn(settled);
    const target = samePanes && now === encodeLink(panes, stateIn(settled).crosshair) ? settled : now;
    let done: boolean;
    if (needsEntry && !samePanes) {
      // The entry that is left behind is to be as it was before the control moved.
      done = (page.location.hash === settled || put('replaceState', settled || '#')) && put('pushState', now);
    } else done = page.location.hash === target || put('replaceState', target || '#');
    if (done) {
      if (needsEntry || samePanes) settled = target;
      needsEntry = false;
      retries = 0;
    } else if (retries++ < MOST_RETRIES) later('retry', RETRY_MS, write);
    else retries = 0;
  };

  /** Takes the address as it is; a link that came as a query, or encoded once more, becomes a hash like any other. */
  const settle = (): void => {
    const found = linkIn(page.location.href);
    if (found !== '' && found !== page.location.hash) put('replaceState', found, page.location.pathname);
    settled = page.location.hash;
  };
  const change = (): void => later('moving', REPLACE_MS, write);
  const commit = (): void => {
    cancel('moving');
    needsEntry = true;
    write();
  };
  const pointerMoved = (): void => {
    cancel('pointing');
    if (store.getState().playing) return;
    later('pointing', REPLACE_MS, () => {
      settledCrosshair = store.getState().crosshair;
      write();
    });
  };
  const read = (): void => {
    // One navigation may fire both events.
    if (page.location.hash === settled && encodeLink(store.getState().panes) === panesIn(settled)) return;
    const state = stateIn(page.location.href);
    settle();
    settledCrosshair = state.crosshair;
    needsEntry = false;
    store.setState({ ...state, playing: false });
    // What is read is not written again.
    for (const reason of [...timers.keys()]) cancel(reason);
  };

  settle();
  const stop = [
    store.subscribe(({ panes }) => panes, change),
    store.subscribe(({ committed }) => committed, commit),
    store.subscribe(({ crosshair }) => crosshair, pointerMoved),
    store.subscribe(({ playing }) => playing, pointerMoved),
  ];
  page.addEventListener('popstate', read);
  page.addEventListener('hashchange', read);
  return () => {
    for (const reason of [...timers.keys()]) cancel(reason);
    for (const unsubscribe of stop) unsubscribe();
    page.removeEventListener('popstate', read);
    page.removeEventListener('hashchange', read);
  };
}
