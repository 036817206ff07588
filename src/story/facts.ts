/** What the sentence needs to know of a run. */
import type { WordedCell } from './cells';
import type { CellSettings, GrowthFacts } from './growthFacts';

export type WordedSettings = CellSettings & { readonly cell: WordedCell };

export interface Facts extends GrowthFacts {
  readonly settings: WordedSettings;
  readonly second: Facts | null;
}
