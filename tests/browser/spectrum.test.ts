/** The spectrum in a real browser: the ring is the slider, and a step's singular values are the engine's. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { jacobianSpectrum } from '../../src/engine/jacobianSpectrum';
import { runToEnd } from '../../src/math/task';
import { DEFAULTS } from '../../src/settings/specs';
import { magnitude } from '../../src/story/format';
import { traceOf } from '../engine/networks';
import { expectAccessible } from './axe';
import { expectNoConsoleErrors, openPage } from './harness';
import {
  expectPicture,
  finished,
  hashOf,
  historyLength,
  pictureHash,
  pictureOtherThan,
  spectralRadius,
} from './picture';

const ring = (page: Page): Locator => page.getByRole('slider', { name: 'Ring: radius of all recurrent matrices' });
const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Spectral radius, value' });

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('it is not visible');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

it('dragging the ring outward drags the slider, the link and the heatmaps; Back undoes it', async () => {
  const page = await openPage({ path: '#v=1&view=spectrum' });
  await finished(page);
  const [entries, link, before] = [await historyLength(page), await hashOf(page), await pictureHash(page)];
  const track = await spectralRadius(page).inputValue();
  const [handle, centre] = [await middleOf(ring(page)), await middleOf(page.locator('.plane'))];
  const outward = { x: handle.x - centre.x, y: handle.y - centre.y };
  await page.mouse.move(handle.x, handle.y);
  await page.mouse.down();
  await page.mouse.move(handle.x + outward.x, handle.y + outward.y, { steps: 4 });
  // Twice as far from the middle: twice the radius, to a pixel.
  await expect.poll(async () => Number(await field(page).inputValue())).toBeCloseTo(2, 1);
  const dragged = await pictureOtherThan(page, before);
  expect(dragged).not.toBe(before);
  expect(await spectralRadius(page).inputValue()).not.toBe(track);
  const away = await middleOf(ring(page));
  expect(Math.hypot(away.x - handle.x - outward.x, away.y - handle.y - outward.y), 'under the pointer').toBeLessThan(2);
  expect(await historyLength(page)).toBe(entries);
  await page.mouse.up();
  await expect.poll(() => historyLength(page)).toBe(entries + 1);
  expect(await hashOf(page)).toContain(`r=${Number(await field(page).inputValue())}`);

  await page.goBack();
  expect(await hashOf(page)).toBe(link);
  await expect.poll(() => field(page).inputValue()).toBe('1.00');
  await expectPicture(page, before);
  expect(await ring(page).getAttribute('aria-valuetext')).toBe('1.00');
  expectNoConsoleErrors(page);
});

it('the ring takes the keys of a slider', async () => {
  const page = await openPage({ path: '#v=1&view=spectrum' });
  await finished(page);
  const before = await pictureHash(page);
  await ring(page).focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  expect(await field(page).inputValue()).toBe('1.11');
  await pictureOtherThan(page, before);
  await expect.poll(() => hashOf(page)).toContain('r=1.11');
  await page.keyboard.press('Home');
  expect(await field(page).inputValue()).toBe('0.00');
  await page.locator('.spectrum-words', { hasText: 'is zero' }).waitFor();
});

it('the largest singular value of a step is the engine’s, and follows the crosshair', async () => {
  const page = await openPage({ path: '#v=1&view=spectrum&T=40&N=12' });
  await finished(page);
  await page.locator('.spectrum-view').getByText('This step', { exact: true }).click();
  await expect.poll(() => hashOf(page)).toContain('plane=step');
  const { linear } = traceOf({ ...DEFAULTS, steps: 40, hiddenSize: 12 });
  const said = (step: number): string => {
    const { singular } = runToEnd(jacobianSpectrum(linear, step - 1));
    return `Step ${step}: once, it multiplies a gradient by ${magnitude(Math.log10(singular[0] ?? Number.NaN))} at most`;
  };
  await page.locator('.spectrum-words', { hasText: said(40) }).waitFor();
  await page.getByRole('slider', { name: 'Step at the crosshair' }).focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('PageDown');
  await page.locator('.spectrum-words', { hasText: said(10) }).waitFor();
  expect(await page.locator('.singular').count()).toBe(24);
  expectNoConsoleErrors(page);
});

it.each(['light', 'dark'] as const)('axe finds nothing in any of its planes, %s', async (colorScheme) => {
  const page = await openPage({ path: '#v=1&view=spectrum&T=20&N=6', colorScheme });
  await finished(page);
  for (const plane of ['Matrices', 'At rest', 'This step']) {
    await page.locator('.spectrum-view').getByText(plane, { exact: true }).click();
    await page.locator('.spectrum-words', { hasText: /\d/ }).first().waitFor();
    await expectAccessible(page, '.spectrum-view', plane);
  }
});
