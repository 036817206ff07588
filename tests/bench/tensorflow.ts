/**
 * TensorFlow.js as a contestant. The network is written with its ops, and its own autodiff (`tf.grads`) goes back through all
 * steps. A tensor of zeros is added wherever a gradient is wanted, which is how its public interface hands out derivatives
 * inside a graph. Float32, the only precision it has. Two ways to write the network:
 *
 * - `gates`: the formulas as they stand in the definitions, one matrix for each gate, and norms by power iteration. A zero is added to each step's c and y,
 *   which gives δc and δy, and to each pre-activation, which costs nothing: it is the bias, expanded to every step.
 * - `fused`: as an expert would write it for speed, with an own Lanczos iteration for the norms. The four matrices are one, the part of the input is one product for all
 *   steps, and the gates share one sigmoid. A zero is added to each step's c only; δy is summed from the messages.
 *
 * In both, autodiff gives the derivatives at the pre-activations, and the messages R_⋆ᵀ δ⋆ and δc ⊙ f of all steps are made from
 * them in one product an edge. That is cheaper for TensorFlow.js than an autodiff tap on every edge (which took 1.8 times as long).
 */
import { type Everything, GATES, type Gate, type Jobs, type Norms, type Problem, type Sweep } from './contest';
import { weightContributions } from './tensorflowContributions';
import { lanczosNorms, powerNorms, products, stateJacobians, type Trace } from './tensorflowNorms';
import type { Tensor, TensorFlow } from './tensorflowTypes';

export type Style = 'gates' | 'fused';
type PerGate = Readonly<Record<Gate, Tensor>>;

/** What one pass leaves behind, as tensors that live as long as the caller's tidy. */
interface Pass {
  readonly trace: Trace;
  /** ∂E/∂ pre-activation of every step, [T × N] a gate. */
  readonly pre: PerGate;
  readonly deltaCell: Tensor;
  /** Null where it is to be summed from the messages. */
  readonly deltaOutput: Tensor | null;
}

/** The values of each step that later work needs, kept across tf's own tidies. */
class Recorder {
  readonly steps: Record<Gate | 'c' | 'tanhC' | 'y', Tensor[]> = {
    z: [],
    i: [],
    f: [],
    o: [],
    c: [],
    tanhC: [],
    y: [],
  };
  constructor(private readonly tf: TensorFlow) {}

  record(values: Readonly<Record<Gate | 'c' | 'tanhC' | 'y', Tensor>>): void {
    for (const name of [...GATES, 'c', 'tanhC', 'y'] as const) this.steps[name].push(this.tf.keep(values[name]));
  }

  /** Each as one tensor [T × N]; the steps' own are let go. */
  trace(): Trace {
    const whole = (name: Gate | 'c' | 'tanhC' | 'y'): Tensor => {
      const out = this.tf.concat(this.steps[name], 0);
      for (const step of this.steps[name]) step.dispose();
      return out;
    };
    return {
      z: whole('z'),
      i: whole('i'),
      f: whole('f'),
      o: whole('o'),
      c: whole('c'),
      tanhC: whole('tanhC'),
      y: whole('y'),
    };
  }
}

class Network {
  readonly size: number;
  readonly steps: number;
  /** Transposed, [N × N] each: rows of y multiply from the left. */
  readonly recurrent: PerGate;
  private readonly fusedRecurrent: Tensor;
  private readonly input: PerGate;
  private readonly fusedInput: Tensor;
  private readonly bias: PerGate;
  private readonly fusedBias: Tensor;
  readonly inputs: Tensor;
  private readonly inputSteps: readonly Tensor[];
  private readonly delta: Tensor;

  constructor(
    private readonly tf: TensorFlow,
    problem: Problem,
  ) {
    const { hiddenSize: n, inputSize: m, steps, gates } = problem;
    this.size = n;
    this.steps = steps;
    const perGate = (make: (gate: Gate) => Tensor): PerGate => ({
      z: make('z'),
      i: make('i'),
      f: make('f'),
      o: make('o'),
    });
    const fuse = (each: PerGate, axis: number): Tensor =>
      tf.concat(
        GATES.map((gate) => each[gate]),
        axis,
      );
    this.recurrent = perGate((gate) => tf.tensor(transposed(gates[gate].recurrent, n, n), [n, n]));
    this.input = perGate((gate) => tf.tensor(transposed(gates[gate].input, n, m), [m, n]));
    this.bias = perGate((gate) => tf.tensor(Float32Array.from(gates[gate].bias), [1, n]));
    this.fusedRecurrent = fuse(this.recurrent, 1);
    this.fusedInput = fuse(this.input, 1);
    this.fusedBias = fuse(this.bias, 1);
    this.inputs = tf.tensor(Float32Array.from(problem.inputs), [steps, m]);
    this.inputSteps = tf.split(this.inputs, steps, 0);
    this.delta = tf.tensor(Float32Array.from(problem.delta), [1, n]);
  }

  pass(style: Style): Pass {
    return style === 'gates' ? this.byGates() : this.fused();
  }

