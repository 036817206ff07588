/** An open scene: its question while the picture is hidden, then what holds and why, above the picture. */

import galleries from 'virtual:galleries';
import { useEffect, useRef } from 'react';
import { choose } from '../../store/store';
import { SCENES } from '../../story/scenes';
import { useAppStore, useChoices } from '../common/context';
import { Ask } from './Ask';
import { Told } from './Told';

export function Scene() {
  const store = useAppStore();
  const { scene: id, guess } = useChoices('scene', 'guess');
  const asked = useRef('');
  useEffect(() => {
    if (guess === 0) asked.current = id;
  }, [id, guess]);
  const scene = SCENES.find((one) => one.id === id);
  const words = galleries.scenes[id]?.words;
  if (scene === undefined || words === undefined) {
    return (
      <section className="scene-told" role="alert">
        <p className="scene-reply">The link names a scene “{id}” that this page does not have.</p>
        <p className="scene-actions">
          <button
            type="button"
            className="small"
            onClick={() => choose(store, { view: 'scenes', scene: '', guess: 0 })}
          >
            All scenes
          </button>
          <button type="button" className="small" onClick={() => choose(store, { scene: '', guess: 0 })}>
            Dismiss
          </button>
        </p>
      </section>
    );
  }
  return guess === 0 ? (
    <Ask key={id} scene={scene} words={words} />
  ) : (
    <Told key={id} scene={scene} words={words} guess={guess} isRevealed={asked.current === id} />
  );
}
