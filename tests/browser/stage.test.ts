/** Stage: the page for a projector, opened and left by keys. Nothing on it is small, and nothing is cut off. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, hashOf } from './picture';

const HD = { width: 1920, height: 1080 };

async function onStage(page: Page): Promise<void> {
  await page.locator('.stage').waitFor();
  await finished(page);
}

it('is reached and left by keys from Explore and from Lab, in the link, and Back undoes', async () => {
  const page = await openPage({ path: '#v=3&bf=2', viewport: HD });
  await finished(page);
  await page.keyboard.press('p');
  await onStage(page);
  expect(await hashOf(page)).toBe('#v=3&bf=2&show=stage');
  await page.keyboard.press('Escape');
  await page.locator('.app[data-depth="explore"]').waitFor();
  expect(await hashOf(page)).toBe('#v=3&bf=2');
  await page.goBack();
  await onStage(page);
  await page.keyboard.press('P');
  await page.locator('.app[data-depth="explore"]').waitFor();
  // To Lab by the keys of the choice in the header, from there to Stage, and back to where one came from.
  await page.getByRole('radio', { name: 'Explore' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('.app[data-depth="lab"]').waitFor();
  await page.keyboard.press('p');
  await onStage(page);
  await page.keyboard.press('Escape');
  await page.locator('.app[data-depth="lab"]').waitFor();
  expect(await hashOf(page)).toBe('#v=3&bf=2&show=lab');
  expectNoConsoleErrors(page);
});

it('opens scenes by number, plays, steps, and cuts the path that is pointed at', async () => {
  const page = await openPage({ path: '#v=3&show=stage', viewport: HD });
  await onStage(page);
  await page.keyboard.press('5');
  await expect.poll(() => hashOf(page)).toBe('#v=3&r=8&bf=1&show=stage');
  await page.locator('.answer output', { hasText: '1.1·10⁶ ×' }).waitFor();
  await page.locator('.stage-said', { hasText: 'explode together' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.locator('.stage-axis', { hasText: 'at step 99' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.locator('.stage-axis', { hasText: 'at step 100' }).waitFor();
  // Under reduced motion a press goes one step.
  await page.keyboard.press(' ');
  await page.locator('.stage-axis', { hasText: 'at step 99' }).waitFor();
  await page.locator('[data-row="alone.R_z"] .plot').hover();
  await page.keyboard.press('c');
  await expect.poll(() => hashOf(page)).toContain('cut=R_z');
  expect(await page.locator('[data-row="alone.R_z"] .stage-value').textContent()).toBe('cut');
  await page.keyboard.press('c');
  await expect.poll(() => hashOf(page)).not.toContain('cut=');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('c');
  await expect.poll(() => hashOf(page)).toContain('cut=cec');
  expectNoConsoleErrors(page);
});

it('keys are letters to a field, and a slider that was dragged gives the arrows back', async () => {
  const page = await openPage({ path: '', viewport: HD });
  await finished(page);
  const field = page.getByRole('textbox', { name: 'Forget-gate bias, value' });
  await field.click();
  await page.keyboard.press('p');
  expect(await page.locator('.stage').count()).toBe(0);
  await page.keyboard.press('Escape');
  await field.blur();
  await page.keyboard.press('p');
  await onStage(page);
  await field.click();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect.poll(() => hashOf(page)).toBe('#v=3&bf=1&show=stage');
  await page.getByRole('slider', { name: 'Spectral radius' }).click({ position: { x: 120, y: 20 } });
  const hash = await hashOf(page);
  await page.keyboard.press('ArrowLeft');
  await page.locator('.stage-axis', { hasText: 'at step 99' }).waitFor();
  expect(await hashOf(page)).toBe(hash);
  expectNoConsoleErrors(page);
});

it.each([
  ['light', 'bf=1&r=8'],
  ['dark', 'bf=1&r=8'],
  ['dark', 'net=rnn'],
] as const)(
  'has no type under 28 px, no thinner line than 4 px, and is accessible: %s, %s',
  async (colorScheme, settings) => {
    const page = await openPage({ path: `#v=3&show=stage&${settings}`, viewport: HD, colorScheme });
    await onStage(page);
    await page.keyboard.press('ArrowLeft');
    const small = await page.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (
          parent === null ||
          (node.textContent ?? '').trim() === '' ||
          parent.closest('.visually-hidden, sub') !== null
        )
          continue;
        const { width, height } = parent.getBoundingClientRect();
        const size = Number.parseFloat(getComputedStyle(parent).fontSize);
        if (width > 2 && height > 2 && size < 28) found.push(`${node.textContent} at ${size}`);
      }
      for (const field of document.querySelectorAll('input.number'))
        if (Number.parseFloat(getComputedStyle(field).fontSize) < 28) found.push('a field');
      return found;
    });
    expect(small).toEqual([]);
    const cross = await page.locator('.river-cross').evaluate((one) => one.getBoundingClientRect().width);
    expect(cross).toBeGreaterThanOrEqual(4);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expectNoConsoleErrors(page);
  },
);

it.each([
  [1280, 720],
  [1920, 1080],
  [390, 844],
  [1024, 768],
  [2560, 1440],
])('cuts nothing off at %i × %i', async (width, height) => {
  for (const path of ['', '&peep=1&bf=1&r=8', '&net=rnn', '&net=gru']) {
    const page = await openPage({ path: `#v=3&show=stage${path}`, viewport: { width, height } });
    await onStage(page);
    const size = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
    ]);
    expect(size, path).toEqual([width, height]);
    const outside = await page
      .locator(
        '.stage :is(.stage-name, .stage-value, .river-name, .answer output, .of, .compared span, .number, .control-label, .stage-keys button)',
      )
      .evaluateAll((all) =>
        all
          .map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight)
          .map(({ text }) => text),
      );
    expect(outside, path).toEqual([]);
    const rows = await page.locator('.stage-row .plot').evaluateAll((plots) => plots.map((one) => one.clientHeight));
    expect(Math.min(...rows), path).toBeGreaterThanOrEqual(12);
    await page.close();
  }
});
