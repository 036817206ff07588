/** The benchmark's own arithmetic: a wrong exponent or count would be reported with a straight face. */
import { describe, expect, it } from 'vitest';
import { exponent } from './growth';
import { lstmEverything, lstmSweep, rnnNorms } from './workload';

describe('growth', () => {
  it('finds the exponent of a power law', () => {
    const points = [8, 16, 32, 64, 128].map((size) => ({ size, ms: 0.003 * size ** 2.5 }));
    expect(exponent(points)).toBeCloseTo(2.5, 12);
  });
  it('takes the slope of the straight line nearest to all points', () => {
    const points = [1, 2, 4].map((size, k) => ({ size, ms: [1, 8, 4][k] }));
    expect(exponent(points)).toBeCloseTo(1, 12);
  });
});

describe('useful multiply-adds', () => {
  const size = { hiddenSize: 2, inputSize: 1, steps: 3 };
  it('counts every product of a sweep', () => {
    expect(lstmSweep(size)).toBe(3 * (4 * 2 * 3 + 4 * 4));
  });
  it('counts the contributions, the step norms and the cumulative norms besides', () => {
    expect(lstmEverything(size) - lstmSweep(size)).toBe(3 * (4 * 2 * 4 + 9 * 4 + (4 * 8 + 2 * 16)));
  });
  it('counts the norms of an RNN', () => {
    expect(rnnNorms(size)).toBe(3 * (3 * 4 + 8 + 2 * 4));
  });
});
