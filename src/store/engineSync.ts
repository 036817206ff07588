/** The bridge between the store and the engine: both panes, on one worker. */
import type { FileMessage, ToEngine } from '../worker/messages';
import { type PanesWorker, WorkerPorts } from '../worker/ports';
import type { WatchdogHost } from '../worker/watchdog';
import type { OpenedFile } from './openedFiles';
import { connectPane } from './paneSync';
import type { AppStore } from './store';
import type { Views } from './viewRequests';

/**
 * Connects a store to an engine; `createWorker` starts a worker with its first message, `frame` runs its argument at the next frame, `after`
 * after so many milliseconds unless what it returns is called. `views` say what each needs of it.
 * Returns a function that disconnects.
 */
export function connectEngine(
  store: AppStore,
  createWorker: (first: ToEngine) => PanesWorker,
  frame: (draw: () => void) => void,
  after: WatchdogHost['after'],
  views: Views,
): () => void {
  const ports = new WorkerPorts(createWorker, (comparison) => store.setState({ comparison }), {
    after,
    onSilence: (silent) => store.setState({ silent }),
  });
  const stop = [
    // First: each pane then runs again, on a fresh worker.
    store.subscribe(
      ({ attempt }) => attempt,
      () => ports.abandon(),
    ),
    // Before the panes, whose runs need them.
    store.subscribe(
      ({ files }) => files,
      (files, before) => {
        for (const file of files) if (!before.includes(file)) ports.giveFile(messageOf(file));
      },
    ),
    connectPane(store, 0, () => ports.open('active'), frame, views),
    connectPane(store, 1, () => ports.open('pinned'), frame, views),
  ];
  return () => {
    for (const disconnect of stop) disconnect();
  };
}

function messageOf(file: OpenedFile): FileMessage {
  const { hash } = file;
  return file.kind === 'model' ? { kind: 'model', hash, model: file.model } : { kind: 'data', hash, data: file.data };
}
