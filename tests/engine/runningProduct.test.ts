/** Products that drop rows against products that keep all: the same norms, also where what was dropped comes back. */
import { describe, expect, it } from 'vitest';
import { runCumulativeNorms } from '../../src/engine/cumulativeNorms';
import { type Linearisation, matrixEdge, withoutCell } from '../../src/engine/linearisation';
import { RunningProduct } from '../../src/engine/runningProduct';
import { StepFactors } from '../../src/engine/stepFactors';
import { orthogonalFrom } from '../../src/math/orthogonal';
import { RandomStream } from '../../src/math/random';
import { log10Of } from '../../src/math/scaled';
import { SpectralNorm } from '../../src/math/spectralNorm';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { small, traceOf } from './networks';

/** log10 of the norms of the product from the last step back, of all rows. */
function unreduced(linear: Linearisation): number[] {
  const factors = new StepFactors(linear);
  const product = new RunningProduct(factors.rows);
  const solver = new SpectralNorm(factors.rows);
  const norms = [0];
  for (let step = linear.steps - 1; step > 0; step--) {
    factors.load(step);
    runToEnd(product.timesStep(factors));
    const norm = runToEnd(product.norm(solver));
    if (norm === null) throw new Error('nothing was dropped');
    norms.unshift(log10Of(norm.mantissa, norm.blockExponent));
  }
  return norms;
}

function reduced(linear: Linearisation): number[] {
  const series = runToEnd(runCumulativeNorms(linear));
  return Array.from(series.mantissa, (mantissa, step) => log10Of(mantissa, series.blockExponent[step]));
}

/** Rows that a product with these factors still has at the end, probes aside. */
function rowsLeft(linear: Linearisation): number {
  const factors = new StepFactors(linear);
  const product = new RunningProduct(factors.rows, 1e-8);
  for (let step = linear.steps - 1; step > 0; step--) {
    factors.load(step);
    runToEnd(product.timesStep(factors));
  }
  return product.rows;
}

function expectSame(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, step) => {
    expect(Math.abs(value - expected[step]) / Math.LOG10E).toBeLessThan(1e-9);
  });
}

/** A linear network whose Jacobian at each step is diag(gain) W. */
function linearNetwork(
  steps: number,
  size: number,
  w: Float64Array,
  gainAt: (step: number, k: number) => number,
): Linearisation {
  const gain = Float64Array.from({ length: steps * size }, (_, i) => gainAt(Math.floor(i / size), i % size));
  return withoutCell(steps, size, [matrixEdge('W_h', 'output', w, size, { mantissa: gain, blockExponent: null })]);
}

const unit = (n: number): Float64Array => Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

describe('a product that drops rows', () => {
  const cases: Readonly<Record<string, Partial<Settings>>> = {
    'of the default network': { hiddenSize: 20, steps: 70 },
    'that explodes': { hiddenSize: 20, steps: 70, spectralRadius: 8 },
    'that vanishes, with peepholes': { hiddenSize: 20, steps: 70, forgetBias: -1, peepholes: true },
    'of an RNN': { hiddenSize: 40, steps: 70, cell: 'rnn' },
  };
  for (const [name, changes] of Object.entries(cases)) {
    it(`${name} has the norms of one that keeps all`, () => {
      const { linear } = traceOf(small(changes));
      expect(rowsLeft(linear)).toBeLessThan(linear.size * (linear.hasCell ? 2 : 1));
      expectSame(reduced(linear), unreduced(linear));
    });
  }

  it('finds again what comes back a hundred decades later', () => {
    // Half of the units sleep for 100 steps and are then the only ones awake; with N = 40 they stand at 10^-100 when dropped.
    const linear = linearNetwork(240, 40, unit(40), (step, k) => (k < 20 === step >= 140 ? 1 : 0.1));
    const exact = Array.from({ length: 240 }, (_, step) => {
      const back = 239 - step;
      const first = Math.max(0, back - 100);
      return -Math.min(first, 100);
    });
    expectSame(reduced(linear), exact);
  });

  it('finds again one unit of many, and what is spread over all', () => {
    const n = 32;
    const lone = linearNetwork(90, n, unit(n), (step, k) => ((step >= 60 ? k < 16 : k === 20) ? 1 : 0.2));
    expectSame(reduced(lone), unreduced(lone));
    const w = new Float64Array(n * n);
    w.set(runToEnd(orthogonalFrom(new RandomStream(3, 'turn').normals(n * n, 1), n)));
    const turned = linearNetwork(90, n, w, (step, k) => (k < 4 ? 1.05 : step % 20 < 10 ? 0.2 : 3));
    expectSame(reduced(turned), unreduced(turned));
  });

  it('stays exactly zero once it is, and has no zero before', () => {
    const n = 16;
    const dead = linearNetwork(60, n, unit(n), (step) => (step > 20 ? 0.5 : 0));
    const norms = reduced(dead);
    expect(norms[20]).toBeCloseTo(-39 * Math.log10(2), 9);
    expect(norms.slice(0, 20).every((value) => value === -Infinity)).toBe(true);
  });
});
