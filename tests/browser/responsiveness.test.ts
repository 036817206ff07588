/**
 * While a slider is dragged the picture keeps up: for each input, the frames until heatmaps of its own (or a newer) run are painted.
 * How many that are depends on the machine, so they are noted and not judged; that the last input's picture comes is.
 */
import { expect, it } from 'vitest';
import { follow, quantile, waitsOf } from './follow';
import { openPage } from './harness';
import { expectPicture, finished, forgetBias, hashOf, pictureHash } from './picture';

/** Inputs right after the page has opened, when neither thread has compiled what a drag needs: no hand is that quick. */
const COLD = 10;

it('answers every input of a drag, the last one with its own picture', async ({ annotate }) => {
  const page = await openPage({ viewport: { width: 1440, height: 900 }, prepare: follow });
  await finished(page);
  const box = await forgetBias(page).boundingBox();
  if (box === null) throw new Error('the slider is not visible');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 0.56 * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, y, { steps: COLD });
  for (const to of [0.9, 0.3, 0.8, 0.2, 0.6]) await page.mouse.move(box.x + to * box.width, y, { steps: 40 });
  await page.mouse.up();
  const fresh = await openPage({ path: await hashOf(page), viewport: { width: 1440, height: 900 } });
  await finished(fresh);
  await expectPicture(page, await pictureHash(fresh));
  const { whole } = await waitsOf(page);
  expect(whole.length).toBeGreaterThan(20);
  const summary = (values: readonly number[]): string =>
    `median ${quantile(values, 0.5).toFixed(0)}, 95 % ${quantile(values, 0.95).toFixed(0)}, most ${quantile(values, 1).toFixed(0)}`;
  const waits = whole.slice(COLD);
  const late = waits.filter(({ frames }) => frames > 2).length;
  await annotate(
    `${waits.length} inputs, from input to paint: frames ${summary(waits.map(({ frames }) => frames))}, ${late} of them more than 2; ms ${summary(waits.map(({ ms }) => ms))}`,
  );
  await annotate(`the first ${COLD}: frames ${summary(whole.slice(0, COLD).map(({ frames }) => frames))}`);
});
