/** Puts the page into an element. */
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import type { AppStore } from '../store/store';
import { App } from './App';

/**
 * In slices, between which the engine's first messages are heard. What they change of what has been drawn, React then draws again in one go,
 * with all code compiled: the picture is in the page's first layout, where the page drawn at once kept the messages waiting and was laid
 * out twice.
 */
export function mount(root: Element, store: AppStore): void {
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App store={store} />
      </StrictMode>,
    ),
  );
}
