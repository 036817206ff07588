/** The weights and the gates in a real browser: what is painted, what is read at the crosshair, and what clipping says while it is dragged. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { forward } from '../../src/engine/forward';
import type { GateRow } from '../../src/engine/gateRows';
import { gateRows } from '../../src/engine/gateRows';
import { perturbedSetup } from '../../src/engine/perturbation';
import { weightStrips } from '../../src/engine/weightStrips';
import { runToEnd } from '../../src/math/task';
import { decodeLink } from '../../src/settings/link';
import { DEFAULTS } from '../../src/settings/specs';
import { type AnySize, exact, magnitude, scaled } from '../../src/story/format';
import { setupOf, sweepOf, traceOf } from '../engine/networks';
import { expectAccessible } from './axe';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, hashOf } from './picture';

const settingsOf = (link: string) => decodeLink(link).panes[0] ?? DEFAULTS;
const strip = (page: Page, name: string): Locator => page.locator(`.strip[data-parameter="${name}"]`);
const clippingText = (page: Page): Promise<string> => page.locator('.clipping-words').innerText();

/** Distinct colours of a canvas, transparent ones left out. */
function coloursOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('not a canvas');
    const context = element.getContext('2d');
    if (context === null) throw new Error('a canvas without a context');
    const pixels = new Uint32Array(context.getImageData(0, 0, element.width, element.height).data.buffer);
    return new Set(pixels.filter((pixel) => pixel >>> 24 !== 0)).size;
  });
}

/** Points at the middle of a cell of a plot. */
async function pointAt(plot: Locator, x: number, y: number): Promise<void> {
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the plot is not visible');
  await plot.page().mouse.move(box.x + x * box.width, box.y + y * box.height);
}

it('a strip reads the engine’s numbers at the crosshair, which is everyone’s', async () => {
  const link = '#v=1&view=weights&bf=1&r=1.6';
  const page = await openPage({ path: link, viewport: { width: 1440, height: 900 } });
  await finished(page);
  const { strips } = runToEnd(weightStrips(traceOf(settingsOf(link)), sweepOf(settingsOf(link))));
  await expect.poll(() => strip(page, 'R_i').locator('.strip-value').innerText()).toMatch(/\d/);
  expect(await page.locator('.strip canvas').count()).toBe(strips.length);
  for (const canvas of await page.locator('.strip canvas').all()) expect(await coloursOf(canvas)).toBeGreaterThan(3);
  await pointAt(strip(page, 'R_i').locator('.plot'), 79.5 / 100, 0.5);
  for (const { name, perStep } of strips) {
    await expect
      .poll(() => strip(page, name).locator('.strip-value').innerText(), { message: name })
      .toBe(magnitude(perStep[79] ?? Number.NaN));
  }
  expect(await page.locator('.weights-reading').innerText()).toMatch(/^Ri .* in all, .*Step 80 adds/s);
  expect(await page.locator('.heat-row').first().innerText()).toContain('at step 80');
  expect(await page.locator('.strip line.cross').count()).toBe(strips.length);
  expectNoConsoleErrors(page);
});

it('dragging the largest norm changes what clipping does, at once, and Back undoes the drag', async () => {
  const link = '#v=1&view=weights';
  const page = await openPage({ path: link, viewport: { width: 1440, height: 900 } });
  await finished(page);
  const { global } = runToEnd(weightStrips(traceOf(settingsOf(link)), sweepOf(settingsOf(link))));
  expect(global).toBeGreaterThan(0); // above the limit of 1 at the start
  await expect.poll(() => clippingText(page)).toContain(`Before ‖∂E/∂W‖₂ = ${magnitude(global)}, after 1`);
  await page.getByRole('slider', { name: 'Max norm' }).scrollIntoViewIfNeeded();
  const box = await page.getByRole('slider', { name: 'Max norm' }).boundingBox();
  if (box === null) throw new Error('the slider is not visible');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, y, { steps: 4 });
  await expect.poll(() => clippingText(page)).toContain(`‖∂E/∂W‖₂ = ${magnitude(global)} is within the limit of 100`);
  await page.mouse.move(box.x + 2, y, { steps: 4 });
  const factor = magnitude(Math.log10(0.01 / (10 ** global + 1e-6)));
  await expect.poll(() => clippingText(page)).toContain(`after 0.01: every gradient × ${factor}, direction unchanged`);
  await page.mouse.up();
  await expect.poll(() => hashOf(page)).toContain('clip=0.01');
  await page.goBack();
  await expect.poll(() => clippingText(page)).toContain('after 1:');
  expectNoConsoleErrors(page);
});

it.each([
  ['the LSTM', '#v=1&view=gates&bf=1&r=3'],
  ['the RNN', '#v=1&view=gates&net=rnn&r=2'],
])('the gates of %s are painted, and read as the engine has them', async (_, link) => {
  const page = await openPage({ path: link, viewport: { width: 1440, height: 900 } });
  await finished(page);
  const settings = settingsOf(link);
  const { rows } = runToEnd(gateRows(traceOf(settings)));
  const setup = runToEnd(perturbedSetup(setupOf(settings), settings.seed));
  const second = runToEnd(gateRows(runToEnd(forward(setup.network, setup.task)))).rows;
  const gate = (name: string): Locator => page.locator(`.gate[data-row="${name}"]`);
  await gate(rows[0]?.name ?? '')
    .locator('.gate-value', { hasText: /\d/ })
    .waitFor();
  expect(await page.locator('.gate canvas').count()).toBe(rows.length);
  for (const canvas of await page.locator('.gate canvas').all()) expect(await coloursOf(canvas)).toBeGreaterThan(20);
  await pointAt(gate(rows[1]?.name ?? '').locator('[data-plot]'), 30.5 / 100, 20.5 / 32);
  await page.getByText('step 31, unit 21').first().waitFor();
  const numberOf = ({ mantissa, blockExponent }: GateRow): AnySize => {
    const index = 30 * 32 + 20;
    return { mantissa: mantissa[index] ?? Number.NaN, blockExponent: blockExponent?.[index] ?? 0 };
  };
  for (const [place, row] of rows.entries()) {
    const [number, other] = [numberOf(row), numberOf(second[place] as GateRow)];
    const value = gate(row.name).locator('.gate-value');
    await expect.poll(() => value.innerText(), { message: row.name }).toBe(scaled(number, other));
    await expect.poll(() => value.getAttribute('title')).toContain(exact(number, other));
  }
  expectNoConsoleErrors(page);
});

it.each(['weights', 'gates'])(
  '%s: nothing sticks out, and axe finds nothing, in every width and theme',
  async (view) => {
    for (const [width, height, colorScheme, more] of [
      [1440, 900, 'light', ''],
      [1440, 900, 'dark', '&fill=view'],
      [1280, 720, 'light', '&fill=view&peep=1'],
      [390, 844, 'dark', '&net=rnn&act=relu&bz=-5'],
    ] as const) {
      const page = await openPage({ path: `#v=1&view=${view}${more}`, viewport: { width, height }, colorScheme });
      await finished(page);
      const section = page.locator(`.${view}-view`);
      await expect.poll(() => section.innerText()).not.toContain('…');
      const sideways = await section.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(sideways, `${width}`).toBeLessThanOrEqual(0);
      await expectAccessible(page, `.${view}-view`);
      await page.close();
    }
  },
);
