/** All eigenvalues and singular values of one step's state Jacobian (spec, section 3). Like every figure of a Jacobian, the uncut network's. */
import { eigenvaluesOf } from '../math/eigenvalues';
import { singularValuesOf } from '../math/singularValues';
import { DenseJacobian } from './denseJacobian';
import type { Linearisation } from './linearisation';
import type { JacobianBatch } from './viewRequests';

export function* jacobianSpectrum(linear: Linearisation, step: number): Generator<void, JacobianBatch> {
  const jacobian = new DenseJacobian(linear);
  jacobian.load(step);
  const { rows, matrix, limb } = jacobian;
  yield;
  const singular = yield* singularValuesOf(matrix, rows);
  const { re, im } = yield* eigenvaluesOf(matrix, rows);
  return { kind: 'jacobian', step, limb, re: re.slice(), im: im.slice(), singular };
}
