/** The forward trace of either network. */
import { FRESH } from '../math/arrays';
import { forwardLstm, type LstmTrace } from './lstm';
import type { Network, Task } from './network';
import { forwardRnn, type RnnTrace } from './rnn';

export type ForwardTrace = LstmTrace | RnnTrace;

/** Runs forward; yields once a step, so that a caller can pause or drop it. What it records is in arrays from `arrays`. */
export function forward(network: Network, task: Task, arrays = FRESH): Generator<void, ForwardTrace> {
  return network.network === 'lstm' ? forwardLstm(network, task, arrays) : forwardRnn(network, task, arrays);
}
