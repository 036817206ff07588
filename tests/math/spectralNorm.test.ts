/**
 * The largest singular value against a full singular value decomposition, in the situations that trap an iterative
 * method: clusters, repeated values, starts in the wrong invariant subspace, ranks that collapse, extreme scales.
 */

import fc from 'fast-check';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { DenseGram } from '../../src/math/gram';
import { Lanczos } from '../../src/math/lanczos';
import { searchByResidual } from '../../src/math/lanczosSearches';
import { transposedMap } from '../../src/math/linearMap';
import { MapSquare } from '../../src/math/mapSquare';
import { type Confirmation, denseMap, type LinearMap, SpectralNorm, spectralNormOf } from '../../src/math/spectralNorm';
import { runToEnd } from '../../src/math/task';
import { seededUniform } from './elementaryPoints';

function reference(matrix: Float64Array, rows: number, cols: number): number {
  const decomposition = new SingularValueDecomposition(Matrix.from1DArray(rows, cols, Array.from(matrix)), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  });
  return Math.max(...decomposition.diagonal);
}

function gaussianSource(seed: number): () => number {
  const uniform = seededUniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function randomMatrix(rows: number, cols: number, seed: number): Float64Array {
  const next = gaussianSource(seed);
  return Float64Array.from({ length: rows * cols }, () => next() / Math.sqrt(cols));
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) out[i * n + j] += a[i * n + k] * b[k * n + j];
  }
  return out;
}

function transpose(a: Float64Array, n: number): Float64Array {
  return Float64Array.from(a, (_, k) => a[(k % n) * n + Math.floor(k / n)]);
}

/** An orthogonal matrix: a product of n Householder reflections with random axes. */
function orthogonalMatrix(n: number, seed: number): Float64Array {
  const next = gaussianSource(seed);
  let q = diagonalMatrix(Array.from({ length: n }, () => 1));
  for (let r = 0; r < n; r++) {
    const v = Float64Array.from({ length: n }, next);
    let square = 0;
    for (const x of v) square += x * x;
    const h = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) h[i * n + j] = (i === j ? 1 : 0) - (2 * v[i] * v[j]) / square;
    if (r < 3) q = multiply(q, h, n);
  }
  return q;
}

function diagonalMatrix(values: readonly number[]): Float64Array {
  const n = values.length;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = values[i];
  return out;
}

/** U·diag(values)·V with random orthogonal U, V. */
function withSingularValues(values: readonly number[], seed: number): Float64Array {
  const n = values.length;
  const u = orthogonalMatrix(n, seed);
  const v = orthogonalMatrix(n, seed + 1000);
  return multiply(multiply(u, diagonalMatrix(values), n), v, n);
}

function relativeError(value: number, truth: number): number {
  return truth === 0 ? Math.abs(value) : Math.abs(value - truth) / truth;
}

