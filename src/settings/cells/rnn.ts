import type { CellRecord } from './cell';

export const RNN = {
  label: 'RNN',
  state: ['h'],
  edges: [{ id: 'W_h', kind: 'matrix', gate: null }],
  within: [],
  gates: [],
  parameters: ['W_x', 'W_h', 'b'],
  inputWeights: ['W_x'],
  radii: {},
  has: () => true,
} as const satisfies CellRecord;
