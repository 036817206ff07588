/** Spec, section 3: norms of the step Jacobians and of their products, against matrices built from the blocks by hand. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { runCumulativeNorms, runPathNorms } from '../../src/engine/cumulativeNorms';
import { edgeNames } from '../../src/engine/linearisation';
import { RowGram } from '../../src/engine/rowGram';
import { StepFactors } from '../../src/engine/stepFactors';
import { StepGram } from '../../src/engine/stepGram';
import { runStateNorms, runStepNorms } from '../../src/engine/stepNorms';
import type { Gram } from '../../src/math/gram';
import { toNumber } from '../../src/math/scaled';
import type { ScaledVector } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import type { Cuttable, Edge } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { denseNorm, denseStep } from './denseJacobian';
import { denseAt, lastStepLoss, lstmTraceOf, maxAbs, rowOf, small, sweepBackOver, traceOf } from './networks';

const VARIANTS = {
  'a plain LSTM': small(),
  'an LSTM with peepholes that explodes': small({ peepholes: true, spectralRadius: 6, seed: 3 }),
  'the cell of 1997 with peepholes': small({ peepholes: true, forgetGate: false, seed: 5 }),
  'a cell that starts from a random state': small({ initialState: 'random', radii: 'each', radiusF: 4, radiusO: 3 }),
  'an LSTM large enough for formed Gram matrices': small({ hiddenSize: 14, peepholes: true, spectralRadius: 3 }),
} as const;

const near = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
};
const at = (series: ScaledVector | undefined, step: number): number => {
  if (series === undefined) throw new Error('no such series');
  return toNumber(series.at(step));
};

describe.each(Object.entries(VARIANTS))('%s', (_, settings) => {
  const trace = lstmTraceOf(settings);
  const { linear } = trace;
  const { steps, size } = linear;
  const dense = Array.from({ length: steps }, (_unused, step) => denseStep(trace, step));
  const norms = runToEnd(runStepNorms(linear));

  it('has the state norm of the matrix made of the blocks (spec, section 3), at every step', () => {
    dense.forEach(({ state }, step) => near(at(norms.state, step), denseNorm(state)));
    const alone = runToEnd(runStateNorms(linear));
    for (let step = 0; step < steps; step++) near(at(alone, step), at(norms.state, step));
  });

  it('has the norms of each block, and from cell to cell', () => {
    dense.forEach(({ F, A, Q, B }, step) => {
      near(at(norms.block.get('cc'), step), denseNorm(F));
      near(at(norms.block.get('cy'), step), denseNorm(A));
      near(at(norms.block.get('yc'), step), denseNorm(Q.mmul(F)));
      near(at(norms.block.get('yy'), step), denseNorm(Matrix.add(Q.mmul(A), B)));
      if (step === 0) return;
      near(at(norms.block.get('cellToCell'), step), denseNorm(Matrix.add(F, A.mmul(dense[step - 1].Q))));
    });
    expect(at(norms.block.get('cellToCell'), 0)).toBeNaN();
  });

  it('has the norm of each edge Jacobian', () => {
    for (const edge of edgeNames(linear)) {
      dense.forEach((step, index) => near(at(norms.edge.get(edge), index), denseNorm(step.edge[edge])));
    }
  });

  it('has the cumulative norms of the product Jᵀ ⋯ Jᵗ⁺¹, 1 at the last step', () => {
    const series = runToEnd(runCumulativeNorms(linear));
    let product = Matrix.eye(2 * size, 2 * size);
    expect(at(series, steps - 1)).toBe(1);
    for (let step = steps - 2; step >= 0; step--) {
      product = product.mmul(dense[step + 1].state);
      near(at(series, step), denseNorm(product));
    }
  });

  it('has the path norms of the products of loop Jacobians', () => {
    for (const edge of edgeNames(linear)) {
      const throughOutput = edge === 'R_z' || edge === 'R_i' || edge === 'R_f';
      const series = runToEnd(runPathNorms(linear, edge));
      let product = Matrix.eye(size, size);
      for (let step = steps - 2; step >= 0; step--) {
        const { Q, edge: edges } = dense[step + 1];
        product = product.mmul(throughOutput ? Q.mmul(edges[edge]) : edges[edge]);
        near(at(series, step), denseNorm(product));
      }
    }
  });

  it('has, for all but an edge, the norms of the product with that edge’s Jacobian left out', () => {
    for (const edge of edgeNames(linear)) {
      const series = runToEnd(runCumulativeNorms(linear, new Set<Cuttable>([edge])));
      let product = Matrix.eye(2 * size, 2 * size);
      for (let step = steps - 2; step >= 0; step--) {
        product = product.mmul(withoutEdge(dense[step + 1], edge));
        near(at(series, step), denseNorm(product));
      }
    }
  });

  it('multiplies its step Jacobians to the end-to-end Jacobian that the sweep goes back through', () => {
    // Rows of the product from the first step: gᵗ of a loss on one output unit is that unit's row.
    let product = Matrix.eye(2 * size, 2 * size);
    for (let step = steps - 1; step >= 1; step--) product = product.mmul(dense[step].state);
    for (let unit = 0; unit < size; unit++) {
      const delta = Array.from({ length: size }, (_unused, k) => (k === unit ? 1 : 0));
      const sweep = sweepBackOver(linear, lastStepLoss(delta, steps));
      const g = [...rowOf(sweep.arrivingCell, 0), ...rowOf(sweep.deltaOutput, 0)];
      const row = product.getRow(size + unit);
      const top = maxAbs(row);
      g.forEach((value, k) => expect(Math.abs(value - row[k])).toBeLessThanOrEqual(1e-12 * top));
    }
  });

  it('is applied to vectors, forwards and transposed, as the dense matrix is', () => {
    const factors = new StepFactors(linear);
    factors.load(steps - 1);
    const { state } = dense[steps - 1];
    const x = Float64Array.from({ length: 2 * size }, (_unused, k) => Math.sin(1 + 2 * k));
    const out = new Float64Array(2 * size);
    for (const transpose of [false, true]) {
      if (transpose) factors.applyTranspose(x, out);
      else factors.apply(x, out);
      const expected = (transpose ? state.transpose() : state).mmul(Matrix.columnVector(Array.from(x))).to1DArray();
      expected.forEach((value, k) => expect(Math.abs(out[k] - value)).toBeLessThanOrEqual(1e-13 * maxAbs(expected)));
    }
  });
});

describe('the Gram matrix of a step', () => {
  /** Against the dense one, at the steps and with the vectors given. */
  function expectProducts(gram: Gram, square: Matrix): void {
    expect(runToEnd(gram.form())).toBe(true);
    const x = Float64Array.from({ length: square.rows }, (_unused, k) => Math.sin(1 + 2 * k));
    const out = new Float64Array(square.rows);
    const inner = gram.times(x, out);
    const expected = square.mmul(Matrix.columnVector(Array.from(x))).to1DArray();
    const most = 1e-13 * maxAbs(expected);
    expected.forEach((value, k) => expect(Math.abs(out[k] - value)).toBeLessThanOrEqual(most));
    expect(Math.abs(inner - x.reduce((sum, value, k) => sum + value * expected[k], 0))).toBeLessThan(most * x.length);
  }

  it('JᵀJ is applied, and knows what is above it', () => {
    for (const hiddenSize of [1, 2, 5, 8, 14]) {
      const trace = lstmTraceOf(small({ hiddenSize, peepholes: true, spectralRadius: 3 }));
      const factors = new StepFactors(trace.linear);
      const gram = new StepGram(factors);
      for (const step of [0, 5, 13]) {
        factors.load(step);
        const { state } = denseStep(trace, step);
        expectProducts(gram, state.transpose().mmul(state));
        const top = denseNorm(state) ** 2;
        expect(gram.isBelow(top * (1 + 1e-12))).toBe(true);
        for (const factor of [1 - 1e-12, 0.9, 0.5, 0.1, 0]) expect(gram.isBelow(top * factor)).toBe(false);
      }
    }
  });

  it('JJᵀ is applied, made from products of the recurrent matrices', () => {
    for (const changes of [{ peepholes: true }, { forgetGate: false }, {}] satisfies Partial<Settings>[]) {
      for (const hiddenSize of [1, 2, 5, 8, 14]) {
        const trace = lstmTraceOf(small({ hiddenSize, spectralRadius: 3, ...changes }));
        const factors = new StepFactors(trace.linear);
        const gram = runToEnd(RowGram.of(factors));
        for (const step of [0, 5, 13]) {
          factors.load(step);
          const { state } = denseStep(trace, step);
          expectProducts(gram, state.mmul(state.transpose()));
        }
      }
    }
  });

  it('gives a large network the norms that all singular values give', () => {
    for (const settings of [
      small({ hiddenSize: 70, steps: 6, spectralRadius: 3 }),
      small({ hiddenSize: 70, steps: 6, cell: 'rnn' }),
    ]) {
      const { linear } = traceOf(settings);
      const norms = runToEnd(runStateNorms(linear));
      for (let step = 0; step < linear.steps; step++) {
        const { rows: size, matrix } = denseAt(linear, step);
        const exact = denseNorm(Matrix.from1DArray(size, size, Array.from(matrix)));
        expect(Math.abs(norms.mantissa[step] / exact - 1)).toBeLessThan(1e-11);
      }
    }
  });
});

function withoutEdge({ F, A, Q, B, edge }: ReturnType<typeof denseStep>, cut: Edge): Matrix {
  const n = F.rows;
  const onCell = cut === 'cec' || cut === 'p_i' || cut === 'p_f';
  const f = onCell ? Matrix.sub(F, edge[cut]) : F;
  const a = onCell || cut === 'R_o' ? A : Matrix.sub(A, edge[cut]);
  const b = cut === 'R_o' ? Matrix.zeros(n, n) : B;
  const state = Matrix.zeros(2 * n, 2 * n);
  state.setSubMatrix(f, 0, 0);
  state.setSubMatrix(a, 0, n);
  state.setSubMatrix(Q.mmul(f), n, 0);
  state.setSubMatrix(Matrix.add(Q.mmul(a), b), n, n);
  return state;
}