describe('single matrices', () => {
  it('agrees on random matrices of many shapes to 1e-12', () => {
    const shapes: Array<[number, number]> = [
      [1, 1],
      [1, 7],
      [7, 1],
      [2, 2],
      [3, 5],
      [12, 12],
      [13, 13],
      [20, 33],
      [33, 20],
      [64, 64],
      [5, 64],
      [64, 5],
      [96, 96],
    ];
    for (const [rows, cols] of shapes) {
      for (let seed = 0; seed < 4; seed++) {
        const matrix = randomMatrix(rows, cols, 31 * seed + rows);
        expect(relativeError(spectralNormOf(matrix, rows, cols), reference(matrix, rows, cols))).toBeLessThan(1e-12);
      }
    }
  });

  it('gives exactly zero for zero maps and the magnitude for a single entry', () => {
    for (const n of [1, 2, 12, 13, 64]) expect(spectralNormOf(new Float64Array(n * n), n, n)).toBe(0);
    expect(spectralNormOf(Float64Array.of(-3), 1, 1)).toBe(3);
    expect(spectralNormOf(Float64Array.of(0), 1, 1)).toBe(0);
    for (const n of [2, 30]) {
      for (let place = 0; place < n * n; place += 7) {
        const matrix = new Float64Array(n * n);
        matrix[place] = -2.5;
        expect(relativeError(spectralNormOf(matrix, n, n), 2.5)).toBeLessThan(1e-14);
      }
    }
  });

  it('agrees on orthogonal matrices, where all singular values coincide', () => {
    for (const n of [2, 12, 13, 64]) {
      expect(relativeError(spectralNormOf(orthogonalMatrix(n, n), n, n), 1)).toBeLessThan(1e-12);
    }
  });

  it('resolves clusters and near-equal top pairs', () => {
    for (const gap of [0, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-6, 3e-4, 1e-2]) {
      for (const n of [2, 8, 16, 40]) {
        for (const many of [2, 3, n]) {
          const values = Array.from({ length: n }, (_, i) => (i === 0 ? 1 : i < many ? 1 - gap * i : 0.5 / i));
          const matrix = withSingularValues(values, n + many);
          expect(relativeError(spectralNormOf(matrix, n, n), 1)).toBeLessThan(1e-10);
          expect(relativeError(spectralNormOf(diagonalMatrix(values.toReversed()), n, n), 1)).toBeLessThan(1e-10);
        }
      }
    }
  });

  it('needs a handful of steps for rank one', () => {
    const n = 64;
    const left = randomMatrix(n, 1, 1);
    const right = randomMatrix(n, 1, 2);
    const matrix = Float64Array.from({ length: n * n }, (_, k) => left[Math.floor(k / n)] * right[k % n]);
    const solver = new SpectralNorm(n);
    expect(relativeError(solver.computeNow(denseMap(matrix, n, n)), reference(matrix, n, n))).toBeLessThan(1e-12);
    expect(solver.iterations).toBeLessThanOrEqual(3);
  });

  it('survives entries of extreme size', () => {
    const matrix = randomMatrix(20, 20, 3);
    const truth = reference(matrix, 20, 20);
    for (const factor of [2 ** -1000, 1e-300, 1e-200, 1e-100, 1e100, 1e200, 1e300, 2 ** 1000]) {
      const value = spectralNormOf(
        matrix.map((x) => x * factor),
        20,
        20,
      );
      expect(relativeError(value / factor, truth)).toBeLessThan(1e-12);
    }
    expect(spectralNormOf(new Float64Array(400).fill(1e308), 20, 20)).toBe(Infinity);
    expect(spectralNormOf(new Float64Array(400).fill(5e-324), 20, 20)).toBeGreaterThanOrEqual(0);
  });
});

