/** ml-matrix as a contestant: the formulas of the definitions with its Matrix, its SVD for the norms. Float64. */
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import {
  type Contribution,
  type Contributions,
  type Everything,
  GATES,
  type Gate,
  type Jobs,
  type Norms,
  type Problem,
  type RnnProblem,
  type Sweep,
} from './contest';

/** Columns [N × 1] of one step. */
interface Step {
  readonly y: Matrix;
  readonly f: Matrix;
  /** What turns δc (δy for o) into the derivative at the gate's pre-activation. */
  readonly gain: Readonly<Record<Gate, Matrix>>;
  /** o ⊙ tanh'(c) */
  readonly carry: Matrix;
}

interface Weights {
  readonly input: Matrix;
  readonly recurrent: Matrix;
  readonly transpose: Matrix;
  readonly bias: Matrix;
}

const sigmoid = (x: Matrix): Matrix => Matrix.mul(x, -1).exp().add(1).pow(-1);
const logisticPrime = (value: Matrix): Matrix => Matrix.sub(value, Matrix.mul(value, value));
const tanhPrime = (value: Matrix): Matrix => Matrix.mul(value, value).mul(-1).add(1);
const times = (a: Matrix, b: Matrix): Matrix => Matrix.mul(a, b);

class Network {
  private readonly gates: Readonly<Record<Gate, Weights>>;
  private readonly inputs: readonly Matrix[];
  private readonly inputRows: Matrix;
  private readonly delta: Matrix;
  private readonly size: number;

  constructor({ hiddenSize: n, inputSize: m, steps, gates, inputs, delta }: Problem) {
    this.size = n;
    const weights = (gate: Gate): Weights => {
      const recurrent = Matrix.from1DArray(n, n, gates[gate].recurrent);
      return {
        input: Matrix.from1DArray(n, m, gates[gate].input),
        recurrent,
        transpose: recurrent.transpose(),
        bias: Matrix.columnVector(gates[gate].bias),
      };
    };
    this.gates = { z: weights('z'), i: weights('i'), f: weights('f'), o: weights('o') };
    this.inputs = Array.from({ length: steps }, (_, t) => Matrix.columnVector(inputs.subarray(t * m, (t + 1) * m)));
    this.inputRows = Matrix.from1DArray(steps, m, inputs);
    this.delta = Matrix.columnVector(delta);
  }

  forward(): Step[] {
    let y = Matrix.zeros(this.size, 1);
    let c = Matrix.zeros(this.size, 1);
    return this.inputs.map((x) => {
      const bar = (gate: Gate): Matrix => {
        const { input, recurrent, bias } = this.gates[gate];
        return input.mmul(x).add(recurrent.mmul(y)).add(bias);
      };
      const z = bar('z').tanh();
      const i = sigmoid(bar('i'));
      const f = sigmoid(bar('f'));
      const o = sigmoid(bar('o'));
      const cBefore = c;
      c = times(z, i).add(times(c, f));
      const tanhC = Matrix.tanh(c);
      y = times(tanhC, o);
      return {
        y,
        f,
        gain: {
          z: tanhPrime(z).mul(i),
          i: logisticPrime(i).mul(z),
          f: logisticPrime(f).mul(cBefore),
          o: logisticPrime(o).mul(tanhC),
        },
        carry: tanhPrime(tanhC).mul(o),
      };
    });
  }

  /** Also the derivatives at the pre-activations, [T × N] a gate. */
  sweep(steps: readonly Step[]): Sweep & { readonly pre: Readonly<Record<Gate, Matrix>> } {
    const n = this.size;
    const rows = (): Float64Array => new Float64Array(steps.length * n);
    const out = {
      deltaOutput: rows(),
      deltaCell: rows(),
      message: { cec: rows(), R_z: rows(), R_i: rows(), R_f: rows(), R_o: rows() },
    };
    const pre = (): Matrix => Matrix.zeros(steps.length, n);
    const pres = { z: pre(), i: pre(), f: pre(), o: pre() };
    const store = (target: Float64Array, t: number, column: Matrix): void => target.set(column.to1DArray(), t * n);
    let deltaY = this.delta;
    let arriving = Matrix.zeros(n, 1);
    for (let t = steps.length - 1; t >= 0; t--) {
      const { f, gain, carry } = steps[t] as Step;
      const deltaC = times(deltaY, carry).add(arriving);
      store(out.deltaOutput, t, deltaY);
      store(out.deltaCell, t, deltaC);
      const bar = (gate: Gate): Matrix => times(gate === 'o' ? deltaY : deltaC, gain[gate]);
      const bars = { z: bar('z'), i: bar('i'), f: bar('f'), o: bar('o') };
      for (const gate of GATES) pres[gate].setRow(t, bars[gate]);
      if (t === 0) break;
      const through = (gate: Gate): Matrix => this.gates[gate].transpose.mmul(bars[gate]);
      const [z, i, fromF, o] = [through('z'), through('i'), through('f'), through('o')];
      arriving = times(deltaC, f);
      store(out.message.cec, t - 1, arriving);
      store(out.message.R_z, t - 1, z);
      store(out.message.R_i, t - 1, i);
      store(out.message.R_f, t - 1, fromF);
      store(out.message.R_o, t - 1, o);
      deltaY = Matrix.add(z, i).add(fromF).add(o);
    }
    return { ...out, pre: pres };
  }

