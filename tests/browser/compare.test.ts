/** Two panes: pinned beside changed, their ratio and cosine, and a link that brings both back with the same numbers. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { traceLink } from '../../src/cli/tracedRun';
import { decodeLink } from '../../src/settings/link';
import { DEFAULTS } from '../../src/settings/specs';
import { magnitude } from '../../src/story/format';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, forgetBiasField, hashOf } from './picture';

const pane = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const left = (page: Page): Locator => pane(page, 'Left pane, pinned');
const right = (page: Page): Locator => pane(page, 'Right pane');
const compared = (page: Page): Locator => pane(page, 'The two panes compared');

/** log10 ‖g‖ at step 1 of a link's pane. */
function gradientAtFirst(link: string, which: 0 | 1): number {
  const settings = decodeLink(link).panes[which] ?? DEFAULTS;
  return traceLink(settings).series.g?.[0] ?? Number.NaN;
}

const words = (page: Page): Locator => page.locator('.comparison-words');

/** What a person reads of both panes. */
async function figures(page: Page): Promise<string[]> {
  return page.locator('.compared :is(.row-norm, .pane-size, .comparison-words)').allInnerTexts();
}

it('pins the left, changes the right, and says how they compare; the link brings both back', async () => {
  const page = await openPage({ path: '#v=3&show=lab&panes=2', viewport: { width: 1440, height: 900 } });
  await finished(page);
  await left(page).getByText('the same settings on both sides').waitFor();
  await forgetBiasField(page).fill('5');
  await page.keyboard.press('Enter');
  await left(page).getByText('Forget-gate bias 3').waitFor();
  await right(page).getByText('Forget-gate bias 5').waitFor();
  await finished(page);

  const link = await hashOf(page);
  expect(link).toContain('bf=5');
  expect(link).toContain('2.bf=3');
  const ratio = magnitude(gradientAtFirst(link, 0) - gradientAtFirst(link, 1));
  await words(page).getByText(`${ratio} ×`).waitFor();
  await words(page)
    .getByText(/cosine −?[\d.]+/)
    .waitFor();
  const before = await figures(page);

  // One crosshair for both.
  await right(page).getByRole('application').focus();
  await page.keyboard.press('Home');
  for (const side of [left(page), right(page)]) {
    expect(await side.locator('.heat-row').first().locator('line.cross').count()).toBe(2);
    await side.locator('.reading-line').getByText('step 1, unit 1').waitFor();
  }
  expectNoConsoleErrors(page);

  const again = await openPage({ path: link, viewport: { width: 1440, height: 900 } });
  await finished(again);
  await expect.poll(() => figures(again)).toEqual(before);
  expectNoConsoleErrors(again);
});

it('cuts in one pane only, swaps, and ends with the right one', async () => {
  const page = await openPage({ path: '#v=1&bf=1&2.bf=5', viewport: { width: 1440, height: 900 } });
  await finished(page);
  await left(page).getByRole('switch', { name: 'Let the gradient through carousel' }).click();
  await expect.poll(() => hashOf(page)).toContain('2.cut=cec');
  await left(page).locator('.heat-row[data-cut]').waitFor();
  expect(await right(page).locator('.heat-row[data-cut]').count()).toBe(0);

  await page.getByRole('button', { name: 'Swap' }).click();
  await right(page).locator('.heat-row[data-cut]').waitFor();
  await expect.poll(() => forgetBiasField(page).inputValue()).toBe('5.00');
  await page.getByRole('button', { name: 'End comparison' }).click();
  await left(page).waitFor({ state: 'detached' });
  expect(await hashOf(page)).not.toContain('2.');
  expect(await hashOf(page)).toContain('cut=cec');
  await page.goBack();
  await left(page).waitFor();
  expectNoConsoleErrors(page);
});

it('RNN beside LSTM has a ratio but no cosine, and says so', async () => {
  const page = await openPage({ path: '#v=1&2.net=rnn', viewport: { width: 1440, height: 900 } });
  await finished(page);
  await compared(page).getByText('the two have no state in common').waitFor();
  await words(page).getByText('as much gradient on the right as on the left, at step 1').waitFor();
  const settings = page.getByRole('button', { name: 'Settings' });
  await settings.click();
  await page.getByRole('slider', { name: 'Hidden N' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('slider', { name: 'Hidden N' }).waitFor({ state: 'hidden' });
  expectNoConsoleErrors(page);
});

it.each([
  ['#v=3', 'RNN', 'LSTM', '#v=3&2.net=rnn'],
  ['#v=3&net=rnn&show=lab', 'LSTM', 'RNN', '#v=3&net=rnn&show=lab&2.net=lstm'],
  ['#v=3&net=gru&view=spectrum', 'RNN', 'GRU', '#v=3&net=gru&view=spectrum&2.net=rnn'],
])('from %s it opens with the %s beside the %s, and leaving gives back what was', async (path, other, own, link) => {
  const page = await openPage({ path, viewport: { width: 1440, height: 900 } });
  await finished(page);
  const compare = page.getByRole('button', { name: 'Compare' });
  await compare.click();
  await left(page)
    .locator('.pane-head', { hasText: `Network ${other}` })
    .waitFor();
  await right(page)
    .locator('.pane-head', { hasText: `Network ${own}` })
    .waitFor();
  await words(page).getByText('×').waitFor();
  expect(await hashOf(page)).toBe(link);
  await compare.click();
  await left(page).waitFor({ state: 'detached' });
  expect(await hashOf(page)).toBe(path);
  if (path.includes('view')) await page.getByRole('complementary', { name: 'Open view' }).waitFor();
  expectNoConsoleErrors(page);
});

it.each([
  ['Explore', '', 1440, 900],
  ['Explore', '', 1280, 720],
  ['Lab', '&show=lab', 1440, 900],
])(
  'in %s%s its charts are whole at %i × %i, under one toolbar, one player and one legend',
  async (_, show, width, height) => {
    const page = await openPage({ path: `#v=3&bf=1&2.bf=5${show}`, viewport: { width, height } });
    await finished(page);
    await words(page).getByText('cosine').waitFor();
    const boxes = await page.locator('.comparison-chart').evaluateAll((charts) =>
      charts
        .flatMap((chart) => [...chart.querySelectorAll('h2, svg, .gutter span, .y-axis span')])
        .map((part) => {
          const { left, right, bottom } = part.getBoundingClientRect();
          return { left, right, bottom };
        }),
    );
    expect(boxes.length).toBeGreaterThan(10);
    for (const box of boxes) {
      expect(box.bottom).toBeLessThanOrEqual(height);
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(width);
    }
    expect(await page.getByRole('button', { name: 'Play the gradient back through time' }).count()).toBe(1);
    expect(await page.getByRole('region', { name: 'Colour scale' }).count()).toBe(1);
    expect(await page.getByRole('radio', { name: 'This path alone' }).count()).toBe(1);
    // Nothing scrolls.
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
    expectNoConsoleErrors(page);
  },
);

it('stands one below the other on a phone, with all that it says in sight from side to side', async () => {
  const page = await openPage({ path: '#v=3&2.net=rnn', viewport: { width: 390, height: 844 } });
  await words(page).getByText('×').waitFor();
  const [above, below] = await Promise.all([left(page).boundingBox(), right(page).boundingBox()]);
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await page.getByRole('region', { name: 'Colour scale' }).count()).toBe(1);
  expectNoConsoleErrors(page);
});
