/** A linearisation of any shape gives the Jacobians of its edges, or is refused; never those of another network. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { Crossing } from '../../src/engine/crossing';
import { runCumulativeNorms, runPathNorms } from '../../src/engine/cumulativeNorms';
import { DenseJacobian } from '../../src/engine/denseJacobian';
import { runLedger } from '../../src/engine/ledger';
import { diagonalsOn, edgeNames, type Linearisation, matrixEdge, withoutCell } from '../../src/engine/linearisation';
import { runOffCarouselNorms } from '../../src/engine/offCarouselNorms';
import { residualOf } from '../../src/engine/residual';
import { stateJacobian } from '../../src/engine/stateJacobian';
import { hasFactors, StepFactors } from '../../src/engine/stepFactors';
import { runStateNorms, runStepNorms } from '../../src/engine/stepNorms';
import { log10Of, toNumber } from '../../src/math/scaled';
import type { FactorRows, ScaledVector } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import type { Cuttable } from '../../src/settings/edges';
import { denseNorm } from './denseJacobian';
import { blocksAt, edgeMatrix, randomLinearisation, type Shape } from './generalNetworks';
import { lastStepLoss, logsOf, maxAbs, rowOf, sweepBackOver } from './networks';

const STEPS = 7;

/** Which of the two Jacobians each shape has. */
const SHAPES: readonly (readonly [string, Shape, 'factors' | 'dense'])[] = [
  ['an RNN', { hasCell: false, outputMatrices: 1 }, 'factors'],
  ['an LSTM', { hasCell: true, cellDiagonals: 3, cellMatrices: 3, outputMatrices: 1 }, 'factors'],
  ['an LSTM without R_o', { hasCell: true, cellDiagonals: 1, cellMatrices: 2 }, 'factors'],
  ['a GRU', { hasCell: false, outputDiagonals: 1, outputMatrices: 3 }, 'dense'],
  ['two output edges and no cell', { hasCell: false, outputMatrices: 2 }, 'dense'],
  ['diagonals alone', { hasCell: false, outputDiagonals: 2 }, 'dense'],
  ['a cell and two output edges', { hasCell: true, cellDiagonals: 1, cellMatrices: 2, outputMatrices: 2 }, 'dense'],
  ['four matrices from the cell', { hasCell: true, cellDiagonals: 1, cellMatrices: 4, outputMatrices: 1 }, 'dense'],
  [
    'diagonals on cell and output',
    { hasCell: true, cellDiagonals: 2, outputDiagonals: 2, cellMatrices: 2, outputMatrices: 1 },
    'dense',
  ],
  ['no edge at all', { hasCell: false }, 'factors'],
];

const near = (actual: number, expected: number, tolerance = 1e-12): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected) + 1e-300);
};
const at = (series: ScaledVector | undefined, step: number): number => {
  if (series === undefined) throw new Error('no such series');
  return toNumber(series.at(step));
};

