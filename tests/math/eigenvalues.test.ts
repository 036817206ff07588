/**
 * Eigenvalues against a published library and against matrices whose eigenvalues are known.
 */

import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { eigenvaluesOf, largestModulus } from '../../src/math/eigenvalues';
import { orthogonalFrom } from '../../src/math/orthogonal';
import { runToEnd } from '../../src/math/task';
import { seededUniform } from './elementaryPoints';

type Point = readonly [re: number, im: number];

function gaussianMatrix(n: number, seed: number): Float64Array {
  const uniform = seededUniform(seed);
  return Float64Array.from(
    { length: n * n },
    () => (Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())) / Math.sqrt(n),
  );
}

function points(matrix: Float64Array | number[], n: number): Point[] {
  const { re, im } = runToEnd(eigenvaluesOf(Float64Array.from(matrix), n));
  return Array.from(re, (x, i) => [x, im[i]] as const);
}

function referencePoints(matrix: Float64Array, n: number): Point[] {
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(n, n, Array.from(matrix)));
  return decomposition.realEigenvalues.map((x, i) => [x, decomposition.imaginaryEigenvalues[i]] as const);
}

/** The largest distance when each expected point takes the nearest remaining found one. */
function distance(found: readonly Point[], expected: readonly Point[]): number {
  expect(found.length).toBe(expected.length);
  const rest = [...found];
  let worst = 0;
  for (const [re, im] of expected) {
    let best = 0;
    for (let i = 1; i < rest.length; i++) {
      if (Math.hypot(rest[i][0] - re, rest[i][1] - im) < Math.hypot(rest[best][0] - re, rest[best][1] - im)) best = i;
    }
    worst = Math.max(worst, Math.hypot(rest[best][0] - re, rest[best][1] - im));
    rest.splice(best, 1);
  }
  return worst;
}

/** Companion matrix of the monic polynomial with the given lower coefficients c_0 … c_(n−1). */
function companion(coefficients: readonly number[]): Float64Array {
  const n = coefficients.length;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    out[i * n + n - 1] = -coefficients[i];
    if (i > 0) out[i * n + i - 1] = 1;
  }
  return out;
}

