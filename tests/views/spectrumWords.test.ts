/** What the spectrum says of matrices, of rest and of a step. */
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/settings/specs';
import { atRestWords, matrixWords, restFormula, stepWords, whyNotAtRest } from '../../src/views/spectrum/words';

const logs = (norms: readonly number[]): number[] => norms.map(Math.log10);
const wordsOf = (radius: number, norm: number, growth: readonly number[] | null): string =>
  matrixWords({ symbol: 'R_z', radius, norm, growth: growth === null ? null : logs(growth) });

describe('matrixWords', () => {
  it('says how a matrix that is not normal first grows: [[.5, 10], [0, .5]]', () => {
    const growth = [1, 10.025, 10.006, 7.502, 5.001, 3.125, 1.875, 1.094, 0.625];
    expect(wordsOf(0.5, 10.025, growth)).toBe(
      'R_z: every eigenvalue within 0.5, yet one step can stretch a vector by 10: not normal, so ‖R_zᵏ‖ first grows to 10 at k = 1, before ρᵏ sets the pace; below 1 from k = 8.',
    );
    expect(wordsOf(0.5, 10.025, growth.slice(0, 5))).toContain('still above 1 at k = 4');
    expect(wordsOf(0.5, 10.025, null)).toMatch(/by 10: not normal\.$/);
  });

  it.each([
    [1, 2, [1, 2, 3, 2.5], /first grows to 3 at k = 2, before ρᵏ sets the pace\.$/],
    [2, 3, [1, 3, 10, 16], /up to 2\.5 times \(k = 2\); both grow without end/],
    [0.4, 0.8, [1, 0.8, 0.5], /keep 0\.8 of a vector: not normal\. ‖R_zᵏ‖ shrinks from the first step/],
    [1, 1 + 1e-12, [1, 1, 1], /radius and norm agree at 1, as for every normal matrix/],
    [0, 0, [1, 0], /R_z is zero/],
    [0, 5, [1, 5, 0], /first grows to 5 at k = 1.*below 1 from k = 2/],
  ] as const)('radius %d, norm %d', (radius, norm, growth, words) => {
    expect(wordsOf(radius, norm, growth)).toMatch(words);
  });
});

describe('at rest', () => {
  it.each([
    [1.17, /^At rest the gradient grows: max\|μ\| = 1\.17 > 1, ×1\.17 a step, ×5\.63·10⁶ over 99 steps\.$/],
    [0.9, /decays: max\|μ\| = 0\.9 < 1/],
    [1, /neither grows nor decays exponentially: max\|μ\| = 1\. Where/],
    [0, /decays: max\|μ\| = 0 < 1, ×0 a step\.$/],
  ])('max|μ| = %d', (atRest, words) => {
    expect(atRestWords(atRest, 100)).toMatch(words);
  });

  it('names where the multipliers come from, and what stands in their way', () => {
    expect(restFormula({ ...DEFAULTS, forgetBias: 0 })).toContain('= 0.5 + 0.25 λ(R_z)');
    expect(restFormula({ ...DEFAULTS, forgetGate: false })).toContain('μ = f + σ(b_i) σ(b_o) λ(R_z) = 1 + 0.25 λ(R_z)');
    expect(restFormula({ ...DEFAULTS, cellActivation: 'relu', forgetBias: 0 })).toBe(
      'μ = σ(b_f) = 0.5: ReLU′(0) = 0 shuts the way through R_z, and the carousel alone is left.',
    );
    expect(restFormula({ ...DEFAULTS, cell: 'rnn' })).toContain('λ(W_h)');
    expect(whyNotAtRest({ ...DEFAULTS, blockBias: 0.5 }).patch).toEqual({ blockBias: 0 });
    expect(whyNotAtRest({ ...DEFAULTS, chrono: true }).patch).toEqual({ chrono: false });
    expect(whyNotAtRest({ ...DEFAULTS, cell: 'rnn', activation: 'relu' }).why).toContain('ReLU');
    expect(whyNotAtRest({ ...DEFAULTS, cell: 'rnn', activation: 'sigmoid' }).patch).toEqual({ activation: 'tanh' });
  });
});

describe('stepWords', () => {
  it.each([
    [0, 0.2, /^Step 5: once, it multiplies a gradient by 1\.58 at most \(largest σ\); again and again, by 1 each time/],
    [0.1, 0.1, /agree at 1\.26/],
    [Number.NEGATIVE_INFINITY, 0, /again and again, to exactly zero in the end/],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, /exactly zero; no gradient gets past/],
    [-900, -868, /by 1\.00·10⁻⁸⁶⁸ at most.*1\.00·10⁻⁹⁰⁰ each time/],
  ])('|λ| = 10^%d, σ = 10^%d', (eigenvalue, singular, words) => {
    expect(stepWords(4, { eigenvalue, singular })).toMatch(words);
  });
});
