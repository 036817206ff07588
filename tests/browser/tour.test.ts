/** The whole tour by keyboard alone: each step sets the page, asks for one thing, notices it, covers nothing, and leads back. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { TOUR } from '../../src/story/tour';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, hashOf } from './picture';

/** Presses Tab until the control has the focus, as a person would. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${control}`);
}

const card = (page: Page): Locator => page.locator('.tour');
const title = (page: Page, number: number): Locator =>
  card(page).getByRole('heading', { name: TOUR[number - 1]?.title ?? '' });
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

async function type(page: Page, name: string, value: string): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name: `${name}, value` }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

async function cut(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('switch', { name: `Let the gradient through ${name}` }));
  await page.keyboard.press('Enter');
}

/** What the reader tries at each step, by keys. */
const DEEDS: readonly ((page: Page) => Promise<void>)[] = [
  (page) => page.keyboard.press('Space'),
  async (page) => {
    await tabTo(page, page.getByRole('application'));
    await page.keyboard.press('ArrowLeft');
  },
  (page) => type(page, 'Spectral radius', '2.5'),
  (page) => type(page, 'Forget-gate bias', '4'),
  (page) => cut(page, 'R_z'),
  (page) => cut(page, 'carousel'),
  (page) => type(page, 'Forget-gate bias', '3'),
];

/** What the step's rings and its card cover of one another, in pixels. */
const covered = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const own = document.querySelector('.tour')?.getBoundingClientRect();
    if (own === undefined) throw new Error('no tour');
    const parts = [...document.querySelectorAll('.tour-ring')].map((ring) => ring.getBoundingClientRect());
    return Math.max(
      0,
      ...parts.map(
        ({ left, right, top, bottom }) =>
          Math.max(0, Math.min(right, own.right) - Math.max(left, own.left)) *
          Math.max(0, Math.min(bottom, own.bottom) - Math.max(top, own.top)),
      ),
    );
  });

it('can be walked from the first step to the last by keyboard alone, and leads back to the reader’s settings', async () => {
  const page = await openPage({ path: '#v=3&bf=2&r=1.5', viewport: { width: 1440, height: 900 } });
  await finished(page);
  const button = page.getByRole('button', { name: 'Tour' });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  for (const [index, step] of TOUR.entries()) {
    await title(page, index + 1).waitFor();
    expect(await focused(page)).toBe(step.title);
    expect(await hashOf(page)).toContain(`tour=${index + 1}`);
    await expect.poll(() => page.locator('.tour-ring').count(), { message: step.title }).toBe(step.targets.length);
    expect(await covered(page), step.title).toBe(0);
    expect(await card(page).getByText('Try:').count(), step.title).toBe(1);
    await DEEDS[index]?.(page);
    await expect.poll(() => card(page).getByText('✓ Done:').count(), { message: step.title, timeout: 10_000 }).toBe(1);
    if (index + 1 === TOUR.length) break;
    await tabTo(page, card(page).getByRole('button', { name: 'Next →' }));
    await page.keyboard.press('Enter');
  }
  await tabTo(page, card(page).getByRole('button', { name: 'Finish, back to my settings' }));
  await page.keyboard.press('Enter');
  await card(page).waitFor({ state: 'detached' });
  expect(await hashOf(page)).toBe('#v=3&r=1.5&bf=2');
  expect(await focused(page)).toBe('Tour');
  expectNoConsoleErrors(page);
}, 120_000);

it('goes on with arrows and Enter, is left with Escape, and offers the way back', async () => {
  const page = await openPage({ path: '#v=3&bf=2&show=lab' });
  await finished(page);
  await page.getByRole('button', { name: 'Tour' }).focus();
  await page.keyboard.press('Enter');
  await title(page, 1).waitFor();
  await page.keyboard.press('ArrowRight');
  await title(page, 2).waitFor();
  await page.keyboard.press('Enter');
  await title(page, 3).waitFor();
  await page.keyboard.press('ArrowLeft');
  await title(page, 2).waitFor();
  await page.keyboard.press('Escape');
  await card(page).waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('Tour');
  expect(await hashOf(page)).toBe('#v=3&net=rnn');
  // Resumed where it was left.
  await page.keyboard.press('Enter');
  await title(page, 2).waitFor();
  // From where the reader has tried something as well.
  await page.getByRole('slider', { name: 'Spectral radius' }).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back to my settings' }).click();
  await expect.poll(() => hashOf(page)).toBe('#v=3&bf=2&show=lab');
  expect(await page.getByText('what the tour has set').count()).toBe(0);
  await page.goBack();
  await expect.poll(() => hashOf(page)).toBe('#v=3&net=rnn');
  expectNoConsoleErrors(page);
});

it('opens the settings of a step that a link names, old or new', async () => {
  const page = await openPage({ path: '#v=3&tour=6' });
  await title(page, 6).waitFor();
  await expect.poll(() => hashOf(page)).toBe('#v=3&r=8&bf=1&tour=6');
  await page.locator('.answer output', { hasText: '1.1·10⁶' }).waitFor();
  expectNoConsoleErrors(page);
  const old = await openPage({ path: '#v=2&net=rnn&T=60&r=0.7&tour=3' });
  await title(old, 2).waitFor();
  await expect.poll(() => hashOf(old)).toBe('#v=3&net=rnn&tour=2');
  expectNoConsoleErrors(old);
});

it('keeps the river in sight on a phone at every step, above its card', async () => {
  const page = await openPage({ path: '#v=3&tour=1', viewport: { width: 390, height: 844 } });
  for (const [index, step] of TOUR.entries()) {
    await title(page, index + 1).waitFor();
    await finished(page);
    const sight = await page.evaluate(() => {
      const box = (selector: string): DOMRect | undefined => document.querySelector(selector)?.getBoundingClientRect();
      return {
        river: box('.river .plot')?.bottom ?? Number.NaN,
        card: box('.tour')?.top ?? Number.NaN,
        inner:
          (document.querySelector('.tour')?.scrollHeight ?? 0) - (document.querySelector('.tour')?.clientHeight ?? 0),
      };
    });
    expect(sight.river, step.title).toBeLessThanOrEqual(sight.card);
    expect(sight.river, step.title).toBeGreaterThan(100);
    expect(sight.inner, `${step.title}: scrolls within`).toBe(0);
    await card(page)
      .getByRole('button', { name: index + 1 < TOUR.length ? 'Next →' : 'Keep this, finish' })
      .click();
  }
  await card(page).waitFor({ state: 'detached' });
  expectNoConsoleErrors(page);
});
