/** Scaled numbers and vectors: against BigInt-free arithmetic in logarithms, and against plain float64 where that fits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLOCK_FACTOR,
  blockPower,
  LOG10_BLOCK_FACTOR,
  log10Of,
  normalised,
  ONE,
  type Scaled,
  scaledProduct,
  scaledSum,
  toNumber,
  ZERO,
} from '../../src/math/scaled';
import {
  addPlain,
  addTo,
  commonBlockExponent,
  log10Norm,
  multiply,
  ScaledRows,
  ScaledVector,
  scaledDot,
  scaledNorm,
} from '../../src/math/scaledVector';

const anyScaled = (): fc.Arbitrary<Scaled> =>
  fc
    .tuple(fc.double({ min: -1e30, max: 1e30, noNaN: true }), fc.integer({ min: -20, max: 20 }))
    .map(([m, l]) => normalised(m, m === 0 ? 0 : l));

/** Any number that float64 holds with room for a product of two. */
const anyPlain = (): fc.Arbitrary<number> =>
  fc
    .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -140, max: 140 }))
    .map(([m, e]) => (Math.abs(m) < 1e-3 ? 0 : m * 10 ** e));

function vectorOf(values: readonly Scaled[]): ScaledVector {
  const v = new ScaledVector(values.length);
  values.forEach(({ mantissa, blockExponent }, k) => {
    v.mantissa[k] = mantissa;
    v.blockExponent[k] = blockExponent;
  });
  return v;
}

describe('a scaled number', () => {
  it('is normalised to a mantissa in [2^-128, 2^128), exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const { mantissa, blockExponent } = normalised(value, 0);
        expect(toNumber({ mantissa, blockExponent })).toBe(value);
        if (value === 0) return;
        expect(Math.abs(mantissa)).toBeGreaterThanOrEqual(2 ** -128);
        expect(Math.abs(mantissa)).toBeLessThan(2 ** 128);
      }),
    );
  });

  it('one block is 2^256', () => {
    expect(BLOCK_FACTOR).toBe(2 ** 256);
    expect(LOG10_BLOCK_FACTOR).toBeCloseTo(256 * Math.log10(2), 13);
    expect(normalised(2 ** 512, 0)).toEqual({ mantissa: 1, blockExponent: 2 });
    expect(log10Of(1, -17)).toBeCloseTo(-17 * LOG10_BLOCK_FACTOR, 10);
    expect(log10Of(0, 0)).toBe(-Infinity);
  });

  it('multiplies and adds as float64 does, where float64 can', () => {
    fc.assert(
      fc.property(anyPlain(), anyPlain(), (a, b) => {
        const [x, y] = [normalised(a, 0), normalised(b, 0)];
        expect(toNumber(scaledProduct(x, y))).toBe(a * b);
        expect(toNumber(scaledSum(x, y))).toBe(a + b);
      }),
    );
  });

  it('multiplies in logarithms far beyond it, and adds without losing the larger', () => {
    fc.assert(
      fc.property(anyScaled(), anyScaled(), (a, b) => {
        const log = (s: Scaled): number => log10Of(s.mantissa, s.blockExponent);
        if (a.mantissa === 0 || b.mantissa === 0) {
          expect(scaledProduct(a, b).mantissa).toBe(a.mantissa * b.mantissa);
          return;
        }
        expect(log(scaledProduct(a, b))).toBeCloseTo(log(a) + log(b), 9);
        if (Math.abs(log(a) - log(b)) > 17) expect(log(scaledSum(a, b))).toBeCloseTo(Math.max(log(a), log(b)), 9);
        expect(scaledSum(a, { mantissa: -a.mantissa, blockExponent: a.blockExponent }).mantissa).toBe(0);
      }),
    );
    expect(scaledSum(ONE, ZERO)).toEqual(ONE);
  });
});

