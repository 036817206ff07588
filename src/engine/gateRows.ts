/**
 * The forward pass as rows for heatmaps, and which units are saturated: a gate below 0.1 is left-saturated, one above 0.9
 * right-saturated (Karpathy, Johnson & Li 2015, arXiv 1506.02078, section 4.2); a tanh is beyond ±0.9; a ReLU unit is dead at h̄ ≤ 0.
 */

import { toNumber } from '../math/limb';
import type { FactorRows, ScaledRows } from '../math/scaledVector';
import { CELLS } from '../settings/cells';
import type { GateRow, GateRowName, GatesBatch, Saturation } from './extras';
import type { ForwardTrace } from './forward';
import type { GruTrace } from './gru';
import type { LstmTrace } from './lstm';
import type { RnnTrace } from './rnn';

/** Ends of the range that is not saturated. */
const GATE = [0.1, 0.9] as const;
const TANH = [-0.9, 0.9] as const;

/** Pauses after each row: half a million values are a millisecond. */
export function* gateRows(trace: ForwardTrace): Generator<void, GatesBatch> {
  switch (trace.cell) {
    case 'lstm':
      return yield* lstmRows(trace);
    case 'rnn':
      return yield* rnnRows(trace);
    case 'gru':
      return yield* gruRows(trace);
  }
}

function* lstmRows({ gate, scaled, network }: LstmTrace): Generator<void, GatesBatch> {
  const n = network.hiddenSize;
  const gates = network.forgetGate ? (['i', 'f', 'o'] as const) : (['i', 'o'] as const);
  const rows: GateRow[] = [];
  const saturated: Saturation[] = [];
  for (const name of gates) {
    rows.push({ name, mantissa: gate[name].slice(), limb: null });
    saturated.push({ name, ...beyond(gate[name], n, GATE) });
    yield;
  }
  for (const [name, values] of [
    ['z', { mantissa: gate.z, limb: null }],
    ['c', scaled.cells],
    ['y', scaled.outputs],
  ] as const) {
    rows.push(rowOf(name, values));
    yield;
  }
  saturated.push({ name: 'z', ...beyond(gate.z, n, TANH) });
  return { kind: 'gates', rows, saturated };
}

function* gruRows({ gate, h, network }: GruTrace): Generator<void, GatesBatch> {
  const n = network.hiddenSize;
  const rows: GateRow[] = [];
  const saturated: Saturation[] = [];
  for (const name of CELLS.gru.gates) {
    rows.push(rowOf(name, { mantissa: gate[name], limb: null }));
    saturated.push({ name, ...beyond(gate[name], n, name === 'n' ? TANH : GATE) });
    yield;
  }
  rows.push(rowOf('h', { mantissa: h, limb: null }));
  return { kind: 'gates', rows, saturated };
}

function* rnnRows({ h, pre, linear, network }: RnnTrace): Generator<void, GatesBatch> {
  const n = network.hiddenSize;
  const gain = linear.matrixEdges[0]?.gain as FactorRows;
  const rows: GateRow[] = [rowOf('h', h), rowOf('φ′', gain)];
  yield;
  const saturated: Saturation[] = [];
  switch (network.activation) {
    case 'sigmoid':
      saturated.push({ name: 'h', ...beyond(plainOf(h), n, GATE) });
      break;
    case 'tanh':
      saturated.push({ name: 'h', ...beyond(plainOf(h), n, TANH) });
      break;
    case 'relu':
      saturated.push({ name: 'h', ...dead(pre, n) });
      break;
    case 'identity':
      break;
  }
  return { kind: 'gates', rows, saturated };
}

/** A copy; without limbs where they say nothing. */
function rowOf(name: GateRowName, { mantissa, limb }: FactorRows): GateRow {
  const isPlain = limb === null || limb.every((one) => one === 0);
  return { name, mantissa: Float64Array.from(mantissa), limb: isPlain ? null : Int32Array.from(limb) };
}

/** A bounded state as float64: what has a limb is next to 0. */
function plainOf({ mantissa, limb }: ScaledRows): Float64Array {
  return mantissa.map((value, k) => toNumber({ mantissa: value, limb: limb[k] }));
}

/** By step, the shares of the N units below and above a range. */
function beyond(values: Float64Array, n: number, [least, most]: readonly [number, number]): Omit<Saturation, 'name'> {
  return {
    low: sharesOf(values, n, (value) => value < least),
    high: sharesOf(values, n, (value) => value > most),
  };
}

/** A ReLU has no upper end to saturate at: `high` stays 0. A mantissa has its number's sign. */
function dead({ mantissa }: ScaledRows, n: number): Omit<Saturation, 'name'> {
  return { low: sharesOf(mantissa, n, (value) => value <= 0), high: new Float64Array(mantissa.length / n) };
}

function sharesOf(values: Float64Array, n: number, counts: (value: number) => boolean): Float64Array<ArrayBuffer> {
  const shares = new Float64Array(values.length / n);
  for (let step = 0; step < shares.length; step++) {
    let count = 0;
    for (let k = step * n; k < (step + 1) * n; k++) if (counts(values[k])) count++;
    shares[step] = count / n;
  }
  return shares;
}
