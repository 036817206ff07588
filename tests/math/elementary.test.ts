/**
 * The elementary functions against a 300-bit reference, their special values, and their exact bits.
 */

import { describe, expect, it } from 'vitest';
import {
  cosTurns,
  exp,
  expScaled,
  log,
  log10,
  logistic,
  logisticAndPrime,
  logisticPrime,
  pow2,
  sinTurns,
  tanh,
  tanhAndPrime,
  tanhPrime,
} from '../../src/math/elementary';
import {
  type Big,
  bigCosTurns,
  bigExp,
  bigLog,
  bigLog10,
  bigLogistic,
  bigLogisticPrime,
  bigSinTurns,
  bigTanh,
  bigTanhPrime,
  ulpError,
} from './bigReference';
import { GOLDEN_HASHES, GOLDEN_POINTS } from './elementaryGolden';
import { FUNCTIONS, goldenArgument, hashOfFunction, hexOf, seededUniform } from './elementaryPoints';

const POINTS_PER_RANGE = 250;

function worstError(
  f: (x: number) => number,
  reference: (x: number) => Big,
  ranges: ReadonlyArray<readonly [number, number]>,
): number {
  const next = seededUniform(20240607);
  let worst = 0;
  for (const [from, to] of ranges) {
    for (let i = 0; i < POINTS_PER_RANGE; i++) {
      const x = i === 0 ? from : i === 1 ? to : from + (to - from) * next();
      if (x !== 0) worst = Math.max(worst, ulpError(f(x), reference(x)));
    }
  }
  return worst;
}

/** Both signs of each range [a, b]. */
function bothSigns(ranges: ReadonlyArray<readonly [number, number]>): Array<readonly [number, number]> {
  return ranges.flatMap(([a, b]) => [[a, b] as const, [-b, -a] as const]);
}

const ACTIVATION_RANGES = bothSigns([
  [1e-20, 1e-9],
  [1e-6, 1e-3],
  [0.001, 0.25],
  [0.2, 0.3],
  [0.25, 1],
  [1, 3],
  [2.9, 3.1],
  [3, 5],
  [4.9, 5.1],
  [5, 20],
  [18, 45],
  [30, 340],
]);
const DEAD_RANGES = bothSigns([
  [340, 372],
  [353, 355],
]);

