/** The rows that are left after a reduction have the norms of all of them, to what was dropped. */
import { describe, expect, it } from 'vitest';
import { matrixProduct } from '../../src/math/matrixProduct';
import { RandomStream } from '../../src/math/random';
import { reduceRows } from '../../src/math/rowReduction';
import { spectralNormOf } from '../../src/math/spectralNorm';
import { runToEnd } from '../../src/math/task';

const normals = (count: number, name: string): Float64Array => new RandomStream(9, name).normals(count, 1);

function product(x: Float64Array, y: Float64Array, rows: number, inner: number, cols: number): Float64Array {
  const out = new Float64Array(rows * cols);
  runToEnd(matrixProduct(x, y, rows, inner, cols, out));
  return out;
}

const frobenius = (x: Float64Array): number => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));

describe('reduceRows', () => {
  for (const [rows, cols, rank] of [
    [1, 1, 1],
    [1, 6, 1],
    [6, 1, 1],
    [8, 8, 8],
    [9, 14, 3],
    [20, 11, 7],
    [40, 40, 17],
  ] as const) {
    it(`finds rank ${rank} of ${rows} × ${cols}, and keeps every norm`, () => {
      const p = product(normals(rows * rank, 'left'), normals(rank * cols, 'right'), rows, rank, cols);
      const turned = p.slice();
      expect(runToEnd(reduceRows(turned, rows, cols, 1e-12))).toBe(rank);
      expect(frobenius(turned.subarray(rank * cols))).toBeLessThan(1e-12 * frobenius(p));
      const later = normals(cols * 5, 'later');
      const kept = product(turned.subarray(0, rank * cols), later, rank, cols, 5);
      const truth = spectralNormOf(product(p, later, rows, cols, 5), rows, 5);
      expect(Math.abs(spectralNormOf(kept, rank, 5) - truth)).toBeLessThan(1e-13 * truth);
    });
  }

  it('keeps what is above the tolerance, and turns rather than loses the rest', () => {
    const n = 30;
    const p = normals(n * n, 'graded');
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) p[i * n + j] *= 10 ** -i;
    const turned = p.slice();
    const kept = runToEnd(reduceRows(turned, n, n, 1e-9));
    expect(kept).toBeGreaterThan(7);
    expect(kept).toBeLessThan(14);
    expect(frobenius(turned.subarray(kept * n))).toBeLessThan(1e-9 * frobenius(p));
    expect(frobenius(turned.subarray(kept * n))).toBeGreaterThan(1e-12 * frobenius(p));
    expect(Math.abs(frobenius(turned) / frobenius(p) - 1)).toBeLessThan(1e-14);
  });

  it('leaves nothing of nothing, and pauses within large matrices', () => {
    expect(runToEnd(reduceRows(new Float64Array(12), 3, 4, 1e-12))).toBe(0);
    const work = reduceRows(normals(120 * 120, 'large'), 120, 120, 1e-12);
    let pauses = 0;
    while (work.next().done !== true) pauses++;
    expect(pauses).toBeGreaterThan(5);
  });
});
