/**
 * While a slider is dragged the picture keeps up: for each input, the frames until heatmaps of its own (or a newer) run are painted.
 * How many that are depends on the machine, so they are noted and not judged; that the last input's picture comes is.
 */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './harness';
import { expectPicture, finished, forgetBias, hashOf, pictureHash } from './picture';

interface Waits {
  /** Frames and milliseconds from an input to the paint that answers it. */
  readonly frames: number[];
  readonly ms: number[];
}

/** Follows inputs to the worker, its answers back, and those to the canvas. */
async function follow(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const waits: { frames: number[]; ms: number[] } = { frames: [], ms: [] };
    (window as unknown as { waits: Waits }).waits = waits;
    let frame = 0;
    let input: { frame: number; at: number } | null = null;
    let waiting: { runId: number; frame: number; at: number }[] = [];
    let answered = 0;
    const count = (): void => {
      frame++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    window.addEventListener(
      'input',
      (event) => {
        input = { frame, at: event.timeStamp };
      },
      true,
    );
    const { Worker: Native } = window;
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener(
          'message',
          ({ data }: MessageEvent<{ message?: { kind: string; runId: number; batch?: { stage?: string } } }>) => {
            const { message } = data;
            if (message?.kind === 'batch' && message.batch?.stage === 'messages') answered = message.runId;
          },
        );
        const post = this.postMessage.bind(this);
        this.postMessage = (envelope: { message: { kind: string; runId: number } }) => {
          const { message } = envelope;
          if (message.kind === 'run' && input !== null) waiting.push({ runId: message.runId, ...input });
          post(envelope);
        };
      }
    };
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...args) {
      clear.apply(this, args);
      for (const one of waiting.filter(({ runId }) => runId <= answered)) {
        waits.frames.push(frame - one.frame);
        waits.ms.push(performance.now() - one.at);
      }
      waiting = waiting.filter(({ runId }) => runId > answered);
    };
  });
}

it('answers every input of a drag, the last one with its own picture', async ({ annotate }) => {
  const page = await openPage({ viewport: { width: 1440, height: 900 }, prepare: follow });
  await finished(page);
  const box = await forgetBias(page).boundingBox();
  if (box === null) throw new Error('the slider is not visible');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 0.56 * box.width, y);
  await page.mouse.down();
  for (const to of [0.9, 0.3, 0.8, 0.2, 0.6]) await page.mouse.move(box.x + to * box.width, y, { steps: 40 });
  await page.mouse.up();
  const fresh = await openPage({ path: await hashOf(page), viewport: { width: 1440, height: 900 } });
  await finished(fresh);
  await expectPicture(page, await pictureHash(fresh));
  const { frames, ms } = await page.evaluate(() => (window as unknown as { waits: Waits }).waits);
  expect(frames.length).toBeGreaterThan(20);
  const at = (values: readonly number[], share: number): number =>
    [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
  const summary = (values: readonly number[]): string =>
    `median ${at(values, 0.5).toFixed(0)}, 95 % ${at(values, 0.95).toFixed(0)}, most ${at(values, 1).toFixed(0)}`;
  await annotate(`${frames.length} inputs, from input to paint: frames ${summary(frames)}; ms ${summary(ms)}`);
});
