/** What a page of the built app is given before it loads, so that its worker's pictures can be counted from outside. */
import type { Page } from 'playwright-core';
import type { FromPane } from '../../src/worker/messages';

declare const pictures: number;

/** Counts finished heatmaps, of either pane and of overtaken runs too. */
export async function tapPictures(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(globalThis, { pictures: 0 });
    const Plain = globalThis.Worker;
    globalThis.Worker = class extends Plain {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        this.addEventListener('message', ({ data }: MessageEvent<FromPane>) => {
          if (data.kind !== 'pane' || data.message.kind !== 'batch') return;
          const { batch } = data.message;
          if (batch.kind === 'stage' && batch.stage === 'messages')
            Object.assign(globalThis, { pictures: pictures + 1 });
        });
      }
    };
  });
}

export async function picturesReach(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => pictures >= wanted, count, { timeout: 300_000, polling: 20 });
}
