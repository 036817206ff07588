/**
 * The LSTM with ReLU for block input and cell output (spec, section 6). Its state is unbounded and may leave float64 (16^2000): a unit
 * whose numbers are neither too large nor too small is computed in float64, any other in scaled numbers (lstmReluUnits.ts).
 */
import type { Arrays } from '../../math/arrays';
import { PackedRows, SLOTS } from '../../math/packedRows';
import { matrixTimes } from '../../math/products';
import { addPlain, ScaledVector } from '../../math/scaledVector';
import { CELLS } from '../../settings/cells';
import { driveByInput, type LstmTrace, linearise } from './lstmForward';
import { LstmReluUnits } from './lstmReluUnits';
import { sent } from './lstmUnits';
import type { LstmNetwork, Task } from './networks';

/** Runs forward, one step per `yield`. */
export function* forwardLstmRelu(network: LstmNetwork, task: Task, arrays: Arrays): Generator<void, LstmTrace> {
  const { hiddenSize: n, gates, forgetGate } = network;
  const { steps } = task;
  const names = CELLS.lstm.gates.filter((name) => name !== 'f' || forgetGate);
  const units = new LstmReluUnits(network, task, arrays);
  const { pre } = units;
  // W x of every step, where the pre-activations will be.
  yield* driveByInput(network, task, names, {
    z: pre.z.mantissa,
    i: pre.i.mantissa,
    f: pre.f.mantissa,
    o: pre.o.mantissa,
  });
  const recurrent = new PackedRows(
    SLOTS.forward,
    names.map((name) => gates[name].recurrent),
    n,
    n,
  );
  const plain = new Float64Array(n);
  const scaled = new ScaledVector(n);
  const drive = new Float64Array(n);

  for (let step = 0; step < steps; step++) {
    const start = step * n;
    if (units.plainOutputs(step, plain)) {
      recurrent.times(plain, sent);
      names.forEach((name, place) => {
        const { bias } = gates[name];
        const bar = units.bars[name];
        for (let k = 0; k < n; k++) {
          bar.mantissa[k] = pre[name].mantissa[start + k] + sent[place * n + k] + bias[k];
          bar.blockExponent[k] = 0;
        }
      });
    } else {
      units.scaledOutputs(step, scaled);
      for (const name of names) {
        const { recurrent: matrix, bias } = gates[name];
        for (let k = 0; k < n; k++) drive[k] = pre[name].mantissa[start + k] + bias[k];
        const bar = units.bars[name];
        matrixTimes(matrix, scaled, bar);
        addPlain(bar, drive, 0);
        bar.normalise();
      }
    }
    units.step(step);
    yield;
  }
  const { c, y, bent, gate } = units;
  const linear = yield* linearise(network, steps, units);
  return { cell: 'lstm', network, task, linear, pre, gate, c, y, bent };
}
