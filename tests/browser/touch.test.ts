/** Fingers: a scroll that begins on a slider is a scroll, and leaves the slider where it was. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, forgetBias, forgetBiasField, hashOf, historyLength, pictureHash, spectralRadius } from './picture';

it('a scroll that begins on a slider puts its value back, and is no step of the history', async () => {
  const page = await openPage({ path: '#v=1&T=40', viewport: { width: 390, height: 844 } });
  await finished(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  const [value, entries, picture] = [
    await forgetBias(page).inputValue(),
    await historyLength(page),
    await pictureHash(page),
  ];
  const box = await forgetBias(page).boundingBox();
  if (box === null) throw new Error('the slider is nowhere');
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    for (const type of ['pointerdown', 'pointercancel', 'pointerup', 'input'])
      window.addEventListener(type, () => seen.push(type), true);
  });
  const at = { x: box.x + 0.9 * box.width, y: box.y + box.height / 2 };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number): Promise<unknown> =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: at.x, y }] });
  await touch('touchStart', at.y);
  for (let moved = 10; moved <= 150; moved += 10) await touch('touchMove', at.y - moved);
  await touch('touchEnd', 0);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen).toContain('pointerdown');
  expect(seen).toContain('pointercancel');
  expect(seen).not.toContain('pointerup');
  await page.waitForTimeout(500);
  expect(await forgetBias(page).inputValue()).toBe(value);
  expect(await forgetBiasField(page).inputValue()).toBe('3.00');
  expect(await historyLength(page)).toBe(entries);
  expect(await hashOf(page)).toBe('#v=1&T=40');
  expect(await pictureHash(page)).toBe(picture);

  // One that moved before it was called off, as where the scroll begins late.
  await spectralRadius(page).dispatchEvent('pointerdown');
  await spectralRadius(page).fill('800');
  expect(await page.getByRole('textbox', { name: 'Spectral radius, value' }).inputValue()).not.toBe('0.90');
  await spectralRadius(page).dispatchEvent('pointercancel');
  await expect.poll(() => hashOf(page)).toBe('#v=1&T=40');
  expect(await historyLength(page)).toBe(entries);
  expectNoConsoleErrors(page);
});