describe('sequences on one solver (warm starts)', () => {
  it('follows running products that explode, vanish and collapse to rank one', () => {
    const n = 48;
    for (const gain of [0.5, 1, 3]) {
      const solver = new SpectralNorm(n);
      let product = diagonalMatrix(Array.from({ length: n }, () => 1));
      for (let t = 0; t < 40; t++) {
        product = multiply(
          randomMatrix(n, n, 1000 * gain + t).map((x) => x * gain),
          product,
          n,
        );
        expect(relativeError(solver.computeNow(denseMap(product, n, n)), reference(product, n, n))).toBeLessThan(1e-10);
      }
      expect(solver.iterations).toBeLessThan(20);
    }
  });

  it('is not trapped when the top direction of a diagonal matrix moves to another unit', () => {
    for (const n of [5, 13, 40, 64]) {
      for (const gap of [1e-1, 1e-3, 1e-6, 1e-8, 1e-9]) {
        const solver = new SpectralNorm(n);
        for (let t = 0; t < 2 * n; t++) {
          const values = Array.from({ length: n }, (_, i) =>
            i === (7 * t) % n ? 1 : i === (7 * t + 3) % n ? 1 - gap : 0.3,
          );
          // The previous top is now second.
          values[(7 * (t + n - 1)) % n] = 1 - gap;
          expect(relativeError(solver.computeNow(denseMap(diagonalMatrix(values), n, n)), 1)).toBeLessThan(1e-10);
        }
      }
    }
  });

  it('is not trapped in one block of a decoupled matrix, nor by exact multiplicity', () => {
    const n = 32;
    const solver = new SpectralNorm(n);
    const next = seededUniform(77);
    for (let t = 0; t < 40; t++) {
      const matrix = new Float64Array(n * n);
      for (let block = 0; block < 4; block++) {
        const gain = next();
        const q = orthogonalMatrix(8, t + block);
        for (let i = 0; i < 8; i++)
          for (let j = 0; j < 8; j++) matrix[(8 * block + i) * n + 8 * block + j] = gain * q[8 * i + j];
      }
      expect(relativeError(solver.computeNow(denseMap(matrix, n, n)), reference(matrix, n, n))).toBeLessThan(1e-10);
    }
  });

  it('switches between sizes and shapes', () => {
    const solver = new SpectralNorm(40);
    for (const [rows, cols] of [
      [40, 40],
      [3, 20],
      [20, 3],
      [40, 13],
      [1, 1],
      [13, 40],
      [40, 40],
    ] as const) {
      const matrix = randomMatrix(rows, cols, rows + cols);
      expect(
        relativeError(solver.computeNow(denseMap(matrix, rows, cols)), reference(matrix, rows, cols)),
      ).toBeLessThan(1e-12);
    }
    expect(() => solver.computeNow(denseMap(new Float64Array(41), 41, 1))).toThrow(/up to size 40/);
    expect(() => denseMap(new Float64Array(3), 2, 2)).toThrow(/needs 4 entries/);
  });

  it('repeats its bits after reset, and the generator gives the bits of computeNow', () => {
    const map: LinearMap = denseMap(randomMatrix(40, 40, 8), 40, 40);
    const one = new SpectralNorm(40);
    const other = new SpectralNorm(64);
    const first = one.computeNow(map);
    one.computeNow(denseMap(randomMatrix(40, 40, 9), 40, 40));
    one.reset();
    expect(one.computeNow(map)).toBe(first);
    expect(runToEnd(other.compute(map))).toBe(first);
  });

  it('keeps its basis orthogonal to half the digits, for any decay of the singular values', () => {
    for (const n of [20, 60, 150]) {
      for (const decay of [0, 0.05, 0.3, 1]) {
        const matrix = randomMatrix(n, n, 30 + n).map((value, k) => value * Math.exp(-decay * Math.floor(k / n)));
        const search = new Lanczos(n);
        search.begin(new Float64Array(n).fill(1), n, false);
        runToEnd(searchByResidual(search, new MapSquare(denseMap(matrix, n, n)), 100));
        expect(relativeError(Math.sqrt(search.lambda), reference(matrix, n, n))).toBeLessThan(1e-12);
        const basis = search.krylov.vectors.slice(0, search.iterations);
        for (const [i, v] of basis.entries()) {
          for (const u of basis.slice(0, i))
            expect(Math.abs(v.reduce((sum, x, k) => sum + x * u[k], 0))).toBeLessThan(1e-8);
        }
      }
    }
  });

  it('pauses within large maps', () => {
    const task = new SpectralNorm(200).compute(denseMap(randomMatrix(200, 200, 8), 200, 200));
    let pauses = 0;
    while (task.next().done !== true) pauses++;
    expect(pauses).toBeGreaterThan(5);
  });
});

/**
 * Spectra made to deceive, the start on the wrong side: the solver has just answered with the vector that is now the second one,
 * and its pseudo-random vector has next to no share in what is now on top. The three ways to confirm an answer, one after the other.
 */
