/** All singular values against a published library, against matrices made from known ones, and where doubles end. */
import { Matrix, SVD } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { orthogonalFrom } from '../../src/math/orthogonal';
import { singularValuesOf } from '../../src/math/singularValues';
import { spectralNormOf } from '../../src/math/spectralNorm';
import { runToEnd } from '../../src/math/task';
import { seededUniform } from './elementaryPoints';

const valuesOf = (matrix: ArrayLike<number>, n: number): number[] =>
  Array.from(runToEnd(singularValuesOf(Float64Array.from(matrix), n)));

function gaussian(n: number, seed: number): Float64Array {
  const uniform = seededUniform(seed);
  return Float64Array.from(
    { length: n * n },
    () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

const orthogonal = (n: number, seed: number): Float64Array => runToEnd(orthogonalFrom(gaussian(n, seed), n));

/** U diag(values) V with random orthogonal U and V. */
function constructed(values: readonly number[], seed: number): Float64Array {
  const n = values.length;
  const [u, v] = [orthogonal(n, seed), orthogonal(n, seed + 1)];
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) out[i * n + j] += u[i * n + k] * values[k] * v[k * n + j];
  return out;
}

function diagonal(values: readonly number[]): Float64Array {
  const n = values.length;
  const out = new Float64Array(n * n);
  for (const [k, value] of values.entries()) out[k * n + k] = value;
  return out;
}

const falling = (values: readonly number[]): number[] => values.map(Math.abs).sort((a, b) => b - a);

/** Largest error, against the largest value. */
function error(found: readonly number[], expected: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  return Math.max(...found.map((value, k) => Math.abs(value - expected[k]))) / Math.max(expected[0], Number.MIN_VALUE);
}

describe('singularValuesOf', () => {
  it.each([1, 2, 3, 5, 16, 33, 64])('agrees with ml-matrix on Gaussian matrices, n = %d', (n) => {
    for (const seed of [1, 2, 3]) {
      const matrix = gaussian(n, 100 * n + seed);
      const { diagonal: expected } = new SVD(Matrix.from1DArray(n, n, Array.from(matrix)));
      const found = valuesOf(matrix, n);
      expect(error(found, falling(expected))).toBeLessThan(4e-15 * Math.sqrt(n));
      expect(found).toEqual(falling(found));
    }
  });

  it('keeps the invariants at n = 200: Σσ² is the Frobenius norm, max σ the spectral norm', () => {
    const n = 200;
    const matrix = gaussian(n, 7);
    const before = matrix.slice();
    const values = valuesOf(matrix, n);
    expect(matrix).toEqual(before);
    const frobenius = matrix.reduce((sum, value) => sum + value * value, 0);
    expect(values.reduce((sum, value) => sum + value * value, 0) / frobenius).toBeCloseTo(1, 12);
    expect(values[0] / spectralNormOf(matrix, n, n)).toBeCloseTo(1, 12);
  });

  it('finds values that were put in: falling geometrically, clustered, repeated, of deficient rank', () => {
    const cases: readonly (readonly number[])[] = [
      Array.from({ length: 24 }, (_, k) => 0.5 ** k),
      [3, ...Array.from({ length: 10 }, (_, k) => 1 + k * 1e-12), 0.5],
      new Array<number>(20).fill(2),
      [5, 4, 3, 0, 0, 0, 0],
    ];
    for (const [index, values] of cases.entries()) {
      expect(error(valuesOf(constructed(values, 40 + index), values.length), falling(values))).toBeLessThan(3e-15);
    }
  });

  it('is exact for one entry, for the zero matrix and for the identity', () => {
    expect(valuesOf([-2.5], 1)).toEqual([2.5]);
    expect(valuesOf([0], 1)).toEqual([0]);
    expect(valuesOf(new Float64Array(16), 4)).toEqual([0, 0, 0, 0]);
    for (const value of valuesOf(diagonal(new Array<number>(9).fill(1)), 9)) expect(value).toBeCloseTo(1, 15);
  });

  it('of [[.5, 10], [0, .5]] finds what paper says: σ₁ σ₂ = ¼, σ₁² + σ₂² = 100.5', () => {
    const [first, second] = valuesOf([0.5, 10, 0, 0.5], 2);
    expect(first * second).toBeCloseTo(0.25, 14);
    expect(first * first + second * second).toBeCloseTo(100.5, 12);
    expect(first.toFixed(3)).toBe('10.025');
  });

  it('keeps the relative accuracy of every value of a diagonal from 1e300 down to 1e-300', () => {
    const values = Array.from({ length: 21 }, (_, k) => 10 ** (300 - 30 * k) * (k % 2 === 0 ? 1 : -3));
    const order = values.map((_, k) => (k * 8) % 21).map((k) => values[k]);
    const found = valuesOf(diagonal(order), 21);
    for (const [k, value] of falling(values).entries()) expect(found[k] / value).toBeCloseTo(1, 14);
  });

  it('keeps the relative accuracy of small values of a bidiagonal matrix', () => {
    // One entry away from singular: the smallest value is det / the others, far below the rounding of the largest.
    const n = 12;
    const matrix = new Float64Array(n * n);
    for (let k = 0; k < n; k++) {
      matrix[k * n + k] = 1e-3;
      if (k + 1 < n) matrix[k * n + k + 1] = 1;
    }
    const found = valuesOf(matrix, n);
    const product = found.slice(0, -1).reduce((sum, value) => sum * value, 1);
    expect((found[n - 1] * product) / 1e-36).toBeCloseTo(1, 12);
    expect(found[n - 1]).toBeLessThan(1e-35);
  });

  it.each([1e-320, 1e-300, 1e-160, 1e160, 1e300, 1e307])('is the same matrix, %d times as large', (scale) => {
    const matrix = gaussian(8, 5);
    // Subnormal entries have few bits, and the values then as few.
    const digits = scale < 1e-300 ? 3 : 13;
    const expected = valuesOf(matrix, 8);
    const found = valuesOf(
      matrix.map((value) => value * scale),
      8,
    );
    for (const [k, value] of expected.slice(0, 6).entries()) expect(found[k] / scale / value).toBeCloseTo(1, digits);
  });

  it('pauses, and says what it cannot take', () => {
    let pauses = 0;
    for (const _ of singularValuesOf(gaussian(128, 3), 128)) pauses++;
    expect(pauses).toBeGreaterThan(3);
    expect(() => valuesOf([1, 2, 3], 2)).toThrow('2 × 2');
    expect(() => valuesOf([1, Number.NaN, 0, 1], 2)).toThrow('finite');
  });
});
