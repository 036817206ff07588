/** A scene's question in place of its picture: three rivers to choose from. */

import galleries from 'virtual:galleries';
import { useEffect, useRef } from 'react';
import { CELLS } from '../../settings/cells';
import { choose } from '../../store/store';
import { SCENES, type Scene, SHOWN, sceneSettings } from '../../story/scenes';
import type { SceneWords } from '../../story/scenes/told';
import { useAppStore } from '../common/context';
import { Subscripted } from '../common/Term';
import { rememberGuess } from './guesses';
import { RiverThumbnail } from './RiverThumbnail';
import { Shape } from './Shape';

export function Ask({ scene, words }: { readonly scene: Scene; readonly words: SceneWords }) {
  const store = useAppStore();
  const question = useRef<HTMLHeadingElement>(null);
  const river = galleries.scenes[scene.id]?.river;
  useEffect(() => question.current?.focus({ preventScroll: true }), []);
  const answer = (guess: number): void => {
    rememberGuess(scene.id, guess);
    choose(store, { guess });
  };
  return (
    // In place of the picture, which is the page’s main part else.
    <main className="scene-ask" aria-labelledby="scene-question">
      <p className="scene-count quiet">
        Scene {SCENES.indexOf(scene) + 1} of {SCENES.length}
      </p>
      <p className="scene-setup">
        <Subscripted text={words.setup} />
      </p>
      <h2 id="scene-question" className="scene-question" ref={question} tabIndex={-1}>
        {scene.question}
      </h2>
      {river !== undefined && (
        <div className="scene-teaser" aria-hidden="true">
          <RiverThumbnail river={river} isVeiled />
          <div className="scene-lanes" data-band={river.band !== null || undefined}>
            {river.lanes.map(({ role }) => (
              <div key={role}>
                <b className={role === 'ghost' ? 'quiet' : ''}>
                  {role === 'ghost' ? 'plain RNN' : CELLS[sceneSettings(scene).cell].label}
                </b>
                {role !== 'ghost' && <i>?</i>}
                <span>● loss</span>
              </div>
            ))}
          </div>
        </div>
      )}
      <fieldset className="scene-answers">
        <legend className="visually-hidden">Your prediction</legend>
        {scene.answers.map(({ shape }, k) => (
          <button key={words.answers[k]?.text} type="button" onClick={() => answer(k + 1)}>
            <Shape logs={shape} />
            <span>
              <Subscripted text={words.answers[k]?.text ?? ''} />
            </span>
          </button>
        ))}
      </fieldset>
      <p className="scene-skip">
        <button type="button" className="chip" onClick={() => answer(SHOWN)}>
          Just show me
        </button>
        <button type="button" className="chip" onClick={() => choose(store, { view: 'scenes' })}>
          All scenes
        </button>
      </p>
    </main>
  );
}
