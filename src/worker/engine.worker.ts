/** The worker's shell: two panes on a real clock, with a MessageChannel turn between slices. */
import type { FromPane, ToPane } from './messages';
import { TwoPanes } from './twoPanes';

const channel = new MessageChannel();
/** Both panes may wait for a turn; they get it in the order in which they asked. */
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

const panes = new TwoPanes({
  post: (message: FromPane, transfer) => self.postMessage(message, { transfer }),
  now: () => performance.now(),
  after: (ms, done) => setTimeout(done, ms),
  turn: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    }),
});

self.onmessage = (event: MessageEvent<ToPane>) => panes.receive(event.data);
