/** What axe finds on a page that stands still: while numbers arrive, what is old is dimmed for a moment. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Of the whole page, or of what `selector` finds. */
export async function expectAccessible(page: Page, selector?: string, message = selector ?? 'the page'): Promise<void> {
  const found = async (): Promise<string[]> => {
    // Targets of 24 pixels, or as far apart (WCAG 2.2, 2.5.8), are not among its defaults.
    const axe = new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } });
    const { violations } = await (selector === undefined ? axe : axe.include(selector)).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  };
  await expect.poll(found, { timeout: 20_000, interval: 500, message }).toEqual([]);
}
