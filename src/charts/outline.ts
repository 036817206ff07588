/** Lines over a heatmap: a contour at 10⁰, and frontiers where values leave the scale. */
import type { ScaleEnds, Theme } from './colour';
import type { Grid, HeatmapPicture } from './pooling';
import { PALETTES } from './ramps/palette';
import { BURNING } from './ramps/ramps';

/**
 * Edges between cells on either side of `level`, as [x0, y0, x1, y1, …] in grid units. Those that go on from one cell to the next are
 * one line: fewer lines to draw, and dashes that do not begin anew with each cell.
 */
export function contour({ columns, rows, values }: Grid, level: number): number[] {
  const lines: number[] = [];
  const isEdge = (one: number, other: number): boolean => {
    const a = values[one];
    const b = values[other];
    return a >= level !== b >= level && !Number.isNaN(a) && !Number.isNaN(b);
  };
  for (let x = 1; x < columns; x++) {
    for (let y = 0; y < rows; y++) {
      const top = y;
      while (y < rows && isEdge(y * columns + x - 1, y * columns + x)) y++;
      if (y > top) lines.push(x, top, x, y);
    }
  }
  for (let y = 1; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const left = x;
      while (x < columns && isEdge((y - 1) * columns + x, y * columns + x)) x++;
      if (x > left) lines.push(left, y, x, y);
    }
  }
  return lines;
}

/** Cells at least this many CSS pixels wide and high have a contour: in smaller ones it would be all that is seen. */
const CONTOURED = 4;

interface OutlineOptions {
  readonly theme: Theme;
  readonly ends: ScaleEnds;
  readonly ratio: number;
}

/** The contour at 10⁰, and frontiers where values leave the scale. */
export function outline(
  context: CanvasRenderingContext2D,
  grid: Grid,
  { steps, size }: Pick<HeatmapPicture, 'steps' | 'size'>,
  { theme, ends, ratio }: OutlineOptions,
): void {
  const sx = context.canvas.width / grid.columns;
  const sy = context.canvas.height / grid.rows;
  context.lineWidth = 1;
  const { page, ink, bank } = PALETTES[theme];
  const [low, high] = extentOf(grid);
  const draw = (level: number, colour: string, alpha: number, dash: number[]): void => {
    // Most rows lie on one side of most levels, which costs less to see than to trace.
    if (low >= level || high < level) return;
    const lines = contour(grid, level);
    context.save();
    context.strokeStyle = colour;
    context.globalAlpha = alpha;
    context.setLineDash(dash);
    context.beginPath();
    for (let k = 0; k < lines.length; k += 4) {
      context.moveTo(crisp(lines[k] * sx), crisp(lines[k + 1] * sy));
      context.lineTo(crisp(lines[k + 2] * sx), crisp(lines[k + 3] * sy));
    }
    context.stroke();
    context.restore();
  };
  const { width, height } = context.canvas;
  if (Math.min(width / steps, height / size) >= CONTOURED * ratio) draw(BURNING, ink, 0.45, []);
  draw(ends.low, bank, 0.8, [1, 3]);
  draw(ends.high, page, 1, [3, 3]);
}

/** Smallest and largest value that is there. */
function extentOf({ values }: Grid): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  // By index: an iterator makes an object of each value, a quarter of a megabyte for a picture.
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

const crisp = (v: number): number => Math.round(v) + 0.5;
