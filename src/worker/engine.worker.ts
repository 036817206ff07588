/** The worker's shell: two panes on a real clock, with a MessageChannel turn between slices. */

import { JitWarmup } from './jitWarmup';
import type { FromPane, ToEngine } from './messages';
import { TwoPanes } from './twoPanes';

const channel = new MessageChannel();
/** Both panes may wait for a turn; they get it in the order in which they asked. */
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

const clock = {
  now: () => performance.now(),
  after: (ms: number, done: () => void) => setTimeout(done, ms),
  turn: (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    }),
};
const warmup = new JitWarmup(clock);
const panes = new TwoPanes({
  ...clock,
  post: (message: FromPane, transfer) => {
    self.postMessage(message, { transfer });
    if (message.kind === 'pane' && message.message.kind === 'done') warmup.runDone();
  },
});

function receive(message: ToEngine): void {
  if (!('kind' in message) && message.message.kind === 'run') warmup.runRequested(message.message.settings);
  panes.receive(message);
}

self.onmessage = ({ data }: MessageEvent<ToEngine>) => receive(data);
// The first message is in the address: a posted one waits in Chromium until the page, which is being built, has a moment for it.
if (self.location.hash !== '') receive(JSON.parse(decodeURIComponent(self.location.hash.slice(1))) as ToEngine);
