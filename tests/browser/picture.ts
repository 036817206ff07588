/** What a person sees on the page, read from outside: painted pixels, words and values. */

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ChoiceKey } from '../../src/views/controls/ChoiceControl';

export interface RowPicture {
  readonly row: string;
  /** FNV-1a of the canvas's pixels. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  /** Distinct colours of a dozen pixels each, at least: the edges of a line have hundreds of fewer. */
  readonly colours: number;
}

/** The pixels of every heatmap, top row first. */
export function rowPictures(page: Page): Promise<RowPicture[]> {
  return page.locator('.heat-row').evaluateAll((rows) =>
    rows.map((row) => {
      const canvas = row.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error('a row without a canvas');
      const { width, height } = canvas;
      const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
      const colours = new Map<number, number>();
      let hash = 0x811c9dc5;
      for (const pixel of pixels) {
        hash = Math.imul(hash ^ pixel, 0x01000193);
        colours.set(pixel, (colours.get(pixel) ?? 0) + 1);
      }
      const name = row instanceof HTMLElement ? (row.dataset.row ?? '') : '';
      return {
        row: name,
        hash: (hash >>> 0).toString(16),
        width,
        height,
        colours: [...colours.values()].filter((count) => count >= 12).length,
      };
    }),
  );
}

/** One line for all rows, so that two pictures compare as a whole. */
export async function pictureHash(page: Page): Promise<string> {
  return (await rowPictures(page)).map(({ row, hash }) => `${row} ${hash}`).join('\n');
}

export const sentence = (page: Page): Locator => page.locator('.sentence .main');
export const forgetBias = (page: Page): Locator => page.getByRole('slider', { name: 'Forget-gate bias' });
export const spectralRadius = (page: Page): Locator => page.getByRole('slider', { name: 'Spectral radius' });
export const forgetBiasField = (page: Page): Locator => page.getByRole('textbox', { name: 'Forget-gate bias, value' });

/** The select of a choice, whatever short name the panel gives it. */
export const choiceOf = (page: Page, key: ChoiceKey): Locator => page.locator(`[data-control="${key}"] select`);

export const hashOf = (page: Page): Promise<string> => page.evaluate(() => location.hash);
export const historyLength = (page: Page): Promise<number> => page.evaluate(() => history.length);

/** A page just opened has its whole picture: every heatmap and what the depth says of it, to the first step. */
export async function finished(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
    if (document.querySelector('.answer') !== null)
      return /\d|Nothing/.test(text('.answer output')) && text('.answer .why') !== '';
    const labels = [...document.querySelectorAll('.gutter span')].map((label) => label.textContent ?? '');
    return (
      /\d/.test(text('.sentence .main') || text('.comparison-words')) &&
      !text('.residual output').includes('…') &&
      labels.length > 0 &&
      labels.every((label) => !label.includes('…'))
    );
  });
}

/** Resolves once the heatmaps show what `expected` says. */
export async function expectPicture(page: Page, expected: string): Promise<void> {
  await expect.poll(() => pictureHash(page), { timeout: 15_000, interval: 50 }).toBe(expected);
}

/** Resolves once the heatmaps show something else than `before`; answers with what they show. */
export async function pictureOtherThan(page: Page, before: string): Promise<string> {
  await expect.poll(() => pictureHash(page), { timeout: 15_000, interval: 30 }).not.toBe(before);
  return pictureHash(page);
}

/** Every heatmap is there to the first step; the chart may still be on its way. */
export const painted = (page: Page): Promise<void> => page.locator('.residual output', { hasText: /\d|bit/ }).waitFor();
