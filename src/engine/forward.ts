/** The forward trace of either network. */
import { forwardLstm, type LstmTrace } from './lstm';
import type { Network, Task } from './network';
import { forwardRnn, type RnnTrace } from './rnn';

export type ForwardTrace = LstmTrace | RnnTrace;

/** Runs forward; yields once a step, so that a caller can pause or drop it. */
export function forward(network: Network, task: Task): Generator<void, ForwardTrace> {
  return network.network === 'lstm' ? forwardLstm(network, task) : forwardRnn(network, task);
}
