/** Motion shows the flow once, and never to those who asked for none. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, forgetBias, hashOf, painted } from './picture';

it('nothing moves where reduced motion is asked for', async () => {
  let seen = 0;
  const page = await openPage({
    reducedMotion: 'reduce',
    prepare: (fresh) =>
      fresh.exposeFunction('sawAnimations', (count: number) => {
        seen = Math.max(seen, count);
      }),
  });
  await painted(page);
  // From here every frame is looked at, while the page is used.
  await page.evaluate(() => {
    const sample = (): void => {
      const count = document.getAnimations().filter(({ playState }) => playState === 'running').length;
      if (count > 0) (window as unknown as { sawAnimations: (count: number) => void }).sawAnimations(count);
      requestAnimationFrame(sample);
    };
    sample();
  });
  await forgetBias(page).press('ArrowRight');
  await page.getByRole('switch', { name: 'Let the gradient through R_i' }).click();
  await page.getByRole('button', { name: 'Share' }).hover();
  await finished(page);
  expect(seen).toBe(0);
});

it('a first visit shows all at once where reduced motion is asked for', async () => {
  const page = await openPage({ path: '', reducedMotion: 'reduce', prepare: watchFronts });
  await finished(page);
  expect((await seenFronts(page)).filter((frame) => frame !== null)).toEqual([]);
  expect(await page.locator('.fronts').count()).toBe(0);
});

const EXPLORE = { path: '', viewport: { width: 1440, height: 900 }, reducedMotion: 'no-preference' } as const;

/** In every frame from the first: how far each front has come; null while nothing is covered. */
const watchFronts = (fresh: Page): Promise<unknown> =>
  fresh.addInitScript(() => {
    const seen: (readonly [number, number] | null)[] = [];
    Object.assign(window, { seenFronts: seen });
    const look = (): void => {
      const picture = document.querySelector<HTMLElement>('.picture');
      const at = (k: number): number => Number(picture?.style.getPropertyValue(`--front-${k}`) ?? 0);
      if (picture !== null) seen.push(picture.querySelector('.rows.revealing') === null ? null : [at(0), at(1)]);
      requestAnimationFrame(look);
    };
    look();
  });
const seenFronts = (page: Page): Promise<(readonly [number, number] | null)[]> =>
  page.evaluate(() => (window as unknown as { seenFronts: (readonly [number, number] | null)[] }).seenFronts);
const covered = (page: Page) => page.locator('.rows.revealing');

it('the first visit uncovers the RNN’s lane, then the network’s and the rows, and ends by itself', async () => {
  const page = await openPage({ ...EXPLORE, prepare: watchFronts });
  await covered(page).waitFor();
  await covered(page).waitFor({ state: 'detached' });
  const frames = await seenFronts(page);
  const fronts = frames.filter((frame) => frame !== null);
  expect(frames[0]).toEqual([0, 0]);
  expect(fronts.length).toBeGreaterThan(5);
  // The upper front is never behind, and neither goes back.
  for (const [k, [upper, lower]] of fronts.entries()) {
    expect(upper).toBeGreaterThanOrEqual(lower);
    const [before, below] = fronts[k - 1] ?? [0, 0];
    expect(upper).toBeGreaterThanOrEqual(before);
    expect(lower).toBeGreaterThanOrEqual(below);
  }
  expect(fronts.some(([upper, lower]) => upper === 1 && lower > 0 && lower < 1)).toBe(true);
  // Once it is uncovered it stays so.
  expect(frames.indexOf(null)).toBe(fronts.length);
  expect(await page.evaluate(() => document.querySelector<HTMLElement>('.picture')?.getAttribute('style') ?? '')).toBe(
    '',
  );
  expect(await hashOf(page)).toBe('');
});

it('any input ends the first visit', async () => {
  const page = await openPage({ ...EXPLORE });
  await page.locator('.fronts').waitFor({ state: 'attached' });
  await page.keyboard.press('Shift');
  await covered(page).waitFor({ state: 'detached' });
  expect(await page.locator('.fronts').count()).toBe(0);
});

it.each([
  ['the second visit', '', true],
  ['a link that has settings', '#v=3&bf=1', false],
  ['Lab', '#v=3&show=lab', false],
])('%s shows the picture at once', async (_, path, isSecond) => {
  const page = await openPage({ ...EXPLORE, path, prepare: watchFronts });
  if (isSecond) {
    await page.locator('.fronts').waitFor({ state: 'attached' });
    await page.reload();
  }
  await finished(page);
  expect((await seenFronts(page)).filter((frame) => frame !== null)).toEqual([]);
});

it('where storage is denied the first visit is shown, and nothing fails', async () => {
  const page = await openPage({
    ...EXPLORE,
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }),
  });
  await page.locator('.fronts').waitFor({ state: 'attached' });
  await page.keyboard.press('Shift');
  await finished(page);
  expectNoConsoleErrors(page);
});

it('an input that comes before the picture leaves the first visit out', async () => {
  let letThrough = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const page = await openPage({
    ...EXPLORE,
    prepare: (fresh) =>
      fresh.route(/worker[^/]*\.js$/, async (route) => {
        await gate;
        await route.continue();
      }),
  });
  await page.getByText('Computing the first picture').waitFor();
  await page.keyboard.press('Shift');
  letThrough();
  await finished(page);
  expect(await covered(page).count()).toBe(0);
});
