/** Numbers that rounding decides are shown as ranges, once the second run has told so. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { sentence } from './picture';

const CHAOTIC = '#v=1&net=rnn&r=8&T=300';

it('a chaotic network: a range in the sentence, in the row, in the chart, and a mark over the heatmap', async () => {
  const page = await openPage({ path: CHAOTIC });
  await expect.poll(() => sentence(page).innerText(), { timeout: 15_000 }).toContain('10⁶¹ to 10⁶⁶ times the loss’s');
  const norm = page.locator('.heat-row[data-row="y"] .row-norm');
  expect(await norm.innerText()).toContain('10⁶¹ to 10⁶⁶ at step 1');
  expect(await page.locator('.gutter').innerText()).toContain('this loss’s 10⁶¹ to 10⁶⁶');
  expect(await page.locator('.not-held text').textContent()).toBe('no digit holds before step 300');
  await page.getByRole('button', { name: /chaotic/ }).click();
  await page.getByText('Every number is computed twice').waitFor();
  await page.keyboard.press('Escape');
  // The reading too, down to every digit on demand.
  await page.getByRole('tab', { name: 'Reading' }).click();
  await page.getByRole('application').focus();
  await page.keyboard.press('Home');
  await page.locator('.inspector td', { hasText: /^δh .* to / }).waitFor();
  expectNoConsoleErrors(page);
});
