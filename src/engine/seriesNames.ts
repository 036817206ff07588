/** What the heatmaps and the curves of a run are called. */
import type { Edge } from '../settings/edges';

/** A heatmap: δc, δy (δh), or an edge's messages, arriving or in a sweep where every other edge is cut. */
export type RowName = 'c' | 'y' | `arriving.${Edge}` | `alone.${Edge}`;

/**
 * A curve over the steps, log10 of a norm. Vectors against the loss gradient: a heatmap's rows, `g` (all of the state's
 * gradient), `ghost` (the plain RNN's δh), `input` (∂E/∂x), `without.…` (g with one edge cut). Jacobians: `step.…`, `path.…`, `cumulative.…`.
 */
export type SeriesName =
  | RowName
  | 'g'
  | 'ghost'
  | 'input'
  | `without.${Edge}`
  | `step.${Edge | 'state' | 'cc' | 'cy' | 'yc' | 'yy' | 'cellToCell' | 'offCarousel'}`
  | `path.${Edge}`
  | `cumulative.${'state' | 'ghost'}`
  | `cumulativeWithout.${Edge}`;
