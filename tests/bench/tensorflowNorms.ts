/**
 * Spectral norms with TensorFlow.js. The Jacobians of all steps are made at once, from the analytic factors: a few broadcast
 * products of [T × N × N], cheaper than a vector-Jacobian product for each of their 2N rows. It has no SVD. Power iteration is
 * what its own parts offer; the fastest way that we found around them is Lanczos' iteration, 30 products in place of 500.
 */
import type { Gate, Norms } from './contest';
import { ROUND, settledNorms, startVectors, TINY } from './lanczos';
import type { Tensor, TensorFlow } from './tensorflowTypes';

/** Activations of all steps, [T × N] each. */
export type Trace = Readonly<Record<Gate | 'c' | 'tanhC' | 'y', Tensor>>;

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

/** Jᵀ ⋯ Jᵗ⁺¹ for t = 1 … T, [T × 2N × 2N]. */
export function products(tf: TensorFlow, jacobians: Tensor): Tensor {
  const each = tf.unstack(jacobians);
  const size = jacobians.shape[1];
  let product = tf.eye(size);
  const all = [product];
  for (let t = each.length - 1; t > 0; t--) {
    product = t === each.length - 1 ? (each[t] as Tensor) : tf.matMul(product, each[t] as Tensor);
    all.push(product);
  }
  return tf.stack(all.reverse());
}

const POWER_ROUND = 20;
const STILL = 1e-6;
const MAX_POWER_ROUNDS = 100;

/**
 * Power iteration on JᵀJ for the matrices of all steps side by side. It stops when no step's norm moved by more than `STILL` in a
 * round, which is about what float32 can tell; ours goes on to 1e-14, so this is in its favour.
 */
export function powerNorms(tf: TensorFlow, matrices: Tensor): Norms {
  const [count, size] = matrices.shape as [number, number];
  const gram = tf.matMul(matrices, matrices, true, false);
  let v = tf.tensor(startVectors(count, size), [count, size, 1]);
  let last: Float32Array = new Float32Array(count);
  for (let round = 0; round < MAX_POWER_ROUNDS; round++) {
    let growth = v;
    const next: Tensor = tf.tidy(() => {
      let x = v;
      for (let k = 0; k < POWER_ROUND; k++) {
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
    const moved = squares.some((value, k) => !(Math.abs(value - last[k]) <= STILL * value));
    last = squares;
    if (!moved) break;
  }
  return last.map((value) => Math.sqrt(value));
}

/** Lanczos' iteration (lanczos.ts), with its tridiagonal part outside the library. */
export function lanczosNorms(tf: TensorFlow, matrices: Tensor): Norms {
  const [count, size] = matrices.shape as [number, number];
  let v = tf.tensor(startVectors(count, size), [count, size, 1]);
  let before = tf.zeros([count, size, 1]);
  let length = tf.zeros([count, 1, 1]);
  return settledNorms(count, () => {
    const alphas: Tensor[] = [];
    const betas: Tensor[] = [];
    for (let k = 0; k < ROUND; k++) {
      const image = tf.sub(tf.matMul(matrices, tf.matMul(matrices, v, true, false)), tf.mul(length, before));
      const alpha = tf.sum(tf.mul(image, v), 1, true);
      const rest = tf.sub(image, tf.mul(alpha, v));
      before = v;
      length = tf.sqrt(tf.sum(tf.square(rest), 1, true));
      v = tf.div(rest, tf.add(length, tf.tensor(Float32Array.of(TINY), [1])));
      alphas.push(alpha);
      betas.push(length);
    }
    return { alpha: tf.concat(alphas, 2).dataSync(), beta: tf.concat(betas, 2).dataSync() };
  });
}
