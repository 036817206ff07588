/** A scene's answer over its picture: whether the prediction held, what holds, and why. */
import { useEffect, useRef } from 'react';
import { firstCharacters, wellFormed } from '../../settings/characters';
import { SPECS } from '../../settings/specs';
import { sameNumbers } from '../../store/paneSync';
import { change, choose, commit } from '../../store/store';
import { SCENES, type Scene, SHOWN, sceneSettings } from '../../story/scenes';
import type { SceneWords } from '../../story/scenes/told';
import { useApp, useAppStore } from '../common/context';
import { Subscripted } from '../common/Term';
import { openScene } from './openScene';

interface Props {
  readonly scene: Scene;
  readonly words: SceneWords;
  readonly guess: number;
  /** Whether it was asked just now: then the picture appears from the loss back. */
  readonly isRevealed: boolean;
}

export function Told({ scene, words, guess, isRevealed }: Props) {
  const store = useAppStore();
  const settings = useApp(({ panes }) => panes[0]);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    // The answer that was pressed is gone.
    if (isRevealed) card.current?.focus({ preventScroll: true });
  }, [isRevealed]);
  const own = sceneSettings(scene);
  const place = SCENES.indexOf(scene);
  const next = SCENES[place + 1];
  return (
    <section
      className="scene-told"
      aria-labelledby="scene-name"
      ref={card}
      tabIndex={-1}
      data-revealed={isRevealed || undefined}
    >
      <p className="scene-count quiet">
        Scene {place + 1} of {SCENES.length}
      </p>
      <h2 id="scene-name">
        {scene.name} <Verdict scene={scene} words={words} guess={guess} />
      </h2>
      <div className="scene-words">
        <p className="scene-reply">
          <Subscripted text={replyTo(scene, words, guess)} />
        </p>
        {scene.settings.input === 'text' && <OwnSentence />}
        {scene.settings.input !== 'text' && !sameNumbers(settings, own) && (
          <p className="scene-changed quiet">
            You have changed the settings since.{' '}
            <button
              type="button"
              className="chip"
              onClick={() => choose(store, { ...own, guess, depth: settings.depth, view: settings.view })}
            >
              The scene’s own settings
            </button>
          </p>
        )}
      </div>
      <p className="scene-actions">
        {next !== undefined && (
          <button type="button" className="small next" onClick={() => openScene(store, next)}>
            Next scene →
          </button>
        )}
        <button type="button" className="small" onClick={() => choose(store, { view: 'scenes' })}>
          All scenes
        </button>
        <button
          type="button"
          className="icon"
          aria-label="Leave the scene"
          title="Leave the scene, and keep its settings"
          onClick={() => choose(store, { scene: '', guess: 0 })}
        >
          ×
        </button>
      </p>
    </section>
  );
}

type Asked = Pick<Props, 'scene' | 'words' | 'guess'>;

function Verdict({ scene, words, guess }: Asked) {
  const chosen = words.answers[guess - 1];
  if (chosen === undefined || guess === SHOWN) return null;
  const isRight = guess - 1 === scene.right;
  return (
    <span className="scene-verdict" data-right={isRight}>
      {isRight ? '✓ as you predicted' : `You predicted “${chosen.text}”.`}
    </span>
  );
}

/** To a wrong prediction: what speaks for it, and what against; then, for everybody, what holds and why. */
function replyTo({ right }: Scene, { answers, explanation }: SceneWords, guess: number): string {
  const reply = (answers[guess - 1] ?? answers[right])?.reply ?? '';
  return `${reply} ${explanation}`;
}

/** What the network reads, to be written over. */
function OwnSentence() {
  const store = useAppStore();
  const { text, characters } = useApp(({ panes }) => panes[0]);
  return (
    <label className="scene-sentence">
      Your sentence
      <input
        type="text"
        value={text}
        onChange={(event) =>
          change(store, {
            input: 'text',
            text: firstCharacters(wellFormed(event.currentTarget.value), SPECS.text.maxLength, characters).text,
          })
        }
        onBlur={() => commit(store)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(store);
        }}
      />
    </label>
  );
}
