/** On the first visit the finished sweep is revealed from right to left; any input ends it, reduced motion leaves it out. */
import { useLayoutEffect, useState } from 'react';
import type { AppState, AppStore } from '../../store/store';
import { mediaMatches } from '../common/media';
import { recall, remember } from '../common/theme';

const KEY = 'gradient-carousel.visited';

const isFirstVisit = (): boolean => recall(KEY) === null && !mediaMatches('(prefers-reduced-motion: reduce)');
const isReady = (state: AppState): boolean => state.shown.picture.run?.ready === 0;

export function useReveal(store: AppStore): boolean {
  const [first] = useState(isFirstVisit);
  // The engine starts before the page, and may be there first.
  const [revealing, setRevealing] = useState(() => first && isReady(store.getState()));
  // Before the browser paints: a picture that is there already would be seen whole for a moment.
  useLayoutEffect(() => {
    if (!first) return;
    let touched = false;
    const end = (): void => {
      touched = true; // also before there is anything to reveal
      setRevealing(false);
    };
    const reveal = (): void => {
      remember(KEY, 'yes');
      setRevealing(!touched);
    };
    let stop = (): void => {};
    if (isReady(store.getState())) reveal();
    else {
      stop = store.subscribe(isReady, () => {
        stop();
        reveal();
      });
    }
    const inputs = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const input of inputs) window.addEventListener(input, end, { passive: true });
    return () => {
      stop();
      for (const input of inputs) window.removeEventListener(input, end);
    };
  }, [store, first]);
  return revealing;
}
