/** The forward trace of any network. */
import { FRESH } from '../math/arrays';
import { cellOf, type Traces } from './cells';
import type { Network, Task } from './cells/networks';

export type ForwardTrace = Traces[keyof Traces];

/** Runs forward; yields once a step, so that a caller can pause or drop it. What it records is in arrays from `arrays`. */
export function forward(network: Network, task: Task, arrays = FRESH): Generator<void, ForwardTrace> {
  return cellOf(network.cell).forward(network, task, arrays);
}
