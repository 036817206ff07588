/**
 * Paints one heatmap, units × steps. Cells are painted as ImageData at data resolution and scaled without interpolation; where a
 * device pixel covers several cells it shows the largest. A contour follows 10⁰, a frontier the ends of the scale, a hatch exact zeros.
 */
import { type ColourTable, colourTable, PAGE, type ScaleEnds, type Theme } from './colour';
import { changedSteps, emptyGrid, type Grid, type HeatmapPicture, poolSteps, type Range } from './pooling';

export type { HeatmapPicture } from './pooling';

export interface PaintOptions {
  readonly theme: Theme;
  readonly ends: ScaleEnds;
  readonly ink: string;
}

/** Colours of a grid's columns, one packed RGBA a cell; transparent where nothing is known, or less than the scale shows. */
export function coloured(
  { columns, values }: Grid,
  table: ColourTable,
  { low, high }: ScaleEnds,
  out: Uint32Array,
  [from, to]: Range = [0, columns],
): void {
  const last = table.below.length - 1;
  for (let line = 0; line < values.length; line += columns) {
    for (let k = line + from; k < line + to; k++) {
      const v = values[k];
      if (v >= 0) out[k] = table.above[Math.min(last, Math.round((v / high) * last))];
      else if (v > low) out[k] = table.below[Math.max(0, Math.round((1 - v / low) * last))];
      else out[k] = 0;
    }
  }
}

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

/** What a heatmap looked like when it was last painted. */
interface Painted {
  /** The cells as they were then. */
  readonly cells: Float32Array;
  readonly grid: Grid;
  /** Finer cells would drown in their own outlines, so those follow a coarser picture; the same where cells are large. */
  readonly outlined: Grid;
  readonly image: ImageData;
  /** Canvas, colours and scale: all else that the pixels depend on. */
  readonly frame: string;
}

/**
 * Paints one heatmap again and again. While a run comes in only a few columns are new with each frame, and pooling 64 000 cells is
 * most of the work: so what has not changed since the last time is kept. The pixels are those of a first painting.
 */
export class HeatmapPainter {
  private last: Painted | null = null;

  paint(context: CanvasRenderingContext2D, picture: HeatmapPicture, options: PaintOptions): void {
    const { width, height } = context.canvas;
    paintBlank(context, options.theme);
    if (width === 0 || height === 0) return;
    const { grid, outlined, image } = this.painted(picture, width, height, options);
    drawImage(context, image);
    hatchZeros(context, grid, options.ink);
    outline(context, outlined, options);
  }

  /** Brings what is kept up to date, or begins anew. */
  private painted(picture: HeatmapPicture, width: number, height: number, { theme, ends }: PaintOptions): Painted {
    const { cells, steps, size } = picture;
    const frame = [steps, size, width, height, theme, ends.low, ends.high].join(' ');
    const isNew = this.last?.frame !== frame;
    const painted = this.last === null || isNew ? blank(picture, width, height, frame) : this.last;
    this.last = painted;
    const changed: Range = isNew ? [0, steps] : changedSteps(painted.cells, picture);
    if (changed[0] === changed[1]) return painted;
    painted.cells.set(cells.subarray(changed[0] * size, changed[1] * size), changed[0] * size);
    if (painted.outlined !== painted.grid) poolSteps(picture, painted.outlined, changed);
    const columns = poolSteps(picture, painted.grid, changed);
    coloured(painted.grid, colourTable(theme), ends, new Uint32Array(painted.image.data.buffer), columns);
    return painted;
  }
}

function blank(picture: HeatmapPicture, width: number, height: number, frame: string): Painted {
  const grid = emptyGrid(picture, width, height);
  const coarse = emptyGrid(picture, width / OUTLINED, height / OUTLINED);
  return {
    cells: new Float32Array(picture.cells.length),
    grid,
    outlined: coarse.columns === grid.columns && coarse.rows === grid.rows ? grid : coarse,
    image: new ImageData(grid.columns, grid.rows),
    frame,
  };
}

/** The page itself, where there is no picture: a canvas that is opaque costs the compositor a third less. */
export function paintBlank(context: CanvasRenderingContext2D, theme: Theme): void {
  const { width, height } = context.canvas;
  context.fillStyle = PAGE[theme];
  context.fillRect(0, 0, width, height);
}

/** Paints a heatmap once. */
export function paintHeatmap(context: CanvasRenderingContext2D, picture: HeatmapPicture, options: PaintOptions): void {
  new HeatmapPainter().paint(context, picture, options);
}

/** Fills the canvas with a grid, one colour a cell, not interpolated; `colour` writes a packed RGBA for each. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  { columns, rows }: Pick<Grid, 'columns' | 'rows'>,
  colour: (out: Uint32Array) => void,
): void {
  const image = new ImageData(columns, rows);
  colour(new Uint32Array(image.data.buffer));
  drawImage(context, image);
}

/** Scales an image to the whole canvas, not interpolated. */
function drawImage(context: CanvasRenderingContext2D, image: ImageData): void {
  const cells = scratchOf(image.width, image.height);
  cells.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  const { width, height } = context.canvas;
  context.drawImage(cells.canvas, 0, 0, image.width, image.height, 0, 0, width, height);
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
      context.moveTo(crisp(lines[k] * sx), crisp(lines[k + 1] * sy));
      context.lineTo(crisp(lines[k + 2] * sx), crisp(lines[k + 3] * sy));
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
  // By index: an iterator makes an object of each value, a quarter of a megabyte for a picture.
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

const crisp = (v: number): number => Math.round(v) + 0.5;

/** Diagonal lines over the cells that are exactly zero (−Infinity), one rectangle for each run of them in a column. */
export function hatchZeros(context: CanvasRenderingContext2D, { columns, rows, values }: Grid, ink: string): void {
  // Most pictures have none, and a walk down every column costs more than one look along the lines.
  if (!values.includes(-Infinity)) return;
  const { width, height } = context.canvas;
  const edgeX = (column: number): number => Math.round((column * width) / columns);
  const edgeY = (row: number): number => Math.round((row * height) / rows);
  context.beginPath();
  for (let x = 0; x < columns; x++) {
    for (let y = 0; y < rows; y++) {
      if (values[y * columns + x] !== -Infinity) continue;
      const top = y;
      while (y < rows && values[y * columns + x] === -Infinity) y++;
      context.rect(edgeX(x), edgeY(top), edgeX(x + 1) - edgeX(x), edgeY(y) - edgeY(top));
    }
  }
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
  // The browser takes it away like any other, and then what is drawn on it is nowhere.
  if (scratch === null || scratch.isContextLost()) scratch = canvasOf(width, height).context;
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
