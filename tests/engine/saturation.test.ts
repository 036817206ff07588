/** Factors of saturated units: what float64 loses, and where even the block exponent ends. */
import { describe, expect, it } from 'vitest';
import type { LstmNetwork } from '../../src/engine/cells/networks';
import { forward } from '../../src/engine/forward';
import { lossOf } from '../../src/engine/loss';
import { scaledLogistic, scaledLogisticPrime, scaledTanhPrime } from '../../src/engine/saturation';
import { unitTerms } from '../../src/engine/unitTerms';
import { log10Of, ONE, type Scaled } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import { setupOf, small, sweepBackOver } from './networks';

const log10 = ({ mantissa, blockExponent }: Scaled): number => log10Of(mantissa, blockExponent);

describe('up to 10⁷', () => {
  it.each([80, 800, 1e5, 9.9e6, 1e7])('σ and σ′ of ±%d are e^-x', (x) => {
    for (const value of [scaledLogisticPrime(x), scaledLogisticPrime(-x), scaledLogistic(-x)])
      expect(log10(value) / (-x / Math.LN10)).toBeCloseTo(1, 12);
    expect(scaledLogistic(x)).toEqual(ONE);
  });

  it.each([80, 800, 1e5, 5e6])('tanh′ of ±%d is 4 e^-2x', (x) => {
    for (const value of [scaledTanhPrime(x), scaledTanhPrime(-x)])
      expect(log10(value) / (Math.log10(4) - (2 * x) / Math.LN10)).toBeCloseTo(1, 12);
  });

  it('hold in an int32 as products of three a step over 2000 steps', () => {
    expect(Math.abs(scaledLogisticPrime(1e7).blockExponent) * 3 * 2000).toBeLessThan(2 ** 31);
    expect(Math.abs(scaledTanhPrime(5e6).blockExponent) * 3 * 2000).toBeLessThan(2 ** 31);
  });
});

describe('beyond it', () => {
  it.each([1.01e7, 1.2e7, 1e9, 1e15, 1e100, 1e300, Infinity])('e^-%d is refused, and never wraps', (x) => {
    for (const value of [x, -x]) {
      expect(() => scaledLogistic(value)).toThrow('too small to be held');
      expect(() => scaledLogisticPrime(value)).toThrow('too small to be held');
      expect(() => scaledTanhPrime(value)).toThrow('too small to be held');
    }
  });

  const withOutputBias = (cellActivation: 'tanh' | 'relu', bias: readonly number[]) => {
    const settings = small({ cellActivation, initialState: 'random', hiddenSize: bias.length });
    const { network, task } = setupOf(settings);
    const { gates } = network as LstmNetwork;
    const o = { ...gates.o, bias: Float64Array.from(bias) };
    const trace = runToEnd(forward({ ...(network as LstmNetwork), gates: { ...gates, o } }, task));
    if (trace.cell !== 'lstm') throw new Error('not an LSTM');
    const last = settings.steps - 1;
    const sweep = sweepBackOver(trace.linear, runToEnd(lossOf(settings, settings.steps)));
    const slopes = bias.map((_, unit) => unitTerms(trace, sweep, last, unit)['σ′(ō)'] as Scaled);
    const gain = trace.linear.matrixEdges.find(({ edge }) => edge === 'R_o')?.gain;
    return { slopes, isZero: bias.map((_, unit) => Math.abs(gain?.mantissa[last * bias.length + unit] ?? 1) === 0) };
  };

  it('an LSTM with tanh, whose state cannot lead there, is refused', () => {
    expect(() => withOutputBias('tanh', [2e7, 0])).toThrow('too small to be held');
  });

  it('an LSTM with ReLU has exact zeros there, in its gains and in its terms', () => {
    const { slopes, isZero } = withOutputBias('relu', [2e7, -2e7, 9e6, -90]);
    expect(slopes.map(({ mantissa }) => mantissa === 0)).toEqual([true, true, false, false]);
    expect(isZero.slice(0, 2)).toEqual([true, true]);
    expect(log10(slopes[2] as Scaled) / (-9e6 / Math.LN10)).toBeCloseTo(1, 5);
  });

  it('an LSTM with tanh has no zero for a slope right up to it', () => {
    const { slopes } = withOutputBias('tanh', [9e6, -9e6, 800, -800]);
    for (const [unit, size] of [9e6, 9e6, 800, 800].entries())
      expect(log10(slopes[unit] as Scaled) / (-size / Math.LN10)).toBeCloseTo(1, 1);
  });
});
