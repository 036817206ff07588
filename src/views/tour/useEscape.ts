/** Escape leaves the tour, wherever the focus is, unless there is something nearer for it to close. */
import { useEffect } from 'react';
import type { AppStore } from '../../store/store';
import { leaveTour } from '../../store/tour';

/** Sheets, cards and dialogs close first. */
const NEARER = '[data-open], dialog[open], [role="dialog"]';

export function useEscape(store: AppStore): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      const { fill } = store.getState().panes[0];
      if (event.key !== 'Escape' || event.defaultPrevented || fill !== 'none') return;
      if (document.querySelector(NEARER) === null) leaveTour(store);
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [store]);
}
