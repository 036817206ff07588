/**
 * On the first visit with a bare address the picture is revealed behind the gradient's fronts, in three seconds. Any input ends it, reduced
 * motion leaves it out, and so does a link that has settings.
 */
import { useCallback, useEffect, useState } from 'react';
import { encodeLink } from '../../settings/link';
import { DEFAULTS } from '../../settings/specs';
import type { AppState, AppStore } from '../../store/store';
import { mediaMatches } from '../common/media';
import { recall, remember } from '../common/theme';
import { FirstVisit } from './parts';

const KEY = 'gradient-carousel.visited';

export interface Reveal {
  /** `covered`: until what uncovers the picture is there. */
  readonly stage: 'covered' | 'plays' | 'none';
  readonly end: () => void;
}

function isFirstVisit({ panes, crosshair }: AppState): boolean {
  return (
    crosshair === null &&
    encodeLink(panes) === encodeLink([DEFAULTS]) &&
    recall(KEY) === null &&
    !mediaMatches('(prefers-reduced-motion: reduce)')
  );
}

export function useReveal(store: AppStore): Reveal {
  const [stage, setStage] = useState<Reveal['stage']>(() => (isFirstVisit(store.getState()) ? 'covered' : 'none'));
  const end = useCallback(() => setStage('none'), []);
  const isOver = stage === 'none';
  useEffect(() => {
    if (isOver) return;
    FirstVisit.load().then(() => {
      remember(KEY, 'yes');
      setStage((now) => (now === 'covered' ? 'plays' : now));
    }, end);
    const inputs = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const input of inputs) window.addEventListener(input, end, { passive: true });
    return () => {
      for (const input of inputs) window.removeEventListener(input, end);
    };
  }, [isOver, end]);
  return { stage, end };
}
