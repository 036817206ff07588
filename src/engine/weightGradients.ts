/**
 * Weight gradients and each step's contribution to them (spec, section 2): δW = Σ_t δ⋆̄ᵗ xᵗᵀ. Rows of a gradient belong to one
 * unit each, so each row carries its own block exponent while the sum is made.
 */

import { getOrCreate } from '../math/getOrCreate';
import { addOuterProducts, type Vectors, vectorsOf } from '../math/outerSum';
import { log10Of, type Scaled, scaledProduct, scaledRoot, scaledSum, ZERO } from '../math/scaled';
import { type FactorRows, loadRow, ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import { runToEnd } from '../math/task';
import type { ParameterName } from '../settings/edges';
import type { ParameterTerm } from './cells/terms';
import type { ForwardTrace } from './forward';
import { accumulate, contributionNorm, leftFactors, parameterTerms } from './parameterTerms';
import type { BackwardSweep } from './sweep';

export interface WeightGradients {
  /** Each parameter's gradient, in the parameter's own shape: matrices [out × in] row-major, vectors [N]. */
  readonly gradient: ReadonlyMap<ParameterName, ScaledRows>;
  /** Frobenius norm of each step's contribution, [steps]. */
  readonly perStep: ReadonlyMap<ParameterName, ScaledVector>;
  /** ‖g‖ over all parameters together. */
  readonly globalNorm: Scaled;
}

export function weightGradients(trace: ForwardTrace, sweep: BackwardSweep): WeightGradients {
  return runToEnd(runWeightGradients(trace, sweep));
}

/** The same, with pauses. */
export function* runWeightGradients(trace: ForwardTrace, sweep: BackwardSweep): Generator<void, WeightGradients> {
  const { size: n } = sweep.linear;
  const gradient = new Map<ParameterName, ScaledRows>();
  const perStep = new Map<ParameterName, ScaledVector>();
  // The gates share right factors, and a gate's parameters their left one: each is looked at once.
  const factors = new Map<FactorRows, Factor>();
  const leftOf = leftFactors(sweep);
  let square: Scaled = ZERO;
  for (const term of parameterTerms(trace)) {
    const deltas = leftOf(term);
    const sum = new ScaledRows(n, term.elementwise ? 1 : term.columns);
    if (term.elementwise) perStep.set(term.name, addElements(term, deltas, sum));
    else {
      const left = getOrCreate(factors, deltas, () => factorOf(deltas, n));
      const right = getOrCreate(factors, term.right, () => factorOf(term.right, term.columns));
      perStep.set(term.name, products(left.norms, right.norms));
      yield;
      yield* addOuterProducts(left.vectors, right.vectors, sum);
    }
    gradient.set(term.name, sum);
    const whole = scaledNorm(sum.mantissa, sum.blockExponent, 0, sum.mantissa.length);
    square = scaledSum(square, scaledProduct(whole, whole));
    yield;
  }
  return { gradient, perStep, globalNorm: scaledRoot(square) };
}

/** One side of the outer products, and ‖row‖₂ by row. */
interface Factor {
  readonly vectors: Vectors;
  readonly norms: ScaledVector;
}

function factorOf(rows: FactorRows, size: number): Factor {
  const { mantissa, blockExponent } = rows;
  const norms = new ScaledVector(mantissa.length / size);
  for (let row = 0; row < norms.size; row++) norms.put(row, scaledNorm(mantissa, blockExponent, row * size, size));
  return { vectors: vectorsOf(rows, size), norms };
}

/** The Frobenius norm of an outer product is the product of the two vectors' norms. */
function products(a: ScaledVector, b: ScaledVector): ScaledVector {
  const out = new ScaledVector(a.size);
  for (let k = 0; k < a.size; k++) out.put(k, scaledProduct(a.at(k), b.at(k)));
  return out;
}

/** Adds all steps' contributions; returns the norm of each. */
function addElements(term: ParameterTerm, deltas: ScaledRows, sum: ScaledRows): ScaledVector {
  const norms = new ScaledVector(deltas.rows);
  const left = new ScaledVector(deltas.size);
  const right = new ScaledVector(term.columns);
  for (let step = 0; step < deltas.rows; step++) {
    deltas.load(step, left);
    loadRow(term.right, step, right);
    norms.put(step, contributionNorm(term, left, right));
    accumulate(term, sum, left, right);
  }
  return norms;
}

/** log10 of the global norm, −Infinity for a zero gradient. */
export function log10GlobalNorm(gradients: WeightGradients): number {
  return log10Of(gradients.globalNorm.mantissa, gradients.globalNorm.blockExponent);
}
