/**
 * The plain RNN's forward pass and linearisation. With ReLU or the identity the state itself may explode (16^2000), so it is
 * carried in scaled numbers; the bounded activations read them as the float64 that they are.
 */

import type { Arrays } from '../../math/arrays';
import { logisticAndPrime, tanhAndPrime } from '../../math/elementary';
import { matrixVector } from '../../math/matrixVector';
import { matrixTimes } from '../../math/products';
import { toNumber } from '../../math/scaled';
import { addPlain, type FactorRows, ScaledRows, ScaledVector } from '../../math/scaledVector';
import { type Linearisation, matrixEdge, withoutCell } from '../linearisation';
import { FactorStore, SATURATED, scaledLogistic, scaledLogisticPrime, scaledTanhPrime } from '../saturation';
import type { RnnNetwork, Task } from './networks';

export interface RnnTrace {
  readonly cell: 'rnn';
  readonly network: RnnNetwork;
  readonly task: Task;
  readonly linear: Linearisation;
  /** Pre-activations h̄, [steps × N] */
  readonly pre: ScaledRows;
  /** [steps × N] */
  readonly h: ScaledRows;
  /** φ'(h̄), [steps × N] */
  readonly gain: FactorRows;
}

export function* forwardRnn(network: RnnNetwork, task: Task, arrays: Arrays): Generator<void, RnnTrace> {
  const { hiddenSize: n, inputSize, activation, weights } = network;
  const { steps } = task;
  const pre = new ScaledRows(steps, n, arrays);
  const h = new ScaledRows(steps, n, arrays);
  const gain = new FactorStore(steps * n, arrays);
  const state = new ScaledVector(n);
  state.mantissa.set(task.initialOutput);
  const bar = new ScaledVector(n);
  const x = new Float64Array(inputSize);
  const drive = new Float64Array(n);
  for (let step = 0; step < steps; step++) {
    x.set(task.inputs.subarray(step * inputSize, (step + 1) * inputSize));
    matrixVector(weights.input, x, n, inputSize, drive);
    for (let k = 0; k < n; k++) drive[k] = drive[k] + weights.bias[k];
    matrixTimes(weights.recurrent, state, bar);
    addPlain(bar, drive, 0);
    bar.normalise();
    pre.store(step, bar);
    activate(activation, bar, state, gain, step * n);
    h.store(step, state);
    yield;
  }
  return { cell: 'rnn', network, task, linear: linearise(network, steps, gain), pre, h, gain };
}

/** A state below this is kept with a block exponent, or it would be lost where nothing drives it: 0.5^1100 is 10^-331. */
const TINY = 1e-100;

const value = new Float64Array(1);
const prime = new Float64Array(1);

/** state = φ(bar) and gain = φ'(bar), for one step. */
function activate(
  activation: RnnNetwork['activation'],
  bar: ScaledVector,
  state: ScaledVector,
  gain: FactorStore,
  start: number,
): void {
  if (activation === 'identity' || activation === 'relu') {
    state.copy(bar);
    for (let k = 0; k < bar.size; k++) {
      // ReLU'(0) = 0, as in PyTorch.
      const open = activation === 'identity' || bar.mantissa[k] > 0;
      if (!open) state.mantissa[k] = 0;
      gain.mantissa[start + k] = open ? 1 : 0;
    }
    return;
  }
  const apply = activation === 'tanh' ? tanhAndPrime : logisticAndPrime;
  const saturated = activation === 'tanh' ? scaledTanhPrime : scaledLogisticPrime;
  for (let k = 0; k < bar.size; k++) {
    const x = toNumber(bar.at(k));
    apply(x, value, 0, prime, 0);
    if (Math.abs(value[0]) >= TINY) {
      state.mantissa[k] = value[0];
      state.blockExponent[k] = 0;
      // Below it tanh(x) is x, and σ(x) is e^x.
    } else state.put(k, activation === 'tanh' ? bar.at(k) : scaledLogistic(x));
    if (Math.abs(x) < SATURATED) gain.mantissa[start + k] = prime[0];
    else gain.set(start + k, saturated(x));
  }
}

function linearise(network: RnnNetwork, steps: number, gain: FactorRows): Linearisation {
  const n = network.hiddenSize;
  return withoutCell(steps, n, [matrixEdge('W_h', 'output', network.weights.recurrent, n, gain)]);
}