describe.each(SHAPES)('%s', (_, shape, kind) => {
  for (const size of [1, 3, 5, 14]) {
    const linear = randomLinearisation(shape, size, STEPS, size);
    const { hasCell } = linear;
    const width = hasCell ? 2 * size : size;
    const [cut] = edgeNames(linear);

    it(`has its own Jacobian, written out and applied (N = ${size})`, () => {
      expect(stateJacobian(linear).kind).toBe(kind);
      const x = Float64Array.from({ length: width }, (_unused, k) => Math.sin(1 + 2 * k));
      const out = new Float64Array(width);
      for (const cuts of [new Set<Cuttable>(), new Set<Cuttable>(cut === undefined ? [] : [cut])]) {
        for (const jacobian of [stateJacobian(linear, cuts), new DenseJacobian(linear, cuts)]) {
          jacobian.load(4);
          const { state } = blocksAt(linear, 4, cuts);
          const most = 1e-13 * (1 + maxAbs(state.to1DArray())) * width;
          if (jacobian.kind === 'dense')
            jacobian.matrix.forEach((value, k) =>
              expect(Math.abs(value - state.to1DArray()[k])).toBeLessThanOrEqual(most),
            );
          for (const transposed of [false, true]) {
            if (transposed) jacobian.applyTranspose(x, out);
            else jacobian.apply(x, out);
            const expected = (transposed ? state.transpose() : state).mmul(Matrix.columnVector(Array.from(x)));
            out.forEach((value, k) => expect(Math.abs(value - expected.get(k, 0))).toBeLessThanOrEqual(most));
          }
        }
      }
    });

    it(`has its norms: of steps, blocks and edges (N = ${size})`, () => {
      const norms = runToEnd(runStepNorms(linear));
      const states = runToEnd(runStateNorms(linear));
      for (let step = 0; step < STEPS; step++) {
        const { f, a, b, q, state } = blocksAt(linear, step);
        near(at(norms.state, step), denseNorm(state));
        near(at(states, step), denseNorm(state));
        for (const edge of edgeNames(linear))
          near(at(norms.edge.get(edge), step), denseNorm(edgeMatrix(linear, edge, step)));
        if (!hasCell) continue;
        near(at(norms.block.get('cc'), step), denseNorm(f));
        near(at(norms.block.get('cy'), step), denseNorm(a));
        near(at(norms.block.get('yc'), step), denseNorm(q.mmul(f)));
        near(at(norms.block.get('yy'), step), denseNorm(Matrix.add(q.mmul(a), b)));
        if (step === 0) continue;
        const before = blocksAt(linear, step - 1).q;
        near(at(norms.block.get('cellToCell'), step), denseNorm(Matrix.add(f, a.mmul(before))));
      }
    });

    it(`has its products: cumulative, without an edge, and of each path (N = ${size})`, () => {
      for (const cuts of [new Set<Cuttable>(), new Set<Cuttable>(cut === undefined ? [] : [cut])]) {
        const series = runToEnd(runCumulativeNorms(linear, cuts));
        let product = Matrix.eye(width, width);
        for (let step = STEPS - 2; step >= 0; step--) {
          product = product.mmul(blocksAt(linear, step + 1, cuts).state);
          near(at(series, step), denseNorm(product), 1e-11);
        }
      }
      for (const edge of edgeNames(linear)) {
        const throughCell = linear.matrixEdges.some((own) => own.edge === edge && own.from === 'cell');
        const series = runToEnd(runPathNorms(linear, edge));
        let product = Matrix.eye(size, size);
        for (let step = STEPS - 2; step >= 0; step--) {
          const own = edgeMatrix(linear, edge, step + 1);
          product = product.mmul(throughCell ? blocksAt(linear, step + 1).q.mmul(own) : own);
          near(at(series, step), denseNorm(product), 1e-11);
        }
      }
    });

    it(`sends back the gradient of its Jacobians, in parts that sum to the whole (N = ${size})`, () => {
      let product = Matrix.eye(width, width);
      for (let step = STEPS - 1; step >= 1; step--) product = product.mmul(blocksAt(linear, step).state);
      const delta = Array.from({ length: size }, (_unused, k) => Math.cos(k));
      const sweep = sweepBackOver(linear, lastStepLoss(delta, STEPS));
      const g = [...(hasCell ? rowOf(sweep.arrivingCell, 0) : []), ...rowOf(sweep.deltaOutput, 0)];
      const row = Matrix.rowVector(delta)
        .mmul(product.subMatrix(width - size, width - 1, 0, width - 1))
        .getRow(0);
      g.forEach((value, k) => expect(Math.abs(value - row[k])).toBeLessThanOrEqual(1e-12 * maxAbs(row)));
      const residual = residualOf(sweep);
      for (let step = 0; step < STEPS; step++) expect(residual(step)).toBeLessThan(-13);
      // With an edge cut, and in the messages as they are recorded.
      if (cut === undefined) return;
      const without = sweepBackOver(linear, lastStepLoss(delta, STEPS), new Set([cut]));
      let cutProduct = Matrix.eye(width, width);
      for (let step = STEPS - 1; step >= 1; step--)
        cutProduct = cutProduct.mmul(blocksAt(linear, step, new Set([cut])).state);
      const cutRow = Matrix.rowVector(delta)
        .mmul(cutProduct.subMatrix(width - size, width - 1, 0, width - 1))
        .getRow(0);
      rowOf(without.deltaOutput, 0).forEach((value, k) =>
        expect(Math.abs(value - cutRow[width - size + k])).toBeLessThanOrEqual(1e-12 * maxAbs(row)),
      );
      for (const { edge } of diagonalsOn('output', linear)) {
        const factor = edgeMatrix(linear, edge, 3).diagonal();
        const expected = rowOf(sweep.deltaOutput, 3).map((value, k) => value * factor[k]);
        const message = sweep.message.get(edge);
        if (message === undefined) throw new Error(`no messages of ${edge}`);
        rowOf(message, 2).forEach((value, k) => near(value, expected[k], 1e-14));
      }
    });

    it(`has crossings that sum to the lag (N = ${size})`, () => {
      if (cut === undefined) return;
      const delta = Array.from({ length: size }, (_unused, k) => Math.cos(k));
      const { crossings } = runToEnd(runLedger(sweepBackOver(linear, lastStepLoss(delta, STEPS))));
      for (let step = 0; step < STEPS; step++) {
        const parts = [...crossings.values()].map((series) => series[step]);
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(Math.abs(sum - (STEPS - 1 - step))).toBeLessThanOrEqual(1e-11 * (1 + maxAbs(parts)));
      }
    });
  }
});

