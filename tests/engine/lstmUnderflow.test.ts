/** States that decay below float64 where nothing drives them: no false zero, and no cost where there are none. */
import { describe, expect, it } from 'vitest';
import { runPathNorms } from '../../src/engine/cumulativeNorms';
import { unitTerms } from '../../src/engine/unitTerms';
import { log10Of, type Scaled, scaledProduct, toNumber } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import { lastStepLoss, logsOf, lstmTraceOf, small, sweepBackOver } from './networks';

const log10 = ({ mantissa, blockExponent }: Scaled): number => log10Of(mantissa, blockExponent);

/** Without input each unit's c decays by about σ(−20) + σ(−20)/2 λ a step: 10^-8.7. */
const decaying = small({
  input: 'none',
  initialState: 'random',
  forgetBias: -20,
  inputBias: -20,
  steps: 60,
  peepholes: true,
});

describe('an LSTM whose states decay below float64', () => {
  const trace = lstmTraceOf(decaying);
  const { c: cells, y: outputs } = trace;
  const n = decaying.hiddenSize;
  const at = (rows: typeof cells, step: number, k: number): Scaled => ({
    mantissa: rows.mantissa[step * n + k],
    blockExponent: rows.blockExponent?.[step * n + k] ?? 0,
  });

  it('keeps with block exponents those that no float64 holds', () => {
    for (let k = 0; k < n; k++) {
      for (const rows of [cells, outputs]) {
        const state = at(rows, 59, k);
        expect(state.mantissa).not.toBe(0);
        expect(Math.abs(toNumber(state))).toBe(0);
      }
      expect(log10(at(cells, 59, k))).toBeLessThan(-450);
      expect(log10(at(cells, 59, k))).toBeGreaterThan(-600);
      // y = o c with o = σ(b_o) = 1/2, nothing else being left.
      expect(log10(at(outputs, 59, k))).toBeCloseTo(log10(at(cells, 59, k)) + Math.log10(0.5), 9);
    }
  });

  it('goes on where the plain numbers end, by the recursion of the definitions', () => {
    const sigma = 1 / (1 + Math.exp(20));
    const { recurrent } = trace.network.gates.z;
    for (const step of [20, 35, 36, 37, 58]) {
      for (let k = 0; k < n; k++) {
        // In units of 10^unit, c' = σ(b_f) c + σ(b_i) R_z y, all of it linear by then.
        const unit = log10(at(cells, step, 0));
        const plain = (value: Scaled): number => Math.sign(value.mantissa) * 10 ** (log10(value) - unit);
        let drive = 0;
        for (let j = 0; j < n; j++) drive += recurrent[k * n + j] * plain(at(outputs, step, j));
        const expected = sigma * (plain(at(cells, step, k)) + drive);
        expect(plain(at(cells, step + 1, k)) / expected).toBeCloseTo(1, 9);
      }
    }
  });

  it('gives the edges that live on them a norm, at every step', () => {
    for (const edge of ['R_i', 'R_f', 'R_o', 'p_i', 'p_f'] as const) {
      const path = logsOf(runToEnd(runPathNorms(trace.linear, edge)));
      expect(path.every(Number.isFinite), edge).toBe(true);
      expect(path[50], edge).toBeLessThan(-3000);
    }
  });

  it('lists them under the terms', () => {
    const sweep = sweepBackOver(trace.linear, lastStepLoss([1, 1, 1, 1, 1, 1], decaying.steps));
    const terms = unitTerms(trace, sweep, 50, 2);
    const factor = scaledProduct(terms['c⁻'] as Scaled, terms['σ′(f̄)'] as Scaled);
    const gain = trace.linear.matrixEdges.find(({ edge }) => edge === 'R_f')?.gain;
    if (gain === undefined) throw new Error('there is no R_f');
    expect(log10(factor)).toBeCloseTo(log10(at(gain, 50, 2)), 9);
    expect(log10(terms['h(c)'] as Scaled)).toBeCloseTo(log10(at(cells, 50, 2)), 12);
  });
});

describe('an LSTM whose states do not', () => {
  it.each([
    ['driven', {}],
    ['at rest, where c is truly zero', { input: 'none' }],
    ['decaying within float64', { input: 'none', initialState: 'random' }],
  ] as const)('%s: has no block exponents', (_, changes) => {
    const { c, y, linear } = lstmTraceOf(small(changes));
    expect(c.blockExponent).toBeNull();
    expect(y.blockExponent).toBeNull();
    expect(linear.matrixEdges.every(({ gain }) => gain.blockExponent === null)).toBe(true);
  });
});
