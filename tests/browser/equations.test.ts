/** The equations in real Chromium: live numbers at the crosshair, a cut struck out, a notation that stays in the link. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { decodeLink } from '../../src/settings/link';
import { DEFAULTS } from '../../src/settings/specs';
import { equationsOf } from '../../src/story/equations/equations';
import { NOTATIONS } from '../../src/story/equations/notation';
import { numberAt } from '../../src/story/equations/numbers';
import type { Place } from '../../src/story/equations/parts';
import { exact } from '../../src/story/format';
import { expectAccessible } from './axe';
import { expectNoConsoleErrors, openPage } from './harness';
import { inspected } from './inspected';
import { finished, hashOf } from './picture';

const term = (page: Page, edge: string) => page.locator(`.backward-pass [data-edge="${edge}"]`);

/** The exact numbers under every open part, in reading order; to the digits that hold, once the second run is there. */
const shownNumbers = (page: Page): Promise<string[]> =>
  page
    .locator('.backward-pass .underneath')
    .evaluateAll((numbers) => numbers.map((number) => number.getAttribute('title') ?? ''));

function expectedNumbers(link: string, step: number, unit: number): string[] {
  const settings = decodeLink(link).panes[0] ?? DEFAULTS;
  const { own, second } = inspected(link, step, unit);
  const number = (place: Place): string => {
    const value = numberAt(own, place);
    if (value === undefined) throw new Error(`the engine has no ${place}`);
    return exact(value, numberAt(second, place));
  };
  return equationsOf(settings, NOTATIONS[settings.notation]).flatMap(({ whole, parts }) =>
    [whole, ...parts].map(({ edge, place }) =>
      edge !== null && settings.cuts.includes(edge) ? 'cut: 0' : number(place),
    ),
  );
}

it('follows the crosshair with the engine’s numbers, strikes a cut out, and keeps its notation in the link', async () => {
  const link = '#v=1&view=equations&N=12&T=30';
  const page = await openPage({ path: link });
  await finished(page);
  await page.getByText('Step t = 29, unit 1').waitFor();
  await expect.poll(() => shownNumbers(page)).toEqual(expectedNumbers(link, 28, 0));

  await page.getByRole('application').focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
  await page.getByText('Step t = 28, unit 2').waitFor();
  await expect.poll(() => shownNumbers(page)).toEqual(expectedNumbers(link, 27, 1));

  // Cut where it stands, and told by the rest of the page.
  await term(page, 'R_z').press('Enter');
  await expect.poll(() => hashOf(page)).toContain('cut=R_z');
  const cut = `${link}&cut=R_z`;
  await expect.poll(() => shownNumbers(page)).toEqual(expectedNumbers(cut, 27, 1));
  expect(await term(page, 'R_z').getAttribute('aria-pressed')).toBe('true');
  expect(await term(page, 'R_z').innerText()).toContain('cut');
  const line = await term(page, 'R_z')
    .locator('.maths')
    .evaluate((maths) => {
      const { borderTopStyle, width } = getComputedStyle(maths, '::after');
      return { borderTopStyle, covers: Number.parseFloat(width) >= maths.getBoundingClientRect().width };
    });
  expect(line).toEqual({ borderTopStyle: 'solid', covers: true });

  const greff = await page.locator('[data-equation="y"] p').innerText();
  await page.getByRole('combobox', { name: 'Notation' }).selectOption('PyTorch');
  await expect.poll(() => hashOf(page)).toContain('symbols=pytorch');
  expect(await page.locator('[data-equation="y"] p').innerText()).not.toBe(greff);
  await page.reload();
  // The cell that is read is in the link as well.
  await page.getByText('Step t = 28, unit 2').waitFor();
  await expect.poll(() => shownNumbers(page)).toEqual(expectedNumbers(`${cut}&symbols=pytorch`, 27, 1));
  expectNoConsoleErrors(page);
});

it.each([
  ['beside the heatmaps', '#v=1&view=equations&peep=1&notation=lipton', { width: 1280, height: 720 }],
  ['on a phone', '#v=1&view=equations&peep=1&notation=article', { width: 390, height: 844 }],
  ['filling the screen', '#v=1&view=equations&peep=1&fill=view', { width: 1440, height: 900 }],
] as const)('nothing sticks out of its column: %s', async (_, path, viewport) => {
  const page = await openPage({ path, viewport });
  await page.getByText('Step t = 99, unit 1').waitFor();
  await page.locator('.symbols summary').click();
  const out = await page.locator('.equations-view').evaluate((view) => {
    const right = view.getBoundingClientRect().right;
    const pieces = [...view.querySelectorAll('.quantity, .joint, .split-grid, summary, .symbols-scroll')];
    return pieces.filter((piece) => piece.getBoundingClientRect().right > right + 1).map((piece) => piece.textContent);
  });
  expect(out).toEqual([]);
  const symbols = page.locator('.symbols-scroll');
  expect(await symbols.locator('math').count()).toBeGreaterThan(4 * 20);
});

it.each(['light', 'dark'] as const)(
  'axe finds nothing in %s, with a cut and a path pointed at',
  async (colorScheme) => {
    const page = await openPage({
      colorScheme,
      path: '#v=1&view=equations&peep=1&cut=R_i,p_o',
      viewport: { width: 1440, height: 900 },
    });
    await finished(page);
    await page.getByText('Step t = 99, unit 1').waitFor();
    await page.locator('.symbols summary').click();
    // The term comes into sight, and another slides under the pointer, which rests where the summary was.
    await term(page, 'R_o').focus();
    await page.locator('.backward-pass [data-edge="R_o"][data-pointed]').waitFor();
    await expectAccessible(page, '.view');
    expect(await page.locator('.backward-pass [data-pointed]:not([data-edge="R_o"])').count()).toBe(0);
  },
);

it('has a rule of the library for every class that its mathematics uses, and fetches no font for it', async () => {
  const fonts: string[] = [];
  const page = await openPage({
    path: '#v=1&T=40&view=equations',
    prepare: (fresh) =>
      void fresh.on('request', (request) => /font|woff/.test(request.url()) && fonts.push(request.url())),
  });
  await page.locator('.equations-view math').first().waitFor();
  const { used, known } = await page.evaluate(() => {
    const classes = [...document.querySelectorAll('.equations-view math [class]')].flatMap((one) => [...one.classList]);
    const css = [...document.querySelectorAll('style')].map((style) => style.textContent).join('');
    const prefixed = [...new Set(classes)].filter((name) => /^(wbk|chr|tml)-/.test(name)).sort();
    return { used: prefixed, known: prefixed.filter((name) => css.includes(`.${name}`)) };
  });
  // The bars of δz̄: lowered in WebKit, where they would stand in the exponent.
  expect(used.some((name) => name.startsWith('wbk-'))).toBe(true);
  expect(known).toEqual(used);
  expect(fonts).toEqual([]);
  expectNoConsoleErrors(page);
});
