/** The forward pass of the LSTM with tanh, and its linearisation along the way (Greff et al., arXiv 1503.04069, appendix A.1 and A.2). */

import type { Arrays } from '../../math/arrays';
import { COLUMN_WORKSPACE } from '../../math/columnProducts';
import { matrixProduct } from '../../math/matrixProduct';
import { matrixVector } from '../../math/matrixVector';
import { PackedRows, SLOTS } from '../../math/packedRows';
import type { FactorRows } from '../../math/scaledVector';
import { CELLS } from '../../settings/cells';
import type { Gate } from '../../settings/edges';
import { type DiagonalEdge, FactorBuilder, type Linearisation, type MatrixEdge, matrixEdge } from '../linearisation';
import { scaledStates } from './lstmUnderflow';
import { LstmUnits, sent } from './lstmUnits';
import type { LstmNetwork, Task } from './networks';
import { plainRows } from './tensors';

/** Everything of the forward pass; each array is [steps × N], row-major, step 1 first. */
export interface LstmTrace {
  readonly cell: 'lstm';
  readonly network: LstmNetwork;
  readonly task: Task;
  readonly linear: Linearisation;
  /** Pre-activations z̄, ī, f̄, ō. */
  readonly pre: Readonly<Record<Gate, FactorRows>>;
  /** Block input and gates z, i, f, o. */
  readonly gate: Readonly<Record<Gate, FactorRows>>;
  readonly c: FactorRows;
  readonly y: FactorRows;
  /** h(c): tanh(c), as float64 has it, or ReLU(c). */
  readonly bent: FactorRows;
}

/** Runs forward, one step per `yield`. */
export function* forwardLstm(network: LstmNetwork, task: Task, arrays: Arrays): Generator<void, LstmTrace> {
  const { hiddenSize: n, gates } = network;
  const { steps } = task;
  const length = steps * n;
  const pre: Record<Gate, Float64Array> = {
    z: arrays.float64(length),
    i: arrays.float64(length),
    f: arrays.float64(length),
    o: arrays.float64(length),
  };
  const names = CELLS.lstm.gates.filter((name) => name !== 'f' || network.forgetGate);
  const units = new LstmUnits(network, pre, names, arrays);
  const { c, y } = units;
  yield* driveByInput(network, task, names, pre);
  // One below the other: one reading of y serves them all.
  const matrices = names.map((name) => gates[name].recurrent);
  const recurrent = new PackedRows(SLOTS.forward, matrices, n, n);
  const yBefore = Float64Array.from(task.initialOutput);
  const cBefore = Float64Array.from(task.initialCell);

  for (let step = 0; step < steps; step++) {
    const start = step * n;
    recurrent.times(yBefore, sent);
    units.step(start, cBefore);
    for (let k = 0; k < n; k++) {
      yBefore[k] = y[start + k];
      cBefore[k] = c[start + k];
    }
    yield;
  }
  const scaled = yield* scaledStates(network, task, pre, units);
  const linear = yield* linearise(network, steps, units);
  return {
    cell: 'lstm',
    network,
    task,
    linear,
    pre: plainGates(pre),
    gate: plainGates(units.gate),
    c: scaled.cells,
    y: scaled.outputs,
    bent: plainRows(units.tanhC),
  };
}

function plainGates({ z, i, f, o }: Readonly<Record<Gate, Float64Array>>): LstmTrace['pre'] {
  return { z: plainRows(z), i: plainRows(i), f: plainRows(f), o: plainRows(o) };
}

/** W x of every step, where the pre-activations will be. */
export function* driveByInput(
  { hiddenSize: n, inputSize, gates }: LstmNetwork,
  { inputs, steps }: Task,
  names: readonly Gate[],
  pre: Readonly<Record<Gate, Float64Array>>,
): Generator<void, void> {
  if (inputSize * n > COLUMN_WORKSPACE) {
    const drive = new Float64Array(n);
    for (const name of names)
      for (let step = 0; step < steps; step++) {
        const x = inputs.subarray(step * inputSize, (step + 1) * inputSize);
        matrixVector(gates[name].input, x, n, inputSize, drive);
        pre[name].set(drive, step * n);
        yield;
      }
    return;
  }
  const transpose = new Float64Array(inputSize * n);
  for (const name of names) {
    const { input } = gates[name];
    for (let k = 0; k < n; k++) for (let j = 0; j < inputSize; j++) transpose[j * n + k] = input[k * inputSize + j];
    yield* matrixProduct(inputs, transpose, steps, inputSize, n, pre[name]);
  }
}

export function* linearise(
  network: LstmNetwork,
  steps: number,
  { forget, gain, carry: carryBare }: Pick<LstmUnits, 'forget' | 'gain' | 'carry'>,
): Generator<void, Linearisation> {
  const { hiddenSize: n, gates, peepholes, forgetGate } = network;
  const build = new FactorBuilder(steps, n);
  const diagonalEdges: DiagonalEdge[] = [{ edge: 'cec', on: 'cell', factor: forget }];
  if (peepholes) diagonalEdges.push({ edge: 'p_i', on: 'cell', factor: yield* build.times(gain.i, gates.i.peephole) });
  if (peepholes && forgetGate)
    diagonalEdges.push({ edge: 'p_f', on: 'cell', factor: yield* build.times(gain.f, gates.f.peephole) });
  const matrixEdges: MatrixEdge[] = [
    matrixEdge('R_z', 'cell', gates.z.recurrent, n, gain.z),
    matrixEdge('R_i', 'cell', gates.i.recurrent, n, gain.i),
    ...(forgetGate ? [matrixEdge('R_f', 'cell', gates.f.recurrent, n, gain.f)] : []),
    matrixEdge('R_o', 'output', gates.o.recurrent, n, gain.o),
  ];
  return {
    steps,
    size: n,
    hasCell: true,
    matrixEdges,
    diagonalEdges,
    carry: peepholes ? yield* build.sum([carryBare, yield* build.times(gain.o, gates.o.peephole)]) : carryBare,
    carryWithoutPeephole: carryBare,
    cellWhole: yield* build.sum(diagonalEdges.map((edge) => edge.factor)),
  };
}