  contributions(steps: readonly Step[], pre: Readonly<Record<Gate, Matrix>>): Contributions {
    const before = Matrix.zeros(steps.length, this.size);
    for (const [t, { y }] of steps.entries()) if (t + 1 < steps.length) before.setRow(t + 1, y);
    const right = { W: this.inputRows, R: before, b: Matrix.ones(steps.length, 1) };
    const of = (kind: keyof typeof right, gate: Gate): Contribution => {
      const lengths = rowNorms(right[kind]);
      return {
        perStep: rowNorms(pre[gate]).map((length, t) => length * lengths[t]),
        gradient: pre[gate].transpose().mmul(right[kind]).to1DArray(),
      };
    };
    return Object.fromEntries(
      GATES.flatMap((gate) => (['W', 'R', 'b'] as const).map((kind) => [`${kind}_${gate}`, of(kind, gate)])),
    ) as Contributions;
  }

  /** ∂sᵗ/∂sᵗ⁻¹ */
  private jacobian({ f, gain, carry }: Step): Matrix {
    const n = this.size;
    const scaled = (gate: Gate): Matrix => this.gates[gate].recurrent.clone().mulColumnVector(gain[gate]);
    const a = scaled('z').add(scaled('i')).add(scaled('f'));
    const out = Matrix.zeros(2 * n, 2 * n);
    out.setSubMatrix(Matrix.diag(f.to1DArray()), 0, 0);
    out.setSubMatrix(a, 0, n);
    out.setSubMatrix(Matrix.diag(times(f, carry).to1DArray()), n, 0);
    out.setSubMatrix(a.mulColumnVector(carry).add(scaled('o')), n, n);
    return out;
  }

  jacobians(steps: readonly Step[]): Matrix[] {
    return steps.map((step) => this.jacobian(step));
  }
}

function stepNorms(jacobians: readonly Matrix[]): Norms {
  return jacobians.map(spectralNorm);
}

function cumulativeNorms(jacobians: readonly Matrix[]): Norms {
  const norms = new Array<number>(jacobians.length).fill(1);
  let product: Matrix | null = null;
  for (let t = jacobians.length - 2; t >= 0; t--) {
    const jacobian = jacobians[t + 1] as Matrix;
    product = product === null ? jacobian : product.mmul(jacobian);
    norms[t] = spectralNorm(product);
  }
  return norms;
}

const rowNorms = (rows: Matrix): number[] =>
  Array.from({ length: rows.rows }, (_, row) => rows.getRowVector(row).norm('frobenius'));

function spectralNorm(matrix: Matrix): number {
  return new SingularValueDecomposition(matrix, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  }).norm2;
}

export function mlMatrixJobs(problem: Problem): Jobs {
  const network = new Network(problem);
  const atHand = network.forward();
  const whole = (contributions: boolean) => (): (() => Everything) => {
    const steps = network.forward();
    const { pre, ...sweep } = network.sweep(steps);
    const jacobians = network.jacobians(steps);
    const found = {
      sweep,
      stepNorms: stepNorms(jacobians),
      cumulativeNorms: cumulativeNorms(jacobians),
      contributions: contributions ? network.contributions(steps, pre) : null,
    };
    return () => found;
  };
  return {
    sweep() {
      const sweep = network.sweep(network.forward());
      return () => sweep;
    },
    stepNorms() {
      const norms = stepNorms(network.jacobians(atHand));
      return () => norms;
    },
    cumulativeNorms() {
      const norms = cumulativeNorms(network.jacobians(atHand));
      return () => norms;
    },
    everything: whole(false),
    all: whole(true),
    dispose() {},
  };
}

/** The norms of a tanh RNN's Jacobians, from a forward trace at hand. */
export function mlMatrixRnnJobs({ hiddenSize: n, inputSize: m, steps, weights, inputs }: RnnProblem): Jobs {
  const input = Matrix.from1DArray(n, m, weights.input);
  const recurrent = Matrix.from1DArray(n, n, weights.recurrent);
  const bias = Matrix.columnVector(weights.bias);
  const gains: Matrix[] = [];
  let h = Matrix.zeros(n, 1);
  for (let t = 0; t < steps; t++) {
    const x = Matrix.columnVector(inputs.subarray(t * m, (t + 1) * m));
    h = input.mmul(x).add(recurrent.mmul(h)).add(bias).tanh();
    gains.push(tanhPrime(h));
  }
  return {
    rnnNorms() {
      const jacobians = gains.map((gain) => recurrent.clone().mulColumnVector(gain));
      const norms = { stepNorms: stepNorms(jacobians), cumulativeNorms: cumulativeNorms(jacobians) };
      return () => norms;
    },
    dispose() {},
  };
}
