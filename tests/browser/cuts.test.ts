/** Cutting an edge: its row is empty and hatched, the whole picture changes, and the link says so. */
import { expect, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished, hashOf, historyLength, pictureHash, rowPictures, sentence } from './picture';

it('by mouse: the row says “no gradient” and is hatched, all paths change, and Back undoes', async () => {
  const page = await openPage();
  await finished(page);
  const before = await rowPictures(page);
  const whole = await pictureHash(page);
  const entries = await historyLength(page);
  const cec = page.locator('.heat-row[data-row="alone.cec"]');
  const button = cec.getByRole('switch', { name: 'Let the gradient through carousel' });
  expect(await button.getAttribute('aria-checked')).toBe('true');
  await button.click();
  expect(await button.getAttribute('aria-checked')).toBe('false');
  await cec.getByText('no gradient').waitFor();
  expect(await hashOf(page)).toBe('#v=3&cut=cec&show=lab');
  expect(await historyLength(page)).toBe(entries + 1);
  await expect.poll(() => sentence(page).innerText()).toMatch(/^With the carousel cut/);

  const after = await rowPictures(page);
  const byRow = (rows: typeof before, name: string) => rows.find(({ row }) => row === name);
  expect(byRow(after, 'c')?.hash).not.toBe(byRow(before, 'c')?.hash);
  // What goes one way alone does not ask what the other ways do.
  expect(byRow(after, 'alone.R_z')?.hash).toBe(byRow(before, 'alone.R_z')?.hash);
  // A hatch: one ink, on a ground that shows the page.
  const hatch = await cec.locator('canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.buffer;
    const count = new Map<number, number>();
    for (const pixel of new Uint32Array(data ?? new ArrayBuffer(0))) count.set(pixel, (count.get(pixel) ?? 0) + 1);
    return 1 - Math.max(...count.values()) / (canvas.width * canvas.height);
  });
  expect(hatch).toBeGreaterThan(0.05);
  expect(hatch).toBeLessThan(0.6);

  await page.goBack();
  await expect.poll(() => pictureHash(page)).toBe(whole);
  expect(await button.getAttribute('aria-checked')).toBe('true');
  expectNoConsoleErrors(page);
});

it('by keyboard, and opens it again', async () => {
  const page = await openPage();
  await finished(page);
  const whole = await pictureHash(page);
  const row = page.locator('.heat-row[data-row="alone.R_f"]');
  const button = row.getByRole('switch');
  await button.focus();
  await page.keyboard.press('Space');
  await row.getByText('no gradient').waitFor();
  expect(await hashOf(page)).toBe('#v=3&cut=R_f&show=lab');
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await expect.poll(() => pictureHash(page)).toBe(whole);
  expect(await hashOf(page)).toBe('#v=3&show=lab');
});

it('only the carousel is left, and the sentence names the cuts', async () => {
  const page = await openPage();
  await finished(page);
  await page.getByRole('button', { name: /Only the carousel/ }).click();
  await expect.poll(() => sentence(page).innerText()).toMatch(/^With .*R.*cut/);
  for (const name of ['R_z', 'R_i', 'R_f', 'R_o']) {
    await page.locator(`.heat-row[data-row="alone.${name}"]`).getByText('no gradient').waitFor();
  }
  expect(await hashOf(page)).toBe('#v=3&cut=R_z,R_i,R_f,R_o&show=lab');
  await page.getByRole('button', { name: 'Restore all paths' }).click();
  expect(await hashOf(page)).toBe('#v=3&show=lab');
});
