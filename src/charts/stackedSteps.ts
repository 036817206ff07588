/** Signed amounts of each step, stacked in columns: what is positive stands on the base, what is negative hangs from it. */
import type { Frame, YScale } from './curves';

export interface StackedLayer<Name extends string> {
  readonly name: Name;
  /** SVG outline of its columns above the base, and of those below; empty where it has none. */
  readonly up: string;
  readonly down: string;
}

export interface StackedSteps<Name extends string> {
  readonly layers: readonly StackedLayer<Name>[];
  /** The lowest and the highest end of a column; at least 1 apart. */
  readonly low: number;
  readonly high: number;
}

/** A column a step, or a pixel where one covers several: it then has the means of what is above and of what is below, so that none is lost. */
export function stackedSteps<Name extends string>(
  series: ReadonlyMap<Name, ArrayLike<number>>,
  { width, steps }: Pick<Frame, 'width' | 'steps'>,
  scaleOf: (low: number, high: number) => YScale,
): StackedSteps<Name> {
  const columns = Math.max(1, Math.min(steps, Math.floor(width)));
  const tops = new Float64Array(columns);
  const bottoms = new Float64Array(columns);
  const ends = [...series].map(([name, values]) => {
    const up = stackedOn(tops, columnsOf(values, steps, columns, 1));
    const down = stackedOn(bottoms, columnsOf(values, steps, columns, -1));
    return { name, up, down };
  });
  const low = Math.min(...bottoms);
  const high = Math.max(...tops, low + 1);
  const y = scaleOf(low, high);
  const edges = Float64Array.from({ length: columns + 1 }, (_, column) => Math.round((column * width) / columns));
  return {
    layers: ends.map(({ name, up, down }) => ({ name, up: outlineOf(up, edges, y), down: outlineOf(down, edges, y) })),
    low,
    high,
  };
}

/** [columns] the mean of a column's values of this sign, those of the other counted as 0. */
function columnsOf(values: ArrayLike<number>, steps: number, columns: number, sign: 1 | -1): Float64Array {
  const sums = new Float64Array(columns);
  const counts = new Uint32Array(columns);
  for (let step = 0; step < steps; step++) {
    const value = values[step];
    if (!Number.isFinite(value)) continue;
    const column = Math.floor((step * columns) / steps);
    counts[column]++;
    if (value * sign > 0) sums[column] += value;
  }
  return sums.map((sum, column) => (counts[column] === 0 ? 0 : sum / counts[column]));
}

/** Where each column begins and ends on what lies beneath it, which it is added to. */
function stackedOn(beneath: Float64Array, amounts: Float64Array): { from: Float64Array; to: Float64Array } {
  const from = beneath.slice();
  amounts.forEach((amount, column) => {
    beneath[column] += amount;
  });
  return { from, to: beneath.slice() };
}

/** One closed outline for each run of columns that are not empty, so that no seam shows between neighbours. */
function outlineOf({ from, to }: { from: Float64Array; to: Float64Array }, edges: Float64Array, y: YScale): string {
  const at = (value: number): string => String(Math.round(y(value) * 100) / 100);
  let path = '';
  for (let column = 0; column < from.length; column++) {
    if (from[column] === to[column]) continue;
    const first = column;
    let top = '';
    let bottom = '';
    for (; column < from.length && from[column] !== to[column]; column++) {
      top += `V${at(to[column])}H${edges[column + 1]}`;
      bottom = `V${at(from[column])}H${edges[column]}${bottom}`;
    }
    path += `M${edges[first]},${at(from[first])}${top}${bottom}Z`;
  }
  return path;
}
