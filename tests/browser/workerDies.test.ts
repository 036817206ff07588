/** An engine that dies or cannot be had: the page says so in words, and the next change starts afresh. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import {
  expectPicture,
  finished,
  forgetBias,
  forgetBiasField,
  hashOf,
  historyLength,
  pictureHash,
  rowPictures,
  sentence,
} from './picture';

const WORKER = /worker[^/]*\.js$/;

it('a worker that cannot be loaded', async () => {
  const page = await openPage({ prepare: (fresh) => fresh.route(WORKER, (route) => route.abort()) });
  await page.getByRole('alert').getByText('The computation stopped').waitFor();
  expect(await forgetBias(page).isEnabled()).toBe(true);
  await forgetBias(page).press('ArrowRight'); // still no engine, still no harm
  await page.getByRole('alert').getByText('The computation stopped').waitFor();
  await page.unroute(WORKER);
  await forgetBias(page).press('ArrowLeft');
  await finished(page);
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  expect((await rowPictures(page)).every(({ colours }) => colours > 20)).toBe(true);
});

it('a worker that throws while it stands by', async () => {
  const page = await openPage();
  await finished(page);
  const [worker] = page.workers();
  if (worker === undefined) throw new Error('the page has no worker');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('the sky fell');
    });
  });
  await page.getByRole('alert').getByText('the sky fell').waitFor();
  expect((await rowPictures(page)).every(({ colours }) => colours > 20)).toBe(true); // the last picture stays

  const fresh = await openPage({ path: '#v=1&bf=1' });
  await finished(fresh);
  await forgetBiasField(page).fill('1');
  await page.keyboard.press('Enter');
  await expectPicture(page, await pictureHash(fresh));
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  expect(page.workers()).toHaveLength(1);
  expect(page.workers()[0]).not.toBe(worker);
});

it('is tried again with the same settings and link', async () => {
  const path = '#v=1&T=40&bf=1';
  const page = await openPage({ path, prepare: (fresh) => fresh.route(WORKER, (route) => route.abort()) });
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  expect(await page.getByRole('alert').innerText()).not.toContain('picture'); // there is none
  const entries = await historyLength(page);
  await page.unroute(WORKER);
  await retry.click();
  await finished(page);
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  expect(await hashOf(page)).toBe(path);
  expect(await historyLength(page)).toBe(entries);
});

it.each([
  ['is missing', 'delete window.Worker', /no Web Worker/],
  [
    'may not be made',
    'window.Worker = class { constructor() { throw new Error("not allowed here"); } }',
    /not allowed here/,
  ],
])('a worker that %s', async (_how, script, words) => {
  const page = await openPage({ prepare: (fresh) => fresh.addInitScript(script) });
  await page.getByRole('alert').getByText(words).waitFor();
  expect(await sentence(page).innerText()).toBe('There is no picture yet.');
  expectNoConsoleErrors(page);
});

it('a worker that never answers, and one that answers late after all', async () => {
  const page = await openPage({
    path: '#v=1&T=40',
    prepare: (fresh) =>
      // Everything that the worker says is kept until the test lets it through.
      fresh.addInitScript(() => {
        const Real = window.Worker;
        const kept: (() => void)[] = [];
        let isOpen = false;
        class Late extends Real {
          override set onmessage(listen: ((event: MessageEvent) => void) | null) {
            super.onmessage =
              listen === null ? null : (event) => (isOpen ? listen(event) : kept.push(() => listen(event)));
          }
        }
        Object.assign(window, {
          Worker: Late,
          letThrough: () => {
            isOpen = true;
            for (const say of kept) say();
          },
        });
      }),
  });
  const notice = page.getByRole('alert').getByText('no sign of life');
  const begun = Date.now();
  await notice.waitFor();
  expect(Date.now() - begun).toBeLessThan(12_000);
  await page.evaluate(() => (window as unknown as { letThrough: () => void }).letThrough());
  await finished(page);
  await expect.poll(() => notice.count()).toBe(0);
});

it('a worker that ends without an error', async () => {
  const page = await openPage({ path: '#v=1&T=40' });
  await finished(page);
  await page.workers()[0]?.evaluate(() => self.close());
  await forgetBias(page).press('ArrowRight');
  await page.getByRole('alert').getByText('no sign of life').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('The picture is that of the last run.');
  const hash = await hashOf(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  const fresh = await openPage({ path: hash });
  await finished(fresh);
  await expectPicture(page, await pictureHash(fresh));
  expect(await hashOf(page)).toBe(hash);
});

it('a run that takes long is no silence', async () => {
  const page = await openPage({ path: '#v=1&N=256&M=64&T=2000&r=2' });
  await page.locator('.busy i').waitFor();
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    new MutationObserver(() => {
      const notice = document.querySelector('.notice')?.textContent;
      if (notice) told.push(notice);
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.waitForTimeout(12_000);
  expect(await page.locator('.busy').innerText()).not.toBe(''); // it is still at work
  expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([]);
});

it('no words of failure on a page that works', async () => {
  const page = await openPage();
  await finished(page);
  expect(await page.getByText('The computation stopped').count()).toBe(0);
  expectNoConsoleErrors(page);
});
