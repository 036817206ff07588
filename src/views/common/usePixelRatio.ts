/** Device pixels in one of CSS: another when the page is zoomed, or its window moved to another screen. */
import { useSyncExternalStore } from 'react';
import { watchMedia } from './media';

export const usePixelRatio = (): number => useSyncExternalStore(subscribe, pixelRatio);

const pixelRatio = (): number => window.devicePixelRatio || 1;

function subscribe(changed: () => void): () => void {
  let stop = (): void => {};
  const watch = (): void => {
    // The query holds for one ratio: the next needs another.
    stop = watchMedia(`(resolution: ${pixelRatio()}dppx)`, () => {
      stop();
      watch();
      changed();
    });
  };
  watch();
  return () => stop();
}
