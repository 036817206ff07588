/** The cosine between two sweeps' gradients: against plain arithmetic, and where it is certain. */
import { describe, expect, it } from 'vitest';
import { cosines } from '../../src/engine/comparison';
import type { BackwardSweep } from '../../src/engine/sweep';
import { toNumber } from '../../src/math/scaled';
import { small, sweepOf } from './networks';

/** g = (δc − Q δy, δy) at a step, as plain numbers. */
function gradientAt(sweep: BackwardSweep, step: number): number[] {
  const rows = sweep.linear.hasCell ? [sweep.arrivingCell, sweep.deltaOutput] : [sweep.deltaOutput];
  return rows.flatMap((row) => Array.from({ length: sweep.linear.size }, (_, k) => toNumber(row.at(step, k))));
}

const dot = (a: number[], b: number[]): number => a.reduce((sum, value, k) => sum + value * b[k], 0);

describe('the cosine between two gradients', () => {
  it.each([
    ['two LSTMs', small({ forgetBias: 1 }), small({ forgetBias: 4, spectralRadius: 3 })],
    ['two RNNs', small({ cell: 'rnn' }), small({ cell: 'rnn', spectralRadius: 2 })],
    ['a cut', small({ spectralRadius: 2 }), small({ spectralRadius: 2, cuts: ['R_z'] })],
  ])('is that of plain vectors: %s', (_, one, other) => {
    const [a, b] = [sweepOf(one), sweepOf(other)];
    const found = cosines(a, b);
    expect(found).toHaveLength(14);
    for (const [step, value] of (found ?? new Float64Array(0)).entries()) {
      const [x, y] = [gradientAt(a, step), gradientAt(b, step)];
      expect(value, `step ${step}`).toBeCloseTo(dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)), 12);
    }
  });

  it('is 1 with itself and with another size of it, also beyond float64', () => {
    for (const patch of [{}, { cell: 'rnn', spectralRadius: 0.001, steps: 400 } as const]) {
      const sweep = sweepOf(small(patch));
      for (const value of cosines(sweep, sweep) ?? [Number.NaN]) expect(value).toBeCloseTo(1, 12);
    }
  });

  it('is not defined where there is no gradient, and does not exist between states that differ', () => {
    const dead = sweepOf(small({ cell: 'rnn', cuts: ['W_h'] }));
    const values = cosines(dead, sweepOf(small({ cell: 'rnn' })));
    expect(values?.[13]).toBeCloseTo(1, 12);
    expect(values?.[0]).toBeNaN();
    expect(cosines(dead, sweepOf(small()))).toBeNull();
    expect(cosines(dead, sweepOf(small({ cell: 'rnn', steps: 15 })))).toBeNull();
    expect(cosines(dead, sweepOf(small({ cell: 'rnn', hiddenSize: 7 })))).toBeNull();
  });
});
