/**
 * Paints one heatmap, units × steps. Cells are painted as ImageData at data resolution and scaled without interpolation; where a
 * device pixel covers several cells it shows the largest. A contour follows 10⁰, a frontier the ends of the scale, a hatch exact zeros.
 */
import { type ColourTable, colourTable, type ScaleEnds, type Theme } from './colour';

export interface HeatmapPicture {
  /** [steps × size] log10; −Infinity: exactly zero; NaN: not there yet. */
  readonly cells: Float32Array;
  readonly steps: number;
  readonly size: number;
}

export interface PaintOptions {
  readonly theme: Theme;
  readonly ends: ScaleEnds;
  readonly ink: string;
}

/** The picture at the resolution it is painted in: [rows × columns], unit 1 on top. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** Max-pools the cells to at most `width` × `height`; larger wins over NaN, so a column shows as soon as one of its steps is there. */
export function pool({ cells, steps, size }: HeatmapPicture, width: number, height: number): Grid {
  const columns = Math.max(1, Math.min(steps, Math.floor(width)));
  const rows = Math.max(1, Math.min(size, Math.floor(height)));
  const values = new Float32Array(columns * rows).fill(Number.NaN);
  for (let step = 0; step < steps; step++) {
    const column = Math.floor((step * columns) / steps);
    for (let unit = 0; unit < size; unit++) {
      const index = Math.floor((unit * rows) / size) * columns + column;
      const value = cells[step * size + unit] as number;
      const held = values[index] as number;
      if (!(value <= held)) values[index] = Number.isNaN(value) ? held : value;
    }
  }
  return { columns, rows, values };
}

/** Colours of a grid, one packed RGBA a cell; transparent where nothing is known, or less than the scale shows. */
export function coloured({ values }: Grid, table: ColourTable, { low, high }: ScaleEnds, out: Uint32Array): void {
  const last = table.below.length - 1;
  for (let k = 0; k < values.length; k++) {
    const v = values[k] as number;
    if (v >= 0) out[k] = table.above[Math.min(last, Math.round((v / high) * last))] as number;
    else if (v > low) out[k] = table.below[Math.max(0, Math.round((1 - v / low) * last))] as number;
    else out[k] = 0;
  }
}

/** Edges between cells on either side of `level`, as [x0, y0, x1, y1, …] in grid units. */
export function contour({ columns, rows, values }: Grid, level: number): number[] {
  const lines: number[] = [];
  const above = (index: number): boolean => (values[index] as number) >= level;
  const known = (index: number): boolean => !Number.isNaN(values[index] as number);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const index = y * columns + x;
      if (!known(index)) continue;
      if (x + 1 < columns && known(index + 1) && above(index) !== above(index + 1)) lines.push(x + 1, y, x + 1, y + 1);
      if (y + 1 < rows && above(index) !== above(index + columns)) lines.push(x, y + 1, x + 1, y + 1);
    }
  }
  return lines;
}

export function paintHeatmap(context: CanvasRenderingContext2D, picture: HeatmapPicture, options: PaintOptions): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  if (width === 0 || height === 0) return;
  const grid = pool(picture, width, height);
  drawGrid(context, grid, (out) => coloured(grid, colourTable(options.theme), options.ends, out));
  hatchZeros(context, grid, options.ink);
  // Finer cells would drown in their own outlines, so those follow a coarser picture.
  outline(context, pool(picture, width / OUTLINED, height / OUTLINED), options);
}

/** Fills the canvas with a grid, one colour a cell, not interpolated; `colour` writes a packed RGBA for each. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  { columns, rows }: Pick<Grid, 'columns' | 'rows'>,
  colour: (out: Uint32Array) => void,
): void {
  const { width, height } = context.canvas;
  const image = new ImageData(columns, rows);
  colour(new Uint32Array(image.data.buffer));
  const cells = scratchOf(columns, rows);
  cells.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(cells.canvas, 0, 0, columns, rows, 0, 0, width, height);
}

/** Cells that are outlined are at least this many pixels wide and high. */
const OUTLINED = 2;

/** The contour at 10⁰, and frontiers where values leave the scale. */
function outline(context: CanvasRenderingContext2D, grid: Grid, { ends, ink }: PaintOptions): void {
  const sx = context.canvas.width / grid.columns;
  const sy = context.canvas.height / grid.rows;
  context.strokeStyle = ink;
  context.lineWidth = 1;
  const [low, high] = extentOf(grid);
  const draw = (level: number, alpha: number, dash: number[]): void => {
    // Most rows lie on one side of most levels, which costs less to see than to trace.
    if (low >= level || high < level) return;
    const lines = contour(grid, level);
    context.save();
    context.globalAlpha = alpha;
    context.setLineDash(dash);
    context.beginPath();
    for (let k = 0; k < lines.length; k += 4) {
      context.moveTo(crisp((lines[k] as number) * sx), crisp((lines[k + 1] as number) * sy));
      context.lineTo(crisp((lines[k + 2] as number) * sx), crisp((lines[k + 3] as number) * sy));
    }
    context.stroke();
    context.restore();
  };
  draw(0, 0.4, []);
  draw(ends.low, 0.3, [2, 2]);
  draw(ends.high, 0.9, [2, 2]);
}

/** Smallest and largest value that is there. */
function extentOf({ values }: Grid): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

const crisp = (v: number): number => Math.round(v) + 0.5;

/** Diagonal lines over the cells that are exactly zero (−Infinity), one rectangle for each run of them in a column. */
export function hatchZeros(context: CanvasRenderingContext2D, { columns, rows, values }: Grid, ink: string): void {
  const { width, height } = context.canvas;
  const edgeX = (column: number): number => Math.round((column * width) / columns);
  const edgeY = (row: number): number => Math.round((row * height) / rows);
  let any = false;
  context.beginPath();
  for (let x = 0; x < columns; x++) {
    for (let y = 0; y < rows; y++) {
      if (values[y * columns + x] !== -Infinity) continue;
      const top = y;
      while (y < rows && values[y * columns + x] === -Infinity) y++;
      context.rect(edgeX(x), edgeY(top), edgeX(x + 1) - edgeX(x), edgeY(y) - edgeY(top));
      any = true;
    }
  }
  if (!any) return;
  context.save();
  context.globalAlpha = 0.35;
  context.fillStyle = hatchPattern(context, ink);
  context.fill();
  context.restore();
}

const patterns = new Map<string, CanvasPattern>();

function hatchPattern(context: CanvasRenderingContext2D, ink: string): CanvasPattern {
  const known = patterns.get(ink);
  if (known !== undefined) return known;
  const tile = canvasOf(8, 8);
  tile.context.strokeStyle = ink;
  tile.context.lineWidth = 1;
  tile.context.beginPath();
  for (const offset of [-8, 0, 8]) {
    tile.context.moveTo(offset, 8);
    tile.context.lineTo(offset + 8, 0);
  }
  tile.context.stroke();
  const pattern = context.createPattern(tile.canvas, 'repeat');
  if (pattern === null) throw new Error('this browser cannot make a canvas pattern');
  patterns.set(ink, pattern);
  return pattern;
}

let scratch: CanvasRenderingContext2D | null = null;

/** One canvas for all pictures on their way to the screen, as large as the largest has been. */
function scratchOf(width: number, height: number): CanvasRenderingContext2D {
  scratch ??= canvasOf(width, height).context;
  const { canvas } = scratch;
  if (canvas.width < width) canvas.width = width;
  if (canvas.height < height) canvas.height = height;
  return scratch;
}

function canvasOf(width: number, height: number): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser cannot draw on a canvas');
  return { canvas, context };
}
