/** Where the tour was left, so that one can return to it. */
import type { AppStore } from '../../store/store';
import { choose, open } from '../../store/store';
import { TOUR, tourSettings } from '../../story/tour';
import { recall } from '../theme';

export const TOUR_PLACE = 'gradient-carousel.tour';

/** The step (1-based) at which the tour was left; 1 where it was never begun, or was finished. */
function placeLeft(): number {
  const place = Number(recall(TOUR_PLACE));
  return Number.isInteger(place) && place >= 1 && place < TOUR.length ? place : 1;
}

/** Begins the tour where it was left, or leaves it. */
export function toggleTour(store: AppStore): void {
  if (store.getState().panes[0].tour > 0) choose(store, { tour: 0 });
  else open(store, tourSettings(placeLeft()));
}
