/** The cell diagram in the browser: an edge is cut by a click and by Enter, and pointing at one walks and lights its row. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inspect } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import { DEFAULTS } from '../../src/settings/specs';
import { magnitude } from '../../src/story/format';
import { expectNoConsoleErrors, openPage } from './harness';
import { expectPicture, finished, hashOf, pictureHash, pictureOtherThan, sentence } from './picture';

const edge = (page: Page, name: string): Locator =>
  page.locator('.cell-diagram').getByRole('switch', { name: new RegExp(`^${name},`) });

it('a click cuts R_z everywhere on the page, Enter on the focused edge opens it again', async () => {
  const page = await openPage();
  await finished(page);
  const before = await pictureHash(page);
  const said = await sentence(page).innerText();
  const row = page.locator('.heat-row[data-row="alone.R_z"]');
  expect(await row.getAttribute('data-cut')).toBeNull();

  await edge(page, 'R_z').click();
  await row.getByText('no gradient').waitFor();
  expect(await row.getAttribute('data-cut')).toBe('true');
  expect(await edge(page, 'R_z').getAttribute('aria-checked')).toBe('false');
  await edge(page, 'R_z').getByText('cut', { exact: true }).waitFor();
  expect(await hashOf(page)).toBe('#v=3&cut=R_z&show=lab');
  await pictureOtherThan(page, before);
  await expect.poll(() => sentence(page).innerText()).toMatch(/^With R_?\n?z\n? ?cut/);

  await edge(page, 'R_z').focus();
  await page.keyboard.press('Enter');
  await expectPicture(page, before);
  expect(await edge(page, 'R_z').getAttribute('aria-checked')).toBe('true');
  expect(await hashOf(page)).toBe('#v=3&show=lab');
  await expect.poll(() => sentence(page).innerText()).toBe(said);
  expectNoConsoleErrors(page);
});

it('pointing at R_o walks it over two steps in the engine’s numbers, and lights its row', async () => {
  const pipeline = new Pipeline();
  for (const batch of pipeline.run(DEFAULTS)) if (batch?.kind === 'stage' && batch.stage === 'messages') break;
  const { currentTrace, messages, ledger } = pipeline;
  if (currentTrace === null || messages === null) throw new Error('the run left nothing');

  const page = await openPage();
  await finished(page);
  const walked = page.locator('.cell-walk:not([aria-hidden] *)');
  const numbers = async (): Promise<string[]> =>
    (await walked.locator('li b').allInnerTexts()).map((text) => text.trim());
  const wanted = (step: number): string[] => {
    const [here, next, after] = inspect(currentTrace, messages, ledger, step, 0).walk;
    const logs = [here.norm.δy, here.message.R_o, next?.norm.δō, next?.norm.δy];
    const rest = after === null ? [next?.norm.Δ] : [next?.message.R_o, after.norm.δō];
    return [...logs, ...rest].map((log10) => magnitude(log10 ?? Number.NaN));
  };

  await edge(page, 'R_o').hover();
  await expect.poll(numbers).toEqual(wanted(DEFAULTS.steps - 2));
  const row = page.locator('.heat-row[data-row="alone.R_o"]');
  expect(await row.getAttribute('data-pointed')).toBe('true');
  expect(await page.locator('.heat-row[data-pointed]').count()).toBe(1);
  const height = await page.locator('.cell-diagram').evaluate((element) => element.getBoundingClientRect().height);

  await page.mouse.move(2, 2);
  await expect.poll(() => row.getAttribute('data-pointed')).toBeNull();
  expect(await page.locator('.cell-diagram').evaluate((element) => element.getBoundingClientRect().height)).toBe(
    height,
  );

  // Another step, from the keyboard: the walk is that step's.
  await page.locator('.rows').focus();
  await page.keyboard.press('Home');
  await page.getByText('step 1', { exact: true }).waitFor();
  await edge(page, 'R_o').hover();
  await expect.poll(numbers).toEqual(wanted(0));

  // The other way round: a row's name lights the edge.
  await row.locator('.row-name').hover();
  await page.locator('.cell-edge[data-edge="R_o"][data-offset="0"][data-hop]').waitFor();
  expectNoConsoleErrors(page);
});
