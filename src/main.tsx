/**
 * The one place where it is all put together. The engine first: it loads and computes its first picture in the worker while the page
 * is still being read and built, which takes as long.
 */
import { connectEngine } from './store/engineSync';
import { createAppStore } from './store/store';
import { connectUrl, stateIn } from './store/urlSync';
import { VIEWS } from './views/descriptors';
import engineWorker from './worker/engine.worker?worker&url';
import type { ToEngine } from './worker/messages';
import './views/styles.css';

const store = createAppStore(stateIn(window.location.href));
connectUrl(store, window);
connectEngine(
  store,
  startWorker,
  (draw) => window.requestAnimationFrame(draw),
  (ms, then) => {
    const timer = window.setTimeout(then, ms);
    return () => window.clearTimeout(timer);
  },
  VIEWS,
);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// On its way since the first line of index.html: scripts/preload.mjs.
import('./views/mount').then(
  // After a turn for the engine's answer: where it has come already, the first render has the picture in it.
  ({ mount }) => void setTimeout(() => mount(root, store)),
  () => {
    root.textContent = 'The page could not be loaded. The address holds all that you have set. ';
    const again = document.createElement('button');
    again.textContent = 'Load it again';
    again.onclick = () => window.location.reload();
    root.append(again);
  },
);

function startWorker(first: ToEngine): Worker {
  if (typeof Worker === 'undefined') {
    throw new Error('this browser gives the page no Web Worker, which is where the numbers are computed');
  }
  return new Worker(engineWorker, { type: 'module', name: JSON.stringify(first) });
}
