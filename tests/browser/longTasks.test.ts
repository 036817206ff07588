/**
 * While a slider is dragged no task holds the page's main thread for more than 50 ms, at the default size and at a large one; and at
 * the large one the first columns answer an input long before the picture is whole.
 */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { follow, quantile, waitsOf } from './follow';
import { openPage } from './harness';
import { longestTasks, type Task } from './mainThread';
import { finished, forgetBias, painted } from './picture';

const LARGE = '#v=1&N=128&T=500';
const EXPLORE = '#v=3';
const LONG_MS = 50;
/** Three times that fails: a machine may be half as fast, and work that is not sliced takes far longer. */
const TOO_LONG_MS = 150;
/** A garbage collection, or a machine that stalls, can make one task long; what the page does makes one long each time. */
const ATTEMPTS = 3;

async function opened(path: string): Promise<Page> {
  const page = await openPage({ path, viewport: { width: 1440, height: 900 }, prepare: follow });
  // Explore prints no residual.
  await (path === EXPLORE ? finished(page) : painted(page));
  return page;
}

async function drag(page: Page): Promise<void> {
  const box = await forgetBias(page).boundingBox();
  if (box === null) throw new Error('the slider is not visible');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 0.56 * box.width, y);
  await page.mouse.down();
  for (const to of [0.9, 0.3, 0.7]) await page.mouse.move(box.x + to * box.width, y, { steps: 20 });
  await page.mouse.up();
}

const inWords = ({ ms, parts }: Task): string => `${ms.toFixed(1)} ms: ${parts}`;

it.for([
  ['the default size', '#show=lab'],
  ['the default size, with the river', EXPLORE],
  ['N = 128, T = 500', LARGE],
] as const)('a drag at %s has no long task', { timeout: 180_000 }, async ([, path], { annotate }) => {
  const seen: Task[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const page = await opened(path);
    const tasks = await longestTasks(page, () => drag(page));
    const { inputs, first } = await waitsOf(page);
    // A drag that moved nothing, or a trace of something else, would prove nothing.
    expect(inputs).toBeGreaterThan(30);
    expect(first.length).toBeGreaterThan(10);
    expect(tasks[0]?.ms).toBeGreaterThan(1);
    const [longest] = tasks as [Task];
    if (longest.ms <= LONG_MS) return;
    seen.push(longest);
    await page.close();
  }
  await annotate(`over ${LONG_MS} ms in each of ${ATTEMPTS} drags:\n${seen.map(inWords).join('\n')}`);
  expect(Math.min(...seen.map(({ ms }) => ms)), seen.map(inWords).join('\n')).toBeLessThanOrEqual(TOO_LONG_MS);
});

it('at N = 128, T = 500 an input is answered by its first columns, as soon as they are there', async ({ annotate }) => {
  const page = await opened(LARGE);
  const box = await forgetBias(page).boundingBox();
  if (box === null) throw new Error('the slider is not visible');
  for (let count = 1; count <= 6; count++) {
    await page.mouse.click(box.x + (0.3 + 0.05 * count) * box.width, box.y + box.height / 2);
    await expect.poll(async () => (await waitsOf(page)).whole.length, { timeout: 15_000 }).toBe(count);
  }
  const { first, whole, held } = await waitsOf(page);
  const shares = first.map(({ ms }, k) => ms / (whole[k]?.ms ?? Number.NaN));
  await annotate(
    `from an input to its first columns: ${first.map(({ ms }) => ms.toFixed(0)).join(', ')} ms; ` +
      `to all of them: ${whole.map(({ ms }) => ms.toFixed(0)).join(', ')} ms`,
  );
  // How many milliseconds that is depends on the machine, so it is held against what the whole picture takes there.
  expect(quantile(shares, 0.5)).toBeLessThan(0.6);
  // What has arrived is painted at once: it waits for no frame.
  expect(quantile(held, 0.5)).toBeLessThanOrEqual(1);
});
