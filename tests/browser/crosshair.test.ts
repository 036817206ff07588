/** The crosshair: the same step and unit everywhere, and the engine's own numbers in the reading, digit for digit. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Scaled } from '../../src/math/scaled';
import { decodeLink } from '../../src/settings/link';
import { exact, scaled } from '../../src/story/format';
import { expectNoConsoleErrors, openPage } from './harness';
import { inspected } from './inspected';
import { finished } from './picture';

/** Cells of the reading: what is written, and the exact value behind it. */
function readingCells(page: Page): Promise<{ text: string; title: string }[]> {
  return page
    .locator('.inspector td')
    .evaluateAll((cells) =>
      cells.map((cell) => ({ text: (cell.textContent ?? '').trim(), title: cell.getAttribute('title') ?? '' })),
    );
}

async function expectReading(page: Page, link: string, step: number, unit: number): Promise<void> {
  await page
    .locator('.inspector')
    .getByText(`Step ${step + 1}, unit ${unit + 1}`)
    .waitFor();
  const { own, second } = inspected(link, step, unit);
  const expected = (['delta', 'forward', 'arriving', 'alone', 'factor'] as const).flatMap((part) =>
    Object.entries<Scaled>(own[part]).map(([name, value]) => {
      const other = (second[part] as Readonly<Record<string, Scaled>>)[name];
      const isNamed = part === 'delta' || part === 'forward';
      return { text: `${isNamed ? `${name} ` : ''}${scaled(value, other)}`, title: exact(value, other) };
    }),
  );
  // To the digits that hold, once the second run is there.
  const missing = async (): Promise<unknown[]> => {
    const cells = await readingCells(page);
    return expected.filter(
      ({ text, title }) => !cells.some((cell) => cell.text === text && cell.title.includes(title)),
    );
  };
  await expect.poll(missing).toEqual([]);
}

it.each([
  ['the default LSTM', '#v=1&view=reading'],
  ['one with peepholes and a cut', '#v=1&peep=1&cut=R_z&bf=1&view=reading'],
  ['one that leaves float64', '#v=1&r=0.1&bf=-6&T=400&bz=5&view=reading'],
  ['an RNN', '#v=1&net=rnn&r=1.5&view=reading'],
])('by arrow keys, with the numbers of the engine: %s', async (_, link) => {
  const page = await openPage({ path: link });
  await finished(page);
  const steps = decodeLink(link).panes[0]?.steps ?? 100;
  await page.getByRole('application').focus();
  await page.keyboard.press('ArrowLeft'); // from the last step, where the gradient starts
  await expectReading(page, link, steps - 2, 0);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expectReading(page, link, steps - 12, 11);
  await page.keyboard.press('Home');
  await expectReading(page, link, 0, 11);
  await page.keyboard.press('ArrowLeft'); // there is no step before the first
  await expectReading(page, link, 0, 11);
  await page.keyboard.press('End');
  await expectReading(page, link, steps - 1, 11);
  expectNoConsoleErrors(page);
});

it('stands in every row and in the chart, and Escape clears it', async () => {
  const page = await openPage();
  await finished(page);
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.locator('#reading').getByText('step 90, unit 1').waitFor();
  for (const row of await page.locator('.heat-row').all()) {
    expect(await row.locator('line.cross').count()).toBe(2);
    expect(await row.innerText()).toContain('at step 90');
  }
  expect(await page.locator('.chart line.cross').count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('line.cross').count()).toBe(0);
  await page.locator('#reading').getByText('Point at a cell').waitFor();
});

it('follows the mouse: the cell under it is the cell that is read', async () => {
  const page = await openPage({ path: '#v=1&view=reading' });
  await finished(page);
  const box = await page.locator('.heat-row[data-row="alone.R_z"] .plot').boundingBox();
  if (box === null) throw new Error('the row is not visible');
  await page.mouse.move(box.x + (79.5 / 100) * box.width, box.y + (20.5 / 32) * box.height);
  await expectReading(page, '#v=1', 79, 20);
  // A run that is changed under the crosshair changes its numbers.
  await page.getByRole('switch', { name: 'Let the gradient through carousel' }).press('Enter');
  const cut = inspected('#v=1&cut=cec', 79, 20);
  await expect
    .poll(async () => (await readingCells(page)).map(({ title }) => title).join())
    .toContain(exact(cut.own.delta.δc as Scaled, cut.second.delta.δc));
});

it('stays inside the picture when the network shrinks under it', async () => {
  const page = await openPage();
  await finished(page);
  await page.getByRole('application').focus();
  await page.keyboard.press('End');
  for (let k = 0; k < 4; k++) await page.keyboard.press('Shift+ArrowDown');
  await page.locator('#reading').getByText('Step 100, unit 32').waitFor();
  for (const [name, value] of [
    ['hiddenSize', '4'],
    ['steps', '20'],
  ] as const) {
    await page.locator(`[data-control="${name}"] .number`).fill(value);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('img', { name: '4 units by 20 steps' }).first().waitFor();
  await page.locator('#reading').getByText('Step 20, unit 4').waitFor();
  expectNoConsoleErrors(page);
});
