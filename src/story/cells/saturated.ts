/** What counts as saturated (Karpathy, Johnson & Li 2015, arXiv 1506.02078, section 4.2; a tanh beyond ±0.9), and where values end. */
import type { GateRowWords } from './cell';

/** How rows with their shares of saturated units are to be read. */
export const SHARES_INTRODUCTION =
  'The forward pass, unit by unit. Under a row: the share of units at its high end (from the top) and at its low end.';

/** A value between 0 and 1: a gate, or a sigmoid unit. */
export const OPEN_OR_SHUT = {
  ends: { low: 0, high: 1 },
  saturated: { high: '> 0.9', low: '< 0.1' },
} as const satisfies Partial<GateRowWords>;

/** A ReLU's value: it has no upper end to saturate at. */
export const FROM_ZERO = {
  ends: 'positive',
  saturated: { high: null, low: 'dead' },
} as const satisfies Partial<GateRowWords>;

/** A tanh's value. */
export const BETWEEN_ONES = {
  ends: { low: -1, high: 1 },
  saturated: { high: '> 0.9', low: '< −0.9' },
} as const satisfies Partial<GateRowWords>;
