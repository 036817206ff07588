/** On the first visit the finished sweep is revealed from right to left; any input ends it, reduced motion leaves it out. */
import { useEffect, useState } from 'react';
import { type AppState, type AppStore, picturedRun } from '../store/store';
import { recall, remember } from './theme';

const KEY = 'gradient-carousel.visited';

export function useReveal(store: AppStore): boolean {
  const [revealing, setRevealing] = useState(false);
  useEffect(() => {
    if (recall(KEY) !== null || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    let touched = false;
    const end = (): void => {
      touched = true; // also before there is anything to reveal
      setRevealing(false);
    };
    const isReady = (state: AppState): boolean => picturedRun(state)?.ready === 0;
    const reveal = (): void => {
      remember(KEY, 'yes');
      setRevealing(!touched);
    };
    let stop = (): void => {};
    // The engine starts before the page, and may be there first.
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
  }, [store]);
  return revealing;
}
