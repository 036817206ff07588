/** Matrix kernels against the plain triple loop, at sizes that leave every remainder of their blocks; and the random streams. */

import { describe, expect, it } from 'vitest';
import { columnProducts } from '../../src/math/columnProducts';
import { DenseGram } from '../../src/math/gram';
import { matrixProduct } from '../../src/math/matrixProduct';
import { matrixVector, vectorMatrix } from '../../src/math/matrixVector';
import { PackedRows, SLOTS } from '../../src/math/packedRows';
import { matrixTimes, transposed } from '../../src/math/products';
import { RandomStream } from '../../src/math/random';
import { ResidentMatrix } from '../../src/math/residentMatrix';
import { log10Of, toNumber } from '../../src/math/scaled';
import { ScaledVector } from '../../src/math/scaledVector';
import { spectralNormOf } from '../../src/math/spectralNorm';
import { LARGEST_SYMMETRIC, SymmetricMatrix } from '../../src/math/symmetricMatrix';
import { runToEnd } from '../../src/math/task';

const normals = (count: number, name: string): Float64Array => new RandomStream(4, name).normals(count, 1);

function plainProduct(x: ArrayLike<number>, y: ArrayLike<number>, rows: number, inner: number, cols: number): number[] {
  const out = new Array<number>(rows * cols).fill(0);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++)
      for (let j = 0; j < cols; j++) out[i * cols + j] += x[i * inner + k] * y[k * cols + j];
  return out;
}

const transposedOf = (x: Float64Array, rows: number, cols: number): Float64Array =>
  Float64Array.from(x, (_, k) => x[(k % rows) * cols + Math.floor(k / rows)]);

const expectNear = (ours: Float64Array, expected: readonly number[]): void => {
  expect(ours).toHaveLength(expected.length);
  expected.forEach((value, k) => expect(Math.abs(ours[k] - value)).toBeLessThan(1e-12));
};

const SIZES = [1, 2, 3, 4, 5, 7, 8, 13] as const;

