/** The largest network: the page answers while it computes, the picture grows from the right, and a newer request wins. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { forgetBias, forgetBiasField, painted } from './picture';

interface Watched {
  /** The first painted column of the first heatmap at each frame in which that changed, as a share of its width. */
  readonly starts: number[];
}

/** Looks at the first heatmap's canvas in every frame. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const starts: number[] = [];
    (window as unknown as Watched & { starts: number[] }).starts = starts;
    const sample = (): void => {
      requestAnimationFrame(sample);
      const canvas = document.querySelector<HTMLCanvasElement>('.heat-row canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context || canvas.width < 10 || canvas.height < 10) return;
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      const pixels = new Uint32Array(data.buffer);
      const [r = 0, g = 0, b = 0] =
        getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
      const ground = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
      let start = 0;
      while (start < width) {
        let any = false;
        for (let y = 0; y < height && !any; y++) any = pixels[y * width + start] !== ground;
        if (any) break;
        start++;
      }
      const share = start / width;
      if (starts.at(-1) !== share) starts.push(share);
    };
    requestAnimationFrame(sample);
  });
}

const LARGE = '#v=1&N=256&T=500&bf=8';

it('columns appear from the right, one after the other', async () => {
  const page = await openPage({ path: LARGE, prepare: watch });
  await painted(page);
  const starts = await page.evaluate(() => (window as unknown as Watched).starts);
  const grown = starts.filter((share) => share < 1);
  expect(grown.length).toBeGreaterThan(2); // not all at once
  expect(grown).toEqual([...grown].sort((a, b) => b - a));
  expect(grown[0]).toBeGreaterThan(0.1);
  expectNoConsoleErrors(page);
});

it('the page answers while it computes, and says what it is at', async () => {
  const page = await openPage({ path: LARGE });
  await page.locator('.busy', { hasText: /\w/ }).waitFor();
  await forgetBias(page).press('ArrowRight');
  expect(await forgetBiasField(page).inputValue()).toBe('8.05');
  await page.getByRole('tab', { name: 'Step norms' }).click();
  await page.getByText('What can one step do').waitFor();
  await page.getByRole('button', { name: 'How to read this page' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.busy', { hasText: /\w/ }).waitFor(); // all of that while it was at work
  await painted(page);
});

it('a newer change overtakes a run that is under way', async () => {
  const page = await openPage({ path: LARGE });
  await page.locator('.busy', { hasText: /\w/ }).waitFor();
  await page.locator('[data-control="hiddenSize"] .number').fill('16');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: '16 units by 500 steps' }).first().waitFor();
  await painted(page);
  await page.locator('.busy', { hasText: /\w/ }).waitFor({ state: 'detached' });
  expect(await page.getByRole('img', { name: '256 units' }).count()).toBe(0);
  expectNoConsoleErrors(page);
});
