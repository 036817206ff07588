/** Notices that the reader has done what a step of the tour asks for; once done it stays done until the next step. */
import { useEffect, useState } from 'react';
import type { AppState } from '../../store/store';
import { TOUR, type TourSight } from '../../story/tour';
import { useAppStore } from '../common/context';

export function useTried(number: number): boolean {
  const store = useAppStore();
  const [done, setDone] = useState(0);
  useEffect(() => {
    const step = TOUR[number - 1];
    if (step === undefined) return;
    const before = sightOf(store.getState());
    return store.subscribe((state) => {
      // The numbers of the step before are no answer to this one's question.
      if (step.isDone(sightOf(state), before)) setDone(number);
    });
  }, [store, number]);
  return done === number;
}

function sightOf({ panes, crosshair, playing, shown }: AppState): TourSight {
  const result = shown.text.run;
  const own = result !== null && result.settings === panes[0] && result.ready === 0;
  return {
    settings: panes[0],
    step: crosshair?.step ?? null,
    playing,
    left: own ? (result.curve('g')?.[0] ?? Number.NaN) : Number.NaN,
  };
}
