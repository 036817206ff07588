/** The scenes: a question each, and the river of those that have been answered. */

import galleries from 'virtual:galleries';
import { useState } from 'react';
import { SCENES, type Scene } from '../../story/scenes';
import { useAppStore } from '../common/context';
import { Subscripted } from '../common/Term';
import { guesses } from './guesses';
import { openScene } from './openScene';
import { RiverThumbnail } from './RiverThumbnail';

export function SceneCards() {
  const [seen] = useState(guesses);
  const [all, setAll] = useState(false);
  const right = SCENES.filter(({ id, right: answer }) => seen.get(id) === answer + 1).length;
  return (
    <>
      <div className="gallery-more">
        {seen.size > 0 && (
          <span className="quiet">
            {right} of {SCENES.length} predicted
          </span>
        )}
        <button type="button" className="chip" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? 'Hide the answers' : 'Show all answers'}
        </button>
      </div>
      <ol className="cards scenes">
        {SCENES.map((scene, place) => (
          <SceneCard key={scene.id} scene={scene} number={place + 1} guess={seen.get(scene.id) ?? 0} isShown={all} />
        ))}
      </ol>
    </>
  );
}

interface CardProps {
  readonly scene: Scene;
  readonly number: number;
  readonly guess: number;
  readonly isShown: boolean;
}

function SceneCard({ scene, number, guess, isShown }: CardProps) {
  const store = useAppStore();
  const preview = galleries.scenes[scene.id];
  const isOpen = isShown || guess > 0;
  if (preview === undefined) return null;
  return (
    <li>
      <button type="button" className="card" onClick={() => openScene(store, scene)}>
        <RiverThumbnail river={preview.river} isVeiled={!isOpen} />
        <span className="card-words">
          <span className="card-number">{number}</span>
          <span>
            {!isOpen && (
              <span className="quiet card-setup">
                <Subscripted text={preview.words.setup} />
              </span>
            )}
            <b>{isOpen ? scene.name : scene.question}</b>
            {isOpen && <span className="quiet card-setup">{preview.words.answers[scene.right]?.text}</span>}
          </span>
          {guess - 1 === scene.right && (
            <span className="card-mark" title="You predicted it">
              ✓<span className="visually-hidden"> You predicted it</span>
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
