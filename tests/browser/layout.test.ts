/** Nothing scrolls sideways at any width; at 1440 × 900 nothing scrolls at all. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { VIEW_IDS } from '../../src/settings/views';
import { openPage } from './harness';
import { finished, painted } from './picture';

/** Elements of the page that stick out of it to the right, or the page itself. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const far = [...document.querySelectorAll('body *')].filter(
        (one) => one.getBoundingClientRect().right > clientWidth + 1,
      );
      const names = far.map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 30)}`);
      out.push(`the page is ${scrollWidth} wide on ${clientWidth}`, ...names);
    }
    for (const side of document.querySelectorAll('.side, .picture, .body, .rows')) {
      if (side.scrollWidth > side.clientWidth)
        out.push(`${side.className}: ${side.scrollWidth} on ${side.clientWidth}`);
    }
    return out;
  });
}

/** What would have to be scrolled to be seen, or is cut off. */
function tooTall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const root = document.documentElement;
    if (root.scrollHeight > root.clientHeight) out.push(`page: ${root.scrollHeight} on ${root.clientHeight}`);
    for (const selector of ['.app', '.side.left', '.side.right', '.picture', '.rows', '.chart', '.sentence .words']) {
      for (const one of document.querySelectorAll(selector)) {
        if (one.scrollHeight > one.clientHeight + 1)
          out.push(`${selector}: ${one.scrollHeight} on ${one.clientHeight}`);
      }
    }
    for (const row of document.querySelectorAll<HTMLElement>('.row-name')) {
      if (row.scrollHeight > row.clientHeight + 1 || row.scrollWidth > row.clientWidth + 1) {
        out.push(`a row's name is cut off: ${row.innerText.replaceAll('\n', ' ')}`);
      }
    }
    for (const plot of document.querySelectorAll('.heat-row .plot')) {
      const { height, bottom } = plot.getBoundingClientRect();
      if (height < 30 || bottom > root.clientHeight) out.push(`a heatmap of ${height} pixels, down to ${bottom}`);
    }
    return out;
  });
}

it.each([900, 760, 640])('nor while it says what it is at, at %i pixels', async (width) => {
  const page = await openPage({ path: '#v=1&N=256&T=500', viewport: { width, height: 900 } });
  await page.locator('.busy', { hasText: /left/ }).waitFor();
  expect(await sideways(page)).toEqual([]);
});

it.each([1440, 1280, 1024, 900, 760, 390])('no sideways scrolling at %i pixels', async (width) => {
  for (const path of ['', '#v=1&peep=1&radii=each&in=text', '#v=1&bf=999&foo=1']) {
    const page = await openPage({ path, viewport: { width, height: 900 } });
    await finished(page);
    await page.getByRole('application', { name: 'Heatmaps' }).focus();
    await page.keyboard.press('Home');
    await page.locator('#reading').getByText('Step 1,').waitFor();
    expect(await sideways(page), path).toEqual([]);
  }
});

it.each([
  ['as it opens', '#show=lab'],
  ['peepholes', '#v=1&peep=1'],
  ['a radius for each matrix', '#v=1&radii=each'],
  ['text', '#v=1&in=text'],
  ['the measured series', '#v=1&in=co2'],
  ['an impulse, a window and one unit', '#v=1&in=impulse&trunc=window&dir=unit'],
  ['the RNN', '#v=1&net=rnn'],
  ['step norms', '#v=1&chart=steps'],
  ['crossings', '#v=1&chart=crossings'],
  ['no crossings', '#v=1&chart=crossings&loss=every'],
  ['curves of all but one path', '#v=1&curves=without&peep=1'],
  ['a long sentence', '#v=1&cut=R_z,R_i,R_f&r=8&bf=1'],
  ...VIEW_IDS.filter((view) => view !== 'claims').map((view) => [`the view ${view}`, `#v=1&view=${view}`]),
  ['all at once', '#v=1&peep=1&radii=each&in=text&trunc=window&dir=unit&curves=paths'],
])('nothing to scroll at 1440 × 900: %s', async (_, path) => {
  const page = await openPage({ path, viewport: { width: 1440, height: 900 } });
  await painted(page);
  expect(await tooTall(page)).toEqual([]);
  expect(await sideways(page)).toEqual([]);
  // Nor with the crosshair set: the reading is longer then.
  await page.getByRole('application', { name: 'Heatmaps' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page
    .locator('#reading')
    .getByText(/step \d+, unit 1/)
    .waitFor();
  expect(await tooTall(page)).toEqual([]);
});

it.each([1440, 1024, 390])(
  'a typed number that cannot be used moves nothing but the page under it, at %i',
  async (width) => {
    const page = await openPage({ viewport: { width, height: 900 } });
    await finished(page);
    await page.getByRole('textbox', { name: 'Forget-gate bias, value' }).fill('banana');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('“banana” is not a number').waitFor();
    expect(await sideways(page)).toEqual([]);
  },
);
