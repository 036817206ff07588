/** What is taken away from the page, opened again: the figure's cells have the page's colours, and the table the page's numbers. */
import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import type { Download, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { traceLink } from '../../src/cli/tracedRun';
import { decodeLink } from '../../src/settings/link';
import { filesOfLink } from '../script/cases';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished } from './picture';

const LINK = '#v=3&bf=1&r=8&T=40&N=8&show=lab&view=spectrum';

async function opened(colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await openPage({ path: LINK, viewport: { width: 1440, height: 900 }, colorScheme });
  await finished(page);
  await page.getByRole('button', { name: 'Export' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Take away' }).waitFor();
  return page;
}

async function pressed(page: Page, name: string | RegExp): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return download;
}

const bytesOf = async (download: Download): Promise<Buffer> => buffer(await download.createReadStream());

/** The middle of each cell of a heatmap's first image, drawn as it stands in the SVG, as "r g b a". */
function cellsOf(page: Page, svg: string): Promise<string[]> {
  return page.evaluate(async (text) => {
    const first = new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('image');
    const image = new Image();
    image.src = first?.getAttribute('href') ?? '';
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
    return Array.from({ length: image.width * image.height }, (_, k) => data.slice(4 * k, 4 * k + 4).join(' '));
  }, svg);
}

it('an SVG and a PNG from a light page have its colours, cell by cell, and the focus comes back', async () => {
  const page = await opened();
  const download = await pressed(page, 'Save SVG');
  expect(download.suggestedFilename()).toBe('gradient-carousel-lstm-bf1-r8-N8-T40.svg');
  const svg = (await bytesOf(download)).toString('utf8');
  const cells = await cellsOf(page, svg);
  expect(cells).toHaveLength(8 * 40);
  const onPage = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.heat-row canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no heatmap');
    return Array.from({ length: 8 * 40 }, (_, k) => {
      const [x, y] = [(((k % 40) + 0.5) * canvas.width) / 40, ((Math.floor(k / 40) + 0.5) * canvas.height) / 8];
      return context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data.join(' ');
    });
  });
  expect(cells).toEqual(onPage);
  expect(new Set(cells).size).toBeGreaterThan(50);

  // Every pixel of a cell of the PNG is the cell's.
  const png = await bytesOf(await pressed(page, /Save PNG/));
  const drawn = await page.evaluate(
    async ({ base64, text }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const first = new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('image');
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(first?.getAttribute(name)));
      const [wide, tall] = [width / 40, height / 8];
      // One cell away from the frame and from lines, from corner to corner.
      const colours = new Set<string>();
      const { data } = context.getImageData(x + 38 * wide, y + 3 * tall, wide, tall);
      for (let k = 0; k < data.length; k += 4) colours.add(data.slice(k, k + 4).join(' '));
      return { colours: [...colours], size: [image.width, image.height] };
    },
    { base64: png.toString('base64'), text: svg },
  );
  expect(drawn.colours).toEqual([cells[3 * 40 + 38]]);
  expect(drawn.size[0]).toBeGreaterThanOrEqual(Math.floor((183 / 25.4) * 300));

  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Export');
  expectNoConsoleErrors(page);
});

it('from a dark page the figure and the view are light, and the table has the numbers of npm run trace', async () => {
  const page = await opened('dark');
  const dark = (await bytesOf(await pressed(page, 'Save SVG'))).toString('utf8');
  expect(dark).not.toContain('#0e1014');
  expect(dark).toContain('#fbfaf7');
  const view = (await bytesOf(await pressed(page, 'Save the Spectrum view as SVG'))).toString('utf8');
  const parsed = await page.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { broken: svg.querySelector('parsererror')?.textContent, words: svg.documentElement.textContent };
  }, view);
  expect(parsed.broken).toBeUndefined();
  expect(parsed.words).toMatch(/ρ =\s*8\.00/);
  expect(view).not.toMatch(/rgb\(14, 16, 20\)|NaN/);
  const csv = (await bytesOf(await pressed(page, 'Save CSV'))).toString('utf8');
  const [head, first] = csv.split('\n').filter((line) => !line.startsWith('#'));
  const at = head?.split(',').indexOf('g (log10)') ?? -1;
  const [settings] = decodeLink(LINK).panes;
  expect(Number(first?.split(',')[at])).toBe(traceLink(settings).series.g?.[0]);
  expectNoConsoleErrors(page);
});

it('prints the answer and the figure, and nothing else', async () => {
  const page = await openPage({ path: LINK, viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await finished(page);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('dialog', { name: 'Take away' }).waitFor();
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const sheet = page.locator('.print-sheet');
  await sheet.waitFor();
  expect(await sheet.locator('h1').innerText()).toBe('Can step 1 still learn from step 40?');
  expect(await sheet.locator('svg image').count()).toBe(6);
  expect(await page.locator('.app').isVisible()).toBe(false);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  expect(await sheet.count()).toBe(0);
  expectNoConsoleErrors(page);
});

it('a script for PyTorch is the one that npm run script writes, to the byte', async () => {
  const page = await opened();
  const download = await pressed(page, 'Save reproduce.py and network.npz');
  expect(download.suggestedFilename()).toBe('gradient-carousel-lstm-bf1-r8-N8-T40-reproduce.zip');
  const found = unzipSync(await bytesOf(download));
  const files = filesOfLink({ link: LINK });
  expect(Object.keys(found)).toEqual(files.map(({ name }) => name));
  for (const { name, content } of files) {
    const bytes = found[name] as Uint8Array;
    if (typeof content === 'string') expect(strFromU8(bytes)).toBe(content);
    else expect(Buffer.from(bytes).equals(content)).toBe(true);
  }
  await page.getByText('-reproduce.zip was handed to your browser’s downloads.').waitFor();
  expectNoConsoleErrors(page);
});
