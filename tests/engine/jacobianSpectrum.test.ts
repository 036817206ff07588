/** The dense state Jacobian of one step against its blocks (spec, section 3), and its eigenvalues and singular values against all that must hold of them. */
import { EVD, Matrix, SVD } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { JacobianBatch } from '../../src/engine/jacobianSpectrum';
import { jacobianSpectrum } from '../../src/engine/jacobianSpectrum';
import { Pipeline } from '../../src/engine/pipeline';
import { modulus } from '../../src/math/eigenvalues';
import { log10Of } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { denseStep } from './denseJacobian';
import { denseAt, lstmTraceOf, maxAbs, rnnWithout, small, traceOf } from './networks';
import { batchesOf, collect, curvesOf, runAndAsk } from './runs';

const spectrumAt = (settings: Settings, step: number): JacobianBatch =>
  runToEnd(jacobianSpectrum(traceOf(settings).linear, step));

const moduli = ({ re, im }: JacobianBatch): number[] => Array.from(re, (x, k) => modulus(x, im[k]));
const log10Product = (values: readonly number[]): number => values.reduce((sum, value) => sum + Math.log10(value), 0);

const CASES: readonly (readonly [string, Settings])[] = [
  ['the default LSTM', small()],
  ['peepholes', small({ peepholes: true, spectralRadius: 2 })],
  ['the cell of 1997', small({ forgetGate: false, spectralRadius: 4 })],
  ['the tanh RNN', small({ cell: 'rnn', spectralRadius: 1.5 })],
  ['one unit', small({ hiddenSize: 1 })],
];

describe('DenseJacobian', () => {
  it.each(CASES.slice(0, 3))('is what the blocks say (spec, section 3): %s', (_, settings) => {
    const trace = lstmTraceOf(settings);
    for (const step of [0, 5, settings.steps - 1]) {
      const { rows: size, matrix, blockExponent } = denseAt(trace.linear, step);
      const { state } = denseStep(trace, step);
      expect([size, blockExponent]).toEqual([2 * settings.hiddenSize, 0]);
      const difference = Matrix.sub(Matrix.from1DArray(size, size, Array.from(matrix)), state);
      expect(maxAbs(difference.to1DArray())).toBeLessThan(1e-14 * (1 + maxAbs(state.to1DArray())));
    }
  });

  it('is that of the uncut network, whatever is cut', () => {
    const uncut = spectrumAt(small(), 4);
    const cut = collect(runAndAsk(small({ cuts: ['R_z', 'cec'] }), [{ kind: 'jacobian', step: 4 }]));
    expect(cut.find(({ kind }) => kind === 'jacobian')).toEqual(uncut);
  });
});

