/**
 * The GRU's forward pass and linearisation, in the form of PyTorch, cuDNN and Keras (Cho et al., arXiv 1406.1078, with the reset gate
 * after the product; spec, section 6):
 *
 *   u = σ(W_u x + R_u h⁻ + b_u)   r = σ(W_r x + R_r h⁻ + b_r)   m = R_n h⁻ + b_m
 *   n = tanh(W_n x + b_n + r ⊙ m)                               h = (1 − u) ⊙ n + u ⊙ h⁻
 *
 * One state, and all edges lie on it or start from it:
 *
 *   cec: u    R_u: (h⁻ − n) ⊙ σ'(ū)    R_r: (1 − u) ⊙ tanh'(n̄) ⊙ m ⊙ σ'(r̄)    R_n: (1 − u) ⊙ tanh'(n̄) ⊙ r
 *
 * 1 − u is made as σ(−ū): the difference is exactly 0 from ū = 37 on, a false "no gradient".
 */

import type { Arrays } from '../../math/arrays';
import { logisticAndPrime, tanhAndPrime } from '../../math/elementary';
import { matrixVector } from '../../math/matrixVector';
import type { FactorRows } from '../../math/scaledVector';
import { CELLS } from '../../settings/cells';
import type { GruGate } from '../../settings/edges';
import { type Linearisation, matrixEdge, withoutCell } from '../linearisation';
import {
  FactorStore,
  plain,
  product,
  SATURATED,
  scaledLogistic,
  scaledLogisticPrime,
  scaledTanhPrime,
} from '../saturation';
import type { GruNetwork, Task } from './networks';

/** Everything of the forward pass; each array is [steps × N], row-major, step 1 first. */
export interface GruTrace {
  readonly cell: 'gru';
  readonly network: GruNetwork;
  readonly task: Task;
  readonly linear: Linearisation;
  /** Pre-activations ū, r̄, n̄. */
  readonly pre: Readonly<Record<GruGate, Float64Array>>;
  readonly gate: Readonly<Record<GruGate, Float64Array>>;
  readonly m: Float64Array;
  readonly h: Float64Array;
  /** (1 − u) ⊙ tanh'(n̄), which turns δh into δn̄. */
  readonly candidateGain: FactorRows;
}

type Factors = Readonly<Record<'keep' | 'candidate' | GruGate, FactorStore>>;
type Values = Pick<GruTrace, 'pre' | 'gate' | 'm' | 'h'>;

/** Runs forward, one step per `yield`. */
export function* forwardGru(network: GruNetwork, task: Task, arrays: Arrays): Generator<void, GruTrace> {
  const { hiddenSize: n, inputSize, gates, resetBias } = network;
  const { steps, inputs } = task;
  const length = steps * n;
  const rows = (): Float64Array => arrays.float64(length);
  const store = (): FactorStore => new FactorStore(length, arrays);
  const values: Values = {
    pre: { u: rows(), r: rows(), n: rows() },
    gate: { u: rows(), r: rows(), n: rows() },
    m: rows(),
    h: rows(),
  };
  const factors: Factors = { keep: store(), candidate: store(), u: store(), r: store(), n: store() };
  const before = Float64Array.from(task.initialOutput);
  const x = new Float64Array(inputSize);
  const driven = new Float64Array(n);
  const recurrent = new Float64Array(n);
  for (let step = 0; step < steps; step++) {
    const start = step * n;
    x.set(inputs.subarray(step * inputSize, (step + 1) * inputSize));
    for (const name of CELLS.gru.gates) {
      const { input, recurrent: matrix, bias } = gates[name];
      matrixVector(input, x, n, inputSize, driven);
      matrixVector(matrix, before, n, n, recurrent);
      for (let k = 0; k < n; k++) {
        const sum = driven[k] + bias[k];
        const back = recurrent[k];
        // What R_n sends is m, and reaches the candidate through the reset gate.
        values.pre[name][start + k] = name === 'n' ? sum : sum + back;
        if (name === 'n') values.m[start + k] = back + resetBias[k];
      }
    }
    for (let k = 0; k < n; k++) updateUnit(values, factors, start + k, before[k]);
    before.set(values.h.subarray(start, start + n));
    yield;
  }
  const { keep, candidate } = factors;
  const edge = (name: GruGate) => matrixEdge(`R_${name}`, 'output', gates[name].recurrent, n, factors[name]);
  const linear = withoutCell(
    steps,
    n,
    [edge('u'), edge('r'), edge('n')],
    [{ edge: 'cec', on: 'output', factor: keep }],
  );
  return { cell: 'gru', network, task, linear, ...values, candidateGain: candidate };
}

const value = new Float64Array(1);
const prime = new Float64Array(1);

/** One unit from its pre-activations: gates, state, and the factors of its edges. */
function updateUnit({ pre, gate, m, h }: Values, factors: Factors, index: number, before: number): void {
  const uBar = pre.u[index];
  const rBar = pre.r[index];
  const sent = m[index];
  logisticAndPrime(-uBar, value, 0, prime, 0);
  const take = value[0];
  logisticAndPrime(uBar, value, 0, prime, 0);
  const keep = value[0];
  const keepPrime = prime[0];
  logisticAndPrime(rBar, value, 0, prime, 0);
  const reset = value[0];
  const resetPrime = prime[0];
  const nBar = pre.n[index] + reset * sent;
  tanhAndPrime(nBar, value, 0, prime, 0);
  const candidate = value[0];
  const open = take * prime[0];
  pre.n[index] = nBar;
  gate.u[index] = keep;
  gate.r[index] = reset;
  gate.n[index] = candidate;
  h[index] = take * candidate + keep * before;
  if (Math.abs(uBar) < SATURATED && Math.abs(rBar) < SATURATED && Math.abs(nBar) < SATURATED) {
    factors.keep.mantissa[index] = keep;
    factors.candidate.mantissa[index] = open;
    factors.u.mantissa[index] = (before - candidate) * keepPrime;
    factors.r.mantissa[index] = open * sent * resetPrime;
    factors.n.mantissa[index] = open * reset;
    return;
  }
  const scaledOpen = product(scaledLogistic(-uBar), scaledTanhPrime(nBar));
  factors.keep.set(index, scaledLogistic(uBar));
  factors.candidate.set(index, scaledOpen);
  factors.u.set(index, product(plain(before - candidate), scaledLogisticPrime(uBar)));
  factors.r.set(index, product(scaledOpen, plain(sent), scaledLogisticPrime(rBar)));
  factors.n.set(index, product(scaledOpen, scaledLogistic(rBar)));
}
