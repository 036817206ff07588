/** The tour, which is loaded when it begins. */
import type { AppStore } from '../../store/store';
import { choose, open } from '../../store/store';
import { tourSettings } from '../../story/tour';
import { deferred } from '../common/deferred';
import { placeLeft } from './place';

export const Tour = deferred('Tour', () => import('./Tour'));

const UNLOADED = 'The tour could not be loaded, so nothing was changed. Press Tour to try again.';

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
