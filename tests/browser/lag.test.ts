/** The lag map in real Chromium: painted, read with the mouse and with keys, live, and with truncation drawn over it. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { LagBatch } from '../../src/engine/lagMap';
import type { TruncationBatch } from '../../src/engine/truncationLoss';
import { decodeLink } from '../../src/settings/link';
import type { LagOf } from '../../src/settings/settings';
import { magnitude } from '../../src/story/format';
import { biasText, cosineText } from '../../src/views/lag/words';
import { runAndAsk } from '../engine/runs';
import { expectAccessible } from './axe';
import { expectNoConsoleErrors, openPage } from './harness';
import { forgetBias } from './picture';

interface Answer {
  /** log10, both 0-based. */
  readonly at: (k: number, t: number) => number;
  readonly truncation: TruncationBatch | null;
}

/** What the engine says of a link's lag map. */
function answerOf(link: string, of: LagOf = 'state'): Answer {
  const [settings] = decodeLink(link).panes;
  const batches = [...runAndAsk(settings, [{ kind: 'lag', of }])];
  const rows = batches.filter((batch): batch is LagBatch => batch?.kind === 'lag');
  return {
    at(k, t) {
      const batch = rows.find(({ from, count }) => k >= from && k < from + count);
      return batch?.cells[(k - batch.from) * settings.steps + t] ?? Number.NaN;
    },
    truncation: batches.find((batch): batch is TruncationBatch => batch?.kind === 'truncation') ?? null,
  };
}

const reading = (page: Page): Promise<string> =>
  page.locator('#lag-reading').evaluate((element) => element.textContent ?? '');

/** Every cell is there, and the triangle has colours. */
async function paintedMap(page: Page): Promise<void> {
  await page.waitForFunction(() => /‖₂? \d/.test(document.querySelector('#lag-reading')?.textContent ?? ''));
  await expect.poll(() => colours(page)).toBeGreaterThan(5);
}

/** Distinct colours of the map's canvas. */
const colours = (page: Page): Promise<number> =>
  page.locator('.lag-plot canvas').evaluate((canvas) => {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
    if (context === null) return 0;
    const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

/** Moves the mouse to the cell of loss t at step k, both 0-based. */
async function pointAt(page: Page, k: number, t: number, steps: number): Promise<void> {
  const box = await page.locator('.lag-plot').boundingBox();
  if (box === null) throw new Error('no map');
  await page.mouse.move(box.x + ((t + 0.5) * box.width) / steps, box.y + box.height - ((k + 0.5) * box.height) / steps);
}

const said = (answer: Answer, k: number, t: number, norm = '‖g‖₂'): string =>
  `loss at step ${t + 1}, ${t - k} steps back, at step ${k + 1}: ${norm} ${magnitude(answer.at(k, t))}`;

it('is read with the mouse and with keys, and shares its step with the page', async () => {
  const link = '#v=1&view=lag&T=60&bf=1&N=16';
  const answer = answerOf(link);
  const page = await openPage({ path: link, viewport: { width: 1440, height: 900 } });
  await paintedMap(page);
  await pointAt(page, 22, 51, 60);
  await expect.poll(() => reading(page)).toBe(said(answer, 22, 51));
  await page.locator('.heat-row .row-norm', { hasText: 'at step 23' }).first().waitFor();

  await page.locator('.lag-plot').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => reading(page)).toBe(said(answer, 12, 52));

  // The mean by lag chooses a lag of the same loss.
  const curve = await page.locator('.lag-curve .plot').boundingBox();
  if (curve === null) throw new Error('no curve');
  await page.mouse.click(curve.x + (5.5 * curve.width) / 60, curve.y + 10);
  await expect.poll(() => reading(page)).toBe(said(answer, 47, 52));

  await page.getByRole('combobox', { name: 'Gradient of' }).selectOption('R_z');
  await expect.poll(() => reading(page)).toBe(said(answerOf(link, 'R_z'), 47, 52, '‖dE/dRz‖'));
  expect(await page.evaluate(() => location.hash)).toContain('lagof=R_z');
  expectNoConsoleErrors(page);
});

it('is live under the slider', async () => {
  const page = await openPage({ path: '#v=1&view=lag&T=60&N=16', viewport: { width: 1440, height: 900 } });
  await paintedMap(page);
  await pointAt(page, 5, 55, 60);
  await forgetBias(page).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  const bias = await page.getByRole('textbox', { name: 'Forget-gate bias, value' }).inputValue();
  const answer = answerOf(`#v=1&view=lag&T=60&N=16&bf=${bias}`);
  expect(Number(bias)).toBeLessThan(3);
  await expect.poll(() => reading(page)).toBe(said(answer, 5, 55));
});

it('says what truncation throws away, and draws where', async () => {
  const page = await openPage({ path: '#v=1&view=lag&T=60&N=16&fill=view', viewport: { width: 1440, height: 900 } });
  await paintedMap(page);
  expect(await page.locator('.lag-boundary').count()).toBe(0);
  await page.getByRole('button', { name: 'See what 20 steps keep' }).click();
  const link = '#v=1&view=lag&T=60&N=16&fill=view&trunc=sliding&k=20';
  const answer = answerOf(link);
  const all = answer.truncation?.parameters[0];
  if (all === undefined) throw new Error('no comparison');
  await page.getByText(`has ${biasText(all)} of the gradient’s norm`).waitFor();
  const note = await page.locator('.lag-truncation').innerText();
  expect(note).toContain(`cosine ${cosineText(all)}`);
  expect(await page.getByRole('row').count()).toBe(13);
  expect(await page.locator('.lag-boundary').count()).toBe(2);
  // The map itself is the full one.
  await pointAt(page, 10, 31, 60);
  await expect.poll(() => reading(page)).toBe(`${said(answer, 10, 31)} thrown away by truncation`);
  await pointAt(page, 11, 31, 60);
  await expect.poll(() => reading(page)).toBe(said(answer, 11, 31));
  await page.getByRole('button', { name: 'No truncation' }).click();
  await page.getByRole('button', { name: 'See what 20 steps keep' }).waitFor();
  expect(answer.at(10, 31)).toBeCloseTo(answerOf('#v=1&T=60&N=16').at(10, 31), 6);
});

it.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
] as const)('axe finds nothing in %s at %i', async (colorScheme, width) => {
  const page = await openPage({
    colorScheme,
    viewport: { width, height: 900 },
    path: '#v=1&view=lag&T=60&N=16&trunc=window&k=10&peep=1&fill=view',
  });
  await paintedMap(page);
  await page.locator('.lag-truncation b').first().waitFor();
  await expectAccessible(page, '.lag-view');
});

it('words stay inside at twice the text', async () => {
  const page = await openPage({
    path: '#v=1&view=lag&T=60&N=16&trunc=window&k=10',
    viewport: { width: 1440, height: 900 },
  });
  await paintedMap(page);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await expect
    .poll(() =>
      page.evaluate(() => {
        const view = document.querySelector('.lag-view')?.getBoundingClientRect();
        return [...document.querySelectorAll('.lag-view p, .lag-view b, .lag-view select, .lag-view figcaption span')]
          .filter((element) => element.getBoundingClientRect().right > (view?.right ?? 0) + 1)
          .map((element) => element.textContent);
      }),
    )
    .toEqual([]);
});
