/** Playback: the sweep is walked from the last step to the first, by itself, by hand, and without motion where that is asked for. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished } from './picture';

const axis = (page: Page): Locator => page.getByRole('slider', { name: 'Step at the crosshair' });
const stepOf = async (page: Page): Promise<number> => Number(await axis(page).getAttribute('aria-valuenow'));
const veils = (page: Page): Promise<number> => page.locator('.heat-row .veil').count();

it('Space plays from T to 1, and the heatmaps show what has been reached', async () => {
  const page = await openPage({ path: '#v=1&T=24&speed=10', reducedMotion: 'no-preference' });
  await finished(page);
  const rows = await page.locator('.heat-row').count();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await expect.poll(() => stepOf(page)).toBeLessThan(23);
  expect(await veils(page)).toBe(rows);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play the gradient' }).waitFor();
  const paused = await stepOf(page);
  expect(paused).toBeGreaterThan(1);
  expect(await veils(page)).toBe(0);
  await page.locator('#reading').getByText(`step ${paused}, unit 1`).waitFor();

  // Faster, and from where it stood, to the end.
  await page.getByRole('combobox', { name: 'Speed of playback' }).selectOption('30');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('speed=30');
  expect(await stepOf(page)).toBe(paused);
  await page.getByRole('button', { name: 'Play the gradient' }).click();
  await expect.poll(() => stepOf(page)).toBe(1);
  await page.getByRole('button', { name: 'Play the gradient' }).waitFor();
  await page.locator('#reading').getByText('step 1, unit 1').waitFor();
  expectNoConsoleErrors(page);
});

it('the time axis scrubs by mouse and by keys, and the arrows step', async () => {
  const page = await openPage();
  await finished(page);
  const box = await axis(page).boundingBox();
  if (box === null) throw new Error('there is no time axis');
  await page.mouse.move(box.x + 0.795 * box.width, box.y + 4);
  await page.mouse.down();
  expect(await stepOf(page)).toBe(80);
  await page.mouse.move(box.x + 0.305 * box.width, box.y + 4, { steps: 3 });
  await page.mouse.up();
  expect(await stepOf(page)).toBe(31);
  await page.mouse.move(box.x + 0.605 * box.width, box.y + 4);
  expect(await stepOf(page), 'a mouse that passes by').toBe(31);
  await axis(page).press('ArrowLeft');
  expect(await stepOf(page)).toBe(30);
  await axis(page).press('End');
  expect(await stepOf(page)).toBe(100);
  await page.getByRole('button', { name: 'One step back in time' }).click();
  expect(await stepOf(page)).toBe(99);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('ArrowLeft');
  expect(await stepOf(page)).toBe(98);
  await page.locator('#reading').getByText('step 98, unit 1').waitFor();
});

it('a press on a heatmap takes the playhead over', async () => {
  const page = await openPage({ reducedMotion: 'no-preference' });
  await finished(page);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  const box = await page.locator('.heat-row[data-row="c"] .plot').boundingBox();
  if (box === null) throw new Error('the row is not visible');
  await page.mouse.click(box.x + 0.105 * box.width, box.y + 4);
  expect(await stepOf(page)).toBe(11);
  await page.getByRole('button', { name: 'Play the gradient' }).waitFor();
});

it('under reduced motion each press goes one step back, and nothing moves by itself', async () => {
  const page = await openPage({ path: '#v=1&T=24&speed=30', reducedMotion: 'reduce' });
  await finished(page);
  for (const step of [24, 23, 22]) {
    await page.keyboard.press('Space');
    expect(await stepOf(page)).toBe(step);
  }
  expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
  expect(await veils(page)).toBe(0);
});