  private byGates(): Pass {
    const { tf, size: n, steps } = this;
    const record = new Recorder(tf);
    const biases = GATES.flatMap((gate) =>
      new Array<Tensor>(steps).fill(this.bias[gate]).map((bias) => tf.add(bias, tf.zeros([1, n]))),
    );
    const zeros = Array.from({ length: 2 * steps }, () => tf.zeros([1, n]));
    const found = tf.grads((...xs) => {
      const at = (index: number): Tensor => xs[index] as Tensor;
      let y = tf.zeros([1, n]);
      let c = tf.zeros([1, n]);
      for (let t = 0; t < steps; t++) {
        const x = this.inputSteps[t] as Tensor;
        const bar = (gate: Gate): Tensor =>
          tf.add(
            tf.add(tf.matMul(x, this.input[gate]), tf.matMul(y, this.recurrent[gate])),
            at(GATES.indexOf(gate) * steps + t),
          );
        const z = tf.tanh(bar('z'));
        const i = tf.sigmoid(bar('i'));
        const f = tf.sigmoid(bar('f'));
        const o = tf.sigmoid(bar('o'));
        c = tf.add(tf.add(tf.mul(z, i), tf.mul(c, f)), at(4 * steps + t));
        const tanhC = tf.tanh(c);
        y = tf.add(tf.mul(tanhC, o), at(5 * steps + t));
        record.record({ z, i, f, o, c, tanhC, y });
      }
      return tf.sum(tf.mul(y, this.delta));
    })([...biases, ...zeros]);
    const rows = (part: number): Tensor => tf.concat(found.slice(part * steps, (part + 1) * steps), 0);
    return {
      trace: record.trace(),
      pre: { z: rows(0), i: rows(1), f: rows(2), o: rows(3) },
      deltaCell: rows(4),
      deltaOutput: rows(5),
    };
  }

  private fused(): Pass {
    const { tf, size: n, steps } = this;
    const record = new Recorder(tf);
    const fromInput = tf.split(tf.add(tf.matMul(this.inputs, this.fusedInput), this.fusedBias), steps, 0);
    const zeros = Array.from({ length: steps }, () => tf.zeros([1, n]));
    const found = tf.grads((...xs) => {
      let y = tf.zeros([1, n]);
      let c = tf.zeros([1, n]);
      for (let t = 0; t < steps; t++) {
        const bar = tf.add(tf.matMul(y, this.fusedRecurrent), xs[t] as Tensor);
        const [zBar, rest] = tf.split(bar, [n, 3 * n], 1) as [Tensor, Tensor];
        const z = tf.tanh(zBar);
        const [i, f, o] = tf.split(tf.sigmoid(rest), 3, 1) as [Tensor, Tensor, Tensor];
        c = tf.add(tf.add(tf.mul(z, i), tf.mul(c, f)), xs[steps + t] as Tensor);
        const tanhC = tf.tanh(c);
        y = tf.mul(tanhC, o);
        record.record({ z, i, f, o, c, tanhC, y });
      }
      return tf.sum(tf.mul(y, this.delta));
    })([...fromInput, ...zeros]);
    const [z, i, f, o] = tf.split(tf.concat(found.slice(0, steps), 0), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
    return {
      trace: record.trace(),
      pre: { z, i, f, o },
      deltaCell: tf.concat(found.slice(steps), 0),
      deltaOutput: null,
    };
  }

  /** The messages of all steps, read back. What step t + 1 delivers is in row t − 1; step 1's own go to the initial state. */
  sweep({ trace, pre, deltaCell, deltaOutput }: Pass): Sweep {
    const { tf, size: n, steps } = this;
    const later = (rows: Tensor): Tensor => tf.slice(rows, [1, 0], [steps - 1, n]);
    const through = (gate: Gate): Tensor => tf.matMul(later(pre[gate]), this.recurrent[gate], false, true);
    const [z, i, f, o] = [through('z'), through('i'), through('f'), through('o')];
    const output = deltaOutput ?? tf.concat([tf.add(tf.add(z, i), tf.add(f, o)), this.delta], 0);
    return {
      deltaOutput: output.dataSync(),
      deltaCell: deltaCell.dataSync(),
      message: {
        cec: later(tf.mul(deltaCell, trace.f)).dataSync(),
        R_z: z.dataSync(),
        R_i: i.dataSync(),
        R_f: f.dataSync(),
        R_o: o.dataSync(),
      },
    };
  }

  norms(trace: Trace, style: Style): { step: () => Norms; cumulative: () => Norms } {
    const { tf } = this;
    const jacobians = stateJacobians(tf, trace, this.recurrent);
    const normsOf = style === 'fused' ? lanczosNorms : powerNorms;
    return { step: () => normsOf(tf, jacobians), cumulative: () => normsOf(tf, products(tf, jacobians)) };
  }
}

/** On the backend that is set. */
export function tensorFlowJobs(tf: TensorFlow, style: Style, problem: Problem): Jobs {
  const network = new Network(tf, problem);
  const trace = tf.tidy(() => network.pass(style).trace);
  const whole = (contributions: boolean) => (): (() => Everything) => {
    const found = tf.tidy(() => {
      const pass = network.pass(style);
      const norms = network.norms(pass.trace, style);
      return {
        sweep: network.sweep(pass),
        stepNorms: norms.step(),
        cumulativeNorms: norms.cumulative(),
        contributions: contributions ? weightContributions(tf, pass.pre, network.inputs, pass.trace.y) : null,
      };
    });
    return () => found;
  };
  return {
    sweep() {
      const sweep = tf.tidy(() => network.sweep(network.pass(style)));
      return () => sweep;
    },
    stepNorms() {
      const norms = tf.tidy(() => network.norms(trace, style).step());
      return () => norms;
    },
    cumulativeNorms() {
      const norms = tf.tidy(() => network.norms(trace, style).cumulative());
      return () => norms;
    },
    everything: whole(false),
    all: whole(true),
    dispose() {
      for (const tensor of Object.values(trace)) tensor.dispose();
    },
  };
}

export function transposed(matrix: Float64Array, rows: number, cols: number): Float32Array {
  const out = new Float32Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j * rows + i] = matrix[i * cols + j];
  return out;
}
