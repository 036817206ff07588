/** Scaled numbers and vectors: against BigInt-free arithmetic in logarithms, and against plain float64 where that fits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LIMB,
  LOG10_LIMB,
  limbPower,
  log10Of,
  normalised,
  ONE,
  type Scaled,
  scaledProduct,
  scaledSum,
  toNumber,
  ZERO,
} from '../../src/math/limb';
import {
  addPlain,
  addTo,
  commonLimb,
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
  values.forEach(({ mantissa, limb }, k) => {
    v.mantissa[k] = mantissa;
    v.limb[k] = limb;
  });
  return v;
}

describe('a scaled number', () => {
  it('is normalised to a mantissa in [2^-128, 2^128), exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const { mantissa, limb } = normalised(value, 0);
        expect(toNumber({ mantissa, limb })).toBe(value);
        if (value === 0) return;
        expect(Math.abs(mantissa)).toBeGreaterThanOrEqual(2 ** -128);
        expect(Math.abs(mantissa)).toBeLessThan(2 ** 128);
      }),
    );
  });

  it('one limb is 2^256', () => {
    expect(LIMB).toBe(2 ** 256);
    expect(LOG10_LIMB).toBeCloseTo(256 * Math.log10(2), 13);
    expect(normalised(2 ** 512, 0)).toEqual({ mantissa: 1, limb: 2 });
    expect(log10Of(1, -17)).toBeCloseTo(-17 * LOG10_LIMB, 10);
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
        const log = (s: Scaled): number => log10Of(s.mantissa, s.limb);
        if (a.mantissa === 0 || b.mantissa === 0) {
          expect(scaledProduct(a, b).mantissa).toBe(a.mantissa * b.mantissa);
          return;
        }
        expect(log(scaledProduct(a, b))).toBeCloseTo(log(a) + log(b), 9);
        if (Math.abs(log(a) - log(b)) > 17) expect(log(scaledSum(a, b))).toBeCloseTo(Math.max(log(a), log(b)), 9);
        expect(scaledSum(a, { mantissa: -a.mantissa, limb: a.limb }).mantissa).toBe(0);
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
          expect(log10Of(sum.mantissa[k], sum.limb[k])).toBeCloseTo(log10Of(expected.mantissa, expected.limb), 9);
          if (expected.mantissa !== 0) expect(Math.sign(sum.mantissa[k])).toBe(Math.sign(expected.mantissa));
        });
      }),
    );
  });

  it('keeps both of two numbers that overlap from neighbouring limbs, exactly', () => {
    const high = { mantissa: 2 ** -127, limb: 0 };
    const low = { mantissa: 2 ** 120, limb: -1 };
    for (const [a, b] of [
      [high, low],
      [low, high],
    ]) {
      const sum = vectorOf([a]);
      addTo(sum, vectorOf([b]));
      expect(toNumber(sum.at(0))).toBe(2 ** -127 + 2 ** -136);
      expect(toNumber(scaledSum(a, b))).toBe(2 ** -127 + 2 ** -136);
    }
    expect([0, -1, -2, -3, -4].map(limbPower)).toEqual([1, 2 ** -256, 2 ** -512, 2 ** -768, 0]);
  });

  it('has a norm also where squares leave float64', () => {
    const norm = (values: number[], limb: number[] | null = null): Scaled =>
      scaledNorm(Float64Array.from(values), limb && Int32Array.from(limb), 0, values.length);
    for (const size of [1e-300, 1e-200, 1e-150, 1, 1e150, 1e200, 1e300]) {
      expect(toNumber(norm([3 * size, 0, -4 * size])) / (5 * size)).toBeCloseTo(1, 14);
    }
    expect(norm([0, 0])).toEqual(ZERO);
    expect(norm([0, 0], [0, 0])).toEqual(ZERO);
    const { mantissa, limb } = norm([3e-200, 4e-200 * 2 ** 256], [5, 4]);
    expect(log10Of(mantissa, limb)).toBeCloseTo(Math.log10(5e-200) + 5 * LOG10_LIMB, 12);
  });

  it('adds plain numbers to units of any size', () => {
    const v = vectorOf([ZERO, { mantissa: 2, limb: 0 }, { mantissa: 1, limb: 9 }, { mantissa: 1, limb: -9 }]);
    addPlain(v, Float64Array.of(7, 1, 2, 3, 4), 1);
    expect(toNumber(v.at(0))).toBe(1);
    expect(toNumber(v.at(1))).toBe(4);
    expect(v.at(2)).toEqual({ mantissa: 1, limb: 9 });
    expect(toNumber(v.at(3))).toBe(4);
  });

  it('has the norm of its numbers: of the largest alone, where the others are far below', () => {
    fc.assert(
      fc.property(rows(6), (values) => {
        const top = Math.max(...values.map((s) => log10Of(s.mantissa, s.limb)));
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
            { mantissa: 3, limb: 0 },
            { mantissa: 4, limb: 0 },
          ]),
        ),
    ).toBeCloseTo(5, 12);
    // Neighbouring limbs overlap: 2^-127 of limb 0 and 2^129 of limb −1 are the same number.
    const same = vectorOf([
      { mantissa: 2 ** -127, limb: 0 },
      { mantissa: 2 ** 127, limb: -1 },
    ]);
    expect(log10Norm(same)).toBeCloseTo(Math.log10(2 ** -127 * Math.hypot(1, 1 / 4)), 12);
  });

  it('has dot products that overflow and underflow nothing', () => {
    const a = vectorOf([
      { mantissa: 3, limb: 8 },
      { mantissa: 2, limb: 0 },
    ]);
    const b = vectorOf([
      { mantissa: 5, limb: -8 },
      { mantissa: 7, limb: 0 },
    ]);
    expect(toNumber(scaledDot(a, b))).toBe(29);
    expect(scaledDot(a, a).limb).toBe(16);
    expect(scaledDot(a, new ScaledVector(2)).mantissa).toBe(0);
    // The first product is far below the second, and then the other way round.
    const mixed = vectorOf([
      { mantissa: 1, limb: -9 },
      { mantissa: 2, limb: 3 },
      { mantissa: 4, limb: -2 },
    ]);
    expect(scaledDot(mixed, vectorOf([ONE, ONE, ONE]))).toEqual({ mantissa: 2, limb: 3 });
  });

  it('reports whether its units share a limb, zeros apart', () => {
    expect(commonLimb([vectorOf([ONE, ZERO])])).toBe(0);
    expect(commonLimb([vectorOf([{ mantissa: 1, limb: 3 }, ZERO])])).toBe(3);
    expect(commonLimb([vectorOf([{ mantissa: 1, limb: 3 }, ONE])])).toBeNaN();
    expect(commonLimb([new ScaledVector(2)])).toBe(0);
  });

  it('multiplies by rows of factors, with limbs or without, in place too', () => {
    const v = vectorOf([
      { mantissa: 2, limb: 1 },
      { mantissa: 3, limb: 0 },
    ]);
    multiply(v, { mantissa: Float64Array.of(9, 9, 5, 7), limb: Int32Array.of(0, 0, -4, 2) }, 1, v);
    expect([v.at(0), v.at(1)]).toEqual([
      { mantissa: 10, limb: -3 },
      { mantissa: 21, limb: 2 },
    ]);
    multiply(v, { mantissa: Float64Array.of(2, 0), limb: null }, 0, v);
    v.normalise();
    expect([v.at(0), v.at(1)]).toEqual([{ mantissa: 20, limb: -3 }, ZERO]);
  });

  it('is stored in rows and loaded again', () => {
    const store = new ScaledRows(3, 2);
    const v = vectorOf([
      { mantissa: 2, limb: 1 },
      { mantissa: 3, limb: -5 },
    ]);
    store.store(1, v);
    const back = new ScaledVector(2);
    store.load(1, back);
    expect(back).toEqual(v);
    expect(store.at(1, 1)).toEqual({ mantissa: 3, limb: -5 });
    expect(store.at(2, 0)).toEqual(ZERO);
  });
});
