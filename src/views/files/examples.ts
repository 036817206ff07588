/** Trained networks that the page comes with, each with a sequence to read and what it should have said. */
export interface Example {
  readonly title: string;
  readonly words: string;
  /** In `public/models`. */
  readonly files: readonly string[];
  readonly target: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    title: 'The LSTM that solved adding',
    words: '24 units, trained until it adds two numbers of a sequence of 50.',
    files: ['adding-lstm.safetensors', 'adding-lstm-inputs.csv'],
    target: '1.841623067855835',
  },
  {
    title: 'The RNN that could not',
    words: 'The same task and size; it never learnt it, and its gradient shows why.',
    files: ['adding-rnn.safetensors', 'adding-rnn-inputs.csv'],
    target: '1.2119014263153076',
  },
  {
    title: 'The GRU that did',
    words: '24 units, the same task; it has learnt it.',
    files: ['adding-gru.safetensors', 'adding-gru-inputs.csv'],
    target: '1.3494923114776611',
  },
];
