/** Puts the page into an element. */
import { StrictMode, startTransition } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { AppStore } from '../store/store';
import { App } from './App';
import { loadWhenIdle } from './frame/idle';
import { PageBoundary } from './frame/PageBoundary';
import { shareTextWithTranslators } from './frame/translators';

/**
 * In slices, between which the engine's first messages are heard. With its first picture the page is drawn at once, by code that the slices
 * have compiled: the picture is then in the page's first layout, where a page drawn in one go kept it waiting and was laid out twice.
 */
export function mount(element: Element, store: AppStore): void {
  shareTextWithTranslators();
  const root = createRoot(element);
  const page = (
    <StrictMode>
      <PageBoundary store={store}>
        <App store={store} />
      </PageBoundary>
    </StrictMode>
  );
  const draw = (): void => root.render(page);
  void loadWhenIdle(store);
  if (store.getState().shown.picture.run !== null) {
    draw();
    return;
  }
  startTransition(draw);
  const stop = store.subscribe(
    ({ shown }) => shown.picture.run,
    () => {
      stop();
      flushSync(draw);
    },
  );
}
