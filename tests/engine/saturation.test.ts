/** Factors of saturated units: what float64 loses, and where even the block exponent ends. */
import { describe, expect, it } from 'vitest';
import type { LstmNetwork } from '../../src/engine/cells/networks';
import { forward } from '../../src/engine/forward';
import { lossOf } from '../../src/engine/loss';
import { scaledLogistic, scaledLogisticPrime, scaledTanhPrime } from '../../src/engine/saturation';
import { unitTerms } from '../../src/engine/unitTerms';
import { log10Of, ONE, type Scaled, ZERO } from '../../src/math/limb';
import { runToEnd } from '../../src/math/task';
import { setupOf, small, sweepBackOver } from './networks';

const log10 = ({ mantissa, limb }: Scaled): number => log10Of(mantissa, limb);

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
    expect(Math.abs(scaledLogisticPrime(1e7).limb) * 3 * 2000).toBeLessThan(2 ** 31);
    expect(Math.abs(scaledTanhPrime(5e6).limb) * 3 * 2000).toBeLessThan(2 ** 31);
  });
});

describe('beyond it', () => {
  it.each([1.01e7, 1.2e7, 1e9, 1e15, 1e100, 1e300, Infinity])('σ and tanh are flat at ±%d', (x) => {
    for (const sign of [1, -1]) {
      expect(scaledLogisticPrime(sign * x)).toEqual(ZERO);
      expect(scaledTanhPrime(sign * x)).toEqual(ZERO);
    }
    expect(scaledLogistic(x)).toEqual(ONE);
    expect(scaledLogistic(-x)).toEqual(ZERO);
  });

  it.each(['tanh', 'relu'] as const)(
    'an LSTM with %s has the same slopes in its terms as in its gains',
    (cellActivation) => {
      const settings = small({ cellActivation, initialState: 'random', hiddenSize: 4 });
      const { network, task } = setupOf(settings);
      const { gates } = network as LstmNetwork;
      const far = Float64Array.of(2e7, -2e7, 90, -90);
      const pushed = runToEnd(
        forward({ ...(network as LstmNetwork), gates: { ...gates, o: { ...gates.o, bias: far } } }, task),
      );
      if (pushed.cell !== 'lstm') throw new Error('not an LSTM');
      const sweep = sweepBackOver(pushed.linear, runToEnd(lossOf(settings, settings.steps)));
      const last = settings.steps - 1;
      const slopes = [0, 1, 2, 3].map((unit) => unitTerms(pushed, sweep, last, unit)['σ′(ō)'] as Scaled);
      expect(slopes.map(({ mantissa }) => mantissa !== 0)).toEqual([false, false, true, true]);
      const gain = pushed.linear.matrixEdges.find(({ edge }) => edge === 'R_o')?.gain;
      for (const unit of [0, 1]) expect(gain?.mantissa[last * 4 + unit]).toBe(0);
      // 90 apart, the inputs of the gate shift it by less than 10.
      for (const slope of slopes.slice(2)) expect(Math.abs(log10(slope) + 90 / Math.LN10)).toBeLessThan(10);
    },
  );
});
