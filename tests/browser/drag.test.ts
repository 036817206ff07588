/** Dragging a slider: the picture follows while the mouse is down, and Back undoes the drag as one. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import {
  expectPicture,
  finished,
  forgetBias,
  forgetBiasField,
  hashOf,
  historyLength,
  pictureHash,
  pictureOtherThan,
  sentence,
} from './picture';

/** Where the thumb stands, on the page. */
async function thumbOf(slider: Locator): Promise<{ x: number; y: number; width: number }> {
  const box = await slider.boundingBox();
  if (box === null) throw new Error('the slider is not visible');
  const share = await slider.evaluate((input) => {
    if (!(input instanceof HTMLInputElement)) throw new Error('not an input');
    return Number(input.value) / Number(input.max);
  });
  // The thumb is 16 pixels wide and stays inside the track.
  return { x: box.x + 8 + share * (box.width - 16), y: box.y + box.height / 2, width: box.width };
}

async function dragged(page: Page, offsets: readonly number[], onStep: (hash: string) => void): Promise<string> {
  const { x, y, width } = await thumbOf(forgetBias(page));
  let picture = await pictureHash(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const offset of offsets) {
    await page.mouse.move(x + offset * width, y);
    picture = await pictureOtherThan(page, picture);
    onStep(picture);
  }
  return picture;
}

it('changes the picture while the mouse is down, and the link without a new entry', async () => {
  const page = await openPage();
  await finished(page);
  const entries = await historyLength(page);
  const pictures: string[] = [];
  await dragged(page, [0.1, 0.2, -0.2, -0.3], (picture) => pictures.push(picture));
  expect(new Set(pictures).size).toBe(4);
  await expect.poll(() => hashOf(page)).toMatch(/bf=-/);
  expect(await historyLength(page)).toBe(entries);
  await page.mouse.up();
  expectNoConsoleErrors(page);
});

it('pushes once on release; Back restores value, picture, sentence and link, Forward the drag', async () => {
  const page = await openPage();
  await finished(page);
  const [entries, link, picture] = [await historyLength(page), await hashOf(page), await pictureHash(page)];
  const before = await sentence(page).innerText();
  await dragged(page, [-0.1, -0.2, -0.3], () => {});
  await page.mouse.up();
  await expect.poll(() => historyLength(page)).toBe(entries + 1);
  const released = await forgetBiasField(page).inputValue();
  expect(released).not.toBe('3.00');
  expect(await hashOf(page)).toContain(`bf=${Number(released.replace('−', '-'))}`);
  const fresh = await openPage({ path: await hashOf(page) });
  await finished(fresh);
  const after = await pictureHash(fresh);
  await expectPicture(page, after);

  await page.goBack();
  expect(await hashOf(page)).toBe(link);
  await expect.poll(() => forgetBiasField(page).inputValue()).toBe('3.00');
  await expectPicture(page, picture);
  await expect.poll(() => sentence(page).innerText()).toBe(before);
  expect(await historyLength(page)).toBe(entries + 1);

  await page.goForward();
  await expect.poll(() => forgetBiasField(page).inputValue()).toBe(released);
  await expectPicture(page, after);
  expectNoConsoleErrors(page);
});

it('pushes also where the mouse is let go beside the slider', async () => {
  const page = await openPage();
  await finished(page);
  const entries = await historyLength(page);
  const { x, y } = await thumbOf(forgetBias(page));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 90, y + 200, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => historyLength(page)).toBe(entries + 1);
});

it('pushes nothing for a click that changes nothing', async () => {
  const page = await openPage({ path: '#v=1&bf=2' });
  await finished(page);
  const entries = await historyLength(page);
  const { x, y } = await thumbOf(forgetBias(page));
  await page.mouse.click(x, y);
  await forgetBias(page).press('ArrowRight'); // whose push proves that the click's would have been seen
  await expect.poll(() => hashOf(page)).not.toBe('#v=1&bf=2');
  await expect.poll(() => historyLength(page)).toBe(entries + 1);
});
