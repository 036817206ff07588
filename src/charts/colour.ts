/** The two pages, and the ends of the one scale of magnitudes: log10 against the loss's own gradient. */

export type Theme = 'light' | 'dark';

export interface ScaleEnds {
  /** log10, below 0. */
  readonly low: number;
  /** log10, above 0. */
  readonly high: number;
}

export const FIXED_ENDS: ScaleEnds = { low: -12, high: 6 };
