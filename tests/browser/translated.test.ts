/** A page translator is at work: the page stays, and every number on it is the one that an untranslated page shows. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { VIEW_IDS, VIEW_LABELS } from '../../src/settings/views';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, forgetBias, forgetBiasField, hashOf, sentence, spectralRadius } from './picture';
import { translate, type Way } from './translator';

const WIDE = { width: 1440, height: 900 };
/** Those that have a tab while no claim is open. */
const VIEWS = VIEW_IDS.filter((view) => view !== 'claims').map((value) => ({ value, label: VIEW_LABELS[value] }));

/** Everything between spaces and letters that has a digit, in the parts of the page that tell numbers. */
const figures = (page: Page): Promise<string[]> =>
  page
    .locator('.sentence .words, .heatmaps, .chart .gutter, .views .view')
    .evaluateAll((parts) =>
      parts.flatMap((part) => (part as HTMLElement).innerText.match(/[^\s\p{L}]*\d[^\s\p{L}]*/gu) ?? []),
    );

/** The same settings, the same cell, in a page that nobody translates. */
async function expectSameFigures(page: Page, untranslated: Page): Promise<void> {
  const hash = await hashOf(page);
  if ((await hashOf(untranslated)) !== hash) {
    await untranslated.evaluate((to) => {
      location.hash = to;
    }, hash);
  }
  let seen = '';
  const settled = async (): Promise<readonly string[]> => {
    const [mine, theirs] = [await figures(page), await figures(untranslated)];
    // Twice the same: both have all their numbers.
    const isSettled = mine.length > 20 && mine.join() === theirs.join() && mine.join() === seen;
    seen = mine.join();
    return isSettled ? [] : [`translated: ${seen}`, `untranslated: ${theirs.join()}`];
  };
  await expect.poll(settled, { message: hash, timeout: 15_000, interval: 150 }).toEqual([]);
}

/** In both pages, so that they can be compared. */
async function pointAtACell(page: Page): Promise<void> {
  await page.getByRole('application').first().press('ArrowLeft');
}

/** Pointer and focus then leave it: the views show more of an edge that is pointed at. */
async function toggleCut(page: Page): Promise<void> {
  const cut = page.locator('.heat-row[data-row="alone.R_z"] .cut');
  await cut.click();
  await cut.blur();
  await page.mouse.move(1, 1);
}

for (const way of ['replace', 'wrap'] satisfies Way[]) {
  it(`text that a translator ${way}s: cuts, sliders, every view, both networks, a comparison and the tour`, async () => {
    const page = await openPage({ path: '#v=1&T=40&N=8&M=4', viewport: WIDE });
    const untranslated = await openPage({ path: '#v=1&T=40&N=8&M=4', viewport: WIDE });
    for (const one of [page, untranslated]) {
      await finished(one);
      await one.locator('.views').waitFor();
      await pointAtACell(one);
    }
    await translate(page, way);
    expect(await sentence(page).innerText()).toMatch(/GRADIENT/);
    await expectSameFigures(page, untranslated);

    await toggleCut(page);
    await expectSameFigures(page, untranslated);
    await forgetBias(page).press('PageUp');
    await spectralRadius(page).press('PageUp');
    await expectSameFigures(page, untranslated);
    await forgetBiasField(page).fill('1');
    await forgetBiasField(page).press('Enter');
    await expectSameFigures(page, untranslated);
    for (const { value } of VIEWS) {
      await page.locator(`.views [role="tab"][id$="-trigger-${value}"]`).click();
      await page.locator(`.views [role="tabpanel"][id$="-content-${value}"] h2`).first().waitFor();
      await toggleCut(page);
      await expectSameFigures(page, untranslated);
    }
    await page.locator('.top .segmented input[value="rnn"]').check({ force: true });
    await expectSameFigures(page, untranslated);
    await page.locator('.top .segmented input[value="lstm"]').check({ force: true });
    await page.locator('.top button', { hasText: /compare/i }).click();
    await page.locator('.compared').waitFor();
    await forgetBias(page).press('PageUp');
    await expectSameFigures(page, untranslated);
    await page.locator('.top button', { hasText: /compare/i }).click();
    await page.locator('.top button', { hasText: /tour/i }).click();
    for (let step = 1; step <= 3; step++) {
      await page.locator('.tour h2').waitFor();
      await page.locator('.tour .next').click();
    }
    await page.locator('.tour').press('Escape');
    await page.locator('.tour').waitFor({ state: 'detached' });
    await expectSameFigures(page, untranslated);
    expect(await page.locator('font').count()).toBeGreaterThan(20);
    expectNoConsoleErrors(page);
  }, 180_000);
}
