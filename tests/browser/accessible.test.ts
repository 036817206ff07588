/** axe finds nothing: light and dark, wide and narrow, also with what opens over the page; and zoomed to 200 % no word is lost. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from './axe';
import { openPage } from './harness';
import { finished } from './picture';

it.each([
  ['light', 1440],
  ['dark', 390],
] as const)('axe finds nothing in %s at %i', async (colorScheme, width) => {
  const page = await openPage({ colorScheme, viewport: { width, height: 900 }, path: '#v=1&peep=1&cut=R_i&foo=1' });
  await finished(page);
  await page.getByRole('application').focus();
  await page.keyboard.press('Home');
  await page.locator('#reading').getByText('Step 1, unit 1').waitFor();
  await expectAccessible(page, undefined, 'the page');

  await page.getByRole('tab', { name: 'Crossings' }).click();
  await expectAccessible(page, undefined, 'crossings');

  if (width < 760) {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('slider', { name: 'Hidden N' }).waitFor();
    await settled(page);
    await expectAccessible(page, undefined, 'the open sheet');
    await page.keyboard.press('Escape');
    await page.getByRole('slider', { name: 'Hidden N' }).waitFor({ state: 'hidden' });
  }

  if (width < 760) await page.getByRole('button', { name: 'More' }).click();
  const help = page.getByRole('button', { name: 'How to read this page' });
  await help.click();
  await page.getByRole('dialog', { name: 'How to read this page' }).waitFor();
  await expectAccessible(page, undefined, 'the dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await help.evaluate((button) => button === document.activeElement)).toBe(true);
});

it.each([
  ['light', 1440],
  ['dark', 390],
] as const)(
  'axe finds nothing in Explore in %s at %i, with its settings and a view open',
  async (colorScheme, width) => {
    const page = await openPage({ colorScheme, viewport: { width, height: 900 }, path: '#v=3&peep=1&cut=R_i' });
    await finished(page);
    await expectAccessible(page, undefined, 'the page');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('slider', { name: 'Hidden N' }).waitFor();
    await expectAccessible(page, undefined, 'the settings');
    await page.keyboard.press('Escape');
    if (width < 760) await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'Gates' }).click();
    await page.locator('.gates-view').waitFor();
    await expectAccessible(page, undefined, 'a view');
  },
);

it.each([
  ['light', 1440],
  ['dark', 390],
] as const)('axe finds nothing in %s at %i in the tour, after it, and in a comparison', async (colorScheme, width) => {
  const page = await openPage({ colorScheme, viewport: { width, height: 900 }, path: '' });
  await finished(page);
  if (width < 760) await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Tour' }).click();
  await page.getByRole('button', { name: 'Next →' }).click();
  await page.locator('.tour-ring').first().waitFor();
  await expectAccessible(page, undefined, 'the tour');
  await page.getByRole('button', { name: 'Leave the tour' }).click();
  await page.getByRole('button', { name: 'Back to my settings' }).waitFor();
  await expectAccessible(page, undefined, 'after it');
  for (const path of ['#v=3&2.bf=1', '#v=3&show=lab&2.net=rnn']) {
    const both = await openPage({ colorScheme, viewport: { width, height: 900 }, path });
    await both.locator('.comparison-words', { hasText: '×' }).waitFor();
    await expectAccessible(both, undefined, path);
  }
});

it.each([
  ['light', 1440],
  ['dark', 390],
] as const)('axe finds nothing in the galleries and in a scene, in %s at %i', async (colorScheme, width) => {
  const page = await openPage({ colorScheme, viewport: { width, height: 900 }, path: '#v=3&T=40&view=claims' });
  await page.getByRole('heading', { name: 'What is claimed, and does it hold?' }).waitFor();
  await expectAccessible(page, undefined, 'claims');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Scenes/ })
    .click();
  await page.getByRole('heading', { name: 'What will the gradient do?' }).waitFor();
  await expectAccessible(page, undefined, 'scenes');
  await page.getByRole('button', { name: 'Show all answers' }).click();
  await expectAccessible(page, undefined, 'scenes with their answers');
  await page.getByRole('button', { name: /Your own sentence/ }).click();
  await page.getByRole('heading', { name: /from the full stop back/ }).waitFor();
  await expectAccessible(page, undefined, 'the question');
  await page.getByRole('button', { name: 'Nearly half' }).click();
  await finished(page);
  await expectAccessible(page, undefined, 'what holds');
});

/** Transitions that are under way have ended. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));

/** Words that stand outside the page, or are cut off by the box they are in. */
function lostWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lost: string[] = [];
    const { clientWidth } = document.documentElement;
    const boxes = 'p, h1, h2, button, label, select, .control-label, .row-norm, .row-name > *, td, th, legend, a';
    for (const one of document.querySelectorAll<HTMLElement>(boxes)) {
      const box = one.getBoundingClientRect();
      const words = one.innerText.trim().slice(0, 40);
      const hidden = one.matches('.visually-hidden') || getComputedStyle(one).visibility === 'hidden';
      if (words === '' || hidden || box.width === 0) continue;
      if (box.left < -1 || box.right > clientWidth + 1) lost.push(`outside: ${words}`);
      const clip = one.closest('.row-name, .words, .panel-head, .mission, .chart-head')?.getBoundingClientRect();
      if (clip && (box.bottom > clip.bottom + 3 || box.top < clip.top - 3 || box.right > clip.right + 3)) {
        lost.push(`cut off: ${words} ${Math.round(box.right - clip.right)} ${Math.round(box.bottom - clip.bottom)}`);
      }
    }
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) lost.push(`sideways: ${scrollWidth} on ${clientWidth}`);
    return lost;
  });
}

it.each([
  [1440, 900],
  [1280, 800],
])('zoomed to twice the size on a screen of %i × %i, the page loses nothing', async (width, height) => {
  // That is a page of half as many CSS pixels, two device pixels each.
  const page = await openPage({ viewport: { width: width / 2, height: height / 2 }, deviceScaleFactor: 2 });
  await finished(page);
  expect(await lostWords(page)).toEqual([]);
});

it('with the system’s own colours what is chosen is told from what is not, and data keep theirs', async () => {
  for (const path of ['#v=3', '#v=3&show=lab']) {
    const page = await openPage({ path, forcedColors: 'active' });
    await finished(page);
    const found = await page.evaluate(() => {
      const background = (one: Element | null): string => (one === null ? '' : getComputedStyle(one).backgroundColor);
      const groups = [...document.querySelectorAll('.top .segmented')];
      const alike = groups.filter(
        (group) =>
          background(group.querySelector('[data-on]')) === background(group.querySelector('label:not([data-on])')),
      );
      const bar = document.querySelector('.legend-bar');
      return {
        groups: groups.length,
        alike: alike.length,
        bar: bar === null ? '' : getComputedStyle(bar).forcedColorAdjust,
      };
    });
    expect(found).toEqual({ groups: 2, alike: 0, bar: 'none' });
  }
});

it('320 pixels wide, nothing is lost, and nothing lies over the bar at the foot', async () => {
  const page = await openPage({ path: '#v=3', viewport: { width: 320, height: 640 } });
  await finished(page);
  expect(await lostWords(page)).toEqual([]);
  const play = await page.locator('.play').boundingBox();
  const settings = await page.locator('.bottom-bar').getByRole('button', { name: 'Settings' }).boundingBox();
  expect(play && settings).toBeTruthy();
  expect((play?.x ?? 0) + (play?.width ?? 0)).toBeLessThanOrEqual(settings?.x ?? 0);
});
