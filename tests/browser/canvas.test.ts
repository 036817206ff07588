/** What can happen to a canvas: another screen, a lost graphics card, none at all. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { expectPicture, finished, pictureHash, rowPictures, sentence } from './picture';

const PATH = '#v=1&T=40';

/** Chromium tells an emulated screen of it only where the size changes too. */
async function setScreen(page: Page, width: number, deviceScaleFactor: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor, mobile: false });
}

it('is painted anew for another ratio of pixels, there and back', async () => {
  const page = await openPage({ path: PATH, viewport: { width: 1280, height: 800 } });
  const sharp = await openPage({ path: PATH, viewport: { width: 1281, height: 800 }, deviceScaleFactor: 2 });
  for (const one of [page, sharp]) await finished(one);
  const plain = await pictureHash(page);
  await setScreen(page, 1281, 2);
  await expectPicture(page, await pictureHash(sharp));
  await setScreen(page, 1280, 1);
  await expectPicture(page, plain);
  expectNoConsoleErrors(page);
});

it('is repainted when a lost context comes back', async () => {
  const page = await openPage({ path: PATH });
  await finished(page);
  const before = await pictureHash(page);
  // As the browser does it: the pixels are gone, then it tells.
  await page.locator('.heatmap').evaluateAll((all) => {
    for (const canvas of all as HTMLCanvasElement[]) canvas.getContext('2d')?.reset();
  });
  expect(await pictureHash(page)).not.toBe(before);
  await page.locator('.heatmap').evaluateAll((all) => {
    for (const canvas of all) canvas.dispatchEvent(new Event('contextrestored'));
  });
  expect(await pictureHash(page)).toBe(before);
  expectNoConsoleErrors(page);
});

it('is missed in words, once, where the browser gives none, and all else works', async () => {
  const page = await openPage({
    path: PATH,
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      }),
  });
  const words = page.getByRole('alert').getByText('no canvas to draw on');
  await words.waitFor();
  expect(await words.count()).toBe(1);
  await finished(page);
  expect(await sentence(page).innerText()).toMatch(/\d/);
  await page.getByRole('tab', { name: 'Gates' }).click();
  await page.locator('.gates-view').waitFor();
  expect(await words.count()).toBe(1);
  expectNoConsoleErrors(page);
});

it('is not missed where it is there', async () => {
  const page = await openPage({ path: PATH });
  await finished(page);
  expect(await page.getByText('no canvas').count()).toBe(0);
  expect((await rowPictures(page)).every(({ colours }) => colours > 5)).toBe(true);
});
