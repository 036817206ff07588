/** The figures on the page are those that `npm run trace` prints for the same link. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { binFile, root } from '../../scripts/setup.mjs';
import { magnitude, signed } from '../../src/story/format';
import type { TracedRun } from '../../src/story/taken/run';
import { openPage } from './harness';
import { finished, painted } from './picture';

async function trace(link: string): Promise<TracedRun> {
  const args = [binFile('tsx'), 'src/cli/trace.ts', link, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as TracedRun;
}

/** A log10 as the page writes it; the trace's null is an exact zero. */
const shown = (value: number | null | undefined): string => magnitude(value ?? -Infinity);
const rowText = (page: Page, row: string): Promise<string> =>
  page.locator(`.heat-row[data-row="${row}"] .row-norm`).innerText();
const labels = async (page: Page): Promise<string> => (await page.locator('.gutter span').allInnerTexts()).join('\n');

it.each([
  ['#v=1', 'alone'],
  ['#v=1&rows=arriving&cut=R_f&bf=1&r=1.4', 'arriving'],
  ['#v=1&net=rnn&r=1.2', 'alone'],
  ['#v=1&fg=0&peep=1&in=co2&T=60', 'alone'],
])('norms of the rows: %s', async (link, kind) => {
  const run = await trace(link);
  const page = await openPage({ path: link });
  await finished(page);
  const whole = run.edges.includes('cec') ? 'c' : 'y';
  expect(await rowText(page, whole)).toContain(`${shown(run.series[whole]?.[0])} at step 1`);
  for (const edge of run.edges) {
    const name = `${kind}.${edge}` as 'alone.cec';
    expect(await rowText(page, name), name).toContain(`${shown(run.series[name]?.[0])} at step 1`);
  }
  // And at another step.
  await page.getByRole('application').focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('Shift+ArrowLeft');
  const step = run.steps - 31;
  await expect.poll(() => rowText(page, whole)).toContain(`${shown(run.series[whole]?.[step])} at step ${step + 1}`);
});

it('labels of the charts, and the table of matrices', async () => {
  const link = '#v=1&bf=2&r=1.3&chart=steps&view=reading';
  const run = await trace(link);
  // A lower screen leaves the table of matrices out while there is a crosshair.
  const page = await openPage({ path: link, viewport: { width: 1440, height: 900 } });
  await painted(page);
  await page.getByRole('application').focus();
  await page.keyboard.press('ArrowLeft');
  const at = run.steps - 2;
  await expect.poll(() => labels(page)).toContain(`state ${shown(run.series['step.state']?.[at])}`);
  const steps = await labels(page);
  expect(steps).toContain(`carousel ${shown(run.series['step.cec']?.[at])}`);
  expect(steps).toContain(shown(run.series['step.R_i']?.[at]));

  await page.getByRole('tab', { name: 'Cumulative norms' }).click();
  await page.getByRole('application').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => labels(page)).toContain(`most of any ${shown(run.series['cumulative.state']?.[0])}`);
  const cumulative = await labels(page);
  expect(cumulative).toContain(`most by carousel ${shown(run.series['path.cec']?.[0])}`);
  expect(cumulative).toContain(`most in plain RNN ${shown(run.series['cumulative.ghost']?.[0])}`);

  await page.getByRole('tab', { name: 'Crossings' }).click();
  const crossing = run.crossings?.cec?.[0] ?? Number.NaN;
  await expect.poll(() => labels(page)).toContain(`carousel ${crossing.toFixed(1).replace('-', '−')}`);

  const table = await page.getByRole('region', { name: 'Recurrent matrices' }).innerText();
  for (const { edge, radius, norm } of run.spectra) {
    expect(table, edge).toContain(signed(radius));
    expect(table, edge).toContain(signed(norm));
  }
});

it('how well the parts sum to the whole', async () => {
  const run = await trace('#v=1&bf=2');
  const worst = Math.max(...run.residual.map((value) => value ?? -Infinity));
  const page = await openPage({ path: '#v=1&bf=2' });
  await finished(page);
  expect(await page.locator('.residual output').innerText()).toBe(magnitude(worst));
  expect(worst).toBeLessThan(-12);
});
