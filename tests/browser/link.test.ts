/** The link alone makes the page: the same picture in another browser, and a bad one does no harm. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import {
  choiceOf,
  finished,
  forgetBiasField,
  hashOf,
  pictureHash,
  rowPictures,
  sentence,
  spectralRadius,
} from './picture';

it('gives the same pixels and the same sentence in a new browser', async () => {
  const page = await openPage();
  await finished(page);
  await spectralRadius(page).press('PageUp');
  await page.getByRole('radio', { name: 'Arriving' }).check();
  await page.getByRole('switch', { name: 'Let the gradient through R_i' }).click();
  await choiceOf(page, 'weights').selectOption('orthogonal');
  await expect.poll(() => hashOf(page)).toContain('init=orthogonal');
  const link = await hashOf(page);
  for (const part of ['r=1.1', 'cut=R_i', 'rows=arriving']) expect(link).toContain(part);

  const [first, second] = [await openPage({ path: link }), await openPage({ path: link })];
  await finished(first);
  await finished(second);
  expect(await rowPictures(second)).toEqual(await rowPictures(first));
  expect(await sentence(second).innerText()).toBe(await sentence(first).innerText());
  // And both are what the page showed that made the link.
  await expect.poll(() => pictureHash(page)).toBe(await pictureHash(first));
  await expect.poll(() => sentence(page).innerText()).toBe(await sentence(first).innerText());
  expectNoConsoleErrors(first);
});

it('is copied by Share, whole', async () => {
  const page = await openPage({ path: '#v=1&bf=2' });
  await finished(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await forgetBiasField(page).fill('4');
  await forgetBiasField(page).press('Enter');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('Link copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await page.evaluate(() => location.href));
  expect(copied).toMatch(/\/gradient-carousel\/#v=1&bf=4$/);
});

it('names every key it cannot use, uses defaults for those, and keeps the rest', async () => {
  const page = await openPage({ path: '#v=1&bf=999&foo=1&r=abc&net=gru&N=64' });
  await finished(page);
  const notice = page.getByRole('alert');
  await notice.waitFor();
  const items = await notice.getByRole('listitem').allInnerTexts();
  expect(items).toHaveLength(4);
  for (const key of ['(bf)', '“foo”', '(r)', '(net)']) {
    expect(
      items.filter((item) => item.includes(key)),
      key,
    ).toHaveLength(1);
  }
  expect(await forgetBiasField(page).inputValue()).toBe('3.00');
  expect(await page.getByRole('textbox', { name: 'Spectral radius, value' }).inputValue()).toBe('1.00');
  expect(await page.getByRole('radio', { name: 'LSTM' }).isChecked()).toBe(true);
  expect(await page.getByRole('textbox', { name: 'Hidden N, value' }).inputValue()).toBe('64');
  await page.getByRole('img', { name: '64 units by 100 steps' }).first().waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => notice.count()).toBe(0);
  expectNoConsoleErrors(page);
});

it.each([
  ['a broken escape', '#%E0%A4%A'],
  ['number signs', '####'],
  ['signs that mean something', '#v=1&&==&=&bf=&%00=%00'],
  ['100 kB of a', `#${'a'.repeat(100_000)}`],
  ['100 kB of keys', `#${'q=1&'.repeat(25_000)}`],
  ['a prototype', '#__proto__=1&constructor=2&toString=3'],
])('survives %s', async (_, path) => {
  const page = await openPage({ path });
  await finished(page);
  expect(new Set((await rowPictures(page)).map(({ hash }) => hash)).size).toBe(6);
  await forgetBiasField(page).fill('4');
  await forgetBiasField(page).press('Enter');
  await expect.poll(() => hashOf(page)).toBe('#v=1&bf=4');
  expectNoConsoleErrors(page);
});

it('follows a hash that is typed into the address bar', async () => {
  const page = await openPage();
  await finished(page);
  await page.evaluate(() => {
    location.hash = '#v=1&bf=5&nonsense=1';
  });
  await expect.poll(() => forgetBiasField(page).inputValue()).toBe('5.00');
  await page.getByRole('alert').getByText('nonsense').waitFor();
});
