/** The one place where it is all put together. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectEngine } from './store/engineSync';
import { createAppStore } from './store/store';
import { connectUrl, panesFrom } from './store/urlSync';
import { App } from './views/App';
import './views/styles.css';

const store = createAppStore(panesFrom(window.location.hash));
connectUrl(store, window);
connectEngine(
  store,
  // Must be written literally, in one piece, for the bundler to see it.
  () => new Worker(new URL('./worker/engine.worker.ts', import.meta.url), { type: 'module' }),
  (draw) => window.requestAnimationFrame(draw),
);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App store={store} />
  </StrictMode>,
);
