/**
 * States of an LSTM below float64. Without input c and y decay (σ(−1)^1000 is 10^-571); as plain numbers they end as a false
 * zero, and with them the gains of R_i, R_f and R_o and the weight gradients. Such states are made anew, with block exponents.
 */

import { matrixVector } from '../../math/matrixVector';
import { matrixTimes } from '../../math/products';
import { ONE, type Scaled, scaledSum } from '../../math/scaled';
import { addPlain, type FactorRows, ScaledVector } from '../../math/scaledVector';
import type { Gate } from '../../settings/edges';
import { FactorStore, plain, product, scaledLogistic, scaledLogisticPrime } from '../saturation';
import type { LstmUnits } from './lstmUnits';
import type { LstmNetwork, Task } from './networks';

/** Below it a state is given with a block exponent, so that sums of such numbers lose nothing. */
const SMALLEST_PLAIN = 1e-100;
/** A float64 below it can be lost when it is multiplied by a mantissa, which may be as small as 2^-128. */
export const SMALL = 1e-250;

/** c and y, [steps × N] each, with block exponents where float64 does not hold them. */
export interface ScaledStates {
  readonly cells: FactorRows;
  readonly outputs: FactorRows;
}

/** After the forward pass; corrects the gains in `units` where a state is small. Yields after every step that it makes anew. */
export function* scaledStates(
  network: LstmNetwork,
  task: Task,
  pre: Readonly<Record<Gate, Float64Array>>,
  units: LstmUnits,
): Generator<void, ScaledStates> {
  const { hiddenSize: n, inputSize: m, forgetGate, gates } = network;
  const { steps, inputs, initialOutput, initialCell } = task;
  const { gate, c, y, tanhC, gain } = units;
  const first = firstSmall(units, initialCell);
  if (first === steps)
    return { cells: { mantissa: c, blockExponent: null }, outputs: { mantissa: y, blockExponent: null } };

  const cells = new FactorStore(c.length);
  const outputs = new FactorStore(y.length);
  cells.mantissa.set(c);
  outputs.mantissa.set(y);
  const outputBefore = new ScaledVector(n);
  outputBefore.mantissa.set(first === 0 ? initialOutput : y.subarray((first - 1) * n, first * n));
  const cellBefore = Array.from(first === 0 ? initialCell : c.subarray((first - 1) * n, first * n), plain);
  const bar = new ScaledVector(n);
  const drive = new Float64Array(n);
  for (let step = first; step < steps; step++) {
    matrixVector(gates.z.input, inputs.subarray(step * m, (step + 1) * m), n, m, drive);
    for (let k = 0; k < n; k++) drive[k] = drive[k] + gates.z.bias[k];
    matrixTimes(gates.z.recurrent, outputBefore, bar);
    addPlain(bar, drive, 0);
    bar.normalise();
    for (let k = 0; k < n; k++) {
      const index = step * n + k;
      /** What the forward pass has, unless it is small. */
      const kept = (row: Float64Array, anew: () => Scaled): Scaled => {
        const value = row[index];
        return Math.abs(value) < SMALL ? anew() : plain(value);
      };
      const logistic = (name: Gate): Scaled => scaledLogistic(pre[name][index]);
      const before = cellBefore[k] as Scaled;
      // tanh(x) is x where x is small.
      const z = kept(gate.z, () => bar.at(k));
      const cell = kept(c, () =>
        scaledSum(product(logistic('i'), z), product(forgetGate ? logistic('f') : ONE, before)),
      );
      const bent = kept(tanhC, () => cell);
      const output = kept(y, () => product(logistic('o'), bent));
      cells.set(index, cell);
      outputs.set(index, output);
      const prime = (name: Gate): Scaled => scaledLogisticPrime(pre[name][index]);
      if (isSmall(z)) gain.i.set(index, product(z, prime('i')));
      if (isSmall(before) && forgetGate) gain.f.set(index, product(before, prime('f')));
      if (isSmall(bent)) gain.o.set(index, product(bent, prime('o')));
      cellBefore[k] = cell;
      outputBefore.put(k, output);
    }
    yield;
  }
  return { cells, outputs };
}

/** The first step, 0-based, with a state that is small and yet not a true zero; the number of steps where there is none. */
function firstSmall({ gate, c, y }: LstmUnits, initialCell: Float64Array): number {
  const n = initialCell.length;
  for (let index = 0; index < c.length; index++) {
    const cell = c[index];
    const before = (index < n ? initialCell[index] : c[index - n]) as number;
    const small =
      cell === 0
        ? before !== 0 || gate.z[index] !== 0
        : Math.abs(cell) < SMALLEST_PLAIN || Math.abs(y[index]) < SMALLEST_PLAIN;
    if (small) return Math.floor(index / n);
  }
  return c.length / n;
}

function isSmall({ mantissa, blockExponent }: Scaled): boolean {
  // 2^(-256 · 3) is 10^-231.
  return mantissa !== 0 && blockExponent <= -3;
}
