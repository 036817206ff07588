/**
 * The forward pass as rows for heatmaps, and which units are saturated: a gate below 0.1 is left-saturated, one above 0.9
 * right-saturated (Karpathy, Johnson & Li 2015, arXiv 1506.02078, section 4.2); a tanh is beyond ±0.9; a ReLU unit is dead at h̄ ≤ 0.
 */

import { toNumber } from '../math/scaled';
import type { FactorRows } from '../math/scaledVector';
import type { AnswerContext } from './answerContext';
import { cellOf } from './cells';
import type { Ends, GateRowName } from './cells/cell';
import type { ForwardTrace } from './forward';

export interface GateRow {
  readonly name: GateRowName;
  /** [steps × N] */
  readonly mantissa: Float64Array<ArrayBuffer>;
  /** [steps × N], or null where every value is a plain float64; a linear state and a saturated slope may not be. */
  readonly blockExponent: Int32Array<ArrayBuffer> | null;
}

/** [steps] shares of units, 0 … 1: a gate below 0.1 and above 0.9, a tanh below −0.9 and above 0.9, a ReLU at h̄ ≤ 0 (`low`). */
export interface Saturation {
  readonly name: GateRowName;
  readonly low: Float64Array<ArrayBuffer>;
  readonly high: Float64Array<ArrayBuffer>;
}

export interface GatesBatch {
  readonly kind: 'gates';
  /** Forward values: LSTM i, f (where there is one), o, z, c, y; RNN h and φ′(h̄). */
  readonly rows: readonly GateRow[];
  /** Of the rows that can be saturated. */
  readonly saturated: readonly Saturation[];
}

export function* answerGates(_: unknown, { trace }: AnswerContext): Generator<GatesBatch | void, void> {
  yield yield* gateRows(trace);
}

/** Pauses after each row: half a million values are a millisecond. */
export function* gateRows(trace: ForwardTrace): Generator<void, GatesBatch> {
  const n = trace.network.hiddenSize;
  const rows: GateRow[] = [];
  const saturated: Saturation[] = [];
  for (const { name, values, ends } of cellOf(trace.cell).gateRows(trace)) {
    rows.push(rowOf(name, values));
    if (ends !== null) saturated.push({ name, ...beyond(values, n, ends) });
    yield;
  }
  return { kind: 'gates', rows, saturated };
}

/** A copy; without block exponents where they say nothing. */
function rowOf(name: GateRowName, { mantissa, blockExponent }: FactorRows): GateRow {
  const isPlain = blockExponent === null || blockExponent.every((one) => one === 0);
  return {
    name,
    mantissa: Float64Array.from(mantissa),
    blockExponent: isPlain ? null : Int32Array.from(blockExponent),
  };
}

/** By step, the shares of the N units at either end. */
function beyond(values: FactorRows, n: number, ends: Ends): Omit<Saturation, 'name'> {
  if (ends.kind === 'dead') {
    // A mantissa has its number's sign. There is no upper end to saturate at.
    const { mantissa } = ends.pre;
    return { low: sharesOf(mantissa, n, (value) => value <= 0), high: new Float64Array(mantissa.length / n) };
  }
  const { least, most } = ends;
  const plain = plainOf(values);
  return {
    low: sharesOf(plain, n, (value) => value < least),
    high: sharesOf(plain, n, (value) => value > most),
  };
}

/** A bounded state as float64: what has a block exponent is next to 0. */
function plainOf({ mantissa, blockExponent }: FactorRows): Float64Array {
  return blockExponent === null
    ? mantissa
    : mantissa.map((value, k) => toNumber({ mantissa: value, blockExponent: blockExponent[k] }));
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
