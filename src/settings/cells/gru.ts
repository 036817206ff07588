import { type CellRecord, SET_BY_CHRONO } from './cell';

/** Cho et al., arXiv 1406.1078, with the reset gate after the product (spec, section 6): u keeps, r resets, n is the candidate. */
export const GRU = {
  label: 'GRU',
  beside: 'rnn',
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
  balance: 'messages + Δ = δh',
  controls: ['forgetBias', 'resetBias', 'chrono'],
  sliders: [
    { key: 'forgetBias', word: 'update-gate' },
    { key: 'spectralRadius', word: 'spectral-radius' },
  ],
  labels: { forgetBias: 'Update-gate bias', blockBias: 'bias b_n' },
  help: {
    forgetBias: 'Higher keeps more of the state, and of its gradient.',
    blockBias: 'Bias of the candidate.',
    chrono: 'Draws b_u = ln U(1, T−1) for each unit, so that memories span the sequence.',
  },
  idle: (key, { chrono }) => (chrono && key === 'forgetBias' ? SET_BY_CHRONO : null),
  carouselOnly: { label: 'Only the carousel', title: 'Every path but the carousel is cut' },
} as const satisfies CellRecord;
