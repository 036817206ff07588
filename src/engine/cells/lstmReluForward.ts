/**
 * The LSTM with ReLU for block input and cell output (spec, section 6). Its state is unbounded and may leave float64 (16^2000), so
 * all of it is carried in scaled numbers, unit by unit.
 */
import type { Arrays } from '../../math/arrays';
import { ONE, type Scaled, scaledSum, toNumber, ZERO } from '../../math/limb';
import { matrixVector } from '../../math/matrixVector';
import { matrixTimes } from '../../math/products';
import { addPlain, ScaledVector } from '../../math/scaledVector';
import { CELLS } from '../../settings/cells';
import type { Gate } from '../../settings/edges';
import { FactorStore, plain, product, scaledLogistic, scaledLogisticPrime } from '../saturation';
import { type LstmTrace, linearise } from './lstmForward';
import type { LstmNetwork, Task } from './networks';

type OfGates<T> = Readonly<Record<Gate, T>>;

/** σ(x) and σ'(x) for an x that may have left float64: there they are exactly 0 or 1. */
const logisticOf = (x: Scaled): Scaled => scaledLogistic(toNumber(x));
const logisticPrimeOf = (x: Scaled): Scaled => scaledLogisticPrime(toNumber(x));

const relu = (x: Scaled): Scaled => (x.mantissa > 0 ? x : ZERO);

/** ReLU'(0) = 0, as in PyTorch. */
export const reluPrime = (x: Scaled): Scaled => (x.mantissa > 0 ? ONE : ZERO);

/** Runs forward, one step per `yield`. */
export function* forwardLstmRelu(network: LstmNetwork, task: Task, arrays: Arrays): Generator<void, LstmTrace> {
  const { hiddenSize: n, inputSize: m, gates, peepholes, forgetGate } = network;
  const { steps, inputs } = task;
  const store = (): FactorStore => new FactorStore(steps * n, arrays);
  const stores = (): OfGates<FactorStore> => ({ z: store(), i: store(), f: store(), o: store() });
  const [pre, gate, gain] = [stores(), stores(), stores()];
  const [c, y, bent, forget, carry] = [store(), store(), store(), store(), store()];
  const vector = (): ScaledVector => new ScaledVector(n);
  const bars: OfGates<ScaledVector> = { z: vector(), i: vector(), f: vector(), o: vector() };
  const names = CELLS.lstm.gates.filter((name) => name !== 'f' || forgetGate);
  const drive = new Float64Array(n);
  const yBefore = vector();
  yBefore.mantissa.set(task.initialOutput);
  yBefore.normalise();
  const cBefore = Array.from(task.initialCell, plain);

  for (let step = 0; step < steps; step++) {
    const x = inputs.subarray(step * m, (step + 1) * m);
    for (const name of names) {
      const { input, recurrent, bias } = gates[name];
      matrixVector(input, x, n, m, drive);
      for (let k = 0; k < n; k++) drive[k] = drive[k] + bias[k];
      matrixTimes(recurrent, yBefore, bars[name]);
      addPlain(bars[name], drive, 0);
      bars[name].normalise();
    }
    for (let k = 0; k < n; k++) {
      const index = step * n + k;
      const before = cBefore[k] as Scaled;
      /** The whole pre-activation; `seen` is the cell that the gate's peephole looks at. */
      const barOf = (name: Gate, seen: Scaled): Scaled => {
        const bar = bars[name].at(k);
        const whole = peepholes ? scaledSum(bar, product(plain(gates[name].peephole[k]), seen)) : bar;
        pre[name].set(index, whole);
        return whole;
      };
      const zBar = barOf('z', ZERO);
      const iBar = barOf('i', before);
      const fBar = forgetGate ? barOf('f', before) : ZERO;
      const [z, i, f] = [relu(zBar), logisticOf(iBar), forgetGate ? logisticOf(fBar) : ONE];
      const cell = scaledSum(product(z, i), product(before, f));
      // The output gate looks at the new cell.
      const oBar = barOf('o', cell);
      const o = logisticOf(oBar);
      const shown = relu(cell);
      const output = product(shown, o);
      gate.z.set(index, z);
      gate.i.set(index, i);
      gate.f.set(index, f);
      gate.o.set(index, o);
      c.set(index, cell);
      bent.set(index, shown);
      y.set(index, output);
      forget.set(index, f);
      gain.z.set(index, product(i, reluPrime(zBar)));
      gain.i.set(index, product(z, logisticPrimeOf(iBar)));
      gain.f.set(index, forgetGate ? product(before, logisticPrimeOf(fBar)) : ZERO);
      gain.o.set(index, product(shown, logisticPrimeOf(oBar)));
      carry.set(index, product(o, reluPrime(cell)));
      cBefore[k] = cell;
      yBefore.put(k, output);
    }
    yield;
  }
  const linear = yield* linearise(network, steps, { forget, gain, carry });
  return { cell: 'lstm', network, task, linear, pre, gate, c, y, bent };
}
