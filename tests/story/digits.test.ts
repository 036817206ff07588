/** Digits that two runs have in common (spec, section 8), and how numbers are written with them. */
import { describe, expect, it } from 'vitest';
import { digitsOf, digitsOfLogs, digitsOfScaled, holdsFrom } from '../../src/story/digits';
import {
  besideOne,
  exact,
  exactly,
  exactPower,
  fixed,
  magnitude,
  precise,
  rangeOfLogs,
  scaled,
  share,
  signed,
  sizeOr,
} from '../../src/story/format';

const LOG = Math.log10;

describe('digits in common', () => {
  it('are −log10 of the relative difference, 15 at most', () => {
    expect(digitsOf(1000, 1001)).toBeCloseTo(3, 3);
    expect(digitsOf(1, 1 + 2 ** -52)).toBe(15);
    expect(digitsOf(0, 0)).toBe(15);
    expect(digitsOf(0, 1)).toBe(0);
    expect(digitsOf(1, -1)).toBe(0);
    expect(digitsOf(2, undefined)).toBe(15);
    expect(digitsOf(Number.NaN, 1)).toBe(0);
  });

  it('are the same of logarithms, and of numbers beyond float64', () => {
    expect(digitsOfLogs(LOG(1000), LOG(1001))).toBeCloseTo(3, 3);
    expect(digitsOfLogs(421 + LOG(1000), 421 + LOG(1001))).toBeCloseTo(3, 3);
    expect(digitsOfLogs(-Infinity, -Infinity)).toBe(15);
    expect(digitsOfLogs(-Infinity, -300)).toBe(0);
    expect(digitsOfLogs(65.1, 60.3)).toBeLessThan(1);
    expect(digitsOfScaled({ mantissa: 3, blockExponent: 5 }, { mantissa: 3.003, blockExponent: 5 })).toBeCloseTo(3, 2);
    expect(digitsOfScaled({ mantissa: 3, blockExponent: 5 }, { mantissa: 3, blockExponent: 6 })).toBeCloseTo(0, 12);
    expect(
      digitsOfScaled({ mantissa: 2 ** 128, blockExponent: 0 }, { mantissa: 2 ** -128 * 1.001, blockExponent: 1 }),
    ).toBeCloseTo(3, 2);
    expect(digitsOfScaled({ mantissa: 0, blockExponent: 0 }, { mantissa: 0, blockExponent: 3 })).toBe(15);
  });

  it('hold from the first step on after which there is always one', () => {
    const a = [9, 5, 3, 2, 1, 0];
    const b = [1, 5, 9, 2, 1, 0];
    expect(holdsFrom(a, (step) => b[step])).toBe(3);
    expect(holdsFrom(a, (step) => a[step])).toBe(0);
    expect(holdsFrom(a, () => undefined)).toBe(0);
    expect(holdsFrom(a, () => 30)).toBe(6);
  });
});

