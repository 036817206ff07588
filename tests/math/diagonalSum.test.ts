import { describe, expect, it } from 'vitest';
import { columnProducts } from '../../src/math/columnProducts';
import { DiagonalSum } from '../../src/math/diagonalSum';
import { fillRandom } from '../../src/math/vectors';

const random = (length: number, seed: number): Float64Array => {
  const out = new Float64Array(length);
  fillRandom(out, seed);
  return out;
};

function expected(matrices: readonly Float64Array[], diagonals: readonly Float64Array[], n: number): number[] {
  return Array.from({ length: n * n }, (_, index) =>
    matrices.reduce((sum, matrix, m) => sum + diagonals[m]?.[Math.floor(index / n)] * matrix[index], 0),
  );
}

describe('sums of matrices with scaled rows', () => {
  for (const count of [0, 1, 2, 3]) {
    it(`adds up ${count} of them, also when other sums stand in its place in between`, () => {
      const n = 5;
      const at = 7;
      const matrices = Array.from({ length: count }, (_, m) => random(n * n, m));
      const other = [random(n * n, 90)];
      const sum = new DiagonalSum(0, n, matrices);
      const intruder = new DiagonalSum(0, n, other);
      const { right } = columnProducts;
      for (const seed of [10, 20]) {
        const diagonals = matrices.map((_, m) => random(n, seed + m));
        right.fill(3, 0, at + n * n + 1);
        sum.put(diagonals, at);
        const want = expected(matrices, diagonals, n);
        for (const [index, value] of want.entries()) expect(right[at + index]).toBeCloseTo(value, 14);
        expect([right[at - 1], right[at + n * n]]).toEqual([3, 3]);
        const scale = [random(n, seed)];
        intruder.put(scale, 0);
        expect([...right.subarray(0, n * n)]).toEqual(expected(other, scale, n));
      }
    });
  }

  it('refuses more than it has room for', () => {
    expect(() => new DiagonalSum(0, 257, [])).toThrow('No room for 0 matrices of 257 × 257.');
    expect(
      () =>
        new DiagonalSum(
          0,
          1,
          Array.from({ length: 4 }, () => new Float64Array(1)),
        ),
    ).toThrow('No room');
  });
});
