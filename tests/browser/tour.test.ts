/** The whole tour by keyboard alone: each step asks for one thing, notices it, and never blocks the page. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { TOUR } from '../../src/story/tour';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished } from './picture';

/** Presses Tab until the control has the focus, as a person would. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${control}`);
}

const card = (page: Page): Locator => page.getByRole('region', { name: /./ }).and(page.locator('.tour'));
const slider = (page: Page, name: string): Locator => page.getByRole('slider', { name });

/** What the reader tries at each step, by keys. */
const DEEDS: readonly ((page: Page) => Promise<void>)[] = [
  async (page) => {
    await tabTo(page, page.getByRole('application'));
    await page.keyboard.press('ArrowLeft');
  },
  async (page) => {
    await tabTo(page, page.getByRole('button', { name: 'Play the gradient' }));
    await page.keyboard.press('Enter');
  },
  async (page) => {
    await tabTo(page, slider(page, 'Spectral radius'));
    await page.keyboard.press('Shift+ArrowLeft');
  },
  async (page) => {
    await tabTo(page, page.getByRole('textbox', { name: 'Spectral radius, value' }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('2.5');
    await page.keyboard.press('Enter');
  },
  async (page) => {
    await tabTo(page, slider(page, 'Forget-gate bias'));
    for (let k = 0; k < 2; k++) await page.keyboard.press('Shift+ArrowRight');
  },
  async (page) => {
    await tabTo(page, page.getByRole('switch', { name: 'Let the gradient through carousel' }));
    await page.keyboard.press('Enter');
  },
  async (page) => {
    await tabTo(page, page.getByRole('tab', { name: 'Cumulative norms' }));
    await page.keyboard.press('ArrowRight');
  },
  async (page) => {
    await tabTo(page, page.getByRole('textbox', { name: 'Forget-gate bias, value' }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
  },
  async (page) => {
    await tabTo(page, page.getByRole('tab', { name: 'Lag map' }));
    await page.keyboard.press('ArrowRight');
    await tabTo(page, page.getByRole('textbox', { name: 'Max norm, value' }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
  },
  async (page) => {
    await tabTo(page, page.getByRole('combobox', { name: 'Input' }));
    await page.keyboard.type('text');
    await tabTo(page, page.getByRole('textbox', { name: 'Text' }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('My own words');
    await page.keyboard.press('Tab');
  },
];

it('can be walked from the first step to the last by keyboard alone', async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await finished(page);
  await tabTo(page, page.getByRole('button', { name: 'Tour' }));
  await page.keyboard.press('Enter');
  for (const [index, { title }] of TOUR.entries()) {
    await card(page).getByRole('heading', { name: title }).waitFor();
    expect(await page.evaluate(() => location.hash)).toContain(`tour=${index + 1}`);
    await page.locator('.tour-ring').waitFor();
    expect(await card(page).getByText('Try:').count(), title).toBe(1);
    await DEEDS[index]?.(page);
    await expect.poll(() => card(page).getByText('✓ Done:').count(), { message: title, timeout: 10_000 }).toBe(1);
    await tabTo(page, card(page).getByRole('button', { name: index + 1 < TOUR.length ? 'Next →' : 'Finish' }));
    await page.keyboard.press('Enter');
  }
  await card(page).waitFor({ state: 'detached' });
  // What the reader made of it stays.
  expect(await page.evaluate(() => location.hash)).toContain('text=My+own+words');
  expectNoConsoleErrors(page);
});

it('is left with Escape, resumed where it was left, and linked to', async () => {
  const page = await openPage({ path: '#v=1&net=rnn&T=60&r=0.7&tour=3' });
  await card(page).getByRole('heading', { name: 'Why it vanishes' }).waitFor();
  await card(page).focus();
  await page.keyboard.press('ArrowRight');
  await card(page).getByRole('heading', { name: 'Why it explodes' }).waitFor();
  await page.keyboard.press('Escape');
  await card(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Tour' }).click();
  await card(page).getByRole('heading', { name: 'Why it explodes' }).waitFor();
  await page.goBack();
  await card(page).waitFor({ state: 'detached' });
  expectNoConsoleErrors(page);
});
