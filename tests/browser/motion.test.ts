/** Motion shows the flow once, and never to those who asked for none. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './harness';
import { finished, forgetBias, painted } from './picture';

const animationNames = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.getAnimations().map((one) => (one instanceof CSSAnimation ? one.animationName : 'a transition')),
  );

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
  expect(await page.locator('.revealing').count()).toBe(0);
});

it('the first visit reveals the picture from the right, and any input ends it', async () => {
  const page = await openPage({ reducedMotion: 'no-preference' });
  await page.locator('.rows.revealing').waitFor();
  expect(await animationNames(page)).toContain('reveal');
  await page.keyboard.press('Shift');
  await page.locator('.rows.revealing').waitFor({ state: 'detached' });
  expect(await animationNames(page)).not.toContain('reveal');
});

it('the second visit shows it at once', async () => {
  const page = await openPage({ reducedMotion: 'no-preference' });
  await page.locator('.rows.revealing').waitFor();
  await page.reload();
  await finished(page);
  expect(await page.locator('.rows.revealing').count()).toBe(0);
  expect(await animationNames(page)).not.toContain('reveal');
});

it('an input that comes before the picture leaves the reveal out', async () => {
  let letThrough = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const page = await openPage({
    reducedMotion: 'no-preference',
    prepare: (fresh) =>
      fresh.route(/worker[^/]*\.js$/, async (route) => {
        await gate;
        await route.continue();
      }),
  });
  await page.getByText('Computing the first picture').waitFor();
  await page.keyboard.press('Shift');
  letThrough();
  await painted(page);
  expect(await page.locator('.rows.revealing').count()).toBe(0);
});
