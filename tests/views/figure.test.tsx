/** The figure of a run: XML that a reader takes, whose images are the run's own cells. In the browser's DOM, which reads XML. */
import { unzlibSync } from 'fflate';
import { expect, it } from 'vitest';
import { FIXED_ENDS } from '../../src/charts/colour';
import { rampOf } from '../../src/charts/ramps/palette';
import { packedAt, rampTable } from '../../src/charts/ramps/ramps';
import type { RowName } from '../../src/engine/seriesNames';
import { encodeLink } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import { rowEdge } from '../../src/story/names';
import { shownRows } from '../../src/views/common/shownRows';
import { figureOf } from '../../src/views/export/figureOf';
import { resultOf } from '../store/results';

const ADDRESS = 'https://example.org/carousel/';

function read(patch: Partial<Settings>, width: 89 | 183 = 183) {
  const settings = { ...DEFAULTS, hiddenSize: 7, steps: 30, ...patch };
  const run = resultOf(settings);
  const figure = figureOf(run, width, `${ADDRESS}${encodeLink([settings])}`);
  const svg = new DOMParser().parseFromString(figure.svg, 'image/svg+xml');
  expect(svg.querySelector('parsererror')?.textContent).toBeUndefined();
  return { run, figure, svg, images: [...svg.querySelectorAll('image')] };
}

/** [lines × columns] packed colours. */
function pixelsOf(image: Element): { width: number; height: number; pixels: Uint32Array } {
  const bytes = Uint8Array.from(atob(image.getAttribute('href')?.split(',')[1] ?? ''), (letter) =>
    letter.charCodeAt(0),
  );
  const view = new DataView(bytes.buffer);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const lines = unzlibSync(bytes.subarray(41, 41 + view.getUint32(33)));
  const pixels = new Uint32Array(width * height);
  const line = 1 + 4 * width;
  for (let y = 0; y < height; y++)
    new Uint8Array(pixels.buffer).set(lines.subarray(y * line + 1, (y + 1) * line), 4 * y * width);
  return { width, height, pixels };
}

const KINDS: readonly Partial<Settings>[] = [
  {},
  { forgetBias: 1, spectralRadius: 8, steps: 120 },
  { cell: 'rnn', loss: 'every' },
  { cell: 'gru', pathRows: 'arriving' },
  { cuts: ['cec', 'R_z'], peepholes: true },
  { truncation: 'window', truncationSteps: 7 },
  { input: 'text', text: 'A <b> & "c" \u0001 𝔸', hiddenSize: 1 },
  { steps: 2, hiddenSize: 1 },
  { spectralRadius: 0, forgetBias: -10 },
];

it.each(KINDS.flatMap((kind) => [[kind, 183] as const, [kind, 89] as const]))(
  '%j at %d mm is XML without a NaN, with one image of every cell for each row',
  (patch, width) => {
    const { run, figure, svg, images } = read(patch, width);
    expect(figure.svg).not.toMatch(/NaN|Infinity|undefined|null/);
    expect(svg.documentElement.getAttribute('width')).toBe(`${width}mm`);
    expect(images.length).toBe(shownRows(run.settings).length);
    for (const image of images) {
      const { width: columns, height: lines } = pixelsOf(image);
      expect([columns, lines]).toEqual([run.info.steps, run.info.size]);
      const [wide, tall] = ['width', 'height'].map((name) => Number(image.getAttribute(name)));
      expect(Number.isInteger(wide / columns) && Number.isInteger(tall / lines)).toBe(true);
      expect(image.getAttribute('style')).toContain('pixelated');
    }
    for (const { href } of [...svg.querySelectorAll('[fill^="url"]')].map((one) => ({
      href: one.getAttribute('fill'),
    })))
      expect(svg.querySelector(href?.slice(4, -1) ?? '')).not.toBeNull();
  },
);

it('colours every cell as the page does, on white paper', () => {
  const { run, images } = read({ forgetBias: 1, spectralRadius: 8 });
  const rows = ['c', ...run.info.edges.map((edge) => `alone.${edge}`)] as RowName[];
  rows.forEach((row, at) => {
    const { width, height, pixels } = pixelsOf(images[at] as Element);
    const edge = rowEdge(row);
    const table = rampTable('light', edge === null ? 'neutral' : rampOf(edge));
    const cells = run.cells.get(row) as Float32Array;
    for (let step = 0; step < width; step++)
      for (let unit = 0; unit < height; unit++) {
        const value = cells[step * height + unit];
        const expected = value > FIXED_ENDS.low ? packedAt(table, value, FIXED_ENDS) : 0;
        expect(pixels[unit * width + step], `${row} ${step} ${unit}`).toBe(expected);
      }
  });
});

it('has a caption with the settings that differ, the seed, the norm and the link', () => {
  const { svg } = read({ forgetBias: 1.5, seed: 21, chrono: false, weights: 'orthogonal', cuts: ['R_o'] });
  const caption = svg.querySelector('desc')?.textContent ?? '';
  expect(caption).toContain('LSTM, N = 7, M = 8, T = 30, seed 21');
  expect(caption).toContain('forget-gate bias 1.5');
  expect(caption).toContain('matrices orthogonal');
  expect(caption).toContain('R_o cut');
  expect(caption).toContain('Euclidean norm ‖gᵗ‖₂');
  const words = [...svg.querySelectorAll('text')].map((one) => one.textContent).join('');
  for (const part of caption.split(/\s+/)) expect(words).toContain(part);
  expect(svg.querySelector('a')?.getAttribute('href')).toMatch(/^https:\/\/example\.org\/carousel\/#v=3&.*seed=21/);
  expect(svg.querySelector('a')?.textContent).toBe(svg.querySelector('a')?.getAttribute('href'));
});

it('says what is not there yet', () => {
  const settings = { ...DEFAULTS, hiddenSize: 7, steps: 30 };
  const run = resultOf(settings);
  run.done.delete('ledger');
  const { svg } = figureOf(run, 183, ADDRESS);
  expect(svg).toContain('Not computed yet: crossings.');
  expect(svg).not.toContain('which way it came');
});
