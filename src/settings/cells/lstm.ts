import { type CellRecord, SET_BY_CHRONO } from './cell';

/** Greff et al., arXiv 1503.04069, section 2. */
export const LSTM = {
  label: 'LSTM',
  beside: 'rnn',
  state: ['c', 'y'],
  edges: [
    { id: 'cec', kind: 'carousel', gate: 'f' },
    { id: 'R_z', kind: 'matrix', gate: 'z' },
    { id: 'R_i', kind: 'matrix', gate: 'i' },
    { id: 'R_f', kind: 'matrix', gate: 'f' },
    { id: 'R_o', kind: 'matrix', gate: 'o' },
    { id: 'p_i', kind: 'peephole', gate: 'i' },
    { id: 'p_f', kind: 'peephole', gate: 'f' },
  ],
  within: [{ id: 'p_o', kind: 'peephole', gate: 'o', way: 'from the output gate to the cell' }],
  gates: ['z', 'i', 'f', 'o'],
  parameters: ['W_z', 'R_z', 'b_z', 'W_i', 'R_i', 'b_i', 'W_f', 'R_f', 'b_f', 'W_o', 'R_o', 'b_o', 'p_i', 'p_f', 'p_o'],
  inputWeights: ['W_z', 'W_i', 'W_f', 'W_o'],
  radii: { R_z: 'radiusZ', R_i: 'radiusI', R_f: 'radiusF', R_o: 'radiusO' },
  has(name, { peepholes, forgetGate }) {
    if (!peepholes && PEEPHOLES.has(name)) return false;
    // Without a forget gate the carousel still turns: f is 1.
    return forgetGate || !OF_FORGET_GATE.has(name);
  },
  balance: 'messages on y + Δ = δy, messages on c + Q ⊙ δy = δc',
  controls: [
    'cellActivation',
    'forgetGate',
    'peepholes',
    'forgetBias',
    'inputBias',
    'outputBias',
    'chrono',
    'wholeRow',
  ],
  sliders: [
    { key: 'forgetBias', word: 'forget-gate' },
    { key: 'spectralRadius', word: 'spectral-radius' },
  ],
  labels: {},
  help: {},
  idle(key, { forgetGate, chrono }) {
    if (key === 'forgetBias' && !forgetGate) return 'The cell of 1997 has no forget gate: f is always 1.';
    return chrono && (key === 'forgetBias' || key === 'inputBias') ? SET_BY_CHRONO : null;
  },
  carouselOnly: {
    label: 'Only the carousel',
    title: 'The gradient of the 1997 paper: every path but the carousel is cut',
  },
} as const satisfies CellRecord;

const PEEPHOLES: ReadonlySet<string> = new Set(['p_i', 'p_f', 'p_o']);
const OF_FORGET_GATE: ReadonlySet<string> = new Set(['f', 'W_f', 'R_f', 'b_f', 'p_f']);
