/** The worker's shell: two panes on a real clock, with a MessageChannel turn between slices. */

import { JitWarmup } from './jitWarmup';
import type { FromPane, ToEngine } from './messages';
import type { FromPoolWorker } from './pool/messages';
import type { Workers } from './pool/pool';
import { turns } from './turn';
import { TwoPanes } from './twoPanes';

const clock = {
  now: () => performance.now(),
  after: (ms: number, done: () => void) => setTimeout(done, ms),
  turn: turns(),
};
const workers: Workers = {
  processors: self.navigator.hardwareConcurrency,
  spawn: (receive, failed) => {
    const worker = new Worker(new URL('./pool/pool.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromPoolWorker>) => receive(data);
    worker.onerror = failed;
    worker.onmessageerror = failed;
    return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
  },
};
const warmup = new JitWarmup(clock);
const panes = new TwoPanes({
  ...clock,
  workers,
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
// The first message is its name: a posted one waits in Chromium until the page, which is being built, has a moment for it. What stands
// behind a # of its address would be lost where a service worker answers.
if (self.name !== '') receive(JSON.parse(self.name) as ToEngine);
