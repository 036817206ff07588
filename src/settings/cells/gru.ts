import type { CellRecord } from './cell';

/** Cho et al., arXiv 1406.1078, with the reset gate after the product (spec, section 6): u keeps, r resets, n is the candidate. */
export const GRU = {
  label: 'GRU',
  state: ['h'],
  edges: [
    { id: 'cec', kind: 'carousel', gate: 'u' },
    { id: 'R_u', kind: 'matrix', gate: 'u' },
    { id: 'R_r', kind: 'matrix', gate: 'r' },
    { id: 'R_n', kind: 'matrix', gate: 'n' },
  ],
  within: [],
  gates: ['u', 'r', 'n'],
  parameters: ['W_u', 'R_u', 'b_u', 'W_r', 'R_r', 'b_r', 'W_n', 'R_n', 'b_n', 'b_m'],
  inputWeights: ['W_u', 'W_r', 'W_n'],
  radii: { R_u: 'radiusU', R_r: 'radiusR', R_n: 'radiusN' },
  has: () => true,
} as const satisfies CellRecord;
