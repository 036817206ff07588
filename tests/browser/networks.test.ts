/** Other networks and inputs: the rows, words and axis that belong to them. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { choiceOf, finished, forgetBias, hashOf, rowPictures, sentence } from './picture';

it.each([
  ['must vanish', 'orthogonal', '0.7', /It must vanish/],
  ['may explode', 'gaussian', '1.5', /It may explode/],
  ['neither is certain', 'gaussian', '0.9', /Neither vanishing nor exploding is certain/],
])('the RNN: one row of paths, and whether it %s, by its numbers', async (_, weights, radius, verdict) => {
  const page = await openPage();
  await finished(page);
  await page.getByText('RNN', { exact: true }).click();
  await choiceOf(page, 'weights').selectOption(weights);
  await page.getByRole('textbox', { name: 'Spectral radius, value' }).fill(radius);
  await page.keyboard.press('Enter');
  const more = page.locator('.sentence .more');
  await expect.poll(() => more.innerText()).toMatch(new RegExp(`spectral radius = ${radius}\\b`));
  expect(await more.innerText()).toMatch(verdict);
  const rows = await rowPictures(page);
  expect(rows.map(({ row }) => row)).toEqual(['y', 'alone.W_h']);
  for (const { row, colours } of rows) expect(colours, row).toBeGreaterThan(20);
  expect(await forgetBias(page).isDisabled()).toBe(true);
  await page.getByRole('tab', { name: 'Step norms' }).click();
  await page.getByText(/bound γσ/).waitFor();
  await page.getByText('LSTM', { exact: true }).click();
  await expect.poll(async () => (await rowPictures(page)).length).toBe(6);
  expectNoConsoleErrors(page);
});

it('peepholes add their rows, and “no forget gate” takes the gate’s away', async () => {
  const page = await openPage();
  await finished(page);
  await page.getByRole('checkbox', { name: 'Peepholes' }).check();
  const names = async (): Promise<string> =>
    (await rowPictures(page)).map(({ row }) => row.replace('alone.', '')).join(' ');
  await expect.poll(names).toBe('c cec R_z R_i R_f R_o p_i p_f');
  await page.getByRole('checkbox', { name: 'Forget gate' }).uncheck();
  await expect.poll(names).toBe('c cec R_z R_i R_o p_i');
  await expect.poll(() => sentence(page).innerText()).toMatch(/on the carousel/);
});

it('a typed text sets the steps, and its characters are the time axis', async () => {
  const page = await openPage();
  await finished(page);
  await choiceOf(page, 'input').selectOption('text');
  const area = page.getByRole('textbox', { name: /^Text/ });
  await area.fill('hello, wörld 😀!');
  await page.getByRole('img', { name: '32 units by 15 steps' }).first().waitFor();
  expect((await page.locator('.axis span').allInnerTexts()).join('')).toBe('hello,␣wörld␣😀!');
  await expect.poll(() => sentence(page).innerText()).toContain('14 steps back');
  expect(await page.getByRole('slider', { name: 'Steps T' }).isDisabled()).toBe(true);
  await page.keyboard.press('Tab');
  await expect.poll(() => hashOf(page)).toMatch(/in=text&text=hello/);

  const again = await openPage({ path: await hashOf(page) });
  await finished(again);
  expect(await rowPictures(again)).toEqual(await rowPictures(page));
  expect(await again.getByRole('textbox', { name: /^Text/ }).inputValue()).toBe('hello, wörld 😀!');
  expectNoConsoleErrors(page);
});

it('the measured series names its source, with a link', async () => {
  const page = await openPage();
  await finished(page);
  await choiceOf(page, 'input').selectOption('co2');
  const source = page.locator('.source a');
  await source.waitFor();
  expect(await source.innerText()).toMatch(/CO₂|Mauna Loa|NOAA/i);
  expect(await source.getAttribute('href')).toMatch(/^https:\/\//);
});
