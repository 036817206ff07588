/** A step Jacobian's figures as they are shown: those beyond doubles as logarithms, what is only rounding as such. */
import type { JacobianBatch } from '../../engine/jacobianSpectrum';

const LOG10_BLOCK_FACTOR = 256 * Math.log10(2);
const EPSILON = 2.220446049250313e-16;

export interface StepValues {
  /** As float64: 0 where that is all that is left of them. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** log10 of the largest |λ|, and of the largest σ. */
  readonly eigenvalue: number;
  readonly singular: number;
}

const kept = new WeakMap<JacobianBatch, StepValues>();

export function valuesOfStep(batch: JacobianBatch): StepValues {
  let values = kept.get(batch);
  if (values === undefined) {
    const factor = 2 ** (256 * batch.blockExponent);
    const times = (own: Float64Array): Float64Array =>
      batch.blockExponent === 0 ? own : own.map((value) => value * factor);
    const [re, im] = [times(batch.re), times(batch.im)];
    values = {
      re,
      im,
      eigenvalue: modulusLogs(batch)[0] ?? -Infinity,
      singular: logs(batch, batch.singular)[0] ?? -Infinity,
    };
    kept.set(batch, values);
  }
  return values;
}

/** log10 |λ|, falling. */
export function modulusLogs(batch: JacobianBatch): Float64Array {
  const moduli = batch.re.map((re, k) => Math.hypot(re, batch.im[k]));
  return logs(batch, moduli.sort().reverse());
}

export function logs({ blockExponent }: JacobianBatch, values: Float64Array): Float64Array {
  return values.map((value) => Math.log10(value) + blockExponent * LOG10_BLOCK_FACTOR);
}

/** log10 below which a value of this Jacobian may be rounding and nothing else. */
export function roundingLog(batch: JacobianBatch): number {
  const { singular, blockExponent } = batch;
  return Math.log10((singular[0] ?? 0) * EPSILON * singular.length) + blockExponent * LOG10_BLOCK_FACTOR;
}
