/** Numbers that are taken away: read again they are the run's own, with a heading that says what they are. */
import { csvParse } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { traceLink } from '../../src/cli/tracedRun';
import { decodeLink } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { fileName } from '../../src/story/taken/fileName';
import { cellsCsv, seriesCsv, seriesJson, type Taken } from '../../src/story/taken/tables';
import { small } from '../engine/networks';
import { resultOf } from '../store/results';

const ADDRESS = 'https://example.org/#v=3';

function takenOf(patch: Partial<Settings>, missing: readonly string[] = []): Taken {
  const run = resultOf(small(patch));
  return {
    settings: run.settings,
    info: run.info,
    series: run.series,
    residual: run.residual,
    crossings: run.crossings,
    cells: run.cells,
    address: ADDRESS,
    second: null,
    missing,
  };
}

const body = (csv: string): string => csv.replace(/^#.*\n/gm, '');
const number = (text: string | undefined): number =>
  text === '-inf' ? -Infinity : text === '' || text === undefined ? Number.NaN : Number(text);

describe.each([{}, { cell: 'rnn' as const, loss: 'every' as const }, { cuts: ['R_z' as const], peepholes: true }])(
  'CSV of %j',
  (patch) => {
    const taken = takenOf(patch);

    it('read again has every curve of the run, bit by bit', () => {
      const table = csvParse(body(seriesCsv(taken)));
      expect(table.length).toBe(14);
      for (const [name, values] of [...taken.series, ['residual', taken.residual] as const])
        expect(
          table.map((line) => number(line[`${name} (log10)`])),
          name,
        ).toEqual([...values].map((v) => v));
      const crossings = table.columns.filter((name) => name.startsWith('crossings.'));
      expect(crossings.length).toBe(taken.info.hasLedger ? taken.info.edges.length : 0);
      for (const [edge, values] of taken.info.hasLedger ? taken.crossings : [])
        expect(table.map((line) => number(line[`crossings.${edge} (steps)`]))).toEqual([...values]);
    });

    it('read again has every cell, which is a float32', () => {
      const table = csvParse(body([...cellsCsv(taken)].join('')));
      expect(table.length).toBe(14 * 6);
      for (const [row, values] of taken.cells)
        expect(
          table.map((line) => Math.fround(number(line[`${row} (log10)`]))),
          row,
        ).toEqual([...values]);
      expect(table.slice(0, 7).map(({ step, unit }) => `${step} ${unit}`)).toEqual([
        '1 1',
        '1 2',
        '1 3',
        '1 4',
        '1 5',
        '1 6',
        '2 1',
      ]);
    });
  },
);

it('a heading tells link, version, settings, units and what is missing', () => {
  const lines = seriesCsv(takenOf({}, ['path norms'])).split('\n');
  const heading = lines.filter((line) => line.startsWith('#'));
  expect(lines.slice(0, heading.length)).toEqual(heading);
  expect(heading[0]).toBe('# Gradient Carousel, link version 3');
  expect(heading[1]).toBe(`# ${ADDRESS}`);
  expect(heading.join('\n')).toContain('LSTM, N = 6, M = 3, T = 14, seed 14');
  expect(heading.join('\n')).toContain('log10 of norms');
  expect(heading.join('\n')).toContain('left out: path norms');
});

it('JSON has the keys and the numbers of npm run trace', () => {
  const taken = takenOf({});
  const read = JSON.parse(seriesJson(taken, true)) as ReturnType<typeof traceLink> & {
    cells: Record<string, unknown[]>;
  };
  const traced = traceLink(taken.settings);
  expect(Object.keys(read)).toEqual(expect.arrayContaining(Object.keys(traced)));
  for (const key of ['link', 'steps', 'size', 'edges', 'spectra', 'atRest', 'residual', 'crossings'] as const)
    expect(read[key], key).toEqual(JSON.parse(JSON.stringify(traced[key])));
  for (const [name, values] of Object.entries(read.series)) expect(traced.series[name as 'g'], name).toEqual(values);
  expect(Object.keys(read.cells)).toEqual([...taken.cells.keys()]);
  expect(read.cells.c?.length).toBe(14);
});

it.each([
  ['#v=3', 'gradient-carousel-lstm-bf3-r1.svg'],
  ['#v=3&net=rnn&r=1.2', 'gradient-carousel-rnn-r1.2.svg'],
  ['#v=3&bf=-2&N=64&seed=7&cut=R_z,R_o', 'gradient-carousel-lstm-bf-2-r1-N64-seed7-cut-R_z-R_o.svg'],
])('the file of %s is called %s', (link, name) => {
  expect(fileName(decodeLink(link).panes[0], 'svg')).toBe(name);
});
