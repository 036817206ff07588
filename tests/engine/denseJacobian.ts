/** Step Jacobians written down from their blocks (spec, section 3) with Math.exp and ml-matrix: nothing of the engine's but the trace. */
import { Matrix, SVD } from 'ml-matrix';
import type { LstmTrace } from '../../src/engine/cells/lstmForward';
import type { FactorRows } from '../../src/math/scaledVector';
import type { Gate } from '../../src/settings/edges';

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const sigmaPrime = (x: number): number => Math.exp(-Math.abs(x)) / (1 + Math.exp(-Math.abs(x))) ** 2;
const BENDS = {
  tanh: {
    of: Math.tanh,
    slope: (x: number): number => (4 * Math.exp(-2 * Math.abs(x))) / (1 + Math.exp(-2 * Math.abs(x))) ** 2,
  },
  relu: { of: (x: number): number => Math.max(0, x), slope: (x: number): number => (x > 0 ? 1 : 0) },
} as const;

export interface DenseStep {
  readonly F: Matrix;
  readonly A: Matrix;
  readonly Q: Matrix;
  readonly B: Matrix;
  /** Edge Jacobians by name. */
  readonly edge: Readonly<Record<string, Matrix>>;
  /** ∂(c, y)ᵗ / ∂(c, y)ᵗ⁻¹, [2N × 2N] */
  readonly state: Matrix;
}

/** The blocks (spec, section 3) for the step from step − 1 to `step`, 0-based. */
export function denseStep({ network, task, pre, c }: LstmTrace, step: number): DenseStep {
  const n = network.hiddenSize;
  const bend = BENDS[network.cellActivation];
  const row = ({ mantissa, blockExponent }: FactorRows, at: number): number[] =>
    Array.from({ length: n }, (_, k) => mantissa[at * n + k] * 2 ** (256 * (blockExponent?.[at * n + k] ?? 0)));
  const now = (rows: FactorRows): number[] => row(rows, step);
  const cBefore = step === 0 ? Array.from(task.initialCell) : row(c, step - 1);
  const diagonal = (f: (k: number) => number): Matrix => Matrix.diag(Array.from({ length: n }, (_, k) => f(k)));
  const recurrent = (gate: Gate): Matrix => Matrix.from1DArray(n, n, Array.from(network.gates[gate].recurrent));
  const [z, i, f, o, cell] = [now(pre.z), now(pre.i), now(pre.f), now(pre.o), now(c)];
  const open = network.forgetGate;
  const peephole = (gate: Gate, k: number): number => network.gates[gate].peephole[k];
  const forget = (k: number): number => (open ? sigmaPrime(f[k]) * cBefore[k] : 0);

  const edge = {
    cec: diagonal((k) => (open ? sigma(f[k]) : 1)),
    p_i: diagonal((k) => peephole('i', k) * bend.of(z[k]) * sigmaPrime(i[k])),
    p_f: diagonal((k) => peephole('f', k) * forget(k)),
    R_z: diagonal((k) => sigma(i[k]) * bend.slope(z[k])).mmul(recurrent('z')),
    R_i: diagonal((k) => bend.of(z[k]) * sigmaPrime(i[k])).mmul(recurrent('i')),
    R_f: diagonal(forget).mmul(recurrent('f')),
    R_o: diagonal((k) => bend.of(cell[k]) * sigmaPrime(o[k])).mmul(recurrent('o')),
  };
  const F = Matrix.add(Matrix.add(edge.cec, edge.p_i), edge.p_f);
  const A = Matrix.add(Matrix.add(edge.R_z, edge.R_i), edge.R_f);
  const B = edge.R_o;
  const Q = diagonal((k) => sigma(o[k]) * bend.slope(cell[k]) + peephole('o', k) * bend.of(cell[k]) * sigmaPrime(o[k]));
  const state = Matrix.zeros(2 * n, 2 * n);
  state.setSubMatrix(F, 0, 0);
  state.setSubMatrix(A, 0, n);
  state.setSubMatrix(Q.mmul(F), n, 0);
  state.setSubMatrix(Matrix.add(Q.mmul(A), B), n, n);
  return { F, A, Q, B, edge, state };
}

/** The largest singular value, by a full decomposition. */
export function denseNorm(matrix: Matrix): number {
  return Math.max(
    ...new SVD(matrix, { computeLeftSingularVectors: false, computeRightSingularVectors: false }).diagonal,
  );
}
