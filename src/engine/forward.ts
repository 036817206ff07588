/** The forward trace of any network. */
import { FRESH } from '../math/arrays';
import { forwardGru, type GruTrace } from './gru';
import { forwardLstm, type LstmTrace } from './lstm';
import type { Network, Task } from './network';
import { forwardRnn, type RnnTrace } from './rnn';

export type ForwardTrace = LstmTrace | RnnTrace | GruTrace;

/** Runs forward; yields once a step, so that a caller can pause or drop it. What it records is in arrays from `arrays`. */
export function forward(network: Network, task: Task, arrays = FRESH): Generator<void, ForwardTrace> {
  switch (network.cell) {
    case 'lstm':
      return forwardLstm(network, task, arrays);
    case 'rnn':
      return forwardRnn(network, task, arrays);
    case 'gru':
      return forwardGru(network, task, arrays);
  }
}
