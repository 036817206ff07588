/** Each step's contribution to the weights' gradients with TensorFlow.js, from the derivatives at the pre-activations. */
import { type Contribution, type Contributions, GATES, type Gate } from './contest';
import type { Tensor, TensorFlow } from './tensorflowTypes';

/** `pre` and `outputs` are [T × N] each, `inputs` [T × M]; the state before the first step is zero. */
export function weightContributions(
  tf: TensorFlow,
  pre: Readonly<Record<Gate, Tensor>>,
  inputs: Tensor,
  outputs: Tensor,
): Contributions {
  const [steps, n] = outputs.shape as [number, number];
  const before = tf.concat([tf.zeros([1, n]), tf.slice(outputs, [0, 0], [steps - 1, n])], 0);
  const right = { W: inputs, R: before, b: tf.ones([steps, 1]) };
  const rowNorms = (rows: Tensor): Tensor => tf.sqrt(tf.sum(tf.square(rows), 1));
  const of = (kind: keyof typeof right, gate: Gate): Contribution => ({
    perStep: tf.mul(rowNorms(pre[gate]), rowNorms(right[kind])).dataSync(),
    gradient: tf.matMul(pre[gate], right[kind], true, false).dataSync(),
  });
  return Object.fromEntries(
    GATES.flatMap((gate) => (['W', 'R', 'b'] as const).map((kind) => [`${kind}_${gate}`, of(kind, gate)])),
  ) as Contributions;
}
