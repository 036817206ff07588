/**
 * Whether the rest of the page may follow. The sliders, the sentence and the heatmaps come first: on a slow machine they are there, and
 * answer, a tenth of a second sooner than with all of it in one go.
 */
import { startTransition, useEffect, useState } from 'react';

/** The first picture is in one of these, where the engine is as quick as the page. */
const FRAMES = 4;

export function useIsFirstScreenDrawn(): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    let request = 0;
    const wait = (frames: number): void => {
      request = requestAnimationFrame(() => {
        if (frames > 1) wait(frames - 1);
        else startTransition(() => setDrawn(true));
      });
    };
    wait(FRAMES);
    return () => cancelAnimationFrame(request);
  }, []);
  return drawn;
}