describe('accuracy against a 300-bit reference', () => {
  it('exp is within 0.51 ulp, subnormal results included', () => {
    const ranges = [...ACTIVATION_RANGES, [700, 709.78], [-745.13, -744], [-750, -700], [-709, -707]] as const;
    const worst = worstError(exp, bigExp, ranges);
    expect(worst).toBeLessThan(0.51);
    expect(ulpError(exp(709.782712893384), bigExp(709.782712893384))).toBeLessThan(0.51);
    expect(ulpError(exp(-745.1332191019411), bigExp(-745.1332191019411))).toBeLessThan(0.51);
  });

  it('tanh is within 0.6 ulp', () => {
    expect(worstError(tanh, bigTanh, [...ACTIVATION_RANGES, ...DEAD_RANGES])).toBeLessThan(0.6);
  });

  it('the logistic function is within 0.55 ulp, subnormal results included', () => {
    const ranges = [...ACTIVATION_RANGES, ...DEAD_RANGES, [-745.13, -744], [-750, -700], [-709, -707]] as const;
    expect(worstError(logistic, bigLogistic, ranges)).toBeLessThan(0.55);
  });

  it('the derivatives are within 4 ulp down to the subnormals', () => {
    expect(worstError(tanhPrime, bigTanhPrime, [...ACTIVATION_RANGES, ...DEAD_RANGES])).toBeLessThan(4);
    const ranges = [...ACTIVATION_RANGES, ...bothSigns([[700, 745]])];
    expect(worstError(logisticPrime, bigLogisticPrime, ranges)).toBeLessThan(4);
  });

  const LOG_RANGES = [
    [5e-324, 1e-308],
    [1e-300, 1e-290],
    [1e-3, 0.999999],
    [0.5, 2],
    [0.999, 1.001],
    [1 - 1e-9, 1 + 1e-9],
    [1.0000001, 1e6],
    [1e300, 1.7e308],
  ] as const;

  it('log and log10 are within 0.9 ulp', () => {
    expect(worstError(log, bigLog, LOG_RANGES)).toBeLessThan(0.9);
    expect(worstError(log10, bigLog10, LOG_RANGES)).toBeLessThan(0.9);
  });

  it('sine and cosine of turns are within 2 ulp, also of large angles', () => {
    const ranges = bothSigns([
      [1e-12, 1e-3],
      [0, 1],
      [0.249, 0.251],
      [0.499, 0.501],
      [1000, 2000],
      [1e9, 2e9],
    ]);
    const awayFromZero = (f: (u: number) => number, big: (u: number) => Big) => (u: number) =>
      f(u) === 0 && big(u).mantissa === 0n ? 0 : f(u);
    expect(worstError(awayFromZero(sinTurns, bigSinTurns), bigSinTurns, ranges)).toBeLessThan(2);
    expect(worstError(awayFromZero(cosTurns, bigCosTurns), bigCosTurns, ranges)).toBeLessThan(2);
  });

  it('expScaled is within 0.51 ulp up to a million', () => {
    const next = seededUniform(99);
    const out = new Float64Array(2);
    let worst = 0;
    for (let i = 0; i < 2000; i++) {
      const x = i < 2 ? (i === 0 ? 1e6 : -1e6) : (next() - 0.5) * 2 * [1e6, 1e4, 100, 1][i & 3];
      expScaled(x, out);
      const { mantissa, exponent } = bigExp(x);
      worst = Math.max(worst, ulpError(out[0], { mantissa, exponent: exponent - BigInt(out[1]) }));
      expect(out[0]).toBeGreaterThan(0.98);
      expect(out[0]).toBeLessThan(2.02);
    }
    expect(worst).toBeLessThan(0.51);
  });
});

describe('special values', () => {
  it('of exp', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(710)).toBe(Infinity);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(709.782712893385)).toBe(Infinity);
    expect(exp(-745.14)).toBe(0);
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(5e-324)).toBe(1);
  });

  it('of tanh and the logistic function', () => {
    expect(tanh(0)).toBe(0);
    expect(Object.is(tanh(-0), -0)).toBe(true);
    expect(tanh(5e-324)).toBe(5e-324);
    expect(tanh(1e-308)).toBe(1e-308);
    for (const x of [25, 374.9, 375, 1e300, Infinity]) {
      expect(tanh(x)).toBe(1);
      expect(tanh(-x)).toBe(-1);
    }
    expect(tanhPrime(0)).toBe(1);
    expect(tanhPrime(1e300)).toBe(0);
    expect(tanhPrime(-Infinity)).toBe(0);
    expect(tanhPrime(370)).toBeGreaterThan(0);
    expect(logistic(0)).toBe(0.5);
    expect(logistic(-0)).toBe(0.5);
    expect(logistic(40)).toBe(1);
    expect(logistic(Infinity)).toBe(1);
    expect(logistic(-Infinity)).toBe(0);
    expect(logistic(-745.2)).toBe(0);
    expect(logisticPrime(0)).toBe(0.25);
    expect(logisticPrime(-740)).toBeGreaterThan(0);
    expect(logisticPrime(Infinity)).toBe(0);
    for (const f of [tanh, tanhPrime, logistic, logisticPrime]) expect(f(Number.NaN)).toBeNaN();
  });

  it('of the logarithms', () => {
    for (const f of [log, log10]) {
      expect(f(1)).toBe(0);
      expect(f(0)).toBe(-Infinity);
      expect(f(-0)).toBe(-Infinity);
      expect(f(Infinity)).toBe(Infinity);
      expect(f(-1)).toBeNaN();
      expect(f(-Infinity)).toBeNaN();
      expect(f(Number.NaN)).toBeNaN();
    }
    for (let k = -307; k <= 308; k++) expect(log10(Number(`1e${k}`))).toBe(k);
  });

  it('of sine and cosine in turns', () => {
    for (const turns of [0, 1, -3, 4503599627370497, 1e300]) {
      expect(Math.abs(sinTurns(turns))).toBe(0);
      expect(cosTurns(turns)).toBe(1);
      if (Math.abs(turns) > 1e9) continue;
      expect(sinTurns(turns + 0.25)).toBe(1);
      expect(Math.abs(cosTurns(turns + 0.25))).toBe(0);
      expect(cosTurns(turns + 0.5)).toBe(-1);
      expect(sinTurns(turns + 0.75)).toBe(-1);
    }
    expect(sinTurns(Infinity)).toBeNaN();
    expect(cosTurns(Number.NaN)).toBeNaN();
  });

  it('of the powers of two', () => {
    for (let k = -1074; k <= 1023; k++) expect(pow2(k)).toBe(2 ** k);
    expect(pow2(1024)).toBe(Infinity);
    expect(pow2(-1075)).toBe(0);
  });
});

