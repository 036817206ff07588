/** P opens Stage and leaves it, Escape leaves it: for the depth from which it was opened. */
import { useCallback, useEffect, useRef } from 'react';
import type { Settings } from '../../settings/settings';
import { type AppStore, choose } from '../../store/store';
import { isTyping } from '../common/typing';

/** Answers with what the key P does. */
export function useStageKey(store: AppStore): () => void {
  const from = useRef<Settings['depth']>('explore');
  const toggle = useCallback(
    () => choose(store, { depth: store.getState().panes[0].depth === 'stage' ? from.current : 'stage' }),
    [store],
  );
  useEffect(() => {
    const stop = store.subscribe(
      ({ panes }) => panes[0].depth,
      (_, before) => {
        if (before !== 'stage') from.current = before;
      },
    );
    const press = (event: KeyboardEvent): void => {
      const onStage = store.getState().panes[0].depth === 'stage';
      const isOurs = event.key === 'p' || event.key === 'P' || (event.key === 'Escape' && onStage);
      if (!isOurs || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event))
        return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener('keydown', press);
    return () => {
      stop();
      window.removeEventListener('keydown', press);
    };
  }, [store, toggle]);
  return toggle;
}