describe('eigenvaluesOf', () => {
  it('handles sizes one and two', () => {
    expect(points([-2.5], 1)).toEqual([[-2.5, 0]]);
    expect(
      distance(points([1, 2, 3, 4], 2), [
        [(5 + Math.sqrt(33)) / 2, 0],
        [(5 - Math.sqrt(33)) / 2, 0],
      ]),
    ).toBeLessThan(1e-15);
    expect(points([0, -1, 1, 0], 2)).toEqual([
      [0, 1],
      [0, -1],
    ]);
    expect(points([0, 0, 0, 0], 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(points([3, 1, 0, 3], 2)).toEqual([
      [3, 0],
      [3, 0],
    ]);
  });

  it('agrees with ml-matrix on random matrices', () => {
    for (const n of [3, 4, 5, 8, 17, 40, 64]) {
      for (let seed = 1; seed <= 5; seed++) {
        const matrix = gaussianMatrix(n, 100 * n + seed);
        expect(distance(points(matrix, n), referencePoints(matrix, n))).toBeLessThan(1e-11);
      }
    }
  });

  it('finds the roots of companion matrices', () => {
    // (x − 1)(x − 2)…(x − 6)
    const six = companion([720, -1764, 1624, -735, 175, -21]);
    expect(
      distance(
        points(six, 6),
        [1, 2, 3, 4, 5, 6].map((x) => [x, 0] as const),
      ),
    ).toBeLessThan(1e-9);
    // x^n − 1: without exceptional shifts the algorithm would stand still here.
    for (const n of [3, 4, 8, 31, 64]) {
      const unity = companion([-1, ...Array.from({ length: n - 1 }, () => 0)]);
      const roots = Array.from(
        { length: n },
        (_, k) => [Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n)] as const,
      );
      expect(distance(points(unity, n), roots)).toBeLessThan(1e-12);
    }
  });

  it('finds rotations, triangular and symmetric matrices', () => {
    const angle = 0.7;
    const rotation = [Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0, 0, 0, 1];
    const expected: Point[] = [
      [Math.cos(angle), Math.sin(angle)],
      [Math.cos(angle), -Math.sin(angle)],
      [1, 0],
    ];
    expect(distance(points(rotation, 3), expected)).toBeLessThan(1e-15);

    const n = 20;
    const triangular = gaussianMatrix(n, 3).map((x, k) => (Math.floor(k / n) > k % n ? 0 : k % (n + 1) === 0 ? k : x));
    expect(
      distance(
        points(triangular, n),
        Array.from({ length: n }, (_, i) => [i * (n + 1), 0] as const),
      ),
    ).toBeLessThan(1e-11);

    const g = gaussianMatrix(n, 4);
    const symmetric = g.map((x, k) => x + g[(k % n) * n + Math.floor(k / n)]);
    const found = points(symmetric, n);
    expect(distance(found, referencePoints(symmetric, n))).toBeLessThan(1e-12);
  });

  it('finds the eigenvalue of a defective Jordan block to the accuracy its condition allows', () => {
    const n = 4;
    const jordan = new Float64Array(n * n).map((_, k) => (k % (n + 1) === 0 ? 2 : k % (n + 1) === 1 ? 1 : 0));
    expect(
      distance(
        points(jordan, n),
        Array.from({ length: n }, () => [2, 0] as const),
      ),
    ).toBe(0);
    // Hidden by an orthogonal similarity, the error is of the size of the fourth root of the rounding.
    const q = runToEnd(orthogonalFrom(gaussianMatrix(n, 5), n));
    const hidden = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++)
          for (let l = 0; l < n; l++) hidden[i * n + j] += q[i * n + k] * jordan[k * n + l] * q[j * n + l];
    expect(
      distance(
        points(hidden, n),
        Array.from({ length: n }, () => [2, 0] as const),
      ),
    ).toBeLessThan(1e-3);
  });

  it('puts the eigenvalues of orthogonal matrices on the unit circle to 1e-12', () => {
    for (const n of [2, 3, 10, 64, 128]) {
      const q = runToEnd(orthogonalFrom(gaussianMatrix(n, n + 6), n));
      for (const [re, im] of points(q, n)) expect(Math.abs(Math.hypot(re, im) - 1)).toBeLessThan(1e-12);
      expect(Math.abs(largestModulus(runToEnd(eigenvaluesOf(q, n))) - 1)).toBeLessThan(1e-12);
    }
  });

  it('balances badly scaled matrices', () => {
    const n = 6;
    const base = gaussianMatrix(n, 8);
    const scaled = base.map((x, k) => x * 2 ** (12 * (Math.floor(k / n) - (k % n))));
    expect(distance(points(scaled, n), points(base, n))).toBeLessThan(1e-12);
  });

  it('survives entries of extreme size', () => {
    const base = gaussianMatrix(9, 9);
    const radius = largestModulus(runToEnd(eigenvaluesOf(base, 9)));
    for (const factor of [1e-300, 1e-150, 1e150, 1e300]) {
      const value = largestModulus(
        runToEnd(
          eigenvaluesOf(
            base.map((x) => x * factor),
            9,
          ),
        ),
      );
      expect(Math.abs(value / factor / radius - 1)).toBeLessThan(1e-12);
    }
  });

  it('finishes at size 256 with frequent pauses, and the trace comes out right', () => {
    const n = 256;
    const matrix = gaussianMatrix(n, 10);
    const task = eigenvaluesOf(matrix, n);
    let pauses = 0;
    let step = task.next();
    for (; step.done !== true; step = task.next()) pauses++;
    expect(pauses).toBeGreaterThan(n);
    let trace = 0;
    for (let i = 0; i < n; i++) trace += matrix[i * n + i];
    expect(Math.abs(step.value.re.reduce((sum, x) => sum + x, 0) - trace)).toBeLessThan(1e-11);
    expect(Math.abs(step.value.im.reduce((sum, x) => sum + x, 0))).toBeLessThan(1e-12);
  });

  it('allows two interleaved tasks', () => {
    const a = gaussianMatrix(20, 11);
    const b = gaussianMatrix(20, 12);
    const taskA = eigenvaluesOf(a, 20);
    const taskB = eigenvaluesOf(b, 20);
    let stepA = taskA.next();
    let stepB = taskB.next();
    while (stepA.done !== true || stepB.done !== true) {
      if (stepA.done !== true) stepA = taskA.next();
      if (stepB.done !== true) stepB = taskB.next();
    }
    expect(stepA.value).toEqual(runToEnd(eigenvaluesOf(a, 20)));
    expect(stepB.value).toEqual(runToEnd(eigenvaluesOf(b, 20)));
  });

  it('explains what is wrong with its argument', () => {
    expect(() => points([1, 2, 3], 2)).toThrow(/needs 4 entries/);
    expect(() => points([1, Number.NaN, 3, 4], 2)).toThrow(/entry 1 is NaN/);
    expect(() => points([1, 2, Infinity, 4], 2)).toThrow(/entry 2 is Infinity/);
  });

  it('keeps trace and the sum of squares on small integer matrices', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain((n) => fc.array(fc.integer({ min: -3, max: 3 }), { minLength: n * n, maxLength: n * n })),
        (entries) => {
          const n = Math.round(Math.sqrt(entries.length));
          let trace = 0;
          let squares = 0;
          for (let i = 0; i < n; i++) {
            trace += entries[i * n + i];
            for (let j = 0; j < n; j++) squares += entries[i * n + j] * entries[j * n + i];
          }
          const found = points(entries, n);
          const sum = found.reduce((total, [re]) => total + re, 0);
          const sumOfSquares = found.reduce((total, [re, im]) => total + re * re - im * im, 0);
          return Math.abs(sum - trace) < 1e-11 && Math.abs(sumOfSquares - squares) < 1e-10;
        },
      ),
      { numRuns: 500, seed: 20240607 },
    );
  });

  it('of a matrix most of whose rows are zero finds those of the rest, and zeros that are exact', () => {
    // As dead ReLU units leave it: so defective that QR on the whole may not converge.
    const n = 64;
    const dense = gaussianMatrix(n, 26083);
    const live = [3, 17, 40, 58];
    const matrix = dense.map((value, index) => (live.includes(Math.floor(index / n)) ? value : 0));
    const inner = Float64Array.from(live.flatMap((i) => live.map((j) => dense[i * n + j])));
    const found = points(matrix, n);
    expect(found.filter(([re, im]) => re === 0 && im === 0)).toHaveLength(n - live.length);
    const others = found.filter(([re, im]) => re !== 0 || im !== 0);
    expect(distance(others, referencePoints(inner, live.length))).toBeLessThan(1e-14);
  });

  it('reads the eigenvalues of a triangular matrix off, whatever the order of its units', () => {
    const n = 7;
    const order = [4, 0, 6, 2, 5, 1, 3];
    const upper = gaussianMatrix(n, 5).map((value, index) => (index % n >= Math.floor(index / n) ? value : 0));
    const shuffled = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) shuffled[order[i] * n + order[j]] = upper[i * n + j];
    const found = points(shuffled, n);
    const diagonal = Array.from({ length: n }, (_, k) => upper[k * n + k]);
    expect(found.map(([re]) => re).toSorted()).toEqual(diagonal.toSorted());
    expect(found.every(([, im]) => im === 0)).toBe(true);
  });
});
