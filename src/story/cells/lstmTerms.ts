/** The LSTM's own words, and how the page writes them. */
import { term } from '../term';

export const LSTM_TERMS = [
  term('cell', 'Cell', ['cell']),
  term('forget-gate', 'Forget gate', ['forget gate', 'forget-gate bias', 'forget bias']),
  term('input-gate', 'Input gate', ['input gate']),
  term('output-gate', 'Output gate', ['output gate']),
  term('block-input', 'Block input', ['block input']),
  term('peephole', 'Peephole', ['peepholes', 'peephole']),
  term('chrono', 'Chrono biases', ['chrono biases', 'chrono']),
] as const;
