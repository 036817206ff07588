/** What is not on the first screen, and what if it, or the first script itself, cannot be had. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { VIEW_IDS, VIEW_LABELS } from '../../src/settings/views';
import { VIEWS } from '../../src/views/descriptors';
import { openPage } from './harness';
import { finished, forgetBias, hashOf, historyLength, rowPictures } from './picture';

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
/** Nothing is fetched while nobody asks for it: so that a test can refuse it. */
const saveData = (page: Page): Promise<unknown> =>
  page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
const scriptsOf = (page: Page): string[] => {
  const seen: string[] = [];
  page.on('request', (request) => {
    const name = /\/(\w+)-[\w-]+\.js(\?.*)?$/.exec(request.url())?.[1];
    if (name !== undefined) seen.push(name);
  });
  return seen;
};

it('a view that cannot be loaded is tried again without a reload, and the settings stay', async () => {
  let blocked = true;
  const page = await openPage({
    path: '#v=1&T=40&bf=1',
    prepare: async (fresh) => {
      await saveData(fresh);
      await fresh.route(/SpectrumView/, (route) => (blocked ? route.abort() : route.continue()));
    },
  });
  await finished(page);
  await page.evaluate(() => Object.assign(window, { same: true }));
  await tab(page, 'Spectrum').click();
  const problem = page.getByRole('alert').getByText('This view could not be shown');
  await problem.waitFor();
  await page.getByRole('button', { name: 'Try again' }).click(); // still refused
  await problem.waitFor();
  blocked = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.spectrum-view').waitFor();
  await expect.poll(() => problem.count()).toBe(0);
  // One that works beside one that did not: they share everything.
  await page.locator('.spectrum-view .dots').first().waitFor();
  await tab(page, 'Gates').click();
  await page.locator('.gates-view').waitFor();
  await tab(page, 'Spectrum').click();
  await page.locator('.spectrum-view').waitFor();
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  expect(await hashOf(page)).toBe('#v=3&T=40&bf=1&show=lab&view=spectrum');
});

it('a tour that cannot be loaded changes nothing, says so, and begins when it can be', async () => {
  let blocked = true;
  const path = '#v=1&net=rnn&T=40';
  const page = await openPage({
    path,
    prepare: async (fresh) => {
      await saveData(fresh);
      await fresh.route(/\/Tour-/, (route) => (blocked ? route.abort() : route.continue()));
    },
  });
  await finished(page);
  const entries = await historyLength(page);
  await page.getByRole('button', { name: 'Tour' }).click();
  await page.getByRole('alert').getByText('The tour could not be loaded, so nothing was changed').waitFor();
  expect(await hashOf(page)).toBe(path);
  expect(await historyLength(page)).toBe(entries);
  blocked = false;
  await page.getByRole('button', { name: 'Tour' }).click();
  await page.locator('.tour').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('everything is fetched once the page has nothing else to do, and views then open without the network', async () => {
  const page = await openPage({ path: '#v=1&T=40' });
  const seen = scriptsOf(page);
  await finished(page);
  // Lab shows the cell from the first on; claims are in the header.
  const others = VIEW_IDS.filter((view) => view !== 'cell' && view !== 'claims');
  const views = ['galleries', ...others.map((view) => VIEWS[view].component)];
  await expect
    .poll(() => [...seen].sort(), { timeout: 30_000 })
    .toEqual(expect.arrayContaining([...views, 'Compared', 'Tour', 'WordCard']));
  await page.waitForLoadState('networkidle'); // asked for is not yet received
  await page.context().setOffline(true);
  for (const view of others) {
    await tab(page, VIEW_LABELS[view]).click();
    await page.locator('.views .view h2').first().waitFor();
  }
  await page.getByRole('button', { name: 'Claims', exact: true }).click();
  await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click();
  await page.getByRole('region', { name: 'Claim', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Tour' }).click();
  await page.locator('.tour').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('nothing is fetched ahead for a reader who saves data', async () => {
  let seen: string[] = [];
  const page = await openPage({
    path: '#v=3&T=40',
    prepare: async (fresh) => {
      await saveData(fresh);
      seen = scriptsOf(fresh);
    },
  });
  await finished(page);
  // By then it would have been: another page, opened later, has.
  let fetched: string[] = [];
  await openPage({
    path: '#v=3&T=40',
    prepare: (fresh) => {
      fetched = scriptsOf(fresh);
    },
  });
  await expect
    .poll(() => fetched, { timeout: 30_000 })
    .toEqual(expect.arrayContaining(['Compared', 'Tour', 'WordCard']));
  // The notes stand in the river as it opens.
  expect([...new Set(seen)].sort()).toEqual(['RiverNotes', 'index', 'mount', 'rolldown']);
});

it('a main script that cannot be had says so, after seconds and not at once', async () => {
  const page = await openPage({
    prepare: (fresh) => fresh.route(/\/index-[\w-]+\.js$/, (route) => route.abort()),
  });
  const words = page.getByText('The page has not begun');
  expect(await words.isVisible()).toBe(false);
  await words.waitFor({ state: 'visible', timeout: 10_000 });
});

it('and so does the chunk that draws the page', async () => {
  const page = await openPage({ prepare: (fresh) => fresh.route(/\/mount-[\w-]+\.js$/, (route) => route.abort()) });
  await page.getByText(/The page (could not be loaded|has not begun)/).waitFor({ state: 'visible', timeout: 10_000 });
});

it('an error that nothing else has caught leaves words, and the page is drawn afresh with the settings kept', async () => {
  const path = '#v=1&T=40&bf=1&cut=R_z';
  const page = await openPage({
    path,
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'dataset') ?? {};
        Object.defineProperty(HTMLElement.prototype, 'dataset', {
          get(this: HTMLElement) {
            if ('broken' in window && this === document.documentElement) throw new Error('the ceiling came down');
            return get?.call(this);
          },
        });
      }),
  });
  await finished(page);
  const rows = (await rowPictures(page)).length;
  await page.evaluate(() => Object.assign(window, { broken: true }));
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page
    .getByRole('button', { name: /^Theme/ })
    .click({ timeout: 1000 })
    .catch(() => {});
  await page.getByRole('alert').getByText('the ceiling came down').waitFor();
  await page.evaluate(() => Reflect.deleteProperty(window, 'broken'));
  await page.getByRole('button', { name: 'Draw the page afresh' }).click();
  await finished(page);
  expect(await hashOf(page)).toBe(path);
  expect(await rowPictures(page)).toHaveLength(rows);
  await forgetBias(page).press('ArrowRight');
  await expect.poll(() => hashOf(page)).toContain('bf=1.05');
});
