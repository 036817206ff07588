/** The state Jacobians ∂sᵗ/∂sᵗ⁻¹ of a network, step by step, in the form that suits what its linearisation has. */
import type { Cuttable } from '../settings/edges';
import { DenseJacobian } from './denseJacobian';
import type { Linearisation } from './linearisation';
import { hasFactors, StepFactors } from './stepFactors';

/**
 * A linear map of [rows] numbers, to be multiplied by 2^(256 · blockExponent), which `load` sets to the step from step − 1 to `step`. What only
 * one of the two has, blocks or a written-out matrix, is given by `kind`.
 */
export type StateJacobian = StepFactors | DenseJacobian;

/** Factors where they are all that the network has (RNN, LSTM), else the dense matrix; `cuts` are left out at every step. */
export function stateJacobian(linear: Linearisation, cuts: ReadonlySet<Cuttable> = new Set()): StateJacobian {
  return hasFactors(linear) ? new StepFactors(linear, cuts) : new DenseJacobian(linear, cuts);
}
