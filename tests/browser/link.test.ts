/** The link alone makes the page: the same picture in another browser, and a bad one does no harm. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import {
  choiceOf,
  finished,
  forgetBiasField,
  hashOf,
  historyLength,
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
  expect(copied).toMatch(/\/gradient-carousel\/#v=3&bf=4&show=lab$/);
});

it('names every key it cannot use, uses defaults for those, and keeps the rest', async () => {
  const page = await openPage({ path: '#v=1&bf=999&foo=1&r=abc&net=elman&N=64' });
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
  await expect.poll(() => hashOf(page)).toMatch(/^#v=3&bf=4(&show=lab)?$/);
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

const reading = (page: Page) => page.locator('#reading');

it('has the cell that is read: Share shows exactly this picture, and the link opens with it', async () => {
  const page = await openPage({ path: '#v=2&bf=2' });
  await finished(page);
  const entries = await historyLength(page);
  await page.getByRole('application').focus();
  for (const key of ['Shift+ArrowLeft', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await reading(page).getByText('step 90, unit 3').waitFor();
  await expect.poll(() => hashOf(page)).toBe('#v=3&bf=2&show=lab&step=90&u=3');
  expect(await historyLength(page)).toBe(entries);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('Link copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/#v=3&bf=2&show=lab&step=90&u=3$/);

  const again = await openPage({ path: new URL(copied).hash });
  await finished(again);
  await reading(again).getByText('step 90, unit 3').waitFor();
  expect(await reading(again).innerText()).toBe(await reading(page).innerText());
  expect(await again.locator('.heat-row').first().locator('line.cross').count()).toBe(2);
  // A change is an entry of its own, and Back brings the cell back that was read then.
  await forgetBiasField(again).fill('4');
  await forgetBiasField(again).press('Enter');
  await again.getByRole('application').focus();
  await again.keyboard.press('Home');
  await expect.poll(() => hashOf(again)).toBe('#v=3&bf=4&show=lab&step=1&u=3');
  await again.goBack();
  await reading(again).getByText('step 90, unit 3').waitFor();
  expectNoConsoleErrors(again);
});

it.each([
  ['a query', '?v=1&bf=1&fbclid=x', '#v=1&bf=1'],
  ['a link percent-encoded once more', '#v%3D1%26bf%3D1', '#v=1&bf=1'],
  ['a link with its & escaped for HTML', '#v=1&amp;bf=1', '#v=1&bf=1'],
])('reads %s, which becomes the hash it was meant to be', async (_, path, hash) => {
  const page = await openPage({ path });
  await finished(page);
  expect(await forgetBiasField(page).inputValue()).toBe('1.00');
  expect(await page.evaluate(() => location.search + location.hash)).toBe(hash);
  expect(await page.getByRole('alert').count()).toBe(0);
  expectNoConsoleErrors(page);
});

it('keeps what a version-1 text counted, and counts a new one as a person does', async () => {
  const text = 'cafe%CC%81+%F0%9F%87%AB%F0%9F%87%B7%09';
  const older = await openPage({ path: `#v=1&in=text&text=${text}` });
  await finished(older);
  await older.getByText('9 code points, 9 steps').waitFor();
  await older.getByRole('button', { name: 'Count characters' }).click();
  await older.getByText('7 characters, 7 steps').waitFor();
  const ticks = older.locator('.axis > span');
  await expect.poll(() => ticks.allInnerTexts()).toEqual(['c', 'a', 'f', 'é', '␣', '🇫🇷', '⇥']);
  expect(await hashOf(older)).toBe('#v=3&in=text&text=cafe%CC%81+%F0%9F%87%AB%F0%9F%87%B7%09&show=lab');
});

it('agrees with the page in the end where the browser allows 100 history calls in ten seconds', async () => {
  const page = await openPage({
    prepare: (opening) =>
      opening.addInitScript(() => {
        let times: number[] = [];
        for (const method of ['pushState', 'replaceState'] as const) {
          const call = history[method].bind(history);
          history[method] = (...args) => {
            const now = performance.now();
            times = times.filter((time) => time > now - 10_000);
            if (times.length >= 100) throw new DOMException('100 calls in 10 s', 'SecurityError');
            times.push(now);
            call(...args);
          };
        }
      }),
  });
  await finished(page);
  const field = forgetBiasField(page);
  await field.focus();
  for (let k = 0; k < 130; k++) await page.keyboard.press('ArrowUp'); // each is one complete change
  expect(await field.inputValue()).toBe('9.50');
  expect(await hashOf(page)).not.toBe('#v=3&bf=9.5&show=lab');
  await expect.poll(() => hashOf(page), { timeout: 20_000 }).toBe('#v=3&bf=9.5&show=lab');
  expectNoConsoleErrors(page);
});
