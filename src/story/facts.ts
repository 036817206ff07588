/** What the sentence and the answer need to know of a run. */
import type { Edge } from '../settings/edges';
import type { WordedCell } from './cells';
import type { CellSettings, GrowthFacts } from './growthFacts';

export type WordedSettings = CellSettings & { readonly cell: WordedCell };

/** log10 sizes at step 1, by path, of those that are there. */
export type ByPath = readonly (readonly [Edge, number])[];

export interface Facts extends GrowthFacts {
  readonly settings: WordedSettings;
  /** What each path alone leaves of the loss's gradient. */
  readonly alone: ByPath;
  /** What all paths but one leave of it. */
  readonly without: ByPath;
  /** The layer's loss is what other layers send, each step its own. */
  readonly isFromAbove?: boolean;
  readonly second: Facts | null;
}
