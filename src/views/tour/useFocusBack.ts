/** When the tour is left the focus goes back to where it was before, unless it has gone elsewhere by itself. */
import { type RefObject, useEffect } from 'react';

/** What stands for a control that has gone out of sight meanwhile: on a phone the tour's button is in a sheet, and this opens it. */
const STAND_IN = '.bottom-bar button:last-of-type';

export function useFocusBack(card: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const own = card.current;
    return () => {
      const now = document.activeElement;
      if (now !== null && now !== document.body && !own?.contains(now)) return;
      if (before instanceof HTMLElement) before.focus();
      if (document.activeElement !== before || before === document.body)
        document.querySelector<HTMLElement>(STAND_IN)?.focus();
    };
  }, [card]);
}
