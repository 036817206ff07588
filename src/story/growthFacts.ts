/** What the words about growth need to know of a run, whichever cell it is of. */
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';

/** What a cell's own words may depend on. */
export type CellSettings = Omit<Settings, 'cell'>;

export interface GrowthFacts {
  readonly settings: CellSettings;
  readonly steps: number;
  /** log10 ‖gᵗ‖ against the loss gradient, by step, 0-based. */
  readonly remaining: ArrayLike<number>;
  /** log10 at step 1 of what the carousel alone leaves, and of the plain RNN; null where there is none (yet). */
  readonly carousel: number | null;
  /** log10 of what of the loss enters the carousel, one step back. */
  readonly entering: number | null;
  readonly ghost: number | null;
  /** Crossings at step 1; null where there is no ledger (yet). */
  readonly crossings: readonly (readonly [Edge, number])[] | null;
  readonly cuts: readonly string[];
  /** The recurrent matrix of a network that has only one, and the bound on its activation's slope. */
  readonly recurrent: { readonly radius: number; readonly norm: number } | null;
  readonly atRest: number | null;
  /** The same facts of the second run, which show how many digits of these hold; null while it is not there. */
  readonly second: GrowthFacts | null;
}
