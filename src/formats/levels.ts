/** The layers of a stack, by depth. */
import type { Network } from '../engine/cells/networks';

/** Layers by depth, forward before reverse. */
export type Levels<T> = readonly (readonly T[])[];

/** The width of a level's output: both directions, concatenated. */
export function widthOf(level: readonly { readonly network: Network }[]): number {
  return level.reduce((sum, { network }) => sum + network.hiddenSize, 0);
}
