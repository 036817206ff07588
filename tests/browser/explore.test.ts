/** Explore: what a bare address opens. Little is in sight, nothing scrolls, all else is one press away, and Back undoes. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, hashOf } from './picture';

const HD = { width: 1440, height: 900 };

/** Of what is in sight: controls, where a group of which one is chosen counts as one, and numbers in the words; axes, ticks and legend apart. */
function inSight(page: Page): Promise<{ controls: string[]; numbers: string[]; small: string[] }> {
  return page.evaluate(() => {
    const isSeen = (one: Element): boolean => {
      const box = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      return (
        box.width > 2 && box.height > 2 && style.visibility === 'visible' && one.closest('.visually-hidden') === null
      );
    };
    const apart = '.axis, .legend, .river-tick';
    const groups = new Set<string>();
    const controls: string[] = [];
    for (const one of document.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href]')) {
      if (!isSeen(one) || one.closest(apart) !== null) continue;
      if (one instanceof HTMLInputElement && one.type === 'radio') {
        if (groups.has(one.name)) continue;
        groups.add(one.name);
      }
      controls.push(one.getAttribute('aria-label') ?? one.textContent ?? '');
    }
    const numbers: string[] = [];
    const small: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent ?? '';
      if (parent === null || text.trim() === '' || !isSeen(parent)) continue;
      if (Number.parseFloat(getComputedStyle(parent).fontSize) < 13 && parent.closest('sub, sup') === null)
        small.push(`${text} at ${getComputedStyle(parent).fontSize}`);
      if (parent.closest(apart) === null) numbers.push(...(text.match(/\d+(\.\d+)?(·10[⁻⁰¹²³⁴-⁹]+)?/g) ?? []));
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input.number'))
      if (isSeen(field)) numbers.push(field.value);
    return { controls, numbers, small };
  });
}

it.each(['', '#v=3&bf=1&r=8', '#v=3&net=rnn'])(
  '%j shows at most 30 controls and 30 numbers, none of them under 13 px',
  async (path) => {
    const page = await openPage({ path, viewport: HD });
    await finished(page);
    const { controls, numbers, small } = await inSight(page);
    expect(controls.length, controls.join(', ')).toBeLessThanOrEqual(30);
    expect(controls.length).toBeGreaterThan(10);
    expect(numbers.length, numbers.join(', ')).toBeLessThanOrEqual(30);
    expect(numbers.length).toBeGreaterThan(4);
    expect(small).toEqual([]);
    expectNoConsoleErrors(page);
  },
);

it.each([
  [1440, 900],
  [1280, 720],
  [1920, 1080],
  [2560, 1440],
])(
  'does not scroll at %i × %i, also with peepholes, 64 units, a view or the settings open',
  async (width, height) => {
    for (const path of ['', '#v=3&peep=1&N=64', '#v=3&peep=1&view=cell', '#v=3&cut=R_z,R_i,R_f&bf=1&r=8']) {
      const page = await openPage({ path, viewport: { width, height } });
      await finished(page);
      if (path === '') await page.getByRole('button', { name: 'Settings' }).click();
      const { clientHeight, scrollHeight, clientWidth, scrollWidth } = await page.evaluate(
        () => document.documentElement,
      );
      expect([scrollHeight, scrollWidth], path).toEqual([clientHeight, clientWidth]);
      const lowest = await page
        .locator('.foot')
        .first()
        .evaluate((foot) => foot.getBoundingClientRect().bottom);
      expect(lowest, path).toBeLessThanOrEqual(height);
      const rows = await page.locator('.heat-row .plot').evaluateAll((plots) => plots.map((one) => one.clientHeight));
      expect(Math.min(...rows), path).toBeGreaterThanOrEqual(12);
    }
  },
  120_000,
);

it('opens a view from the rail at 26 to 38 % of the width, closes it by the same press, and Back undoes', async () => {
  const page = await openPage({ path: '', viewport: HD });
  await finished(page);
  const spectrum = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Spectrum' });
  await spectrum.click();
  await page.locator('.spectrum-view').waitFor();
  expect(await hashOf(page)).toBe('#v=3&view=spectrum');
  const { width } = (await page.locator('.side.right').boundingBox()) ?? { width: 0 };
  expect(width / HD.width).toBeGreaterThanOrEqual(0.26);
  expect(width / HD.width).toBeLessThanOrEqual(0.38);
  await spectrum.click();
  await expect.poll(() => page.locator('.spectrum-view').count()).toBe(0);
  await page.goBack();
  await page.locator('.spectrum-view').waitFor();
  await page.goBack();
  await expect.poll(() => page.locator('.spectrum-view').count()).toBe(0);
  expectNoConsoleErrors(page);
});

