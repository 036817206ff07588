/**
 * W4 with TensorFlow.js: all settings side by side as one batch, gate by gate: in a batch of rows, cutting one fused product into its
 * gates costs more than it saves. Matrices of any radius are multiples of the ones at radius 1, so that one product serves the
 * whole batch and each row is then multiplied by its radius.
 */
import { GATES, type Jobs, type MapSweep, type Problem } from './contest';
import type { MapPoint } from './mapPoints';
import { transposed } from './tensorflow';
import type { Tensor, TensorFlow } from './tensorflowTypes';

class TensorFlowMap {
  private readonly recurrent: readonly Tensor[];
  /** What each gate gets from the input and the bias, z of all steps, then i, f and o. [B × N] each. */
  private readonly drive: readonly Tensor[];
  /** Each point's radius, once for every unit. [B × N] */
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
    const perUnit = (value: (point: MapPoint, unit: number) => number): Tensor => {
      const rows = points.flatMap((point) => Array.from({ length: n }, (_, unit) => value(point, unit)));
      return tf.tensor(Float32Array.from(rows), [batch, n]);
    };
    this.radius = perUnit(({ radius }) => radius);
    this.drive = tf.tidy(() => {
      const inputs = tf.tensor(Float32Array.from(problem.inputs), [steps, m]);
      return GATES.flatMap((gate) => {
        const { input, bias } = gates[gate];
        const biases = perUnit(({ forgetBias }, unit) => (gate === 'f' ? forgetBias : bias[unit]));
        const fromInput = tf.matMul(inputs, tf.tensor(transposed(input, n, m), [m, n]));
        return tf.split(fromInput, steps, 0).map((row) => tf.keep(tf.add(biases, row)));
      });
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
        const bar = (gate: number): Tensor =>
          tf.add(tf.mul(tf.matMul(y, this.recurrent[gate] as Tensor), radius), xs[gate * steps + t] as Tensor);
        const z = tf.tanh(bar(0));
        const i = tf.sigmoid(bar(1));
        const f = tf.sigmoid(bar(2));
        const o = tf.sigmoid(bar(3));
        c = tf.add(tf.add(tf.mul(z, i), tf.mul(c, f)), xs[4 * steps + t] as Tensor);
        y = tf.mul(tf.tanh(c), o);
        forget.push(tf.keep(f));
      }
      return tf.sum(tf.mul(y, delta));
    })([...this.drive, ...zeros]);
    const later = (part: number): Tensor => tf.concat(found.slice(part * steps + 1, (part + 1) * steps), 0);
    const scale = tf.reshape(radius, [1, batch, n]);
    const through = (gate: number): Tensor => {
      const message = tf.matMul(later(gate), this.recurrent[gate] as Tensor, false, true);
      return tf.mul(tf.reshape(message, [steps - 1, batch, n]), scale);
    };
    const [z, i, f, o] = [through(0), through(1), through(2), through(3)];
    const last = tf.add(tf.zeros([1, batch, n]), tf.reshape(delta, [1, 1, n]));
    const carousel = tf.mul(later(4), tf.concat(forget.slice(1), 0));
    for (const tensor of forget) tensor.dispose();
    return {
      deltaOutput: tf.concat([tf.add(tf.add(z, i), tf.add(f, o)), last], 0).dataSync(),
      deltaCell: tf.concat(found.slice(4 * steps), 0).dataSync(),
      message: {
        cec: carousel.dataSync(),
        R_z: z.dataSync(),
        R_i: i.dataSync(),
        R_f: f.dataSync(),
        R_o: o.dataSync(),
      },
    };
  }

  dispose(): void {
    for (const tensor of [...this.recurrent, ...this.drive, this.radius, this.delta]) tensor.dispose();
  }
}

/** On the wasm backend. */
export function mapJobs(tf: TensorFlow, problem: Problem, points: readonly MapPoint[]): Jobs {
  const map = new TensorFlowMap(tf, problem, points);
  return {
    map() {
      const sweep = map.run();
      return () => sweep;
    },
    dispose: () => map.dispose(),
  };
}