describe('dense kernels', () => {
  for (const rows of SIZES) {
    for (const cols of SIZES) {
      it(`${rows} × ${cols}`, () => {
        const a = normals(rows * cols, 'a');
        const x = normals(cols, 'x');
        const u = normals(rows, 'u');
        const out = new Float64Array(rows).fill(9);
        matrixVector(a, x, rows, cols, out);
        expectNear(out, plainProduct(a, x, rows, cols, 1));
        const across = new Float64Array(cols).fill(9);
        vectorMatrix(u, a, rows, cols, across);
        expectNear(across, plainProduct(u, a, 1, rows, cols));
        for (const inner of [1, 5, 8]) {
          const [left, right] = [normals(rows * inner, 'l'), normals(inner * cols, 'r')];
          const product = new Float64Array(rows * cols).fill(9);
          runToEnd(matrixProduct(left, right, rows, inner, cols, product));
          expectNear(product, plainProduct(left, right, rows, inner, cols));
        }
      });
    }
  }

  it('a Gram matrix, applied by its lower triangle, is AᵀA', () => {
    for (const rows of SIZES) {
      for (const n of SIZES) {
        const a = normals(rows * n, 'g');
        const x = normals(n, 'x');
        const gram = new DenseGram(a, rows, n);
        expect(runToEnd(gram.form())).toBe(true);
        const out = new Float64Array(n).fill(9);
        gram.times(x, out);
        expectNear(out, plainProduct(transposedOf(a, rows, n), plainProduct(a, x, rows, n, 1), n, rows, 1));
      }
    }
    expect(runToEnd(new DenseGram(new Float64Array(9), 3, 3).form())).toBe(false);
    expect(runToEnd(new DenseGram(new Float64Array(9).fill(1e60), 3, 3).form())).toBe(false);
    expect(runToEnd(new DenseGram(new Float64Array(9).fill(Number.NaN), 3, 3).form())).toBe(false);
  });

  it('a symmetric matrix, diagonal at first, gives S x and ⟨x, S x⟩, whichever was multiplied before', () => {
    for (const diagonals of [0, ...SIZES]) {
      for (const dense of SIZES) {
        const size = diagonals + dense;
        const [one, other] = [new SymmetricMatrix(size, diagonals), new SymmetricMatrix(size, diagonals)];
        const values = normals(size * size, 'symmetric');
        const full = new Float64Array(size * size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j <= i; j++) {
            if (i < diagonals && j < i) continue;
            full[i * size + j] = full[j * size + i] = values[i * size + j];
            if (i < diagonals) one.diagonal[i] = values[i * size + i];
            else one.packed[one.at(i) + 4 * j] = values[i * size + j];
          }
        }
        const x = normals(size, 'x');
        const out = new Float64Array(size).fill(9);
        for (let round = 0; round < 2; round++) {
          const product = one.times(x, out);
          const expected = plainProduct(full, x, size, size, 1);
          expectNear(out, expected);
          expectNear(Float64Array.of(product), plainProduct(x, expected, 1, size, 1));
          other.times(x, out);
          expect(out.every((value) => value === 0)).toBe(true);
        }
        // What has been multiplied with before is not seen to change until that is told.
        one.packed.fill(0);
        one.diagonal.fill(0);
        one.changed();
        one.times(x, out);
        expect(out.every((value) => value === 0)).toBe(true);
      }
    }
    expect(() => new SymmetricMatrix(LARGEST_SYMMETRIC + 1)).toThrow(`No room`);
  });

  it('a limit is above a Gram matrix exactly where it is above the largest eigenvalue', () => {
    for (const n of SIZES) {
      const a = normals(n * n, 'limit');
      const top = spectralNormOf(a, n, n) ** 2;
      const gram = new DenseGram(a, n, n);
      runToEnd(gram.form());
      expect(gram.isBelow(top * (1 + 1e-12))).toBe(true);
      for (const factor of [1 - 1e-12, 0.9, 0.5, 0, -1]) expect(gram.isBelow(top * factor)).toBe(false);
    }
  });

  it('a large product pauses often, and does not mind what others multiply meanwhile', () => {
    const n = 300;
    const [x, y] = [normals(n * n, 'big x'), normals(n * n, 'big y')];
    const out = new Float64Array(n * n);
    const work = matrixProduct(x, y, n, n, n, out);
    let pauses = 0;
    for (; work.next().done !== true; pauses++) {
      columnProducts.left.fill(7);
      columnProducts.right.fill(7);
    }
    expect(pauses).toBeGreaterThanOrEqual(5);
    expectNear(out.subarray(0, n), plainProduct(x.subarray(0, n), y, 1, n, n));
    expectNear(out.subarray(n * (n - 1)), plainProduct(x.subarray(n * (n - 1)), y, 1, n, n));
  });

  it('packed matrices give the bits of their rows, and their sum is the sum', () => {
    for (const n of SIZES) {
      for (const count of [1, 2, 4]) {
        const matrices = ['1', '2', '3', '4'].slice(0, count).map((name) => normals(n * n, name));
        const packed = new PackedRows(SLOTS.whole, matrices, n, n);
        const vectors = normals(count * n, '5');
        const outs = new Float64Array(count * n).fill(7);
        const whole = new Float64Array(n).fill(7);
        packed.products(vectors, outs, whole);
        const row = (of: Float64Array, k: number): Float64Array => of.subarray(k * n, (k + 1) * n);
        const parts = matrices.map((matrix, k) => plainProduct(matrix, row(vectors, k), n, n, 1));
        for (const [k, part] of parts.entries()) expect([...row(outs, k)]).toEqual(part);
        expectNear(
          whole,
          parts[0].map((_, j) => parts.reduce((sum, part) => sum + part[j], 0)),
        );
      }
    }
  });

  it('a packed matrix need not be square', () => {
    for (const rows of SIZES) {
      for (const cols of SIZES) {
        const [a, x] = [normals(rows * cols, 'a'), normals(cols, 'x')];
        const out = new Float64Array(rows).fill(9);
        new PackedRows(SLOTS.forward, [a], rows, cols).times(x, out);
        expect([...out]).toEqual(plainProduct(a, x, rows, cols, 1));
      }
    }
  });

  it('packed matrices may take turns in a slot, and in the slots of a large one', () => {
    const n = 256;
    const [large, small, beside] = [4 * n * n, 9, 16].map((length, k) => normals(length, `slot ${k}`));
    const all = [
      { packed: new PackedRows(SLOTS.forward, [large], 4 * n, n), a: large, rows: 4 * n, cols: n },
      { packed: new PackedRows(SLOTS.forward + 2, [small], 3, 3), a: small, rows: 3, cols: 3 },
      { packed: new PackedRows(SLOTS.forward, [beside], 4, 4), a: beside, rows: 4, cols: 4 },
    ];
    for (const turn of [0, 1, 0, 2, 1, 2, 0, 0, 2]) {
      const { packed, a, rows, cols } = all[turn];
      const x = normals(cols, `turn ${turn}`);
      const out = new Float64Array(rows);
      packed.times(x, out);
      expect([...out]).toEqual(plainProduct(a, x, rows, cols, 1));
    }
  });

  it('packed matrices that are too large for the slots have the same sums, and leave the slots alone', () => {
    const n = 301;
    const matrices = ['1', '2', '3', '4'].map((name) => normals(n * n, name));
    const beside = normals(16, 'beside');
    const small = new PackedRows(SLOTS.whole, [beside], 4, 4);
    const smallOut = new Float64Array(4);
    small.times(beside, smallOut);
    const large = new PackedRows(SLOTS.whole, matrices, n, n);
    const vectors = normals(4 * n, '5');
    const [outs, whole, one] = [new Float64Array(4 * n), new Float64Array(n).fill(7), new Float64Array(4 * n)];
    large.products(vectors, outs, whole);
    large.times(vectors, one);
    const row = (of: Float64Array, k: number): Float64Array => of.subarray(k * n, (k + 1) * n);
    const parts = matrices.map((matrix, k) => plainProduct(matrix, row(vectors, k), n, n, 1));
    for (const [k, part] of parts.entries()) {
      expect([...row(outs, k)]).toEqual(part);
      expect([...row(one, k)]).toEqual(plainProduct(matrices[k], row(vectors, 0), n, n, 1));
    }
    expectNear(
      whole,
      parts[0].map((_, j) => parts.reduce((sum, part) => sum + part[j], 0)),
    );
    const again = new Float64Array(4);
    small.times(beside, again);
    expect([...again]).toEqual([...smallOut]);
  });

  it('a resident matrix is multiplied from both sides, whoever was there before', () => {
    for (const rows of SIZES) {
      for (const cols of SIZES) {
        const spare = 3;
        const [a, b] = ['a', 'b'].map((name) => normals((rows + spare) * cols, name));
        const [x, y] = [normals(cols, 'x'), normals(rows, 'y')];
        const [one, other] = [new ResidentMatrix(a, rows, cols), new ResidentMatrix(b, rows, cols)];
        for (const [resident, matrix] of [[one, a] as const, [other, b] as const, [one, a] as const]) {
          const used = matrix.subarray(0, rows * cols);
          const [below, across] = [new Float64Array(rows).fill(9), new Float64Array(cols).fill(9)];
          resident.times(x, below);
          resident.transposeTimes(y, across);
          expectNear(below, plainProduct(used, x, rows, cols, 1));
          expectNear(across, plainProduct(y, used, 1, rows, cols));
        }
      }
    }
    expect(() => new ResidentMatrix(new Float64Array(513), 1, 513)).toThrow('No room');
  });

  it('a transpose is one', () => {
    expect([...transposed(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 3)]).toEqual([1, 4, 7, 2, 5, 8, 3, 6, 9]);
  });
});

