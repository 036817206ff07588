/** All eigenvalues and singular values of one step's state Jacobian (spec, section 3). Like every figure of a Jacobian, the uncut network's. */
import { eigenvaluesOf } from '../math/eigenvalues';
import { singularValuesOf } from '../math/singularValues';
import type { AnswerContext } from './answerContext';
import { DenseJacobian } from './denseJacobian';
import type { Linearisation } from './linearisation';

export interface JacobianBatch {
  readonly kind: 'jacobian';
  /** 0-based: from step − 1 to `step`. */
  readonly step: number;
  /** All values are to be multiplied by 2^(256 · blockExponent): 0 unless every way through the step is saturated. */
  readonly blockExponent: number;
  /** Eigenvalues, [2N] (RNN: [N]). */
  readonly re: Float64Array<ArrayBuffer>;
  readonly im: Float64Array<ArrayBuffer>;
  /** Singular values, falling, [2N] (RNN: [N]). */
  readonly singular: Float64Array<ArrayBuffer>;
}

export function* jacobianSpectrum(linear: Linearisation, step: number): Generator<void, JacobianBatch> {
  const jacobian = new DenseJacobian(linear);
  jacobian.load(step);
  const { rows, matrix, blockExponent } = jacobian;
  yield;
  const singular = yield* singularValuesOf(matrix, rows);
  const { re, im } = yield* eigenvaluesOf(matrix, rows);
  return { kind: 'jacobian', step, blockExponent, re: re.slice(), im: im.slice(), singular };
}

/** Eigenvalues and singular values of the state Jacobian from step − 1 to `step` (0-based). */
export function* answerJacobian(
  { step }: { readonly step: number },
  { trace: { linear } }: AnswerContext,
): Generator<JacobianBatch | void, void> {
  // Asked for by the length of the run before: of a step that is no longer there nothing can be said.
  if (step < linear.steps) yield yield* jacobianSpectrum(linear, step);
}
