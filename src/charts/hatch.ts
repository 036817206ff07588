/** The hatch of exact zeros. */
import { canvasOf } from './canvasOf';
import type { Theme } from './colour';
import type { Grid } from './pooling';
import { PALETTES } from './ramps/palette';

interface HatchOptions {
  readonly theme: Theme;
  /** Pixels of the canvas to one of CSS. */
  readonly ratio: number;
}

/** Diagonal lines over the cells that are exactly zero (−Infinity), one rectangle for each run of them in a column. */
export function hatchZeros(
  context: CanvasRenderingContext2D,
  { columns, rows, values }: Grid,
  { theme, ratio }: HatchOptions,
): void {
  // Most pictures have none, and a walk down every column costs more than one pass along the lines.
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
  context.fillStyle = hatchPattern(context, PALETTES[theme].bank, ratio);
  context.fill();
}

const patterns = new Map<string, CanvasPattern>();

/** Lines of 1 CSS pixel, every 5. */
function hatchPattern(context: CanvasRenderingContext2D, colour: string, ratio: number): CanvasPattern {
  const key = `${colour} ${ratio}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  // Across the lines they are 5 pixels apart, along the edges of the tile by √2 more.
  const side = Math.round(5 * Math.SQRT2 * ratio);
  const tile = canvasOf(side, side);
  tile.context.strokeStyle = colour;
  tile.context.lineWidth = ratio;
  tile.context.beginPath();
  for (const offset of [-side, 0, side]) {
    tile.context.moveTo(offset - 1, side + 1);
    tile.context.lineTo(offset + side + 1, -1);
  }
  tile.context.stroke();
  const pattern = context.createPattern(tile.canvas, 'repeat');
  if (pattern === null) throw new Error('this browser cannot make a canvas pattern');
  patterns.set(key, pattern);
  return pattern;
}