it('goes to Lab and back, in the link, and Back undoes', async () => {
  const page = await openPage({ path: '#v=3&bf=2', viewport: HD });
  await finished(page);
  await page.getByRole('radio', { name: 'Lab' }).check({ force: true });
  await page.getByRole('tab', { name: 'Cumulative norms' }).waitFor();
  await page.getByRole('slider', { name: 'Hidden N' }).waitFor();
  await page.locator('.sentence .main').waitFor();
  expect(await hashOf(page)).toBe('#v=3&bf=2&show=lab');
  await page.goBack();
  await page.locator('.answer').waitFor();
  expect(await page.getByRole('tab').count()).toBe(0);
  expectNoConsoleErrors(page);
});

it('has its settings at the left on demand, and Escape closes them', async () => {
  const page = await openPage({ path: '', viewport: HD });
  await finished(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('slider', { name: 'Hidden N' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('slider', { name: 'Hidden N' }).waitFor({ state: 'hidden' });
});

it('the first press on the theme is seen, and Share moves nothing', async () => {
  const page = await openPage({ path: '', viewport: HD });
  await finished(page);
  const theme = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset.theme);
  const button = page.getByRole('button', { name: /^Theme/ });
  expect(await theme()).toBe('light');
  await button.click();
  expect(await theme()).toBe('dark');
  await button.click();
  expect(await theme()).toBe('light');
  const before = await button.boundingBox();
  await page.getByRole('button', { name: 'Share' }).click();
  await page
    .locator('.share [role="status"]')
    .getByText(/Link copied|address bar/)
    .waitFor();
  expect(await button.boundingBox()).toEqual(before);
});

it('on a phone: one row of header, no bar over a cut, settings, views and the rest as sheets', async () => {
  const page = await openPage({ path: '', viewport: { width: 390, height: 844 } });
  await finished(page);
  expect((await page.locator('.top').boundingBox())?.height).toBeLessThanOrEqual(48);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(sideways).toBeLessThanOrEqual(390);
  const last = page.getByRole('switch').last();
  await last.click();
  expect(await hashOf(page)).toBe('#v=3&cut=R_o');
  for (const [name, inside] of [
    ['Settings', page.getByRole('slider', { name: 'Hidden N' })],
    ['Views', page.getByRole('button', { name: 'Spectrum' })],
    ['More', page.getByRole('button', { name: 'Share' })],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    await inside.waitFor();
    await page.keyboard.press('Escape');
    await inside.waitFor({ state: 'hidden' });
  }
  expectNoConsoleErrors(page);
});

it('the river is pointed at like the rows, and a press on its carousel cuts it', async () => {
  const page = await openPage({ path: '', viewport: HD });
  await finished(page);
  const river = page.getByRole('region', { name: 'River of gradient' });
  await river.getByRole('img', { name: /9.7 % of the loss’s is there at step 1, 99 steps back/ }).waitFor();
  const box = await river.locator('.plot').boundingBox();
  if (box === null) throw new Error('the river has no place');
  // The lower lane's middle is the carousel's.
  const lane = await river.locator('.river-name', { hasText: 'LSTM' }).boundingBox();
  if (lane === null) throw new Error('the lane has no name');
  const [x, y] = [box.x + 0.505 * box.width, lane.y + lane.height / 2];
  await page.mouse.move(x, y);
  await page.getByText('step 51, 49 back').waitFor();
  const tags = river.locator('.river-tag');
  await expect.poll(() => tags.allTextContents()).toEqual(['5.6·10⁻¹²', '22 %', '1.1 %', 'Carousel 90 % Rz 9 %']);
  // A row's size stands in the place of its switch's words, which come back when they are wanted: nothing moves.
  const row = page.locator('[data-row="alone.cec"]');
  const cut = row.getByRole('switch');
  const place = await cut.boundingBox();
  expect(await row.locator('.row-tag').textContent()).toBe('1.1 %');
  await cut.focus();
  await page.keyboard.press('Shift');
  await expect.poll(() => row.locator('.row-tag').isVisible()).toBe(false);
  expect(await cut.boundingBox()).toEqual(place);
  await page.mouse.click(x, y);
  await expect.poll(() => hashOf(page)).toContain('cut=cec');
  await expect.poll(() => river.getByRole('img').getAttribute('aria-label')).not.toContain('9.7 %');
  await page.goBack();
  await expect.poll(() => hashOf(page)).not.toContain('cut=');
  expectNoConsoleErrors(page);
});

it('while it plays dots flow in the river, and the river is as before when it stops', async () => {
  const page = await openPage({ path: '#v=3&bf=2.5', viewport: HD, reducedMotion: 'no-preference' });
  await finished(page);
  const pixels = (): Promise<string> =>
    page.evaluate(() => document.querySelector<HTMLCanvasElement>('.river canvas')?.toDataURL() ?? '');
  const still = await pixels();
  await page.getByRole('button', { name: /^Play/ }).click();
  await expect.poll(pixels).not.toBe(still);
  await page.getByText('Dots sample the band; the band is exact.').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(pixels).toBe(still);
  expectNoConsoleErrors(page);
});
