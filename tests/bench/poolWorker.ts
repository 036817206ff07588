/** A thread of pool.ts: the page's pool worker, with Node's messages. */
import { parentPort } from 'node:worker_threads';
import type { ToPoolWorker } from '../../src/worker/pool/messages';
import { TaskRunner } from '../../src/worker/pool/taskRunner';
import { turns } from '../../src/worker/turn';

const runner = new TaskRunner({
  now: () => performance.now(),
  turn: turns(),
  post: (message, transfer) => parentPort?.postMessage(message, transfer),
});
parentPort?.on('message', (message: ToPoolWorker) => runner.receive(message));
