/** The terms that the sums of weight gradients are made of, for each parameter of a cell. */
import type { FactorRows } from '../../math/scaledVector';
import type { Edge, ParameterName } from '../../settings/edges';
import type { Task } from './networks';

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

/** The input, [steps × M], and 1, [steps × 1]: right factors of every cell. */
export function inputsAndOnes({ inputs, steps }: Task): { readonly x: FactorRows; readonly one: FactorRows } {
  return {
    x: { mantissa: inputs, blockExponent: null },
    one: { mantissa: new Float64Array(steps).fill(1), blockExponent: null },
  };
}

/** A matrix's, or a bias's: the sum of outer products of the derivative at the edge's pre-activation and `right`. */
export function outerTerm(
  name: ParameterName,
  edge: Edge,
  right: FactorRows,
  columns: number,
  gain: FactorRows | null = null,
): ParameterTerm {
  return { name, edge, right, columns, elementwise: false, gain };
}

/** Row t − 1 for step t, and the initial state for the first. */
export function shifted({ mantissa, blockExponent }: FactorRows, initial: Float64Array): FactorRows {
  const size = initial.length;
  const earlier = new Float64Array(mantissa.length);
  earlier.set(initial);
  earlier.set(mantissa.subarray(0, mantissa.length - size), size);
  if (blockExponent === null) return { mantissa: earlier, blockExponent: null };
  const earlierBlockExponent = new Int32Array(blockExponent.length);
  earlierBlockExponent.set(blockExponent.subarray(0, blockExponent.length - size), size);
  return { mantissa: earlier, blockExponent: earlierBlockExponent };
}
