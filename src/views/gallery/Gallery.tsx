/** Scenes or claims, each a card with its river, in a dialog over the page. */
import { useLayoutEffect, useRef } from 'react';
import { choose } from '../../store/store';
import { CLAIMS } from '../../story/claims';
import { SCENES } from '../../story/scenes';
import { useAppStore } from '../common/context';
import { ClaimCards } from './ClaimCards';
import { SceneCards } from './SceneCards';

interface Props {
  readonly which: 'scenes' | 'claims';
  readonly onClose: () => void;
}

const HEADS = {
  scenes: { title: 'What will the gradient do?', how: 'Press a scene, predict, then look.' },
  claims: {
    title: 'What is claimed, and does it hold?',
    how: 'Press one: the page takes its settings, measures, and holds it against what is expected.',
  },
} as const;

export function Gallery({ which, onClose }: Props) {
  const store = useAppStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    head.current?.focus();
    // Before it leaves the page, so that the browser gives the focus back to where it came from.
    return () => current?.close();
  }, []);
  const { title, how } = HEADS[which];
  return (
    <dialog
      ref={dialog}
      className="gallery"
      aria-labelledby="gallery-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // By the browser; where the page has closed it, it is gone, or open again.
        if (!event.currentTarget.open) onClose();
      }}
      onPointerDown={(event) => {
        // Of the dialog itself only what is around it can be pressed: its content fills it.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="gallery-inside">
        <header className="gallery-head">
          <nav aria-label="Galleries">
            <button
              type="button"
              aria-current={which === 'scenes' || undefined}
              onClick={() => choose(store, { view: 'scenes' })}
            >
              Scenes <span className="quiet">{SCENES.length}</span>
            </button>
            <button
              type="button"
              aria-current={which === 'claims' || undefined}
              onClick={() => choose(store, { view: 'claims', claim: '' })}
            >
              Claims <span className="quiet">{CLAIMS.length}</span>
            </button>
          </nav>
          <button type="button" className="icon" aria-label="Close the gallery" title="Close (Esc)" onClick={onClose}>
            ×
          </button>
        </header>
        <div className="gallery-body" key={which}>
          <div className="gallery-words">
            <h2 id="gallery-title" ref={head} tabIndex={-1}>
              {title}
            </h2>
            <p className="quiet">{how}</p>
          </div>
          {which === 'scenes' ? <SceneCards /> : <ClaimCards />}
        </div>
      </div>
    </dialog>
  );
}
