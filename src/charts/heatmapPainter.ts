/**
 * Paints one heatmap, units × steps. Cells are painted as ImageData at data resolution and scaled without interpolation; where a
 * device pixel covers several cells it shows the largest.
 */
import { canvasOf } from './canvasOf';
import type { ScaleEnds, Theme } from './colour';
import { hatchZeros } from './hatch';
import { outline } from './outline';
import { changedSteps, emptyGrid, type Grid, type HeatmapPicture, poolSteps, type Range } from './pooling';
import { PALETTES, type RampName } from './ramps/palette';
import { type RampTable, rampTable, stopAt } from './ramps/ramps';

export type { HeatmapPicture } from './pooling';

export interface PaintOptions {
  readonly theme: Theme;
  readonly ramp: RampName;
  readonly ends: ScaleEnds;
  /** Pixels of the canvas to one of CSS. */
  readonly ratio: number;
}

/** Colours of a grid's columns, one packed RGBA a cell; transparent where nothing is known, or less than the scale shows. */
export function coloured(
  { columns, values }: Grid,
  { stops }: RampTable,
  { low, high }: ScaleEnds,
  out: Uint32Array,
  [from, to]: Range = [0, columns],
): void {
  for (let line = 0; line < values.length; line += columns) {
    for (let k = line + from; k < line + to; k++) {
      const v = values[k];
      out[k] = v > low ? stops[stopAt(v, low, high)] : 0;
    }
  }
}

/** What a heatmap was last painted with. */
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
    hatchZeros(context, grid, options);
    outline(context, outlined, picture, options);
  }

  /** Brings what is kept up to date, or begins anew. */
  private painted(
    picture: HeatmapPicture,
    width: number,
    height: number,
    { theme, ramp, ends }: PaintOptions,
  ): Painted {
    const { cells, steps, size } = picture;
    const frame = [steps, size, width, height, theme, ramp, ends.low, ends.high].join(' ');
    const isNew = this.last?.frame !== frame;
    const painted = this.last === null || isNew ? blank(picture, width, height, frame) : this.last;
    this.last = painted;
    const changed: Range = isNew ? [0, steps] : changedSteps(painted.cells, picture);
    if (changed[0] === changed[1]) return painted;
    painted.cells.set(cells.subarray(changed[0] * size, changed[1] * size), changed[0] * size);
    if (painted.outlined !== painted.grid) poolSteps(picture, painted.outlined, changed);
    const columns = poolSteps(picture, painted.grid, changed);
    coloured(painted.grid, rampTable(theme, ramp), ends, new Uint32Array(painted.image.data.buffer), columns);
    return painted;
  }
}

/** Cells that are outlined are at least this many pixels wide and high. */
const OUTLINED = 2;

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
  context.fillStyle = PALETTES[theme].page;
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