describe('a number with a second value', () => {
  it('is written as without one where its digits hold', () => {
    expect(magnitude(LOG(0.1234), LOG(0.12340001))).toBe('0.123');
    expect(magnitude(-8.39794, -8.39794000001)).toBe('4.00·10⁻⁹');
    expect(signed(-1234.5, -1234.50001)).toBe('−1230');
    expect(scaled({ mantissa: -0.5, blockExponent: 0 }, { mantissa: -0.5, blockExponent: 0 })).toBe('−0.5');
    expect(share(LOG(0.0821), LOG(0.0821001))).toBe('8.2 %');
    expect(precise(1.0310585, 1.0310585)).toBe('1.0311');
  });

  it('shows no more digits than hold', () => {
    expect(magnitude(LOG(0.1234), LOG(0.1237))).toBe('0.12');
    expect(magnitude(LOG(0.1234), LOG(0.128))).toBe('0.1');
    expect(magnitude(19.12, 19.121)).toBe('1.3·10¹⁹');
    expect(magnitude(19.12, 19.14)).toBe('1·10¹⁹');
    expect(magnitude(18.9999, 19.01)).toBe('1·10¹⁹');
    expect(signed(-1234.5, -1239)).toBe('−1200');
    expect(precise(1.0310585, 1.0311)).toBe('1.031');
    expect(scaled({ mantissa: 1.5, blockExponent: 3 }, { mantissa: 1.51, blockExponent: 3 })).toBe('2.3·10²³¹');
    expect(share(LOG(0.0821), LOG(0.085))).toBe('8 %');
    expect(fixed(91.34, 1, 91.36)).toBe('91.3');
    expect(fixed(91.34, 1, 91.9)).toBe('91');
    expect(fixed(91.34, 1, 95)).toBe('90');
    expect(exact({ mantissa: 0.123456789, blockExponent: 0 }, { mantissa: 0.1234567, blockExponent: 0 })).toBe(
      '0.123457',
    );
    expect(exactPower(19.126, 19.1261)).toBe('10^19.126');
  });

  it('is a range where no digit holds: two digits of each, or the powers of ten around both', () => {
    expect(magnitude(19.126, 17.785)).toBe('10¹⁷ to 10²⁰');
    expect(magnitude(30.32, 30.6)).toBe('10³⁰ to 10³¹');
    expect(magnitude(LOG(0.02), LOG(0.9))).toBe('0.01 to 1');
    expect(magnitude(-Infinity, -20.5)).toBe('0 to 10⁻²⁰');
    expect(share(LOG(0.02), LOG(0.05))).toBe('2 to 5 %');
    expect(share(-9.5, -7.2)).toBe('10⁻¹⁰ to 10⁻⁷');
    expect(signed(-12, -31)).toBe('−12 to −31');
    expect(signed(-5.2, 3.14)).toBe('−5.2 to 3.1');
    expect(signed(0, 3.14)).toBe('0 to 3.1');
    expect(fixed(-5.21, 1, 3.14)).toBe('−5.2 to 3.1');
    expect(fixed(0.001, 1, 0.004)).toBe('0.0');
    expect(scaled({ mantissa: -1e-5, blockExponent: 0 }, { mantissa: 1e-7, blockExponent: 0 })).toBe('−10⁻⁵ to 10⁻⁷');
    expect(scaled({ mantissa: -1.5, blockExponent: 3 }, { mantissa: -1.5, blockExponent: 4 })).toMatch(
      /^−10²³¹ to −10³⁰⁹$/,
    );
    expect(exact({ mantissa: 1, blockExponent: 0 }, { mantissa: 3, blockExponent: 0 })).toBe('no digit holds: 1 to 3');
    expect(rangeOfLogs(3, 3.01)).toBe('1000');
  });
});

describe('a second value that is no number, or the only one that is zero', () => {
  const others = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined, 0, -3];
  const values = [Number.NaN, Number.NEGATIVE_INFINITY, -400.5, -2.5, 0, 0.3, 19, 421.7];

  it('leaves no digit, and no format throws or writes what is not a number', () => {
    expect(digitsOf(19, Number.NaN)).toBe(0);
    expect(digitsOfLogs(19, Number.NaN)).toBe(0);
    for (const value of values) {
      for (const other of others) {
        const texts = [magnitude, sizeOr.bind(null, '0'), share, exactPower].map((format) => format(value, other));
        if (Number.isFinite(value)) {
          texts.push(signed(value, other), precise(value, other), besideOne(value, other), fixed(value, 1, other));
          texts.push(exactly(value, other));
          const scaledOther = other === undefined ? undefined : { mantissa: other, blockExponent: 0 };
          texts.push(
            scaled({ mantissa: value, blockExponent: 0 }, scaledOther),
            exact({ mantissa: value, blockExponent: 2 }, scaledOther),
          );
        }
        for (const text of texts) expect(text, `${value} and ${other}`).not.toMatch(/NaN|Infinity|undefined|null/);
      }
    }
  });

  it('is said in a word', () => {
    expect(fixed(19, 1, Number.NaN)).toBe('undetermined');
    expect(magnitude(19, Number.POSITIVE_INFINITY)).toBe('undetermined');
    expect(magnitude(-Infinity, -0.01)).toBe('0 to 1');
    expect(sizeOr('none', -Infinity, -0.01)).toBe('0 to 1');
    expect(sizeOr('none', -Infinity, -Infinity)).toBe('none');
    expect(exactPower(-Infinity, -0.01)).toBe('no digit holds: 0 to 1');
  });
});
