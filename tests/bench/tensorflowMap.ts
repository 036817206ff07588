/**
 * W4 with TensorFlow.js: all settings side by side as one batch, the network hand-fused as in `tensorflow.ts`. Matrices of any radius
 * are multiples of the ones at radius 1, so that one product serves the whole batch and each row is then multiplied by its radius.
 */
import { GATES, type Problem, type Sweep } from './contest';
import type { MapPoint } from './phaseMap';
import { transposed } from './tensorflow';
import type { Tensor, TensorFlow } from './tensorflowTypes';

interface MapSweep {
  /** [T × B × N] each; messages have T − 1 steps. */
  readonly deltaOutput: Float32Array;
  readonly deltaCell: Float32Array;
  readonly message: Readonly<Record<keyof Sweep['message'], Float32Array>>;
}

export class TensorFlowMap {
  private readonly recurrent: readonly Tensor[];
  private readonly fusedRecurrent: Tensor;
  /** What each step's gates get from the input and the bias, [B × 4N]. */
  private readonly drive: readonly Tensor[];
  /** Each point's radius, as often as there are pre-activations: a product that broadcasts is slower. [B × 4N] */
  private readonly radius: Tensor;
  private readonly batch: number;
  private readonly delta: Tensor;

  constructor(
    private readonly tf: TensorFlow,
    private readonly problem: Problem,
    points: readonly MapPoint[],
  ) {
    const { hiddenSize: n, inputSize: m, steps, gates } = problem;
    const batch = points.length;
    this.batch = batch;
    this.recurrent = GATES.map((gate) => tf.tensor(transposed(gates[gate].recurrent, n, n), [n, n]));
    this.fusedRecurrent = tf.concat(this.recurrent, 1);
    const radii = Float32Array.from({ length: batch * 4 * n }, (_, k) => points[Math.floor(k / (4 * n))]?.radius ?? 0);
    this.radius = tf.tensor(radii, [batch, 4 * n]);
    const bias = new Float32Array(batch * 4 * n);
    for (const [index, { forgetBias }] of points.entries()) {
      for (const [at, gate] of GATES.entries()) {
        const row = gate === 'f' ? new Float32Array(n).fill(forgetBias) : gates[gate].bias;
        bias.set(row, (index * 4 + at) * n);
      }
    }
    this.drive = tf.tidy(() => {
      const input = tf.concat(
        GATES.map((gate) => tf.tensor(transposed(gates[gate].input, n, m), [m, n])),
        1,
      );
      const inputs = tf.tensor(Float32Array.from(problem.inputs), [steps, m]);
      const biases = tf.tensor(bias, [batch, 4 * n]);
      return tf.split(tf.matMul(inputs, input), steps, 0).map((row) => tf.keep(tf.add(biases, row)));
    });
    this.delta = tf.tensor(Float32Array.from(problem.delta), [1, n]);
  }

  run(): MapSweep {
    return this.tf.tidy(() => this.sweep());
  }

  private sweep(): MapSweep {
    const { tf, radius, delta, batch } = this;
    const { hiddenSize: n, steps } = this.problem;
    const forget: Tensor[] = [];
    const zeros = Array.from({ length: steps }, () => tf.zeros([batch, n]));
    const found = tf.grads((...xs) => {
      let y = tf.zeros([batch, n]);
      let c = tf.zeros([batch, n]);
      for (let t = 0; t < steps; t++) {
        const bar = tf.add(tf.mul(tf.matMul(y, this.fusedRecurrent), radius), xs[t] as Tensor);
        const [zBar, rest] = tf.split(bar, [n, 3 * n], 1) as [Tensor, Tensor];
        const [i, f, o] = tf.split(tf.sigmoid(rest), 3, 1) as [Tensor, Tensor, Tensor];
        c = tf.add(tf.add(tf.mul(tf.tanh(zBar), i), tf.mul(c, f)), xs[steps + t] as Tensor);
        y = tf.mul(tf.tanh(c), o);
        forget.push(tf.keep(f));
      }
      return tf.sum(tf.mul(y, delta));
    })([...this.drive, ...zeros]);
    const pre = tf.split(tf.concat(found.slice(1, steps), 0), 4, 1);
    const deltaCell = tf.concat(found.slice(steps), 0);
    const scale = tf.reshape(tf.slice(radius, [0, 0], [batch, n]), [1, batch, n]);
    const through = (gate: number): Tensor => {
      const message = tf.matMul(pre[gate] as Tensor, this.recurrent[gate] as Tensor, false, true);
      return tf.mul(tf.reshape(message, [steps - 1, batch, n]), scale);
    };
    const [z, i, f, o] = [through(0), through(1), through(2), through(3)];
    const last = tf.add(tf.zeros([1, batch, n]), tf.reshape(delta, [1, 1, n]));
    const carousel = tf.mul(tf.concat(found.slice(steps + 1), 0), tf.concat(forget.slice(1), 0));
    for (const tensor of forget) tensor.dispose();
    return {
      deltaOutput: tf.concat([tf.add(tf.add(z, i), tf.add(f, o)), last], 0).dataSync(),
      deltaCell: deltaCell.dataSync(),
      message: {
        cec: carousel.dataSync(),
        R_z: z.dataSync(),
        R_i: i.dataSync(),
        R_f: f.dataSync(),
        R_o: o.dataSync(),
      },
    };
  }

  /** One point's part of a whole map's numbers. */
  at(index: number, { deltaOutput, deltaCell, message }: MapSweep): Sweep {
    const { hiddenSize: n } = this.problem;
    const { batch } = this;
    const of = (rows: Float32Array): Float32Array => {
      const steps = rows.length / (batch * n);
      const out = new Float32Array(steps * n);
      for (let t = 0; t < steps; t++) {
        const start = (t * batch + index) * n;
        out.set(rows.subarray(start, start + n), t * n);
      }
      return out;
    };
    return {
      deltaOutput: of(deltaOutput),
      deltaCell: of(deltaCell),
      message: {
        cec: of(message.cec),
        R_z: of(message.R_z),
        R_i: of(message.R_i),
        R_f: of(message.R_f),
        R_o: of(message.R_o),
      },
    };
  }

  dispose(): void {
    for (const tensor of [...this.recurrent, ...this.drive, this.fusedRecurrent, this.radius, this.delta])
      tensor.dispose();
  }
}