describe('jacobianSpectrum', () => {
  it.each(CASES)('agrees with ml-matrix (%s)', (_, settings) => {
    const { linear } = traceOf(settings);
    const { rows: size, matrix } = denseAt(linear, 3);
    const dense = Matrix.from1DArray(size, size, Array.from(matrix));
    const found = spectrumAt(settings, 3);
    const { diagonal } = new SVD(dense);
    const expected = diagonal.toSorted((a, b) => b - a);
    expect(found.singular).toHaveLength(size);
    for (const [k, value] of found.singular.entries()) expect(value).toBeCloseTo(expected[k], 13);
    const { realEigenvalues, imaginaryEigenvalues } = new EVD(dense);
    const others = realEigenvalues.map((re, k) => ({ re, im: imaginaryEigenvalues[k] }));
    for (const [k, re] of found.re.entries()) {
      const distances = others.map((other) => Math.hypot(other.re - re, other.im - found.im[k]));
      const nearest = distances.indexOf(Math.min(...distances));
      expect(distances[nearest]).toBeLessThan(1e-9);
      others.splice(nearest, 1);
    }
  });

  it.each(CASES)('Π|λ| = Πσ = |det F · det B|, Σσ² = ‖J‖²_F, max σ = ‖J‖ of the chart (%s)', (_, settings) => {
    const { linear } = traceOf(settings);
    const { matrix } = denseAt(linear, 6);
    const spectrum = spectrumAt(settings, 6);
    const singular = Array.from(spectrum.singular);
    expect(log10Product(moduli(spectrum))).toBeCloseTo(log10Product(singular), 8);
    if (settings.cell === 'lstm') {
      // [F, A; QF, QA + B] is [1, 0; Q, 1] times [F, A; 0, B].
      const { F, B } = denseStep(lstmTraceOf(settings), 6);
      const determinant = new SVD(B).diagonal.reduce((sum, value) => sum + Math.log10(value), 0);
      const expected = determinant + log10Product(F.diagonal().map(Math.abs));
      expect(log10Product(singular)).toBeCloseTo(expected, 8);
    }
    const squares = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value * value, 0);
    expect(squares(singular) / squares(matrix)).toBeCloseTo(1, 13);
    const norms = curvesOf(batchesOf(settings), settings.steps).get('step.state');
    expect(Math.log10(singular[0])).toBeCloseTo(norms?.[6] ?? Number.NaN, 11);
    expect(Math.max(...moduli(spectrum))).toBeLessThanOrEqual(singular[0] * (1 + 1e-12));
  });

  it('at rest has the multipliers μ_k (spec, section 5, item 5), and zeros', () => {
    const settings = small({ input: 'none', peepholes: true, spectralRadius: 2.5, inputBias: 0.7 });
    const [forward] = batchesOf(settings);
    if (forward?.kind !== 'forward' || forward.multipliers === null) throw new Error('this network has multipliers');
    const { re, im } = forward.multipliers;
    const expected = Array.from(re, (x, k) => [x, im[k]]).concat(Array.from(re, () => [0, 0]));
    const found = spectrumAt(settings, 9);
    const rest = Array.from(found.re, (x, k) => [x, found.im[k]]);
    for (const [x, y] of expected) {
      const distances = rest.map(([a, b]) => Math.hypot(a - x, b - y));
      const nearest = distances.indexOf(Math.min(...distances));
      expect(distances[nearest]).toBeLessThan(1e-7);
      rest.splice(nearest, 1);
    }
    expect(rest).toEqual([]);
  });

  it('takes a zero Jacobian and a defective one', () => {
    // A ReLU RNN whose units are all off, and a Jordan block.
    const off = runToEnd(jacobianSpectrum(rnnWithout([1, 2, 3, 4], 'relu', 3, { bias: -1 }).linear, 1));
    expect([...off.re, ...off.im, ...off.singular]).toEqual([0, 0, 0, 0, 0, 0]);
    const block = runToEnd(jacobianSpectrum(rnnWithout([0.5, 10, 0, 0.5], 'identity', 3).linear, 2));
    expect([...block.re, ...block.im]).toEqual([0.5, 0.5, 0, 0]);
    expect(block.singular[0].toFixed(3)).toBe('10.025');
  });

  it('comes to an end where most units of a ReLU network are dead', () => {
    const patch = {
      cell: 'rnn',
      activation: 'relu',
      weights: 'glorot',
      hiddenSize: 64,
      inputSize: 8,
      steps: 5,
    } as const;
    const settings = small({ ...patch, seed: 26083, blockBias: -10, inputStrength: 10 });
    for (const step of [1, 2, 3, 4]) {
      const spectrum = spectrumAt(settings, step);
      const { singular, re, im } = spectrum;
      const rank = singular.findIndex((value) => value < 1e-14);
      expect(rank).toBeGreaterThan(1);
      expect(rank).toBeLessThan(20);
      const zeros = Array.from(re, (value, k) => value === 0 && im[k] === 0).filter(Boolean);
      expect(zeros.length).toBeGreaterThanOrEqual(64 - rank);
      expect(Math.max(...moduli(spectrum))).toBeLessThanOrEqual(singular[0]);
    }
  });

  it('carries what is beyond doubles as a block exponent', () => {
    // Bias 1000: φ' = 4 e^-2000, about 10^-868, at every unit.
    const { linear } = rnnWithout([2, 0, 0, 1], 'tanh', 3, { bias: 1000 });
    const { blockExponent, re, singular } = runToEnd(jacobianSpectrum(linear, 1));
    expect(blockExponent).toBeLessThan(-9);
    // h is 1 after the first step, so h̄ is 1000 plus the row's sum.
    const slope = (x: number): number => Math.log10(4) - (2 * x) / Math.LN10;
    const expected = [Math.log10(2) + slope(1002), slope(1001)].toSorted((a, b) => b - a);
    for (const k of [0, 1]) expect(log10Of(singular[k], blockExponent)).toBeCloseTo(expected[k], 9);
    expect(Math.max(...Array.from(re, (value) => log10Of(value, blockExponent)))).toBeCloseTo(expected[0], 9);
  });
});

describe('the view request', () => {
  it('answers for the step that is asked for, and not for one that this run does not have', () => {
    const pipeline = new Pipeline();
    const steps = (step: number): number[] =>
      collect(runAndAsk(small(), [{ kind: 'jacobian', step }], pipeline)).flatMap((batch) =>
        batch.kind === 'jacobian' ? [batch.step] : [],
      );
    expect(steps(13)).toEqual([13]);
    expect(steps(14)).toEqual([]);
  });
});
