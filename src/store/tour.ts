/** Settings that the tour puts on screen, and the way back to the reader's own. */
import { encodeLink } from '../settings/link';
import type { Settings } from '../settings/settings';
import { type AppState, type AppStore, choose, commit, open, withoutSecondPane } from './store';

/** Shows a step of the tour. What the reader had on screen is kept until it is brought back, unless the tour itself had left it there. */
export function showStep(store: AppStore, settings: Settings): void {
  const { panes, crosshair } = store.getState();
  const isOfTour = encodeLink(panes) === encodeLink([{ ...settings, tour: 0 }]);
  if (panes[0].tour === 0 && !(isOfTour && store.getState().beforeTour !== null))
    store.setState({ beforeTour: { panes, crosshair } });
  store.setState({ crosshair: null, playing: false });
  open(store, settings);
}

/** Leaves the tour, and the picture as it is; the reader's own is still to be had. */
export function leaveTour(store: AppStore): void {
  choose(store, { tour: 0 });
}

/** Leaves the tour for what it has left on screen. */
export function keepAndLeave(store: AppStore): void {
  forgetBefore(store);
  leaveTour(store);
}

/** Leaves the tour, if it is still on, for what the reader had on screen before. */
export function bringBack(store: AppStore): void {
  const before = store.getState().beforeTour;
  if (before === null) return;
  store.setState({ ...withoutSecondPane, ...before, beforeTour: null, playing: false });
  commit(store);
}

/** Goes on with what the tour has left on screen. */
export function forgetBefore(store: AppStore): void {
  store.setState({ beforeTour: null });
}

/** Whether the tour has been left, and the page shows something else than before it. */
export function hasWayBack({ panes, beforeTour }: Pick<AppState, 'panes' | 'beforeTour'>): boolean {
  return beforeTour !== null && panes[0].tour === 0 && encodeLink(panes) !== encodeLink(beforeTour.panes);
}
