/** ‖Rᵏ‖ against paper, against dense powers, and where float64 ends. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { powersOf, runGrowth } from '../../src/engine/growth';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { denseNorm } from './denseJacobian';
import { setupOf, small } from './networks';
import { collect, runAndAsk } from './runs';

const growth = (matrix: readonly number[], size: number, powers: number): number[] =>
  Array.from(runToEnd(runGrowth(Float64Array.from(matrix), size, powers)));

function growthBatches(settings: Settings): ReadonlyMap<string, Float64Array> {
  const batches = collect(runAndAsk(settings, [{ kind: 'growth' }]));
  return new Map(batches.flatMap((batch) => (batch.kind === 'growth' ? [[batch.edge, batch.values] as const] : [])));
}

describe('runGrowth', () => {
  it('of [[.5, 10], [0, .5]] is what paper says: below 1 only at k = 8', () => {
    const norms = growth([0.5, 10, 0, 0.5], 2, 8).map((value) => 10 ** value);
    expect(norms.slice(0, 5).map((norm) => norm.toFixed(3))).toEqual(['1.000', '10.025', '10.006', '7.502', '5.001']);
    expect(norms[8].toFixed(3)).toBe('0.625');
    expect(norms.findIndex((norm, k) => k > 0 && norm < 1)).toBe(8);
  });

  it('goes on where float64 ends, and says an exact zero', () => {
    expect(growth([1e60, 0, 0, 1e-60], 2, 9)[9]).toBeCloseTo(540, 9);
    expect(growth([1e-60, 0, 0, 1e-70], 2, 9)[9]).toBeCloseTo(-540, 9);
    expect(growth([0, 5, 0, 0], 2, 3)).toEqual([0, Math.log10(5), -Infinity, -Infinity]);
    expect(growth([0], 1, 2)).toEqual([0, -Infinity, -Infinity]);
  });
});

describe('the view request', () => {
  it('agrees with dense powers of every recurrent matrix', () => {
    const settings = small({ spectralRadius: 1.3 });
    const batches = growthBatches(settings);
    const { network } = setupOf(settings);
    if (network.cell !== 'lstm') throw new Error('an LSTM was asked for');
    expect([...batches.keys()]).toEqual(['R_z', 'R_i', 'R_f', 'R_o']);
    for (const gate of ['z', 'i', 'f', 'o'] as const) {
      const values = batches.get(`R_${gate}`) as Float64Array;
      expect(values).toHaveLength(41);
      const matrix = Matrix.from1DArray(6, 6, Array.from(network.gates[gate].recurrent));
      let power = Matrix.eye(6);
      for (const value of values) {
        expect(value).toBeCloseTo(Math.log10(denseNorm(power)), 11);
        power = power.mmul(matrix);
      }
    }
  });

  it('is ρᵏ for orthogonal matrices, never below it, and near it in the end', () => {
    const [orthogonal] = growthBatches(small({ weights: 'orthogonal', spectralRadius: 1.25 })).values();
    for (const [k, value] of (orthogonal as Float64Array).entries())
      expect(value).toBeCloseTo(k * Math.log10(1.25), 12);
    const [gaussian] = growthBatches(small({ spectralRadius: 0.7 })).values();
    for (const [k, value] of (gaussian as Float64Array).entries())
      expect(value).toBeGreaterThanOrEqual(k * Math.log10(0.7) - 1e-12);
    expect((gaussian as Float64Array)[40] / 40).toBeCloseTo(Math.log10(0.7), 1);
  });

  it('computes fewer powers where each is expensive', () => {
    expect([1, 32, 64, 128, 200, 256].map(powersOf)).toEqual([40, 40, 40, 40, 12, 12]);
    expect(growthBatches(small({ cell: 'rnn' })).get('W_h')).toHaveLength(41);
  });
});
