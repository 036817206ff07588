/** An engine that dies or cannot be had: the page says so in words, and the next change starts afresh. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { expectPicture, finished, forgetBias, forgetBiasField, pictureHash, rowPictures } from './picture';

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

it('offers another draw, which starts afresh too', async () => {
  const page = await openPage({ prepare: (fresh) => fresh.route(WORKER, (route) => route.abort()) });
  const retry = page.getByRole('button', { name: 'Try another draw' });
  await retry.waitFor();
  await page.unroute(WORKER);
  await retry.click();
  await finished(page);
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
});

it('no words of failure on a page that works', async () => {
  const page = await openPage();
  await finished(page);
  expect(await page.getByText('The computation stopped').count()).toBe(0);
  expectNoConsoleErrors(page);
});
