/** The tour, which is loaded when it begins. */
import type { AppStore } from '../../store/store';
import { leaveTour } from '../../store/tour';
import { deferred } from '../common/deferred';

export const Tour = deferred<'Tour', object, typeof import('./Tour')>('Tour', () => import('./Tour'));

const UNLOADED = 'The tour could not be loaded, so nothing was changed. Press Tour to try again.';

/** Begins the tour where it was left, or leaves it. Its settings replace the reader's only once it is there to explain them. */
export async function toggleTour(store: AppStore): Promise<void> {
  if (store.getState().panes[0].tour > 0) {
    leaveTour(store);
    return;
  }
  const others = store.getState().notices.filter((notice) => notice !== UNLOADED);
  try {
    const { begin } = await Tour.load();
    store.setState({ notices: others });
    begin(store);
  } catch {
    store.setState({ notices: [...others, UNLOADED] });
  }
}
