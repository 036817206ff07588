/** A heatmap at the resolution of the screen: where a pixel covers several cells it shows the largest. */

export interface HeatmapPicture {
  /** [steps × size] log10; −Infinity: exactly zero; NaN: not there yet. */
  readonly cells: Float32Array;
  readonly steps: number;
  readonly size: number;
}

/** The picture at the resolution it is painted in: [rows × columns], unit 1 on top. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** From the first to before the second. */
export type Range = readonly [number, number];

/** Max-pools the cells to at most `width` × `height`; larger wins over NaN, so a column shows as soon as one of its steps is there. */
export function pool(picture: HeatmapPicture, width: number, height: number): Grid {
  const grid = emptyGrid(picture, width, height);
  poolSteps(picture, grid, [0, picture.steps]);
  return grid;
}

export function emptyGrid({ steps, size }: HeatmapPicture, width: number, height: number): Grid {
  const columns = Math.max(1, Math.min(steps, Math.floor(width)));
  const rows = Math.max(1, Math.min(size, Math.floor(height)));
  return { columns, rows, values: new Float32Array(columns * rows).fill(Number.NaN) };
}

/** Pools anew the columns that these steps are in; answers with which columns that are. */
export function poolSteps({ cells, steps, size }: HeatmapPicture, grid: Grid, [from, to]: Range): Range {
  const { columns, rows, values } = grid;
  if (from >= to) return [0, 0];
  const first = Math.floor((from * columns) / steps);
  const end = Math.floor(((to - 1) * columns) / steps) + 1;
  for (let line = 0; line < values.length; line += columns) values.fill(Number.NaN, line + first, line + end);
  // Where each unit's line begins: a division for each cell would cost more than all the rest.
  const lines = Int32Array.from({ length: size }, (_, unit) => Math.floor((unit * rows) / size) * columns);
  const lastStep = Math.ceil((end * steps) / columns);
  for (let step = Math.ceil((first * steps) / columns); step < lastStep; step++) {
    const column = Math.floor((step * columns) / steps);
    for (let unit = 0; unit < size; unit++) {
      const index = lines[unit] + column;
      const value = cells[step * size + unit];
      const held = values[index];
      if (value > held || Number.isNaN(held)) values[index] = value;
    }
  }
  return [first, end];
}

/** The steps between the first and the last cell that is not as it was, bit by bit: NaN is as NaN was. */
export function changedSteps(before: Float32Array, { cells, steps, size }: HeatmapPicture): Range {
  const a = new Uint32Array(before.buffer, before.byteOffset, before.length);
  const b = new Uint32Array(cells.buffer, cells.byteOffset, cells.length);
  let first = 0;
  while (first < a.length && a[first] === b[first]) first++;
  if (first === a.length) return [steps, steps];
  let last = a.length - 1;
  while (a[last] === b[last]) last--;
  return [Math.floor(first / size), Math.floor(last / size) + 1];
}
