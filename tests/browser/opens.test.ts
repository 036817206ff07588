/** The page opens, under a sub-path, with its pictures painted and its sentence said, and asks nobody else for anything. */
import { expect, inject, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, rowPictures, sentence } from './picture';

it('shows all six rows of the LSTM painted, and a sentence with a number', async () => {
  const page = await openPage();
  await finished(page);
  const rows = await rowPictures(page);
  expect(rows.map(({ row }) => row)).toEqual(['c', 'alone.cec', 'alone.R_z', 'alone.R_i', 'alone.R_f', 'alone.R_o']);
  for (const { row, width, height, colours } of rows) {
    expect(width, row).toBeGreaterThan(300);
    expect(height, row).toBeGreaterThan(20);
    expect(colours, row).toBeGreaterThan(20);
  }
  // The rows differ from one another.
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(6);
  expect(await sentence(page).innerText()).toMatch(/gradient.*\d/);
  expectNoConsoleErrors(page);
});

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
  [900, 800],
  [390, 844],
] as const) {
  it(`nothing jumps while the page is put together, ${width} pixels wide`, async () => {
    const page = await openPage({
      path: '',
      viewport: { width, height },
      prepare: (fresh) =>
        fresh.addInitScript(() => {
          const shifts = { seen: 0, sum: 0 };
          (window as unknown as { shifts: typeof shifts }).shifts = shifts;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              shifts.seen++;
              shifts.sum += (entry as PerformanceEntry & { readonly value: number }).value;
            }
          }).observe({ type: 'layout-shift', buffered: true });
        }),
    });
    await finished(page);
    await page.locator('.river').waitFor();
    const shifts = (): Promise<{ seen: number; sum: number }> =>
      page.evaluate(() => (window as unknown as { shifts: { seen: number; sum: number } }).shifts);
    const { seen, sum } = await shifts();
    expect(sum).toBeLessThan(0.05);
    // What jumps is counted.
    await page.evaluate(() => {
      const block = document.createElement('div');
      block.style.height = '100px';
      document.body.prepend(block);
    });
    await expect.poll(async () => (await shifts()).seen).toBeGreaterThan(seen);
    expect((await shifts()).sum).toBeGreaterThan(0.05);
  });
}

it('loads every file from its own sub-path, and nothing from another origin', async () => {
  const urls: string[] = [];
  const page = await openPage({ prepare: (fresh) => void fresh.on('request', (request) => urls.push(request.url())) });
  await finished(page);
  const base = inject('baseUrl');
  expect(new URL(base).pathname).not.toBe('/');
  expect(urls.filter((url) => !url.startsWith(base) && !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual(
    [],
  );
  expect(urls.some((url) => /worker.*\.js$/.test(url))).toBe(true);
  // Nothing on the page could go elsewhere later either: links are for people, resources are not.
  const resources = await page
    .locator('script[src], link[href], img[src]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? one.getAttribute('href') ?? ''));
  expect(resources.filter((path) => /^(https?:)?\/\//.test(path) && !path.startsWith(base))).toEqual([]);
  expectNoConsoleErrors(page);
});

it('asks for the first scripts, and the worker, to be compiled as they load', async () => {
  const scripts = new Map<string, string>();
  const page = await openPage({
    prepare: (fresh) =>
      void fresh.on('response', async (response) => {
        if (/\/(index|mount|engine\.worker)-[^/]*\.js$/.test(response.url())) {
          scripts.set(response.url().replace(/.*\/|-[^/]*$/g, ''), await response.text());
        }
      }),
  });
  await finished(page);
  await expect.poll(() => [...scripts.keys()].sort()).toEqual(['engine.worker', 'index', 'mount']);
  // Behind anything else it is not read.
  for (const [name, text] of scripts) expect(text, name).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
});

it('paints the same pixels on two loads', async () => {
  const [first, second] = [await openPage(), await openPage()];
  await finished(first);
  await finished(second);
  expect(await rowPictures(second)).toEqual(await rowPictures(first));
  expect(await sentence(second).innerText()).toBe(await sentence(first).innerText());
});
