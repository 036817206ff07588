/**
 * Spectral norms with TensorFlow.js. The Jacobians of all steps are made at once, from the analytic factors: a few broadcast
 * products of [T × N × N], cheaper than a vector-Jacobian product for each of their 2N rows. It has no SVD; its fastest way to
 * the norms is power iteration on JᵀJ, for the matrices of all steps side by side. It stops when no step's norm moved by more
 * than `STILL` in `ROUND` iterations, which is about what float32 can tell; ours goes on to 1e-14, so this is in its favour.
 */
import type { Gate, Norms } from './contest';
import type { Tensor, TensorFlow } from './tensorflowTypes';

/** Activations of all steps, [T × N] each. */
export type Trace = Readonly<Record<Gate | 'c' | 'tanhC' | 'y', Tensor>>;

const ROUND = 20;
const STILL = 1e-6;
const MAX_ROUNDS = 100;

/** ∂sᵗ/∂sᵗ⁻¹ of every step, [T × 2N × 2N]; `recurrent` are the transposes of the R_⋆. */
export function stateJacobians(tf: TensorFlow, trace: Trace, recurrent: Readonly<Record<Gate, Tensor>>): Tensor {
  const [steps, n] = trace.c.shape as [number, number];
  const logisticPrime = (value: Tensor): Tensor => tf.mul(value, tf.sub(1, value));
  const tanhPrime = (value: Tensor): Tensor => tf.sub(1, tf.square(value));
  const column = (rows: Tensor): Tensor => tf.reshape(rows, [steps, n, 1]);
  const { z, i, f, o, tanhC } = trace;
  const before =
    steps > 1 ? tf.concat([tf.zeros([1, n]), tf.slice(trace.c, [0, 0], [steps - 1, n])], 0) : tf.zeros([1, n]);
  const scaled = (gain: Tensor, gate: Gate): Tensor => {
    // matMul with the identity transposes without a kernel of its own; the product broadcasts over the steps.
    const matrix = tf.matMul(recurrent[gate], tf.eye(n), true, false);
    return tf.mul(column(gain), tf.reshape(matrix, [1, n, n]));
  };
  const a = tf.add(
    tf.add(scaled(tf.mul(i, tanhPrime(z)), 'z'), scaled(tf.mul(z, logisticPrime(i)), 'i')),
    scaled(tf.mul(before, logisticPrime(f)), 'f'),
  );
  const b = scaled(tf.mul(tanhC, logisticPrime(o)), 'o');
  const q = tf.mul(o, tanhPrime(tanhC));
  const diagonal = (rows: Tensor): Tensor => tf.mul(column(rows), tf.reshape(tf.eye(n), [1, n, n]));
  const upper = tf.concat([diagonal(f), a], 2);
  const lower = tf.concat([diagonal(tf.mul(q, f)), tf.add(tf.mul(column(q), a), b)], 2);
  return tf.concat([upper, lower], 1);
}

export function stepNorms(tf: TensorFlow, jacobians: Tensor): Norms {
  return spectralNorms(tf, jacobians);
}

/** ‖Jᵀ ⋯ Jᵗ⁺¹‖ for t = 1 … T. */
export function cumulativeNorms(tf: TensorFlow, jacobians: Tensor): Norms {
  const each = tf.unstack(jacobians);
  const size = jacobians.shape[1] as number;
  let product = tf.eye(size);
  const products = [product];
  for (let t = each.length - 1; t > 0; t--) {
    product = t === each.length - 1 ? (each[t] as Tensor) : tf.matMul(product, each[t] as Tensor);
    products.push(product);
  }
  return spectralNorms(tf, tf.stack(products.reverse()));
}

function spectralNorms(tf: TensorFlow, matrices: Tensor): Norms {
  const [count, size] = matrices.shape as [number, number];
  const gram = tf.matMul(matrices, matrices, true, false);
  // A start with entries of many sizes and signs, so that no symmetry of the problem is orthogonal to it.
  const start = Float32Array.from({ length: count * size }, (_, k) => Math.sin(1 + 37 * (k % size)) + 0.1);
  let v = tf.tensor(start, [count, size, 1]);
  let last: Float32Array = new Float32Array(count);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let growth = v;
    const next: Tensor = tf.tidy(() => {
      let x = v;
      for (let k = 0; k < ROUND; k++) {
        const image = tf.matMul(gram, x);
        growth = tf.sqrt(tf.sum(tf.square(image), 1, true));
        x = tf.div(image, growth);
      }
      growth = tf.keep(growth);
      return x;
    });
    v.dispose();
    v = next;
    // ‖G v‖ for a unit v: σ² from below.
    const squares = growth.dataSync();
    growth.dispose();
    const moved = squares.some((value, k) => !(Math.abs(value - (last[k] as number)) <= STILL * value));
    last = squares;
    if (!moved) break;
  }
  return last.map((value) => Math.sqrt(value));
}