const rows = (values: readonly number[], steps: number, blockExponent = 0): FactorRows => ({
  mantissa: Float64Array.from({ length: steps * values.length }, (_, k) => values[k % values.length]),
  blockExponent: blockExponent === 0 ? null : new Int32Array(steps * values.length).fill(blockExponent),
});
const identity = (n: number, factor = 1): Float64Array =>
  Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? factor : 0));

describe('two output edges and no cell, by hand', () => {
  const matrix = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 9, 9]);
  const linear = withoutCell(2, 3, [
    matrixEdge('R_z', 'output', matrix, 3, rows([1, 1, 1], 2)),
    matrixEdge('R_i', 'output', identity(3, 3), 3, rows([1, 1, 1], 2)),
  ]);

  it('J · (1, 1, 1) is (9, 18, 28), and ‖J‖ is 20.2', () => {
    const jacobian = stateJacobian(linear);
    jacobian.load(1);
    const out = new Float64Array(3);
    jacobian.apply(Float64Array.from([1, 1, 1]), out);
    expect([...out]).toEqual([9, 18, 28]);
    const exact = denseNorm(Matrix.from1DArray(3, 3, [4, 2, 3, 4, 8, 6, 7, 9, 12]));
    expect(exact).toBeCloseTo(20.2, 1);
    near(at(runToEnd(runStepNorms(linear)).state, 1), exact);
  });
});

