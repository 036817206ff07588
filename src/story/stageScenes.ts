/** What the keys 1 to 9 open on Stage, in this order. */
import type { Settings } from '../settings/settings';

export interface StageScene {
  readonly title: string;
  /** What differs from the defaults. */
  readonly settings: Partial<Settings>;
}

export const STAGE_SCENES: readonly StageScene[] = [
  { title: 'The RNN forgets', settings: { cell: 'rnn', spectralRadius: 0.7 } },
  { title: 'The RNN explodes', settings: { cell: 'rnn', spectralRadius: 1.5, inputStrength: 0.1 } },
  { title: 'The LSTM remembers', settings: { forgetBias: 5 } },
  { title: 'The LSTM forgets', settings: { forgetBias: -1, spectralRadius: 0.5 } },
  { title: 'Paths that die alone explode together', settings: { forgetBias: 1, spectralRadius: 8 } },
  { title: 'The cell of 1997', settings: { forgetGate: false, cuts: ['R_z', 'R_i', 'R_o'] } },
  { title: 'Orthogonal weights', settings: { cell: 'rnn', weights: 'orthogonal', inputStrength: 0.05 } },
  { title: 'Chrono biases', settings: { chrono: true } },
  { title: 'The GRU', settings: { cell: 'gru' } },
];
