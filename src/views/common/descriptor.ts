/** What a view beside the heatmaps is to the rest of the page: plain data, so that the engine's bridge has it before any component. */
import type { ComponentType } from 'react';
import type { ViewNeeds } from '../../store/viewRequests';

/** `N`: the name by which the module that `load` imports exports the component. */
export interface ViewDescriptor<N extends string = string> extends ViewNeeds {
  readonly component: N;
  /** Fetches the component's chunk. */
  readonly load: () => Promise<{ readonly [K in N]: ComponentType }>;
  /** A path for the rail: 24 by 24, drawn as a line of 1.5. */
  readonly icon: string;
}
