/** The bridge between the store and the engine: both panes, on one worker. */
import type { ToPane } from '../worker/messages';
import { type PanesWorker, WorkerPorts } from '../worker/ports';
import { connectPane } from './paneSync';
import type { AppStore } from './store';

/** Connects a store to an engine; `createWorker` starts a worker with its first message, `frame` runs its argument at the next frame. Returns a function that disconnects. */
export function connectEngine(
  store: AppStore,
  createWorker: (first: ToPane) => PanesWorker,
  frame: (draw: () => void) => void,
): () => void {
  const ports = new WorkerPorts(createWorker, (comparison) => store.setState({ comparison }));
  const stop = [
    connectPane(store, 0, () => ports.open('active'), frame),
    connectPane(store, 1, () => ports.open('pinned'), frame),
  ];
  return () => {
    for (const disconnect of stop) disconnect();
  };
}
