/**
 * The sums that weight gradients are made of (spec, section 2): each parameter's δW = Σ_t δ⋆̄ᵗ rᵗᵀ, the right factor r being the input,
 * the output before, 1, or, elementwise, a cell.
 */

import { getOrCreate } from '../math/getOrCreate';
import { addOuterProduct } from '../math/outerSum';
import { type Scaled, scaledProduct } from '../math/scaled';
import { addAt, type FactorRows, multiply, ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import { cellOf } from './cells';
import type { ParameterTerm } from './cells/terms';
import type { ForwardTrace } from './forward';
import type { BackwardSweep } from './sweep';

/** The left factors of a finished sweep, [steps × N]; terms that have the same one are given the same object. */
export function leftFactors(sweep: BackwardSweep): (term: Pick<ParameterTerm, 'edge' | 'gain'>) => ScaledRows {
  const made = new Map<FactorRows, ScaledRows>();
  return ({ edge, gain }) =>
    gain === null
      ? (sweep.preDelta.get(edge) as ScaledRows)
      : getOrCreate(made, gain, () => productRows(sweep.deltaOutput, gain));
}

function productRows(rows: ScaledRows, factors: FactorRows): ScaledRows {
  const out = new ScaledRows(rows.rows, rows.size);
  const vector = new ScaledVector(rows.size);
  for (let row = 0; row < rows.rows; row++) {
    rows.load(row, vector);
    multiply(vector, factors, row, vector);
    vector.normalise();
    out.store(row, vector);
  }
  return out;
}

/** Frobenius norm of one step's contribution; for an outer product that is the product of the two vectors' norms. */
export function contributionNorm(
  { elementwise }: Pick<ParameterTerm, 'elementwise'>,
  left: ScaledVector,
  right: ScaledVector,
): Scaled {
  if (!elementwise)
    return scaledProduct(
      scaledNorm(left.mantissa, left.blockExponent, 0, left.size),
      scaledNorm(right.mantissa, right.blockExponent, 0, right.size),
    );
  const product = { mantissa: new Float64Array(left.size), blockExponent: new Int32Array(left.size) };
  accumulateElements(product, left, right);
  return scaledNorm(product.mantissa, product.blockExponent, 0, left.size);
}

/** Adds one step's contribution to the sum, whose entries stay as they are beside: not normalised. */
export function accumulate(
  { elementwise }: Pick<ParameterTerm, 'elementwise'>,
  sum: ScaledRows,
  left: ScaledVector,
  right: ScaledVector,
): void {
  if (elementwise) accumulateElements(sum, left, right);
  else addOuterProduct(left, right, sum);
}

function accumulateElements(
  sum: Pick<ScaledRows, 'mantissa' | 'blockExponent'>,
  left: ScaledVector,
  right: ScaledVector,
): void {
  for (let i = 0; i < left.size; i++) {
    addAt(sum, i, left.mantissa[i] * right.mantissa[i], left.blockExponent[i] + right.blockExponent[i]);
  }
}

/** The sums that make up the gradient of each parameter, in the order of `parametersOf`. */
export function parameterTerms(trace: ForwardTrace): readonly ParameterTerm[] {
  return cellOf(trace.cell).parameterTerms(trace);
}