describe('shape', () => {
  it('the combined kernels give the bits of the single functions', () => {
    const next = seededUniform(5);
    const value = new Float64Array(3);
    const prime = new Float64Array(3);
    for (let i = 0; i < 5000; i++) {
      const x = (next() - 0.5) * [1, 8, 80, 1600][i & 3];
      tanhAndPrime(x, value, 1, prime, 1);
      expect([...value, ...prime]).toEqual([0, tanh(x), 0, 0, tanhPrime(x), 0]);
      logisticAndPrime(x, value, 1, prime, 1);
      expect([...value, ...prime]).toEqual([0, logistic(x), 0, 0, logisticPrime(x), 0]);
    }
  });

  it('tanh is odd, its derivative and that of the logistic function are even, sine odd, cosine even', () => {
    const next = seededUniform(6);
    for (let i = 0; i < 3000; i++) {
      const x = next() * [1, 8, 80, 800][i & 3];
      expect(tanh(-x)).toBe(-tanh(x));
      expect(tanhPrime(-x)).toBe(tanhPrime(x));
      expect(sinTurns(-x)).toBe(-sinTurns(x));
      expect(cosTurns(-x)).toBe(cosTurns(x));
      expect(Math.abs(logisticPrime(-x) / logisticPrime(x) - 1) < 1e-15 || logisticPrime(x) < 1e-300).toBe(true);
      expect(Math.abs(logistic(x) + logistic(-x) - 1)).toBeLessThan(3e-16);
    }
  });

  it('exp, tanh, the logistic function and the logarithms never decrease on a fine grid', () => {
    const grids: Array<[(x: number) => number, number, number]> = [
      [exp, -746, 710],
      [exp, -1, 1],
      [tanh, -25, 25],
      [tanh, 0.24, 0.26],
      [tanh, 2.99, 3.01],
      [logistic, -746, 40],
      [logistic, 4.99, 5.01],
      [logistic, -5.01, -4.99],
      [log, 0.5, 2],
      [log10, 0.5, 2],
    ];
    for (const [f, from, to] of grids) {
      let last = -Infinity;
      let falls = 0;
      for (let i = 0; i <= 20000; i++) {
        const value = f(from + ((to - from) * i) / 20000);
        if (value < last) falls++;
        last = value;
      }
      expect(falls).toBe(0);
    }
  });
});

describe('exact bits, the same in every browser', () => {
  for (const name of Object.keys(FUNCTIONS) as Array<keyof typeof FUNCTIONS>) {
    it(`of ${name}`, () => {
      const bits = GOLDEN_POINTS[name].map((_, i) => hexOf(FUNCTIONS[name](goldenArgument(name, i))));
      expect(bits).toEqual(GOLDEN_POINTS[name]);
      expect(hashOfFunction(name)).toBe(GOLDEN_HASHES[name]);
    });
  }
});
