/** Lets a view, or the heatmaps with their chart, fill the screen under the sliders; Escape goes back. */
import { useEffect } from 'react';
import type { Settings } from '../../settings/settings';
import { type AppStore, choose } from '../../store/store';
import { useApp, useAppStore } from './context';

const WORDS = { view: 'this view', picture: 'the heatmaps' } as const;

export function FillButton({ what }: { readonly what: Exclude<Settings['fill'], 'none'> }) {
  const store = useAppStore();
  const isFilling = useApp((state) => state.panes[0].fill === what);
  const words = isFilling ? 'Back to all views (Esc)' : `Let ${WORDS[what]} fill the screen`;
  return (
    <button
      type="button"
      className="fill"
      aria-pressed={isFilling}
      aria-label={words}
      title={words}
      onClick={() => choose(store, { fill: isFilling ? 'none' : what })}
    >
      {/* Drawn: few fonts have arrows that point both ways, and looking through all of them delays the first picture. */}
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={isFilling ? 'M7 1v4h4M7 5l4-4M5 11V7H1M5 7l-4 4' : 'M7 1h4v4M11 1 7 5M5 11H1V7M1 11l4-4'} />
      </svg>
    </button>
  );
}

/** Escape leaves a filled screen, unless something else took it. */
export function useEscape(store: AppStore): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (
        event.key !== 'Escape' ||
        event.defaultPrevented ||
        document.querySelector('dialog[open]') !== null ||
        store.getState().panes[0].fill === 'none'
      )
        return;
      choose(store, { fill: 'none' });
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [store]);
}
