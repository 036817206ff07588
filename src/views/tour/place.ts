/** The tour, which is loaded when it begins, and where it was left, so that one can return to it. */
import type { AppStore } from '../../store/store';
import { choose, open } from '../../store/store';
import { TOUR, tourSettings } from '../../story/tour';
import { deferred } from '../deferred';
import { recall } from '../theme';

export const Tour = deferred('Tour', () => import('./Tour'));

export const TOUR_PLACE = 'gradient-carousel.tour';
const UNLOADED = 'The tour could not be loaded, so nothing was changed. Press Tour to try again.';

/** The step (1-based) at which the tour was left; 1 where it was never begun, or was finished. */
function placeLeft(): number {
  const place = Number(recall(TOUR_PLACE));
  return Number.isInteger(place) && place >= 1 && place < TOUR.length ? place : 1;
}

/** Begins the tour where it was left, or leaves it. Its settings replace the reader's only once it is there to explain them. */
export async function toggleTour(store: AppStore): Promise<void> {
  if (store.getState().panes[0].tour > 0) {
    choose(store, { tour: 0 });
    return;
  }
  const others = store.getState().notices.filter((notice) => notice !== UNLOADED);
  try {
    await Tour.load();
  } catch {
    store.setState({ notices: [...others, UNLOADED] });
    return;
  }
  store.setState({ notices: others });
  // Pressed twice while it was on its way, it begins once.
  if (store.getState().panes[0].tour === 0) open(store, tourSettings(placeLeft()));
}
