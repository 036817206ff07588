/** Scenes as a person meets them: the gallery, a prediction, the reveal, and every way back. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, hashOf } from './picture';

const EXPLORE = { path: '', viewport: { width: 1440, height: 900 } } as const;

it('a wrong prediction is told what holds; Start again restores everything, and Back undoes each step', async () => {
  const page = await openPage(EXPLORE);
  await finished(page);
  const gallery = page.getByRole('dialog', { name: 'What will the gradient do?' });
  const river = page.getByRole('region', { name: 'River of gradient' });
  const answer = page.getByRole('region', { name: 'What the picture says' });

  await page.getByRole('button', { name: 'Scenes', exact: true }).press('Enter');
  await gallery.waitFor();
  expect(await gallery.getByRole('listitem').count()).toBe(11);
  expect(await gallery.getByText('Paths that die alone').count()).toBe(0);

  await gallery.getByRole('button', { name: /What do the five do together/ }).click();
  await page.getByRole('heading', { name: 'What do the five do together?' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('scene-question');
  // The sliders are part of the question, the picture is its answer.
  expect(await page.getByRole('textbox', { name: 'Spectral radius, value' }).inputValue()).toBe('8.00');
  expect(await river.isVisible()).toBe(false);
  expect(await answer.isVisible()).toBe(false);

  await page.getByRole('button', { name: 'They die, a little later' }).click();
  const told = page.getByRole('region', { name: /Paths that die alone explode together/ });
  await told.getByText('You predicted “They die, a little later”.').waitFor();
  await told.getByText('1.1·10⁶ × the loss’s gradient').waitFor();
  await river.waitFor();
  // What was told when the page was built is what the page computes.
  await answer.getByText('1.1·10⁶ ×', { exact: true }).waitFor();
  expect(await hashOf(page)).toContain('scene=together-they-explode&guess=1');

  await page.getByRole('button', { name: 'Start again' }).click();
  await answer.getByText('9.7 %', { exact: true }).waitFor();
  expect(await told.count()).toBe(0);
  expect(await hashOf(page)).toMatch(/^(#v=3)?$/);

  await page.goBack();
  await told.waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'What do the five do together?' }).waitFor();
  expect(await river.isVisible()).toBe(false);
  await page.goBack();
  await gallery.waitFor();
  // What has been answered is seen now.
  await gallery.getByText('Paths that die alone explode together').waitFor();
  await page.goBack();
  await answer.getByText('9.7 %', { exact: true }).waitFor();
  expect(await gallery.count()).toBe(0);
  expectNoConsoleErrors(page);
});

it('Escape closes the gallery, the focus goes back, and the view that was open is open again', async () => {
  const page = await openPage({ ...EXPLORE, path: '#v=3&view=gates' });
  await finished(page);
  const button = page.getByRole('button', { name: 'Scenes', exact: true });
  await button.press('Enter');
  const gallery = page.getByRole('dialog');
  await gallery.getByRole('heading', { name: 'What will the gradient do?' }).waitFor();
  expect(await gallery.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  await gallery.getByRole('button', { name: /^Claims/ }).click();
  await gallery.getByRole('heading', { name: 'What is claimed, and does it hold?' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => gallery.count()).toBe(0);
  expect(await hashOf(page)).toContain('view=gates');
  await page.getByRole('button', { name: 'Gates', pressed: true }).waitFor();
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  expectNoConsoleErrors(page);
});

it.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('at %j a scene is asked within the page’s width, by keyboard alone', async (viewport) => {
  const page = await openPage({ path: '#v=3&scene=lstm-remembers', viewport });
  await page.getByRole('heading', { name: 'How much gets back to the first step now?' }).waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('✓ as you predicted').waitFor();
  await page.getByRole('region', { name: 'River of gradient' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expectNoConsoleErrors(page);
});
