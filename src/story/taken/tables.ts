/** The numbers behind the page as text: a table of curves by step, one of the heatmaps' cells, and JSON as `npm run trace` writes it. */
import type { RowName } from '../../engine/seriesNames';
import { LINK_VERSION } from '../../settings/linkUpgrades';
import type { Settings } from '../../settings/settings';
import { settingsWords } from './caption';
import { columnsOf } from './columns';
import { type HeldDigits, heldDigitsOf, type RunNumbers, tracedRun } from './run';

export interface Taken extends RunNumbers {
  readonly settings: Settings;
  /** The whole address of the page that shows it. */
  readonly address: string;
  /** log10 ‖g‖ of the second run, [steps]; null while it is not there. */
  readonly second: Float64Array | null;
  /** Heatmaps, [steps × size] log10; only those that are there whole. */
  readonly cells: ReadonlyMap<RowName, Float32Array>;
  /** What is not there yet, in words. */
  readonly missing: readonly string[];
}

/** Curves and crossings by step; numbers as float64 has them. */
export function seriesCsv(taken: Taken): string {
  const { info, series, residual, crossings } = taken;
  const order = columnsOf(info.edges, (name) => series.has(name)).map(([, name]) => name);
  const names = [...order, ...[...series.keys()].filter((name) => !order.includes(name))].filter((name) =>
    series.has(name),
  );
  const curves: [string, ArrayLike<number>][] = [
    ...names.map((name): [string, ArrayLike<number>] => [`${name} (log10)`, series.get(name) as Float64Array]),
    ['residual (log10)', residual],
    ...(info.hasLedger ? [...crossings] : []).map(([edge, own]): [string, ArrayLike<number>] => [
      `crossings.${edge} (steps)`,
      own,
    ]),
  ];
  // No name and no number has a comma in it.
  const lines = [['step', ...curves.map(([name]) => name)].join(',')];
  for (let step = 0; step < info.steps; step++)
    lines.push([String(step + 1), ...curves.map(([, own]) => float64(own[step]))].join(','));
  return `${comments(taken, SERIES_NOTES)}${lines.join('\n')}\n`;
}

const SERIES_NOTES = [
  'log10 of norms by step. Euclidean norms of vectors against the loss gradient’s: g (all of the state), c, y (cell, output), input, ghost (a plain RNN), arriving.PATH, alone.PATH (every other path cut), without.PATH.',
  'Spectral norms of Jacobians: step.WHAT (one step), path.PATH and cumulative.WHAT (from the last step back to this one).',
  'residual: |parts − whole| / |largest part|. crossings.PATH: how many of its steps back the gradient spent on a path.',
];

/** One line a step and unit, one column a heatmap; float32. Parts of a text, for all of it may be too long for one. */
export function* cellsCsv(taken: Taken): Generator<string> {
  const { info, cells } = taken;
  const { steps, size } = info;
  yield comments(taken, ['log10 of |value| · √N against the loss gradient’s norm, by step and unit.']);
  yield `${['step', 'unit', ...[...cells.keys()].map((row) => `${row} (log10)`)].join(',')}\n`;
  const rows = [...cells.values()];
  for (let step = 0; step < steps; step++) {
    let lines = '';
    for (let unit = 0; unit < size; unit++)
      lines += `${step + 1},${unit + 1},${rows.map((row) => float32(row[step * size + unit])).join(',')}\n`;
    yield lines;
  }
}

/** As `npm run trace -- --json` has it, with the address and what is missing; `cells` [steps][units] on request. */
export function seriesJson(taken: Taken, withCells: boolean): string {
  const { settings, series, second, address, missing, cells, info } = taken;
  const gradient = series.get('g');
  const digits: HeldDigits | null = second === null || gradient === undefined ? null : heldDigitsOf(gradient, second);
  const rows = withCells
    ? Object.fromEntries(
        [...cells].map(([row, own]) => [
          row,
          Array.from({ length: info.steps }, (_, step) =>
            Array.from(own.subarray(step * info.size, (step + 1) * info.size), (value) =>
              Number.isFinite(value) ? Number(float32(value)) : null,
            ),
          ),
        ]),
      )
    : undefined;
  return JSON.stringify({ ...tracedRun(settings, taken, digits), address, missing, cells: rows });
}

function comments({ address, settings, info, missing }: Taken, notes: readonly string[]): string {
  return [
    `Gradient Carousel, link version ${LINK_VERSION}`,
    address,
    settingsWords(settings, info),
    ...notes,
    '-inf: exactly zero; empty: not defined there, or not computed.',
    ...(missing.length === 0 ? [] : [`Not computed yet, and left out: ${missing.join(', ')}.`]),
  ]
    .map((line) => `# ${line.replace(/\s+/g, ' ')}\n`)
    .join('');
}

function float64(value: number): string {
  return Number.isFinite(value) ? String(value) : unusual(value);
}

/** The fewest digits by which a float32 is told from its neighbours. */
function float32(value: number): string {
  if (!Number.isFinite(value)) return unusual(value);
  for (const digits of [6, 7, 8]) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

const unusual = (value: number): string => (value === -Infinity ? '-inf' : '');