describe('a dense product far outside float64', () => {
  it.each([
    ['10^800', 1e16, 800],
    ['10^-800', 1e-16, -800],
  ])('%s', (_, size, log10) => {
    const steps = 51;
    const linear = withoutCell(
      steps,
      2,
      [
        matrixEdge('R_z', 'output', identity(2), 2, rows([0.25 * size, 0.2 * size], steps)),
        matrixEdge('R_i', 'output', identity(2), 2, rows([0.25 * size, 0.1 * size], steps)),
      ],
      [{ edge: 'cec', on: 'output', factor: rows([0.5 * size, 0.1 * size], steps) }],
    );
    expect(stateJacobian(linear).kind).toBe('dense');
    expect(logsOf(runToEnd(runCumulativeNorms(linear)))[0]).toBeCloseTo(log10, 9);
    expect(logsOf(runToEnd(runPathNorms(linear, 'R_z')))[0]).toBeCloseTo(log10 + 50 * Math.log10(0.25), 9);
    expect(logsOf(runToEnd(runPathNorms(linear, 'cec')))[0]).toBeCloseTo(log10 + 50 * Math.log10(0.5), 9);
  });

  it('keeps what comes back from a unit 10^-1156 below the others', () => {
    // Back from the last step: unit 0 passes 1 and unit 1 next to nothing; then unit 0 dies.
    const steps = 3;
    const factor: FactorRows = {
      mantissa: Float64Array.from([0, 1, 0, 1, 1, 1]),
      blockExponent: Int32Array.from([0, 0, 0, 0, 0, -15]),
    };
    const linear = withoutCell(steps, 2, [], [{ edge: 'cec', on: 'output', factor }]);
    const log10 = log10Of(1, -15);
    expect(logsOf(runToEnd(runCumulativeNorms(linear)))).toEqual(
      [log10, 0, 0].map((value) => expect.closeTo(value, 9)),
    );
    expect(logsOf(runToEnd(runPathNorms(linear, 'cec')))[0]).toBeCloseTo(log10, 9);
    const sweep = sweepBackOver(linear, lastStepLoss([1, 1], steps));
    expect(sweep.deltaOutput.at(0, 0).mantissa).toBe(0);
    expect(sweep.deltaOutput.at(0, 1)).toEqual({ mantissa: 1, blockExponent: -15 });
  });

  it('stays exactly zero once it is', () => {
    const linear = withoutCell(4, 2, [], [{ edge: 'cec', on: 'output', factor: rows([0, 0], 4) }]);
    expect(logsOf(runToEnd(runCumulativeNorms(linear)))).toEqual([-Infinity, -Infinity, -Infinity, 0]);
  });
});

describe('what neither a sweep nor a Jacobian would read right is refused', () => {
  const gain = rows([1, 1], 3);
  const refusals: readonly (readonly [string, Linearisation, string])[] = [
    [
      'a diagonal on a cell that is not there',
      withoutCell(3, 2, [], [{ edge: 'cec', on: 'cell', factor: gain }]),
      'cec',
    ],
    [
      'a matrix from a cell that is not there',
      withoutCell(3, 2, [matrixEdge('R_z', 'cell', identity(2), 2, gain)]),
      'R_z',
    ],
    [
      'an edge twice',
      withoutCell(
        3,
        2,
        [matrixEdge('W_h', 'output', identity(2), 2, gain)],
        [{ edge: 'W_h', on: 'output', factor: gain }],
      ),
      'twice',
    ],
    ['factors of another length', withoutCell(4, 2, [matrixEdge('W_h', 'output', identity(2), 2, gain)]), '6 factors'],
    ['a matrix of another size', withoutCell(3, 2, [matrixEdge('W_h', 'output', identity(3), 2, gain)]), '9 entries'],
  ];

  it.each(refusals)('%s', (_, linear, word) => {
    expect(() => stateJacobian(linear)).toThrow(word);
    expect(() => new DenseJacobian(linear)).toThrow(word);
    expect(() => new Crossing(linear, new Set())).toThrow(word);
  });

  it('the fast factors of a network that has more, and what is made of them', () => {
    for (const [, shape, kind] of SHAPES) {
      const linear = randomLinearisation(shape, 3, STEPS, 1);
      expect(hasFactors(linear)).toBe(kind === 'factors');
      if (kind === 'factors') continue;
      expect(() => new StepFactors(linear)).toThrow('has no such factors');
      if (linear.hasCell) expect(() => runToEnd(runOffCarouselNorms(linear))).toThrow('has no such factors');
    }
  });
});
