import type { CellRecord } from './cell';

export const RNN = {
  label: 'RNN',
  beside: 'lstm',
  state: ['h'],
  edges: [{ id: 'W_h', kind: 'matrix', gate: null }],
  within: [],
  gates: [],
  parameters: ['W_x', 'W_h', 'b'],
  inputWeights: ['W_x'],
  radii: {},
  has: () => true,
  balance: 'message + Δ = δh',
  controls: ['activation'],
  sliders: [
    { key: 'forgetBias', word: 'forget-gate' },
    { key: 'spectralRadius', word: 'spectral-radius' },
  ],
  labels: { blockBias: 'bias b' },
  help: {},
  idle: (key) => (key === 'forgetBias' ? 'A plain RNN has no forget gate.' : null),
  carouselOnly: null,
} as const satisfies CellRecord;
