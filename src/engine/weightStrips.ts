/**
 * Every parameter's gradient over time: what each step adds to the sum δW = Σ_t δ⋆̄ᵗ xᵗᵀ (spec, section 2), and how the sum grows from
 * the last step back. The running sum is kept whole and its norm taken anew at every step: ‖S‖² + 2⟨S, C⟩ + ‖C‖² would lose the
 * digits that steps which cancel leave.
 */

import { matrixVector } from '../math/matrixVector';
import { blockPower, log10Of, type Scaled, scaledProduct, scaledSum, toNumber, ZERO } from '../math/scaled';
import { loadRow, ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import type { ParameterName } from '../settings/edges';
import type { AnswerContext } from './answerContext';
import type { ParameterTerm } from './cells/terms';
import type { ForwardTrace } from './forward';
import { accumulate, contributionNorm, leftFactors, parameterTerms } from './parameterTerms';
import type { BackwardSweep } from './sweep';

/** One parameter matrix's gradient over time. */
export interface WeightStrip {
  readonly name: ParameterName;
  /** log10 ‖δW‖ (Frobenius), the whole sum. */
  readonly total: number;
  /** [steps] log10 of the Frobenius norm of each step's contribution. */
  readonly perStep: Float64Array<ArrayBuffer>;
  /** [steps] log10 of the norm of the sum from this step to the last. */
  readonly running: Float64Array<ArrayBuffer>;
  /** [steps] ⟨contribution, whole⟩ / ‖whole‖²: sums to 1; NaN where the whole is zero. */
  readonly share: Float64Array<ArrayBuffer>;
}

export interface WeightsBatch {
  readonly kind: 'weights';
  readonly strips: readonly WeightStrip[];
  /** log10 ‖g‖ over all parameters together, and [steps] of the sum from each step to the last. */
  readonly global: number;
  readonly globalRunning: Float64Array<ArrayBuffer>;
}

/** Multiply-adds in scaled arithmetic between two pauses: about a millisecond. */
const WORK_PER_PAUSE = 5e4;

export function* answerWeights(_: unknown, { trace, sweep }: AnswerContext): Generator<WeightsBatch | void, void> {
  yield yield* weightStrips(trace, sweep);
}

/** Of a finished sweep: its cuts, its loss and its truncation. In the order of `parametersOf`. */
export function* weightStrips(trace: ForwardTrace, sweep: BackwardSweep): Generator<void, WeightsBatch> {
  const { steps } = sweep.linear;
  const squares = Array.from({ length: steps }, () => ZERO);
  const strips: WeightStrip[] = [];
  const leftOf = leftFactors(sweep);
  for (const term of parameterTerms(trace)) strips.push(yield* stripOf(term, leftOf(term), squares));
  const globalRunning = Float64Array.from(
    squares,
    ({ mantissa, blockExponent }) => log10Of(mantissa, blockExponent) / 2,
  );
  return { kind: 'weights', strips, global: globalRunning[0], globalRunning };
}

/** Adds the squares of the running norms to `squares` [steps]. */
function* stripOf(term: ParameterTerm, deltas: ScaledRows, squares: Scaled[]): Generator<void, WeightStrip> {
  const { rows: steps, size: n } = deltas;
  const columns = term.elementwise ? 1 : term.columns;
  const left = new ScaledVector(n);
  const right = new ScaledVector(term.columns);
  const sum = new ScaledRows(n, columns);
  const perStep = new Float64Array(steps);
  const running = new Float64Array(steps);
  const pausesEvery = Math.max(1, Math.floor(WORK_PER_PAUSE / (2 * n * columns)));
  let norm = ZERO;
  for (let step = steps - 1; step >= 0; step--) {
    deltas.load(step, left);
    loadRow(term.right, step, right);
    const own = contributionNorm(term, left, right);
    perStep[step] = log10Of(own.mantissa, own.blockExponent);
    accumulate(term, sum, left, right);
    norm = scaledNorm(sum.mantissa, sum.blockExponent, 0, sum.mantissa.length);
    running[step] = log10Of(norm.mantissa, norm.blockExponent);
    squares[step] = scaledSum(squares[step] as Scaled, scaledProduct(norm, norm));
    if (step % pausesEvery === 0) yield;
  }
  const share = new Float64Array(steps).fill(Number.NaN);
  if (norm.mantissa !== 0) {
    const whole = againstNorm(sum, norm);
    for (let step = steps - 1; step >= 0; step--) {
      deltas.load(step, left);
      loadRow(term.right, step, right);
      share[step] = shareOf(term, whole, norm, left, right);
      if (step % pausesEvery === 0) yield;
    }
  }
  return { name: term.name, total: log10Of(norm.mantissa, norm.blockExponent), perStep, running, share };
}

/** W / ‖W‖ in plain float64, [n × columns]: no entry is above 1, and one that underflows is nothing beside the largest. */
function againstNorm({ mantissa, blockExponent }: ScaledRows, norm: Scaled): Float64Array {
  return mantissa.map((m, k) => (m / norm.mantissa) * blockPower(Math.min(0, blockExponent[k] - norm.blockExponent)));
}

/** ⟨l rᵀ, W⟩ / ‖W‖² (elementwise: ⟨l ⊙ r, W⟩ / ‖W‖²), as lᵀ (W r): the contribution itself need not be made again. */
function shareOf(
  { elementwise }: ParameterTerm,
  whole: Float64Array,
  norm: Scaled,
  left: ScaledVector,
  right: ScaledVector,
): number {
  const l = inOneBlockExponent(left);
  const r = inOneBlockExponent(right);
  let seen: Float64Array;
  if (elementwise) seen = whole.map((w, k) => w * r.values[k]);
  else {
    seen = new Float64Array(left.size);
    matrixVector(whole, r.values, left.size, right.size, seen);
  }
  let dot = 0;
  for (let k = 0; k < left.size; k++) dot += l.values[k] * seen[k];
  return toNumber({
    mantissa: dot / norm.mantissa,
    blockExponent: l.blockExponent + r.blockExponent - norm.blockExponent,
  });
}

/** The units in the largest's block exponent: one that underflows adds nothing to a share beside it. */
function inOneBlockExponent({ mantissa, blockExponent, size }: ScaledVector): {
  values: Float64Array;
  blockExponent: number;
} {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < size; k++) if (mantissa[k] !== 0) top = Math.max(top, blockExponent[k]);
  if (top === Number.NEGATIVE_INFINITY) return { values: new Float64Array(size), blockExponent: 0 };
  return { values: mantissa.map((m, k) => m * blockPower(Math.min(0, blockExponent[k] - top))), blockExponent: top };
}
