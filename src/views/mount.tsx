/** Puts the page into an element. */
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import type { AppStore } from '../store/store';
import { App } from './App';

/**
 * In slices, between which the engine's first messages are heard: what they change is then in the first drawing of the page, where the page
 * drawn in one go kept them waiting and was laid out twice.
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
