/** A network of one's own: dropped, its layers chosen, changed by the two sliders and brought back; and files that are no network. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from './axe';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, hashOf } from './picture';

const folder = join(import.meta.dirname, '../formats/models');
const model = (name: string): string => join(folder, name);

async function choose(page: Page, ...files: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Your network' }).click();
  await page.getByRole('dialog', { name: 'Your own network' }).waitFor();
  await page.locator('.open-files input[type="file"]').setInputFiles(files.map(model));
}

const bar = (page: Page) => page.getByRole('region', { name: 'Your file' });
const answer = (page: Page): Promise<string> => page.locator('.answer .size').innerText();

it('opens a network with its sequence, takes its loss, tries what would help, and brings it back', async () => {
  const page = await openPage({ path: '#v=3', viewport: { width: 1440, height: 900 } });
  await finished(page);
  await choose(page, 'adding-lstm.safetensors', 'adding-lstm-inputs.csv');
  await bar(page).getByText('adding-lstm.safetensors').waitFor();
  await page.getByText('Can step 1 still learn from step 50?').waitFor();

  await bar(page).getByLabel('Loss').selectOption({ label: 'squared error, behind the head' });
  await bar(page).getByText('no target was given').waitFor();
  await bar(page).getByLabel('Target').fill('1.841623067855835');
  await page.keyboard.press('Enter');
  // Autograd's own: tests/formats/models/adding-lstm.json.
  await bar(page).getByText('E = 0.00801').waitFor();

  const trained = await answer(page);
  const slider = page.getByRole('slider', { name: 'Added to the forget-gate bias' });
  await slider.focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('PageDown');
  await expect.poll(() => answer(page)).not.toBe(trained);
  await expect.poll(() => hashOf(page)).toContain('dbf=-1.5');
  await bar(page).getByRole('button', { name: 'As trained' }).click();
  await expect.poll(() => answer(page)).toBe(trained);
  await expectAccessible(page, '.file-bar');

  await bar(page).getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('slider', { name: 'Forget-gate bias' }).waitFor();
  expectNoConsoleErrors(page);
});

it('lists every layer and direction, says which way it reads, and that a lower one hears of the loss from above', async () => {
  const page = await openPage({ path: '#v=3', viewport: { width: 1440, height: 900 } });
  await finished(page);
  await choose(page, 'adding-bilstm-2-layers.onnx', 'adding-bilstm-2-layers-inputs.csv');
  const layers = bar(page).getByLabel('Layer');
  await layers.waitFor();
  await expect
    .poll(async () => (await layers.locator('option').allInnerTexts()).map((text) => text.split(' ')[0]))
    .toEqual(['l0', 'l0_reverse', 'l1', 'l1_reverse']);
  await layers.selectOption('l0_reverse');
  await bar(page).getByText('It reads from the end').waitFor();
  await expect.poll(() => hashOf(page)).toContain('layer=l0%5Freverse');
  expectNoConsoleErrors(page);
});

it('says what is wrong with a file, and leaves the page as it was', async () => {
  const page = await openPage({ path: '#v=3&bf=2', viewport: { width: 1440, height: 900 } });
  await finished(page);
  const before = await hashOf(page);
  await choose(page, 'torch/../../make/pytorch.py');
  const alert = page.locator('.open-files [role="alert"]');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/pytorch\.py.*Nothing on the page has changed\./s);
  await page.keyboard.press('Escape');
  expect(await hashOf(page)).toBe(before);
  expectNoConsoleErrors(page);
});

it('a link to a file that is not here asks for it, and shows it when it comes', async () => {
  const first = await openPage({ path: '#v=3', viewport: { width: 1440, height: 900 } });
  await finished(first);
  await choose(first, 'adding-gru.pt');
  await bar(first).getByText('adding-gru.pt').waitFor();
  await expect.poll(() => hashOf(first)).toContain('file=');
  const page = await openPage({ path: await hashOf(first), viewport: { width: 1440, height: 900 } });
  await bar(page).getByText('which is not in the link: drop it here').waitFor();
  await choose(page, 'adding-gru.pt');
  await bar(page).getByLabel('Layer').waitFor();
  expectNoConsoleErrors(page);
});
