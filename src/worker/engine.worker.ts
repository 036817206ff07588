/** The worker's shell: two panes on a real clock, with a MessageChannel turn between slices. */
import type { FromPane, ToPane } from './messages';
import { Rehearsal } from './rehearsal';
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
const rehearsal = new Rehearsal(clock);
const panes = new TwoPanes({
  ...clock,
  post: (message: FromPane, transfer) => {
    self.postMessage(message, { transfer });
    if (message.kind === 'pane' && message.message.kind === 'done') rehearsal.idle();
  },
});

self.onmessage = ({ data }: MessageEvent<ToPane>) => {
  if (data.message.kind === 'run') rehearsal.asked(data.message.settings);
  panes.receive(data);
};
