/**
 * The sums that weight gradients are made of (spec, section 2): each parameter's δW = Σ_t δ⋆̄ᵗ rᵗᵀ, the right factor r being the input,
 * the output before, 1, or, elementwise, a cell.
 */

import { getOrCreate } from '../math/getOrCreate';
import { type Scaled, scaledProduct } from '../math/limb';
import { addOuterProduct } from '../math/outerSum';
import { addAt, type FactorRows, multiply, ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import { CELLS } from '../settings/cells';
import type { Edge, Gate, ParameterName } from '../settings/edges';
import type { ForwardTrace } from './forward';
import type { GruTrace } from './gru';
import type { BackwardSweep } from './sweep';

/** One parameter's sum: left factor by step (δ⋆̄), right factor by step, or an elementwise product of the two. */
export interface ParameterTerm {
  readonly name: ParameterName;
  /** The left factor is the derivative at this edge's pre-activation … */
  readonly edge: Edge;
  /** … or, where it is that of another, δ at the output times this. [steps × N] */
  readonly gain: FactorRows | null;
  /** The right factor, [steps × columns]; parameters that have the same one share the object. */
  readonly right: FactorRows;
  readonly columns: number;
  readonly elementwise: boolean;
}

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
      scaledNorm(left.mantissa, left.limb, 0, left.size),
      scaledNorm(right.mantissa, right.limb, 0, right.size),
    );
  const product = { mantissa: new Float64Array(left.size), limb: new Int32Array(left.size) };
  accumulateElements(product, left, right);
  return scaledNorm(product.mantissa, product.limb, 0, left.size);
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

function accumulateElements(sum: Pick<ScaledRows, 'mantissa' | 'limb'>, left: ScaledVector, right: ScaledVector): void {
  for (let i = 0; i < left.size; i++) {
    addAt(sum, i, left.mantissa[i] * right.mantissa[i], left.limb[i] + right.limb[i]);
  }
}

/** The sums that make up the gradient of each parameter, in the order of `parametersOf`. */
export function parameterTerms(trace: ForwardTrace): ParameterTerm[] {
  const { hiddenSize: n, inputSize } = trace.network;
  const { steps, inputs, initialOutput, initialCell } = trace.task;
  const x: FactorRows = { mantissa: inputs, limb: null };
  const one: FactorRows = { mantissa: new Float64Array(steps).fill(1), limb: null };
  const outer = (name: ParameterName, edge: Edge, right: FactorRows, columns: number): ParameterTerm => ({
    name,
    edge,
    right,
    columns,
    elementwise: false,
    gain: null,
  });
  if (trace.cell === 'rnn') {
    const before = shifted(trace.h, initialOutput);
    return [outer('W_x', 'W_h', x, inputSize), outer('W_h', 'W_h', before, n), outer('b', 'W_h', one, 1)];
  }
  if (trace.cell === 'gru') {
    const before = shifted({ mantissa: trace.h, limb: null }, initialOutput);
    return gruTerms(trace, { x, before, one }, outer);
  }
  const { network } = trace;
  const { cells: cell, outputs } = trace.scaled;
  const y = shifted(outputs, initialOutput);
  const gates: readonly Gate[] = network.forgetGate ? ['z', 'i', 'f', 'o'] : ['z', 'i', 'o'];
  const terms = gates.flatMap((gate) => [
    outer(`W_${gate}`, `R_${gate}`, x, inputSize),
    outer(`R_${gate}`, `R_${gate}`, y, n),
    outer(`b_${gate}`, `R_${gate}`, one, 1),
  ]);
  if (network.peepholes) {
    const before = shifted(cell, initialCell);
    for (const gate of gates.filter((candidate) => candidate !== 'z')) {
      terms.push({
        name: `p_${gate}`,
        edge: `R_${gate}`,
        right: gate === 'o' ? cell : before,
        columns: n,
        elementwise: true,
        gain: null,
      });
    }
  }
  return terms;
}

/** The candidate has two derivatives: δn̄ of what the input drives, and δm, which is R_n's, of what the reset gate lets through. */
function gruTerms(
  { candidateGain, network }: GruTrace,
  { x, before, one }: Readonly<Record<'x' | 'before' | 'one', FactorRows>>,
  outer: (name: ParameterName, edge: Edge, right: FactorRows, columns: number) => ParameterTerm,
): ParameterTerm[] {
  const terms = CELLS.gru.gates.flatMap((gate) => {
    const gain = gate === 'n' ? candidateGain : null;
    return [
      { ...outer(`W_${gate}`, `R_${gate}`, x, network.inputSize), gain },
      outer(`R_${gate}`, `R_${gate}`, before, network.hiddenSize),
      { ...outer(`b_${gate}`, `R_${gate}`, one, 1), gain },
    ];
  });
  return [...terms, outer('b_m', 'R_n', one, 1)];
}

/** Row t − 1 for step t, and the initial state for the first. */
function shifted({ mantissa, limb }: FactorRows, initial: Float64Array): FactorRows {
  const size = initial.length;
  const earlier = new Float64Array(mantissa.length);
  earlier.set(initial);
  earlier.set(mantissa.subarray(0, mantissa.length - size), size);
  if (limb === null) return { mantissa: earlier, limb: null };
  const earlierLimb = new Int32Array(limb.length);
  earlierLimb.set(limb.subarray(0, limb.length - size), size);
  return { mantissa: earlier, limb: earlierLimb };
}
