/** Claims on the page: opened, measured, judged; the verdict follows the sliders; the link leads to the claim. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { measureAll } from '../../src/engine/measure';
import { runToEnd } from '../../src/math/task';
import { encodeLink } from '../../src/settings/link';
import { CLAIMS, claimPage, evaluate } from '../../src/story/claims';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, forgetBiasField, hashOf } from './picture';

const card = (page: Page): Locator => page.getByRole('region', { name: 'Claim', exact: true });

/** What each check says when the engine is asked without a page. */
function expected(id: string): { measured: string; expected: string; mark: string }[] {
  const claim = CLAIMS.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`no claim ${id}`);
  const [values, second] = [false, true].map((isPerturbed) =>
    runToEnd(measureAll(claimPage(claim), claim.checks, isPerturbed)),
  );
  return claim.checks.map((check, index) => {
    const { measured, expected: wanted, verdict } = evaluate(check, values?.[index] ?? Number.NaN, second?.[index]);
    return { measured, expected: wanted, mark: verdict ? '✓' : '✗' };
  });
}

async function rows(page: Page): Promise<{ measured: string; expected: string; mark: string }[]> {
  const cells = await card(page)
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => (cell.textContent ?? '').trim())),
    );
  return cells.map(([measured = '', wanted = '', mark = '']) => ({ measured, expected: wanted, mark }));
}

it('a press opens a claim, sets the page, measures and judges; a slider moves the verdict', async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await finished(page);
  await page.getByRole('button', { name: 'Claims', exact: true }).click();
  const listed = page.getByRole('dialog').getByRole('listitem');
  await expect.poll(() => listed.count()).toBe(CLAIMS.length);
  await page.getByRole('button', { name: /An LSTM can explode by its paths taking turns/ }).click();
  await card(page).getByText('✓ It holds, measured here and now.').waitFor();
  await expect.poll(() => forgetBiasField(page).inputValue()).toBe('1.00');
  expect(await hashOf(page)).toContain('claim=why-lstms-explode');
  await expect.poll(() => rows(page)).toEqual(expected('why-lstms-explode'));

  // With another radius nothing explodes, and the card says so, and leads back.
  await page.getByRole('textbox', { name: 'Spectral radius, value' }).fill('1');
  await page.keyboard.press('Enter');
  await card(page).getByText('✗ It does not hold with the settings as you have changed them.').waitFor();
  await card(page).getByRole('button', { name: 'The claim’s own settings' }).click();
  await card(page).getByText('✓ It holds, measured here and now.').waitFor();

  await card(page).getByRole('button', { name: 'All claims' }).click();
  await listed.first().waitFor();
  expectNoConsoleErrors(page);
});

it('every claim’s link opens it, and it holds there', async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  for (const [place, claim] of CLAIMS.entries()) {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      encodeLink([claimPage(claim)]),
    );
    await card(page)
      .getByText(`${place + 1} of ${CLAIMS.length}`, { exact: true })
      .waitFor();
    await card(page).getByText('✓ It holds, measured here and now.').waitFor({ timeout: 30_000 });
    // What is measured may still lose digits that do not hold: the first test waits for that.
    const verdicts = (all: ReturnType<typeof expected>) => all.map(({ expected: wanted, mark }) => ({ wanted, mark }));
    expect(verdicts(await rows(page)), claim.id).toEqual(verdicts(expected(claim.id)));
  }
  expectNoConsoleErrors(page);
}, 240_000);

it('a claim that does not exist, or cannot be measured on this network, is said in words', async () => {
  const page = await openPage({ path: '#v=1&view=claims&claim=nonsense' });
  await page.getByRole('alert').getByText('“nonsense” that this page does not have').waitFor();
  await page.getByRole('button', { name: 'All claims' }).click();
  await page.getByRole('button', { name: /An LSTM can explode by its paths taking turns/ }).click();
  await card(page).getByText('✓ It holds').waitFor();
  await page.getByText('RNN', { exact: true }).click();
  await card(page).getByRole('alert').getByText('With these settings it cannot be measured').waitFor();
  await finished(page);
  expectNoConsoleErrors(page);
});
