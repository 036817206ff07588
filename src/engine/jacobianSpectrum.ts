/**
 * The state Jacobian of one step as a dense matrix, with all its eigenvalues and singular values (spec, section 3). Like every
 * figure of a Jacobian it is the uncut network's.
 */
import { eigenvaluesOf } from '../math/eigenvalues';
import { singularValuesOf } from '../math/singularValues';
import type { JacobianBatch } from './extras';
import type { Linearisation } from './linearisation';
import { StepFactors } from './stepFactors';

export interface DenseJacobian {
  readonly size: number;
  /** [size × size] row-major, to be multiplied by 2^(256 · limb); size is 2N, state (c, y), or the RNN's N. */
  readonly matrix: Float64Array;
  readonly limb: number;
}

/** ∂sᵗ/∂sᵗ⁻¹ of the step from step − 1 to `step` (0-based), written out. */
export function denseJacobian(linear: Linearisation, step: number): DenseJacobian {
  const factors = new StepFactors(linear);
  factors.load(step);
  const { f, q, dense, limb, rows, size: n } = factors;
  const matrix = new Float64Array(rows * rows);
  if (!linear.hasCell) {
    for (const { edge, scale } of factors.intoB)
      for (let index = 0; index < matrix.length; index++)
        matrix[index] = (scale[Math.floor(index / n)] as number) * (edge.matrix[index] as number);
    return { size: n, matrix, limb };
  }
  for (let i = 0; i < n; i++) {
    const cell = i * rows;
    const output = (n + i) * rows;
    const own = q[i] as number;
    matrix[cell + i] = f[i] as number;
    matrix[output + i] = own * (f[i] as number);
    for (let j = 0; j < n; j++) {
      const a = dense[i * n + j] as number;
      matrix[cell + n + j] = a;
      matrix[output + n + j] = own * a + (dense[(n + i) * n + j] as number);
    }
  }
  return { size: rows, matrix, limb };
}

export function* jacobianSpectrum(linear: Linearisation, step: number): Generator<void, JacobianBatch> {
  const { size, matrix, limb } = denseJacobian(linear, step);
  yield;
  const singular = yield* singularValuesOf(matrix, size);
  const { re, im } = yield* eigenvaluesOf(matrix, size);
  return { kind: 'jacobian', step, limb, re: re.slice(), im: im.slice(), singular };
}
