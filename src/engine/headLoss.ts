/** The loss of a linear head on one output: its value, and what it sends back. */
import { exp, log } from '../math/elementary';

/** logits = weight · y + bias; weight [outputs × width] row-major. */
export interface Head {
  readonly weight: Float64Array;
  readonly bias: Float64Array | null;
}

/** ½ Σ (logits − values)², or −log softmax(logits)[index]. */
export type Target =
  | { readonly kind: 'half-squared'; readonly values: Float64Array }
  | { readonly kind: 'cross-entropy'; readonly index: number };

export interface LossAt {
  readonly loss: number;
  /** ∂E/∂y, [width] */
  readonly delta: Float64Array;
}

/** `output`: y, [width]. */
export function headLoss(head: Head, output: Float64Array, target: Target): LossAt {
  const logits = logitsOf(head, output);
  const { loss, delta } =
    target.kind === 'half-squared' ? halfSquared(logits, target.values) : crossEntropy(logits, target.index);
  const width = output.length;
  const back = new Float64Array(width);
  for (let i = 0; i < delta.length; i++)
    for (let k = 0; k < width; k++) back[k] = back[k] + head.weight[i * width + k] * delta[i];
  return { loss, delta: back };
}

/** [outputs] */
export function logitsOf({ weight, bias }: Head, output: Float64Array): Float64Array {
  const width = output.length;
  const logits = new Float64Array(weight.length / width);
  for (let i = 0; i < logits.length; i++) {
    let sum = bias === null ? 0 : bias[i];
    for (let k = 0; k < width; k++) sum += weight[i * width + k] * output[k];
    logits[i] = sum;
  }
  return logits;
}

function halfSquared(logits: Float64Array, values: Float64Array): LossAt {
  let square = 0;
  const delta = logits.map((logit, i) => logit - values[i]);
  for (const difference of delta) square += difference * difference;
  return { loss: square / 2, delta };
}

/** The largest logit is taken off first, so that no exponential overflows. */
function crossEntropy(logits: Float64Array, index: number): LossAt {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = logits.map((logit) => exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  const delta = powers.map((power, i) => power / sum - (i === index ? 1 : 0));
  return { loss: log(sum) + largest - logits[index], delta };
}
