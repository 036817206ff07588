/** Linearisations of any shape with random factors, and their Jacobians written down edge by edge with ml-matrix. */
import { Matrix } from 'ml-matrix';
import {
  type DiagonalEdge,
  diagonalsOn,
  FactorBuilder,
  type Linearisation,
  type MatrixEdge,
  matrixEdge,
} from '../../src/engine/linearisation';
import { RandomStream } from '../../src/math/random';
import type { FactorRows } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import { type Cuttable, EDGES, type Edge } from '../../src/settings/edges';

/** How many edges of each kind. */
export interface Shape {
  readonly hasCell: boolean;
  readonly cellDiagonals?: number;
  readonly outputDiagonals?: number;
  readonly cellMatrices?: number;
  readonly outputMatrices?: number;
}

export function randomLinearisation(shape: Shape, size: number, steps: number, seed: number): Linearisation {
  const { hasCell, cellDiagonals = 0, outputDiagonals = 0, cellMatrices = 0, outputMatrices = 0 } = shape;
  const stream = new RandomStream(seed, 'linearisation');
  const factors = (): FactorRows => ({ mantissa: stream.normals(steps * size, 1), blockExponent: null });
  const names = [...EDGES];
  const next = (): Edge => names.shift() as Edge;
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const diagonal = (on: DiagonalEdge['on']) => (): DiagonalEdge => ({ edge: next(), on, factor: factors() });
  const matrix = (from: MatrixEdge['from']) => (): MatrixEdge =>
    matrixEdge(next(), from, stream.normals(size * size, 1 / size), size, factors());
  const diagonalEdges = [...times(cellDiagonals, diagonal('cell')), ...times(outputDiagonals, diagonal('output'))];
  const build = new FactorBuilder(steps, size);
  const carry = hasCell ? factors() : build.zeros();
  return {
    steps,
    size,
    hasCell,
    diagonalEdges,
    matrixEdges: [...times(cellMatrices, matrix('cell')), ...times(outputMatrices, matrix('output'))],
    carry,
    carryWithoutPeephole: carry,
    cellWhole: runToEnd(build.sum(diagonalEdges.filter(({ on }) => on === 'cell').map(({ factor }) => factor))),
  };
}

/** Blocks of the step from step − 1 to `step`; plain factors only. */
export interface StepBlocks {
  /** F, A, and what goes from output to output without the cell. */
  readonly f: Matrix;
  readonly a: Matrix;
  readonly b: Matrix;
  readonly q: Matrix;
  readonly state: Matrix;
}

export function edgeMatrix(linear: Linearisation, edge: Edge, step: number): Matrix {
  const { size: n } = linear;
  const row = ({ mantissa }: FactorRows): Matrix =>
    Matrix.diag(Array.from(mantissa.subarray(step * n, (step + 1) * n)));
  const diagonal = linear.diagonalEdges.find((own) => own.edge === edge);
  if (diagonal !== undefined) return row(diagonal.factor);
  const own = linear.matrixEdges.find((candidate) => candidate.edge === edge);
  if (own === undefined) throw new Error(`no edge ${edge}`);
  return row(own.gain).mmul(Matrix.from1DArray(n, n, Array.from(own.matrix)));
}

export function blocksAt(linear: Linearisation, step: number, cuts: ReadonlySet<Cuttable> = new Set()): StepBlocks {
  const { size: n, hasCell, carry, matrixEdges } = linear;
  const sum = (edges: readonly { readonly edge: Edge }[]): Matrix => {
    const total = Matrix.zeros(n, n);
    for (const { edge } of edges) if (!cuts.has(edge)) total.add(edgeMatrix(linear, edge, step));
    return total;
  };
  const f = sum(diagonalsOn('cell', linear));
  const a = sum(matrixEdges.filter(({ from }) => from === 'cell'));
  const b = sum([...diagonalsOn('output', linear), ...matrixEdges.filter(({ from }) => from === 'output')]);
  const q = Matrix.diag(Array.from(carry.mantissa.subarray(step * n, (step + 1) * n)));
  if (!hasCell) return { f, a, b, q, state: b };
  const state = Matrix.zeros(2 * n, 2 * n);
  state.setSubMatrix(f, 0, 0);
  state.setSubMatrix(a, 0, n);
  state.setSubMatrix(q.mmul(f), n, 0);
  state.setSubMatrix(Matrix.add(q.mmul(a), b), n, n);
  return { f, a, b, q, state };
}
