/** Plays the backward sweep: moves the crosshair from the last step back to the first, a few steps a second. */
import { useEffect } from 'react';
import { type AppStore, stepTo } from '../../store/store';
import { mediaMatches } from '../common/media';

/** Whether the person asked for less motion; playing then goes one step at each press. */
function prefersStill(): boolean {
  return mediaMatches('(prefers-reduced-motion: reduce)');
}

/** Starts where the crosshair stands, or at the last step; under reduced motion goes one step back instead. */
export function play(store: AppStore): void {
  const { crosshair, shown } = store.getState();
  const steps = shown.text.run?.info.steps ?? 0;
  if (steps === 0) return;
  const atEnd = crosshair === null || crosshair.step === 0;
  if (atEnd) stepTo(store, steps - 1);
  else if (prefersStill()) stepTo(store, crosshair.step - 1);
  if (!prefersStill()) store.setState({ playing: true });
}

export function pause(store: AppStore): void {
  store.setState({ playing: false });
}

/** Advances the crosshair while the store says that it is playing. */
export function usePlaying(store: AppStore): void {
  useEffect(() => {
    let frame = 0;
    const start = (): void => {
      let due = performance.now();
      const tick = (now: number): void => {
        const { playing, crosshair, panes } = store.getState();
        if (!playing) return;
        const interval = 1000 / Number(panes[0].speed);
        // A page in the background gets no frames: what it missed is not made up for in one leap.
        if (now - due > 10 * interval) due = now;
        let step = crosshair?.step ?? 0;
        for (; due + interval <= now && step > 0; due += interval) step--;
        if (step !== crosshair?.step) stepTo(store, step);
        if (step === 0) pause(store);
        else frame = requestAnimationFrame(tick);
      };
      frame = requestAnimationFrame(tick);
    };
    const stop = store.subscribe(
      ({ playing }) => playing,
      (playing) => {
        cancelAnimationFrame(frame);
        if (playing) start();
      },
    );
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [store]);
}

/** Space plays and pauses, the arrow keys step, wherever no control has the focus. */
export function usePlaybackKeys(store: AppStore): void {
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const target = event.target as Element;
      const free = target === document.body || target.matches?.('[role="application"], .tour h2');
      if (!free || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { playing, crosshair, shown } = store.getState();
      const steps = shown.text.run?.info.steps ?? 0;
      const step = crosshair?.step ?? steps - 1;
      if (event.key === ' ') {
        if (playing) pause(store);
        else play(store);
      } else if (event.key === 'ArrowLeft') stepTo(store, step - 1);
      else if (event.key === 'ArrowRight') stepTo(store, step + 1);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, [store]);
}
