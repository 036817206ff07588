/** A heatmap in a figure: an image at data resolution, with what lies over it as vectors. */
import type { ScaleEnds } from '../colour';
import { coloured } from '../heatmapPainter';
import { contour } from '../outline';
import { type Grid, type HeatmapPicture, pool } from '../pooling';
import { PALETTES, type RampName } from '../ramps/palette';
import { rampTable } from '../ramps/ramps';
import type { FigureLayout } from './layout';
import type { Paints } from './paint';
import { dataUri, type Image, pngOf } from './png';
import { element, length } from './svg';

const { bank, line, soft } = PALETTES.light;

/** [lines × steps], one colour a cell; transparent, so paper, where less is there than the scale shows. */
function heatmapImage(grid: Grid, ramp: RampName, ends: ScaleEnds): Image {
  const pixels = new Uint32Array(grid.columns * grid.rows);
  coloured(grid, rampTable('light', ramp), ends, pixels);
  return { width: grid.columns, height: grid.rows, pixels };
}

export interface HeatmapPart {
  readonly picture: HeatmapPicture;
  readonly ramp: RampName;
  readonly ends: ScaleEnds;
  /** The first step, 0-based, from which on a digit of the row's norm holds. */
  readonly held: number;
}

export function heatmapSvg(
  { picture, ramp, ends, held }: HeatmapPart,
  top: number,
  layout: FigureLayout,
  paints: Paints,
): string {
  const { left, plot, rowHeight, ratio } = layout;
  const grid = pool(picture, picture.steps, layout.lines);
  const box = { x: left, y: top, width: plot, height: rowHeight };
  const x = left + (held * plot) / picture.steps;
  return (
    element('image', {
      ...box,
      preserveAspectRatio: 'none',
      style: 'image-rendering:pixelated',
      href: dataUri(pngOf(heatmapImage(grid, ramp, ends))),
    }) +
    zeros(grid, top, layout, paints) +
    frontiers(picture, ends, top, layout) +
    element('rect', { ...box, fill: 'none', stroke: line, 'stroke-width': 0.75 * ratio }) +
    (held === 0
      ? ''
      : element('path', {
          d: `M${length(left)} ${length(top + ratio)}H${length(x)}V${length(top + rowHeight)}`,
          fill: 'none',
          stroke: soft,
          'stroke-width': ratio,
          'stroke-dasharray': `${length(ratio)} ${length(2 * ratio)}`,
        }))
  );
}

/** Hatched runs of exact zeros, column by column, neighbours of the same height as one. */
function zeros({ columns, rows, values }: Grid, top: number, layout: FigureLayout, paints: Paints): string {
  if (!values.includes(-Infinity)) return '';
  const [wide, tall] = [layout.plot / columns, layout.rowHeight / rows];
  const open = new Map<string, number>();
  const parts: string[] = [];
  for (let x = 0; x <= columns; x++) {
    const runs = new Set(x === columns ? [] : zeroRuns(values, columns, rows, x));
    for (const [run, from] of open) {
      if (runs.has(run)) continue;
      const [y, end] = run.split(' ').map(Number);
      parts.push(
        `M${length(layout.left + from * wide)} ${length(top + y * tall)}H${length(layout.left + x * wide)}V${length(top + end * tall)}H${length(layout.left + from * wide)}Z`,
      );
      open.delete(run);
    }
    for (const run of runs) if (!open.has(run)) open.set(run, x);
  }
  return element('path', { d: parts.join(''), fill: paints.hatch(bank, layout.ratio, 5 * layout.ratio) });
}

/** "from to" of each run of zeros in a column. */
function zeroRuns(values: Float32Array, columns: number, rows: number, x: number): string[] {
  const runs: string[] = [];
  for (let y = 0; y < rows; y++) {
    if (values[y * columns + x] !== -Infinity) continue;
    const from = y;
    while (y < rows && values[y * columns + x] === -Infinity) y++;
    runs.push(`${from} ${y}`);
  }
  return runs;
}

/** Finer cells would drown in their own outlines: as large as these are in CSS pixels. */
const OUTLINED = 2;

/** Where values leave the scale: dotted below, dashed above. */
function frontiers(picture: HeatmapPicture, { low, high }: ScaleEnds, top: number, layout: FigureLayout): string {
  const { left, plot, rowHeight, ratio } = layout;
  const grid = pool(picture, plot / (OUTLINED * ratio), rowHeight / (OUTLINED * ratio));
  const [wide, tall] = [plot / grid.columns, rowHeight / grid.rows];
  const path = (level: number): string => {
    const lines = contour(grid, level);
    const parts: string[] = [];
    for (let k = 0; k < lines.length; k += 4)
      parts.push(
        `M${length(left + lines[k] * wide)} ${length(top + lines[k + 1] * tall)}L${length(left + lines[k + 2] * wide)} ${length(top + lines[k + 3] * tall)}`,
      );
    return parts.join('');
  };
  const draw = (d: string, colour: string, dash: readonly [number, number]): string =>
    d === ''
      ? ''
      : element('path', {
          d,
          fill: 'none',
          stroke: colour,
          'stroke-width': 0.75 * ratio,
          'stroke-dasharray': dash.map((one) => length(one * ratio)).join(' '),
        });
  return draw(path(low), bank, [1, 3]) + draw(path(high), '#ffffff', [3, 3]);
}
