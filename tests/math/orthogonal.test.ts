/**
 * Orthogonal matrices: orthogonality to rounding, the positive diagonal of R, and the moments of the Haar measure.
 */

import { describe, expect, it } from 'vitest';
import { orthogonalFrom } from '../../src/math/orthogonal';
import { runToEnd } from '../../src/math/task';
import { seededUniform } from './elementaryPoints';

function gaussianMatrix(n: number, seed: number): Float64Array {
  const uniform = seededUniform(seed);
  return Float64Array.from(
    { length: n * n },
    () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** aᵀ·b. */
function transposeTimes(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] += a[k * n + i] * b[k * n + j];
  }
  return out;
}

describe('orthogonalFrom', () => {
  it('gives QᵀQ = I to 1e-13 and leaves its argument alone', () => {
    for (const n of [1, 2, 3, 16, 64, 150]) {
      const gaussian = gaussianMatrix(n, n);
      const before = gaussian.slice();
      const q = runToEnd(orthogonalFrom(gaussian, n));
      expect(gaussian).toEqual(before);
      const identity = transposeTimes(q, q, n);
      const worst = identity.reduce((most, x, k) => Math.max(most, Math.abs(x - (k % (n + 1) === 0 ? 1 : 0))), 0);
      expect(worst).toBeLessThan(1e-13);
    }
  });

  it('factors its argument: QᵀG is upper triangular with a positive diagonal', () => {
    const n = 30;
    const gaussian = gaussianMatrix(n, 4);
    const r = transposeTimes(runToEnd(orthogonalFrom(gaussian, n)), gaussian, n);
    for (let i = 0; i < n; i++) {
      expect(r[i * n + i]).toBeGreaterThan(0);
      for (let j = 0; j < i; j++) expect(Math.abs(r[i * n + j])).toBeLessThan(1e-13);
    }
  });

  it('has the moments of the Haar measure', () => {
    const n = 3;
    const runs = 4000;
    const mean = new Float64Array(n * n);
    const square = new Float64Array(n * n);
    let trace = 0;
    for (let seed = 0; seed < runs; seed++) {
      const q = runToEnd(orthogonalFrom(gaussianMatrix(n, seed * 7919 + 1), n));
      q.forEach((x, k) => {
        mean[k] += x / runs;
        square[k] += (x * x) / runs;
      });
      trace += (q[0] + q[4] + q[8]) ** 2 / runs;
    }
    for (let k = 0; k < n * n; k++) {
      expect(Math.abs(mean[k])).toBeLessThan(0.05);
      expect(Math.abs(square[k] - 1 / n)).toBeLessThan(0.03);
    }
    // The trace of a Haar orthogonal matrix has variance 1.
    expect(Math.abs(trace - 1)).toBeLessThan(0.12);
  });

  it('keeps numbers finite for a singular or zero argument and rejects a wrong length', () => {
    expect(Array.from(runToEnd(orthogonalFrom(new Float64Array(4), 2)))).toEqual([1, 0, 0, 1]);
    const q = runToEnd(orthogonalFrom(new Float64Array(9).fill(1e200), 3));
    expect(q.every((x) => Number.isFinite(x))).toBe(true);
    expect(() => runToEnd(orthogonalFrom(new Float64Array(5), 2))).toThrow(/needs 4 entries/);
  });
});