describe('adversaries', () => {
  const n = 24;
  /** What a fresh solver starts from. */
  const random = new Float64Array(n);
  const spy = denseMap(new Float64Array(n * n), n, n);
  new SpectralNorm(n).computeNow({
    ...spy,
    apply(x, out) {
      if (random[0] === 0) random.set(x);
      spy.apply(x, out);
    },
  });

  /** Orthonormal rows, the first with a given share of `random`, the second in general position. */
  function frame(share: number, next: () => number): Float64Array {
    const rows = Float64Array.from({ length: n * n }, next);
    for (let i = 0; i < n; i++) {
      const row = rows.subarray(i * n, (i + 1) * n);
      const remove = (from: Float64Array): void => {
        let dot = 0;
        for (let j = 0; j < n; j++) dot += row[j] * from[j];
        for (let j = 0; j < n; j++) row[j] -= dot * from[j];
      };
      const unit = (): void => {
        const norm = Math.hypot(...row);
        for (let j = 0; j < n; j++) row[j] /= norm;
      };
      for (let pass = 0; pass < 2; pass++) {
        for (let k = 0; k < i; k++) remove(rows.subarray(k * n, (k + 1) * n));
        if (i === 0) remove(random);
        unit();
      }
      if (i === 0) {
        for (let j = 0; j < n; j++) row[j] += share * random[j];
        unit();
      }
    }
    return rows;
  }

  function matrixOf(values: readonly number[], left: Float64Array, right: Float64Array): Float64Array {
    const out = new Float64Array(n * n);
    values.forEach((value, k) => {
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) out[i * n + j] += value * left[k * n + i] * right[k * n + j];
    });
    return out;
  }

  type Asked = readonly [map: LinearMap, confirmation?: Confirmation];
  const formed = (matrix: Float64Array): Asked => [
    denseMap(matrix, n, n),
    { by: 'gram', gram: new DenseGram(matrix, n, n) },
  ];
  const traced = (matrix: Float64Array): Asked => [
    transposedMap(transpose(matrix, n), n, n),
    { by: 'trace', squares: matrix.reduce((sum, x) => sum + x * x, 0) },
  ];
  const plain = (matrix: Float64Array): Asked => [denseMap(matrix, n, n)];
  const TAILS: Readonly<Record<string, (k: number, next: () => number) => number>> = {
    flat: () => 0.9,
    'just below': (_, next) => 1 - 1e-5 * Math.abs(next()) - 1e-8,
    even: (k) => 1 - k / n,
    steep: (k) => 10 ** -(k - 1),
    'rank two': () => 0,
  };

  /** The worst error over pairs and tails, with this share of the top in the random vector. */
  function worst(of: (matrix: Float64Array) => Asked, share: number, seeds: number): number {
    let most = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const next = gaussianSource(1000 + seed);
      const right = frame(share, next);
      const left = frame(share, next);
      for (const tail of Object.values(TAILS)) {
        const rest = Array.from({ length: n - 2 }, (_, k) => Math.max(0, tail(k + 2, next)));
        for (let decade = 2; decade <= 12; decade++) {
          const solver = new SpectralNorm(n);
          const second = 1 - 10 ** -(decade + seed / seeds);
          solver.computeNow(...of(matrixOf([0.5 * second, 1, ...rest.map((x) => 0.9 * x)], left, right)));
          most = Math.max(
            most,
            relativeError(solver.computeNow(...of(matrixOf([1, second, ...rest], left, right))), 1),
          );
        }
      }
    }
    return most;
  }

  it('with a formed AᵀA: never more than what is proven, whatever the share', () => {
    for (const share of [0.3, 1e-2, 1e-4, 1e-7, 0]) expect(worst(formed, share, 4)).toBeLessThan(2e-10);
  });

  it('with a known trace: never more than what is proven', () => {
    for (const share of [0.3, 1e-1, 1e-2]) expect(worst(traced, share, 4)).toBeLessThan(2e-10);
  });

  it('by the residual alone: within its tolerance', () => {
    for (const share of [0.3, 1e-1, 1e-2]) expect(worst(plain, share, 4)).toBeLessThan(2e-10);
    expect(worst(plain, 1e-3, 4)).toBeLessThan(1e-10);
  });
});

describe('properties', () => {
  const matrices = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })).chain(([rows, cols]) =>
    fc
      .array(fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 }), fc.double({ min: -10, max: 10, noNaN: true })), {
        minLength: rows * cols,
        maxLength: rows * cols,
      })
      .map((entries) => ({ rows, cols, matrix: Float64Array.from(entries) })),
  );

  it('agrees with the decomposition, lies between the largest entry and the Frobenius norm, and scales', () => {
    const solver = new SpectralNorm(20);
    fc.assert(
      fc.property(matrices, ({ rows, cols, matrix }) => {
        const value = solver.computeNow(denseMap(matrix, rows, cols));
        const truth = reference(matrix, rows, cols);
        if (relativeError(value, truth) > 1e-10) return false;
        const largest = matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        const frobenius = Math.sqrt(matrix.reduce((sum, x) => sum + x * x, 0));
        if (largest > 1e-100 && (value < largest * (1 - 1e-10) || value > frobenius * (1 + 1e-10))) return false;
        return (
          relativeError(
            spectralNormOf(
              matrix.map((x) => -4 * x),
              rows,
              cols,
            ),
            4 * truth,
          ) <= 1e-10
        );
      }),
      { numRuns: 400, seed: 20240607 },
    );
  });

  it('agrees with the norm of the transpose', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.integer(), (n, seed) => {
        const matrix = randomMatrix(n, n, seed);
        return relativeError(spectralNormOf(transpose(matrix, n), n, n), spectralNormOf(matrix, n, n)) < 1e-12;
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
