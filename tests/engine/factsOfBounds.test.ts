/** Spec, section 5, items 2 and 3: what a norm of W_h promises, what a spectral radius does not, and the bound of 1997. */
import { describe, expect, it } from 'vitest';
import { runCumulativeNorms } from '../../src/engine/cumulativeNorms';
import { spectrumOf } from '../../src/engine/spectrum';
import { runStateNorms } from '../../src/engine/stepNorms';
import { log10Of, toNumber } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Cuttable } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { logsOf, rnnWithout, rowOf, small, sweepOf, traceOf } from './networks';

const ACTIVATIONS = ['tanh', 'relu', 'identity', 'sigmoid'] as const;
const gamma = (activation: Settings['activation']): number => (activation === 'sigmoid' ? 1 / 4 : 1);

describe('item 2: the bound γ‖W_h‖', () => {
  for (const activation of ACTIVATIONS) {
    for (const spectralRadius of [0.4, 1, 4, 16]) {
      it(`holds at every step (${activation}, radius ${spectralRadius})`, () => {
        const { linear } = traceOf(small({ cell: 'rnn', activation, spectralRadius, steps: 30, inputStrength: 0.5 }));
        const { norm } = runToEnd(spectrumOf(linear.matrixEdges[0].matrix, linear.size));
        const bound = gamma(activation) * norm;
        const norms = runToEnd(runStateNorms(linear));
        for (let step = 0; step < linear.steps; step++) {
          expect(toNumber(norms.at(step))).toBeLessThanOrEqual(bound * (1 + 1e-12));
        }
      });
    }
  }

  it('is reached by the linear network, and by the others where φ′ is largest', () => {
    const matrix = [0.9, -1.2, 0.3, 0.4];
    const { norm } = runToEnd(spectrumOf(Float64Array.from(matrix), 2));
    for (const activation of ['tanh', 'identity', 'sigmoid'] as const) {
      // Zero state and no bias: φ′ = γ at the first step.
      const { linear } = rnnWithout(matrix, activation, 3);
      expect(toNumber(runToEnd(runStateNorms(linear)).at(0))).toBeCloseTo(gamma(activation) * norm, 12);
    }
  });

  it('makes the gradient vanish where ‖W_h‖ < 1/γ', () => {
    for (const activation of ACTIVATIONS) {
      const settings = small({ cell: 'rnn', activation, steps: 40, weights: 'orthogonal', radii: 'together' });
      const scale = 0.95 / gamma(activation);
      const { linear } = traceOf({ ...settings, spectralRadius: scale });
      const logs = logsOf(runToEnd(runCumulativeNorms(linear)));
      logs.forEach((log, step) => expect(log).toBeLessThanOrEqual((linear.steps - 1 - step) * Math.log10(0.95) + 1e-9));
    }
  });

  it('a spectral radius below 1 is no bound: ReLU with λ = 0 reaches 10^7 in 39 steps', () => {
    const matrix = [1.5, 1.5, -1.5, -1.5];
    const { radius, norm } = runToEnd(spectrumOf(Float64Array.from(matrix), 2));
    expect(radius).toBeLessThan(1e-7);
    expect(norm).toBeCloseTo(3, 12);
    const { linear } = rnnWithout(matrix, 'relu', 40, { initial: [1, 0] });
    const reached = toNumber(runToEnd(runCumulativeNorms(linear)).at(0));
    // Unit 1 alone is active: diag(1, 0) W has the norm 1.5 √2, and each further factor 1.5.
    expect(reached / (1.5 ** 39 * Math.SQRT2)).toBeCloseTo(1, 12);
    expect(reached).toBeGreaterThan(1e7);
  });
});

describe('item 3: the 1997 gradient of a last-step loss never grows on the cell', () => {
  const cuts: readonly Cuttable[] = ['R_z', 'R_i', 'R_f', 'R_o', 'p_i', 'p_f', 'p_o'];
  for (const peepholes of [false, true]) {
    for (const forgetBias of [-2, 1, 8]) {
      it(`|δcᵗ| ≤ |δcᵗ⁺¹| for each unit (b_f = ${forgetBias}, peepholes ${peepholes ? 'on' : 'off'})`, () => {
        const settings = small({ steps: 60, forgetBias, peepholes, cuts, spectralRadius: 5, initialState: 'random' });
        const { deltaCell } = sweepOf(settings);
        for (let step = 0; step < settings.steps - 1; step++) {
          const later = rowOf(deltaCell, step + 1);
          rowOf(deltaCell, step).forEach((value, k) => expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(later[k])));
        }
        expect(rowOf(deltaCell, 0).every((value) => value !== 0)).toBe(true);
      });
    }
  }

  it('and would grow with the recurrent edges open', () => {
    const { deltaCell } = sweepOf(small({ steps: 60, spectralRadius: 8, forgetBias: 3 }));
    const size = (step: number): number => Math.max(...rowOf(deltaCell, step).map((v) => log10Of(v, 0)));
    expect(size(0)).toBeGreaterThan(size(59));
  });
});
