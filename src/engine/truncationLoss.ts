/** What truncated BPTT throws away: the truncated gradient of every parameter beside the full one. */
import { type Scaled, scaledProduct, scaledRoot, scaledSum, toNumber } from '../math/scaled';
import { addTo, type ScaledRows, ScaledVector, scaledDot, scaledNorm } from '../math/scaledVector';
import type { ParameterName } from '../settings/edges';
import type { ForwardTrace } from './forward';
import { type BackwardSweep, newSweep, runSweep } from './sweep';
import { runWeightGradients } from './weightGradients';

/** What truncation throws away: for all parameters together (`all`), then of each. */
export interface TruncationBatch {
  readonly kind: 'truncation';
  readonly parameters: readonly TruncationLoss[];
}

export interface TruncationLoss {
  readonly name: ParameterName | 'all';
  /** ‖truncated − full‖ / ‖full‖, Frobenius; NaN where the full one is zero. */
  readonly bias: number;
  /** The cosine between the truncated and the full gradient; NaN where one of them is zero. */
  readonly cosine: number;
}

/** Squares of norms, and the product of truncated and full: what bias and cosine are made of. */
interface Comparison {
  readonly difference: Scaled;
  readonly truncated: Scaled;
  readonly full: Scaled;
  readonly dot: Scaled;
}

/** `truncated` is a finished sweep; the full one has its loss and its cuts. */
export function* truncationLoss(trace: ForwardTrace, truncated: BackwardSweep): Generator<void, TruncationBatch> {
  const whole = newSweep(trace.linear, truncated.loss, truncated.cuts);
  for (const _ of runSweep(whole, { kind: 'none' })) yield;
  const { gradient: full } = yield* runWeightGradients(trace, whole);
  const { gradient: kept } = yield* runWeightGradients(trace, truncated);
  const parameters: TruncationLoss[] = [];
  let all: Comparison | null = null;
  for (const [name, rows] of full) {
    const one = compare(kept.get(name) as ScaledRows, rows);
    parameters.push({ name, ...figures(one) });
    all = all === null ? one : sumOf(all, one);
    yield;
  }
  return { kind: 'truncation', parameters: all === null ? [] : [{ name: 'all', ...figures(all) }, ...parameters] };
}

function compare(truncated: ScaledRows, full: ScaledRows): Comparison {
  const a = flat(truncated);
  const b = flat(full);
  const dot = scaledDot(a, b);
  const squares = { truncated: squareOf(a), full: squareOf(b) };
  for (let k = 0; k < b.size; k++) b.mantissa[k] = -b.mantissa[k];
  addTo(b, a);
  b.normalise();
  return { ...squares, dot, difference: squareOf(b) };
}

/** All entries as one vector. */
function flat(rows: ScaledRows): ScaledVector {
  const vector = new ScaledVector(rows.mantissa.length);
  vector.mantissa.set(rows.mantissa);
  vector.blockExponent.set(rows.blockExponent);
  vector.normalise();
  return vector;
}

function squareOf({ mantissa, blockExponent, size }: ScaledVector): Scaled {
  const norm = scaledNorm(mantissa, blockExponent, 0, size);
  return scaledProduct(norm, norm);
}

function sumOf(a: Comparison, b: Comparison): Comparison {
  return {
    difference: scaledSum(a.difference, b.difference),
    truncated: scaledSum(a.truncated, b.truncated),
    full: scaledSum(a.full, b.full),
    dot: scaledSum(a.dot, b.dot),
  };
}

/** ‖truncated − full‖ / ‖full‖, and the cosine; NaN where there is nothing to divide by. */
function figures({ difference, truncated, full, dot }: Comparison): { bias: number; cosine: number } {
  const cosine = toNumber(quotient(quotient(dot, scaledRoot(truncated)), scaledRoot(full)));
  const bias = full.mantissa === 0 ? Number.NaN : toNumber(scaledRoot(quotient(difference, full)));
  // Rounding must not carry it outside.
  return { bias, cosine: Math.max(-1, Math.min(1, cosine)) };
}

function quotient(a: Scaled, b: Scaled): Scaled {
  return { mantissa: a.mantissa / b.mantissa, blockExponent: a.blockExponent - b.blockExponent };
}
