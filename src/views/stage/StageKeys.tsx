/** The keys, on one line at the foot: seen at first and when ? is pressed, then it fades. What a key did is told there too. */
import { useCallback, useEffect, useState } from 'react';
import { useApp, useAppStore } from '../common/context';
import { pause, play } from '../playback/usePlayback';
import { useStageKeys } from './useStageKeys';

const SHOWN_MS = 8000;

interface Said {
  /** Of the last key; null where that says nothing. */
  readonly words: string | null;
  readonly isShown: boolean;
}

export function StageKeys({ onLeave }: { readonly onLeave: () => void }) {
  const store = useAppStore();
  const playing = useApp((state) => state.playing);
  const [said, setSaid] = useState<Said>({ words: null, isShown: true });
  const say = useCallback(
    (words: string | null) => setSaid(({ isShown }) => ({ words, isShown: words !== null || !isShown })),
    [],
  );
  useStageKeys(store, say);
  useEffect(() => {
    if (!said.isShown) return;
    const timer = window.setTimeout(() => setSaid({ words: null, isShown: false }), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [said]);
  return (
    <footer className="stage-keys" data-faded={!said.isShown || undefined}>
      <p role="status" className="stage-said">
        {said.words}
      </p>
      <ul>
        <li>
          <button type="button" onClick={() => (playing ? pause(store) : play(store))}>
            <kbd>Space</kbd> {playing ? 'pause' : 'play'}
          </button>
        </li>
        <li className="by-key">
          <kbd>← →</kbd> step
        </li>
        <li className="by-key">
          <kbd>1–9</kbd> scenes
        </li>
        <li className="by-key">
          <kbd>C</kbd> cut
        </li>
        <li className="by-key">
          <kbd>?</kbd> keys
        </li>
        <li>
          <button type="button" onClick={onLeave}>
            <kbd>Esc</kbd> leave
          </button>
        </li>
      </ul>
    </footer>
  );
}
