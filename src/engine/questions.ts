/** What can be asked of a network that settings describe, as plain data. */
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import type { SeriesName } from './seriesNames';

/** A norm by step, under the name of the page's own curve: see `SeriesName`. */
export type Curve = Extract<
  SeriesName,
  'g' | 'ghost' | 'cumulative.state' | `alone.${Edge}` | `path.${Edge}` | `step.${string}`
>;

/** A curve between two lags. */
export interface Between {
  readonly curve: Curve;
  readonly from: number;
  readonly to: number;
}

/** `lag` is counted from the last step back: lag 0 is the last step, lag T − 1 the first. */
export type Measure =
  /** log10 of a curve at a lag. */
  | { readonly kind: 'log10'; readonly curve: Curve; readonly lag: number }
  /** The same, as a number that float64 holds. */
  | { readonly kind: 'norm'; readonly curve: Curve; readonly lag: number }
  /** The largest norm over all steps. */
  | { readonly kind: 'largest'; readonly curve: Curve }
  /** log10 of what the best of all paths, each alone, leaves at a lag. */
  | { readonly kind: 'largestAlone'; readonly lag: number }
  /** The factor per step between two lags: (norm at `to` / norm at `from`)^(1/(to − from)). */
  | ({ readonly kind: 'growth' } & Between)
  /** What one step takes away of a curve between two lags: 1 − that factor. */
  | ({ readonly kind: 'lost' } & Between)
  /** The largest factor from any step to the one before it: of ‖g‖, or of |δc| (|δh|) unit by unit, over all units. */
  | { readonly kind: 'largestFactor'; readonly of: 'norm' | 'unit' }
  /** Steps in which a curve falls to 1/e, from its fall over `lag` steps: −lag / ln(norm at that lag). */
  | { readonly kind: 'memory'; readonly curve: Curve; readonly lag: number }
  /** Crossings of an edge at a lag, or of all edges together: their sum. */
  | { readonly kind: 'crossings'; readonly edge: Edge | 'all'; readonly lag: number }
  /** Σ|crossings| over all edges at a lag: more than the lag where they work against each other. */
  | { readonly kind: 'absoluteCrossings'; readonly lag: number }
  /** Spectral radius or spectral norm of a recurrent matrix. */
  | { readonly kind: 'spectrum'; readonly edge: Edge; readonly of: 'radius' | 'norm' }
  /** max |μ| at rest, from the eigenvalues. */
  | { readonly kind: 'atRest' }
  /** The truncated weight gradient beside the full one: their cosine, or ‖truncated − full‖ / ‖full‖. */
  | { readonly kind: 'truncation'; readonly of: 'cosine' | 'relativeError' }
  /** That relative error at `to` steps of truncation against that at `from` steps. */
  | { readonly kind: 'truncationRatio'; readonly from: number; readonly to: number }
  /** The cosine between the weight gradient and what is left of it when each of its numbers is clipped to ±limit. */
  | { readonly kind: 'valueClipping'; readonly limit: number }
  /** log10 of the global norm of the weight gradient. */
  | { readonly kind: 'weightGradient' }
  /**
   * Two neighbouring forward runs, from the first step to the last: the factor per step by which they part; the same against the
   * gradient’s factor per step on its way back; or how much the loss changes between them against what the gradient says.
   */
  | { readonly kind: 'neighbours'; readonly of: 'factor' | 'againstGradient' | 'lossChange' };

/** One thing to measure, in the settings as they are or with some of them changed. */
export interface Question {
  readonly measure: Measure;
  readonly changes?: Partial<Settings>;
}
