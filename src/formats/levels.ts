/** The layers of a stack, by depth. */
import type { Network } from '../engine/cells/networks';
import type { RecurrentLayer } from './model';

/** Layers by depth, forward before reverse. */
export type Levels<T> = readonly (readonly T[])[];

/** The width of a level's output: both directions, concatenated. */
export function widthOf(level: readonly { readonly network: Network }[]): number {
  return level.reduce((sum, { network }) => sum + network.hiddenSize, 0);
}

/** The levels of one stack of a file. */
export function levelsOf(layers: readonly RecurrentLayer[], stack: number): Levels<RecurrentLayer> {
  const own = layers.filter((layer) => layer.stack === stack);
  const depths = [...new Set(own.map(({ depth }) => depth))].sort((a, b) => a - b);
  return depths.map((depth) => own.filter((layer) => layer.depth === depth));
}