describe('matrix times scaled vector', () => {
  it('is the plain product where all units share a block exponent', () => {
    const v = new ScaledVector(5);
    v.mantissa.set(normals(5, 'v'));
    v.blockExponent.fill(-7);
    v.mantissa[2] = 0;
    v.blockExponent[2] = 0;
    const a = normals(25, 'A');
    const out = new ScaledVector(5);
    matrixTimes(a, v, out);
    expectNear(out.mantissa, plainProduct(a, v.mantissa, 5, 5, 1));
    expect([...out.blockExponent]).toEqual([-7, -7, -7, -7, -7]);
  });

  it('loses no unit beside a larger one that its row ignores', () => {
    // Row 0 sees only unit 0 (10^-1301), row 1 only unit 1, row 2 both.
    const v = new ScaledVector(3);
    v.mantissa.set([3, 5, 0]);
    v.blockExponent.set([-17, 0, 0]);
    const out = new ScaledVector(3);
    matrixTimes(Float64Array.of(2, 0, 9, 0, 2, 9, 1, 1, 9), v, out);
    expect(log10Of(out.mantissa[0], out.blockExponent[0])).toBeCloseTo(Math.log10(6) - 17 * 256 * Math.log10(2), 9);
    expect(toNumber(out.at(1))).toBe(10);
    expect(toNumber(out.at(2))).toBe(5);
  });
});

describe('random streams', () => {
  it('have the same bits for the same seed and name, and nothing in common otherwise', () => {
    const draw = (seed: number, name: string): string => [...new RandomStream(seed, name).normals(8, 1)].join();
    expect(draw(1, 'R_z')).toBe(draw(1, 'R_z'));
    const others = [draw(1, 'R_z'), draw(2, 'R_z'), draw(0, 'R_z'), draw(1, 'R_i'), draw(1, 'z_R'), draw(1, '')];
    expect(new Set(others).size).toBe(others.length);
  });

  it('keep their bits for good: a shared link draws what it drew', () => {
    const stream = new RandomStream(1, 'R_z');
    expect([
      stream.uniform(),
      stream.uniform(),
      stream.normal(),
      stream.normal(),
      stream.normal(),
    ]).toMatchInlineSnapshot(`
      [
        0.47302720188876546,
        0.8512904880238173,
        1.2426431215931588,
        0.3484911184947661,
        0.9724432717926283,
      ]
    `);
  });

  it('are uniform in [0, 1), and normal with mean 0 and variance 1', () => {
    const stream = new RandomStream(7, 'moments');
    const uniforms = Array.from({ length: 20000 }, () => stream.uniform());
    expect(Math.min(...uniforms)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms)).toBeLessThan(1);
    const moment = (values: ArrayLike<number>, power: number): number =>
      Array.from(values).reduce((sum, v) => sum + v ** power, 0) / values.length;
    expect(Math.abs(moment(uniforms, 1) - 0.5)).toBeLessThan(0.01);
    const values = new RandomStream(8, 'moments').normals(40000, 2);
    expect(Math.abs(moment(values, 1))).toBeLessThan(0.04);
    expect(Math.abs(moment(values, 2) / 4 - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(values, 4) / 48 - 1)).toBeLessThan(0.1);
    // Neighbours are not correlated: the polar method gives them in pairs.
    const lagged = Array.from({ length: 39999 }, (_, k) => values[k] * values[k + 1]);
    expect(Math.abs(moment(lagged, 1))).toBeLessThan(0.08);
  });
});
