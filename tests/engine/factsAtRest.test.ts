/** Spec, section 5, item 5: at rest the Jacobian is constant, and its multipliers are known. */
import { EVD, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { atRestMultiplier } from '../../src/engine/atRest';
import type { LstmNetwork, RnnNetwork } from '../../src/engine/cells/networks';
import { runCumulativeNorms } from '../../src/engine/cumulativeNorms';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { denseStep } from './denseJacobian';
import { logsOf, lstmTraceOf, setupOf, small, traceOf } from './networks';

interface Complex {
  readonly re: number;
  readonly im: number;
}

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

function eigenvalues(matrix: Matrix): Complex[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EVD(matrix);
  return realEigenvalues.map((re, k) => ({ re, im: imaginaryEigenvalues[k] }));
}

const resting = (changes: Partial<Settings> = {}): Settings => small({ input: 'none', steps: 12, ...changes });

describe('item 5: the LSTM at rest', () => {
  const cases: readonly (readonly [string, Settings])[] = [
    ['defaults', resting()],
    ['biases of every gate', resting({ forgetBias: -0.7, inputBias: 1.3, outputBias: -0.4, spectralRadius: 2.5 })],
    ['peepholes do not matter', resting({ peepholes: true, spectralRadius: 3, forgetBias: 2 })],
    ['no forget gate', resting({ forgetGate: false, spectralRadius: 1.5 })],
  ];
  it.each(cases)('has the multipliers σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z) (%s)', (_, settings) => {
    const trace = lstmTraceOf(settings);
    const n = settings.hiddenSize;
    const { state } = denseStep(trace, 7);
    expect(Matrix.sub(state, denseStep(trace, 0).state).norm('frobenius')).toBe(0);
    const network = trace.network as LstmNetwork;
    const keep = settings.forgetGate ? sigma(settings.forgetBias) : 1;
    const gain = sigma(settings.inputBias) * sigma(settings.outputBias);
    const expected = eigenvalues(Matrix.from1DArray(n, n, Array.from(network.gates.z.recurrent))).map(({ re, im }) => ({
      re: keep + gain * re,
      im: gain * im,
    }));
    // N multipliers, and N zeros: each is taken once.
    const found = eigenvalues(state);
    for (const { re, im } of [...expected, ...expected.map(() => ({ re: 0, im: 0 }))]) {
      const distance = found.map((other) => Math.hypot(other.re - re, other.im - im));
      const nearest = distance.indexOf(Math.min(...distance));
      expect(distance[nearest]).toBeLessThan(1e-6);
      found.splice(nearest, 1);
    }
    const largest = Math.max(...expected.map(({ re, im }) => Math.hypot(re, im)));
    expect(atRestMultiplier(settings, setupOf(settings).spectra)).toBeCloseTo(largest, 12);
  });

  it.each([
    [0, 2],
    [1, 1.08],
    [3, 0.19],
  ])('explodes from λ = 4 (1 − σ(b_f)) on: bias %d, λ %d', (forgetBias, printed) => {
    const critical = 4 * (1 - sigma(forgetBias));
    expect(Number(critical.toFixed(2))).toBe(printed);
    // The identity's eigenvalues are all 1: positive and real, as the fact asks.
    const growth = (spectralRadius: number): number => {
      const settings = resting({ weights: 'identity', spectralRadius, forgetBias, steps: 200 });
      const logs = logsOf(runToEnd(runCumulativeNorms(traceOf(settings).linear)));
      const rate = (logs[50] - logs[100]) / 50;
      expect(rate).toBeCloseTo(Math.log10(atRestMultiplier(settings, setupOf(settings).spectra) ?? Number.NaN), 9);
      return rate;
    };
    expect(growth(critical * 1.05)).toBeGreaterThan(0);
    expect(growth(critical * 0.95)).toBeLessThan(0);
    expect(Math.abs(growth(critical))).toBeLessThan(1e-9);
  });

  it('is not claimed where it does not hold', () => {
    for (const changes of [{ chrono: true }, { blockBias: 0.5 }] satisfies Partial<Settings>[]) {
      const settings = resting(changes);
      expect(atRestMultiplier(settings, setupOf(settings).spectra)).toBeNull();
    }
    for (const activation of ['sigmoid', 'relu'] as const) {
      const settings = resting({ cell: 'rnn', activation });
      expect(atRestMultiplier(settings, setupOf(settings).spectra)).toBeNull();
    }
  });
});

describe('item 5: the tanh RNN at rest', () => {
  it('has the eigenvalues of W_h: the gradient grows if and only if the radius is above 1', () => {
    for (const [spectralRadius, sign] of [
      [1.05, 1],
      [0.95, -1],
    ] as const) {
      const settings = resting({ cell: 'rnn', spectralRadius, steps: 400 });
      const { network, spectra } = setupOf(settings);
      const own = eigenvalues(Matrix.from1DArray(6, 6, Array.from((network as RnnNetwork).weights.recurrent)));
      const radius = Math.max(...own.map(({ re, im }) => Math.hypot(re, im)));
      expect(radius).toBeCloseTo(spectralRadius, 10);
      expect(atRestMultiplier(settings, spectra)).toBeCloseTo(spectralRadius, 12);
      const logs = logsOf(runToEnd(runCumulativeNorms(traceOf(settings).linear)));
      expect(Math.sign(logs[0] - logs[300])).toBe(sign);
      // A complex pair lets the norm swing about its trend: the rate is right within a swing over 300 steps.
      expect((logs[0] - logs[300]) / 300).toBeCloseTo(Math.log10(spectralRadius), 2);
    }
  });
});