describe('a scaled vector', () => {
  const rows = (size: number): fc.Arbitrary<Scaled[]> => fc.array(anyScaled(), { minLength: size, maxLength: size });

  it('adds, unit by unit, as its numbers do', () => {
    fc.assert(
      fc.property(rows(5), rows(5), (a, b) => {
        const sum = vectorOf(a);
        addTo(sum, vectorOf(b));
        sum.normalise();
        a.forEach((value, k) => {
          const expected = scaledSum(value, b[k]);
          expect(log10Of(sum.mantissa[k], sum.blockExponent[k])).toBeCloseTo(
            log10Of(expected.mantissa, expected.blockExponent),
            9,
          );
          if (expected.mantissa !== 0) expect(Math.sign(sum.mantissa[k])).toBe(Math.sign(expected.mantissa));
        });
      }),
    );
  });

  it('keeps both of two numbers that overlap from neighbouring blocks, exactly', () => {
    const high = { mantissa: 2 ** -127, blockExponent: 0 };
    const low = { mantissa: 2 ** 120, blockExponent: -1 };
    for (const [a, b] of [
      [high, low],
      [low, high],
    ]) {
      const sum = vectorOf([a]);
      addTo(sum, vectorOf([b]));
      expect(toNumber(sum.at(0))).toBe(2 ** -127 + 2 ** -136);
      expect(toNumber(scaledSum(a, b))).toBe(2 ** -127 + 2 ** -136);
    }
    expect([0, -1, -2, -3, -4].map(blockPower)).toEqual([1, 2 ** -256, 2 ** -512, 2 ** -768, 0]);
  });

  it('has a norm also where squares leave float64', () => {
    const norm = (values: number[], blockExponent: number[] | null = null): Scaled =>
      scaledNorm(Float64Array.from(values), blockExponent && Int32Array.from(blockExponent), 0, values.length);
    for (const size of [1e-300, 1e-200, 1e-150, 1, 1e150, 1e200, 1e300]) {
      expect(toNumber(norm([3 * size, 0, -4 * size])) / (5 * size)).toBeCloseTo(1, 14);
    }
    expect(norm([0, 0])).toEqual(ZERO);
    expect(norm([0, 0], [0, 0])).toEqual(ZERO);
    const { mantissa, blockExponent } = norm([3e-200, 4e-200 * 2 ** 256], [5, 4]);
    expect(log10Of(mantissa, blockExponent)).toBeCloseTo(Math.log10(5e-200) + 5 * LOG10_BLOCK_FACTOR, 12);
  });

  it('adds plain numbers to units of any size', () => {
    const v = vectorOf([
      ZERO,
      { mantissa: 2, blockExponent: 0 },
      { mantissa: 1, blockExponent: 9 },
      { mantissa: 1, blockExponent: -9 },
    ]);
    addPlain(v, Float64Array.of(7, 1, 2, 3, 4), 1);
    expect(toNumber(v.at(0))).toBe(1);
    expect(toNumber(v.at(1))).toBe(4);
    expect(v.at(2)).toEqual({ mantissa: 1, blockExponent: 9 });
    expect(toNumber(v.at(3))).toBe(4);
  });

  it('has the norm of its numbers: of the largest alone, where the others are far below', () => {
    fc.assert(
      fc.property(rows(6), (values) => {
        const top = Math.max(...values.map((s) => log10Of(s.mantissa, s.blockExponent)));
        const log = log10Norm(vectorOf(values));
        if (top === -Infinity) expect(log).toBe(-Infinity);
        else {
          expect(log).toBeGreaterThanOrEqual(top - 1e-9);
          expect(log).toBeLessThanOrEqual(top + Math.log10(6) / 2 + 1e-9);
        }
      }),
    );
    expect(
      10 **
        log10Norm(
          vectorOf([
            { mantissa: 3, blockExponent: 0 },
            { mantissa: 4, blockExponent: 0 },
          ]),
        ),
    ).toBeCloseTo(5, 12);
    // Neighbouring block exponents overlap: 2^-127 of block exponent 0 and 2^129 of block exponent −1 are the same number.
    const same = vectorOf([
      { mantissa: 2 ** -127, blockExponent: 0 },
      { mantissa: 2 ** 127, blockExponent: -1 },
    ]);
    expect(log10Norm(same)).toBeCloseTo(Math.log10(2 ** -127 * Math.hypot(1, 1 / 4)), 12);
  });

  it('has dot products that overflow and underflow nothing', () => {
    const a = vectorOf([
      { mantissa: 3, blockExponent: 8 },
      { mantissa: 2, blockExponent: 0 },
    ]);
    const b = vectorOf([
      { mantissa: 5, blockExponent: -8 },
      { mantissa: 7, blockExponent: 0 },
    ]);
    expect(toNumber(scaledDot(a, b))).toBe(29);
    expect(scaledDot(a, a).blockExponent).toBe(16);
    expect(scaledDot(a, new ScaledVector(2)).mantissa).toBe(0);
    // The first product is far below the second, and then the other way round.
    const mixed = vectorOf([
      { mantissa: 1, blockExponent: -9 },
      { mantissa: 2, blockExponent: 3 },
      { mantissa: 4, blockExponent: -2 },
    ]);
    expect(scaledDot(mixed, vectorOf([ONE, ONE, ONE]))).toEqual({ mantissa: 2, blockExponent: 3 });
  });

  it('reports whether its units share a block exponent, zeros apart', () => {
    expect(commonBlockExponent([vectorOf([ONE, ZERO])])).toBe(0);
    expect(commonBlockExponent([vectorOf([{ mantissa: 1, blockExponent: 3 }, ZERO])])).toBe(3);
    expect(commonBlockExponent([vectorOf([{ mantissa: 1, blockExponent: 3 }, ONE])])).toBeNaN();
    expect(commonBlockExponent([new ScaledVector(2)])).toBe(0);
  });

  it('multiplies by rows of factors, with block exponents or without, in place too', () => {
    const v = vectorOf([
      { mantissa: 2, blockExponent: 1 },
      { mantissa: 3, blockExponent: 0 },
    ]);
    multiply(v, { mantissa: Float64Array.of(9, 9, 5, 7), blockExponent: Int32Array.of(0, 0, -4, 2) }, 1, v);
    expect([v.at(0), v.at(1)]).toEqual([
      { mantissa: 10, blockExponent: -3 },
      { mantissa: 21, blockExponent: 2 },
    ]);
    multiply(v, { mantissa: Float64Array.of(2, 0), blockExponent: null }, 0, v);
    v.normalise();
    expect([v.at(0), v.at(1)]).toEqual([{ mantissa: 20, blockExponent: -3 }, ZERO]);
  });

  it('is stored in rows and loaded again', () => {
    const store = new ScaledRows(3, 2);
    const v = vectorOf([
      { mantissa: 2, blockExponent: 1 },
      { mantissa: 3, blockExponent: -5 },
    ]);
    store.store(1, v);
    const back = new ScaledVector(2);
    store.load(1, back);
    expect(back).toEqual(v);
    expect(store.at(1, 1)).toEqual({ mantissa: 3, blockExponent: -5 });
    expect(store.at(2, 0)).toEqual(ZERO);
  });
});
