/** The shell of a worker of the pool. */
import { turns } from '../turn';
import type { ToPoolWorker } from './messages';
import { TaskRunner } from './taskRunner';

const runner = new TaskRunner({
  now: () => performance.now(),
  turn: turns(),
  post: (message, transfer) => self.postMessage(message, { transfer }),
});

self.onmessage = ({ data }: MessageEvent<ToPoolWorker>) => runner.receive(data);
