/** The worker's shell: a scheduler on a real clock, with a MessageChannel turn between slices. */
import type { FromWorker, ToWorker } from './messages';
import { Scheduler } from './scheduler';

const channel = new MessageChannel();
let resume: (() => void) | null = null;
channel.port1.onmessage = () => {
  const go = resume;
  resume = null;
  go?.();
};

const scheduler = new Scheduler({
  post: (message: FromWorker, transfer) => self.postMessage(message, { transfer }),
  now: () => performance.now(),
  turn: () =>
    new Promise((resolve) => {
      resume = resolve;
      channel.port2.postMessage(null);
    }),
});

self.onmessage = (event: MessageEvent<ToWorker>) => scheduler.receive(event.data);
