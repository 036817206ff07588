/** Paints the forward pass, units × steps, at data resolution: where a pixel covers several cells it shows the largest in size. */
import type { Theme } from './colour';
import { hatchZeros } from './hatch';
import { drawGrid } from './heatmapPainter';
import type { Grid } from './pooling';
import type { RampName } from './ramps/palette';
import { type ValueEnds, valueTable } from './valueColour';

export interface ValuePicture {
  /** [steps × size] */
  readonly values: Float64Array;
  readonly steps: number;
  readonly size: number;
}

/** The smallest float32 beside 0. */
const FAINTEST = 2 ** -149;

/** The cells at most `width` × `height`, unit 1 on top: of those that share a pixel the one farthest from 0. */
export function poolValues({ values, steps, size }: ValuePicture, width: number, height: number): Grid {
  const columns = Math.max(1, Math.min(steps, Math.floor(width)));
  const rows = Math.max(1, Math.min(size, Math.floor(height)));
  const pooled = new Float32Array(columns * rows);
  for (let step = 0; step < steps; step++) {
    const column = Math.floor((step * columns) / steps);
    for (let unit = 0; unit < size; unit++) {
      const index = Math.floor((unit * rows) / size) * columns + column;
      const value = values[step * size + unit];
      if (value === 0) continue;
      // What float32 has no room for is still not a zero.
      const held = Math.fround(value) === 0 ? Math.sign(value) * FAINTEST : value;
      if (Math.abs(held) > Math.abs(pooled[index])) pooled[index] = held;
    }
  }
  return { columns, rows, values: pooled };
}

/** Colours of a grid, one packed RGBA a cell. */
export function colouredValues({ values }: Grid, table: Uint32Array, { high }: ValueEnds, out: Uint32Array): void {
  const middle = (table.length - 1) / 2;
  for (let k = 0; k < values.length; k++) {
    const part = Math.min(1, Math.max(-1, values[k] / high));
    out[k] = table[Math.round(middle * (1 + part))];
  }
}

interface ValueOptions {
  readonly theme: Theme;
  /** Of values that are not negative; null: the colours of both signs. */
  readonly ramp: RampName | null;
  readonly ends: ValueEnds;
  /** Pixels of the canvas to one of CSS. */
  readonly ratio: number;
}

export function paintValues(
  context: CanvasRenderingContext2D,
  picture: ValuePicture,
  { theme, ramp, ends, ratio }: ValueOptions,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  if (width === 0 || height === 0) return;
  const grid = poolValues(picture, width, height);
  drawGrid(context, grid, (out) => colouredValues(grid, valueTable(theme, ramp), ends, out));
  // A zero is marked as in the gradient's heatmaps.
  const zeros = grid.values.map((value) => (value === 0 ? -Infinity : value));
  hatchZeros(context, { ...grid, values: zeros }, { theme, ratio });
}
