/** Everything that the mouse does, the keyboard does. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, forgetBias, forgetBiasField, hashOf, historyLength, spectralRadius } from './picture';

/** Accessible names of what Tab reaches, in order, until it has gone round or `most` are seen. */
async function tabStops(page: Page, most: number): Promise<string[]> {
  const stops: string[] = [];
  for (let k = 0; k < most; k++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body) return '';
      const box = one.getBoundingClientRect();
      if (box.width === 0) throw new Error(`focus on something invisible: ${one.outerHTML}`);
      const label =
        one instanceof HTMLInputElement || one instanceof HTMLSelectElement ? one.labels?.[0]?.innerText : '';
      return `${one.tagName.toLowerCase()} ${one.getAttribute('aria-label') ?? (label || one.textContent) ?? ''}`;
    });
    if (stop === '') break;
    stops.push(stop.trim());
  }
  return stops;
}

it('reaches the two mission sliders before every other number, and then everything else', async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await finished(page);
  const stops = await tabStops(page, 120);
  const settings = stops.filter((stop) => /^(select|textarea|input (?!LSTM|RNN|GRU|Explore|Lab))/.test(stop));
  expect(settings.slice(0, 4)).toEqual([
    'input Forget-gate bias',
    'input Forget-gate bias, value',
    'input Spectral radius',
    'input Spectral radius, value',
  ]);
  for (const name of [
    /^button Share/,
    /^button Make it explode/,
    /^input Hidden N$/,
    /^select .*Truncation|^select Truncation/,
  ]) {
    expect(
      stops.some((stop) => name.test(stop)),
      String(name),
    ).toBe(true);
  }
  expect(stops.some((stop) => stop.startsWith('div Heatmaps.'))).toBe(true);
  expect(stops.filter((stop) => stop.startsWith('button Let the gradient through')).length).toBe(5);
  expect(stops.some((stop) => stop === 'button Cumulative norms')).toBe(true);
});

it('shows where the focus is', async () => {
  const page = await openPage();
  await finished(page);
  const bare: string[] = [];
  for (let k = 0; k < 45; k++) {
    await page.keyboard.press('Tab');
    const shown = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body) return null;
      const outlined = [one, one.parentElement].some((element) => {
        if (element === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      });
      return outlined ? null : one.outerHTML.slice(0, 120);
    });
    if (shown !== null) bare.push(shown);
  }
  expect(bare).toEqual([]);
});

it('moves the sliders by the step of the spec table, ten with Shift or Page, and to their ends', async () => {
  const page = await openPage();
  await finished(page);
  const [bias, field] = [forgetBias(page), forgetBiasField(page)];
  const presses: readonly (readonly [string, string])[] = [
    ['ArrowRight', '3.05'],
    ['ArrowUp', '3.10'],
    ['ArrowLeft', '3.05'],
    ['ArrowDown', '3.00'],
    ['Shift+ArrowRight', '3.50'],
    ['PageDown', '3.00'],
    ['End', '10.00'],
    ['ArrowRight', '10.00'],
    ['Home', '−6.00'],
  ];
  for (const [key, value] of presses) {
    await bias.press(key);
    await expect.poll(() => field.inputValue(), { message: key }).toBe(value);
  }
  await expect.poll(() => hashOf(page)).toBe('#v=3&bf=-6&show=lab');
  await spectralRadius(page).press('ArrowLeft');
  await expect.poll(() => hashOf(page)).toBe('#v=3&r=0.99&bf=-6&show=lab');
});

it('pushes once for a key that is held down', async () => {
  const page = await openPage();
  await finished(page);
  const entries = await historyLength(page);
  await forgetBias(page).focus();
  for (let k = 0; k < 30; k++) await page.keyboard.down('ArrowRight'); // each but the first is a repeat
  await page.keyboard.up('ArrowRight');
  await expect.poll(() => hashOf(page)).toBe('#v=3&bf=4.5&show=lab');
  expect(await historyLength(page)).toBe(entries + 1);
  await page.goBack();
  await expect.poll(() => forgetBiasField(page).inputValue()).toBe('3.00');
});

it('takes typed numbers, and says what it cannot use', async () => {
  const page = await openPage();
  await finished(page);
  const field = forgetBiasField(page);
  const type = async (text: string): Promise<void> => {
    await field.fill(text);
    await page.keyboard.press('Enter');
  };
  await type('1,25');
  expect(await field.inputValue()).toBe('1.25');
  await expect.poll(() => hashOf(page)).toBe('#v=3&bf=1.25&show=lab');
  for (const [text, words] of [
    ['banana', '“banana” is not a number'],
    ['1e99', '1e99 is outside −6 … 10'],
    ['-7', '-7 is outside −6 … 10'],
    ['   ', 'nothing was typed'],
  ] as const) {
    await type(text);
    await page.getByRole('alert').getByText(words).waitFor();
    expect(await field.inputValue()).toBe('1.25');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await hashOf(page)).toBe('#v=3&bf=1.25&show=lab');
  }
  await type('2');
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  expect(await field.getAttribute('aria-invalid')).toBe('false');
  expectNoConsoleErrors(page);
});

it('resets on a double-click', async () => {
  const page = await openPage({ path: '#v=1&bf=-2&N=16&init=identity&peep=1' });
  await finished(page);
  await forgetBias(page).dblclick();
  await expect.poll(() => forgetBiasField(page).inputValue()).toBe('3.00');
  await page.getByRole('slider', { name: 'Hidden N' }).dblclick();
  await page.locator('[data-control="weights"] label').dblclick();
  await page.locator('[data-control="peepholes"] label').dblclick();
  await expect.poll(() => hashOf(page)).toBe('#v=3&show=lab');
});

it('does the main job in at most 25 presses of Tab from the top: a slider, a cell, a cut, the link', async () => {
  const page = await openPage({ path: '', viewport: { width: 1440, height: 900 } });
  await finished(page);
  const stops = await tabStops(page, 25);
  const place = (name: RegExp): number => stops.findIndex((stop) => name.test(stop));
  expect(place(/Skip to the picture$/)).toBe(0);
  for (const name of [
    /^input Forget-gate bias$/,
    /^button Share/,
    /^div Heatmaps\./,
    /^button Let the gradient through R_z$/,
  ])
    expect(place(name), `${name} in ${stops.join(' | ')}`).toBeGreaterThan(0);
});

it('skips to the picture, where the arrow keys read it', async () => {
  const page = await openPage({ path: '', viewport: { width: 1440, height: 900 } });
  await finished(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => hashOf(page)).toMatch(/step=99/);
  expectNoConsoleErrors(page);
});
