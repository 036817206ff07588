/** Numbers as people write them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, magnitude, powerOfTen, precise, scaled, share, signed, superscript } from '../../src/story/format';

describe('magnitude, from a log10', () => {
  it.each([
    [0, '1'],
    [Math.log10(0.123456), '0.123'],
    [Math.log10(4e-9), '4.00·10⁻⁹'],
    [Math.log10(1234), '1230'],
    [4, '1.00·10⁴'],
    [-3, '1.00·10⁻³'],
    [-1234.5, '3.16·10⁻¹²³⁵'],
    [Math.log10(9.999e-9), '1.00·10⁻⁸'],
    [5000.25, '1.78·10⁵⁰⁰⁰'],
    [-Infinity, 'no gradient'],
    [Number.NaN, '…'],
  ])('%d is %s', (log10, text) => {
    expect(magnitude(log10)).toBe(text);
  });

  it('has three significant digits, and is within half of the last of them', () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: 300, noNaN: true }), (log10) => {
        const text = magnitude(log10);
        const [, mantissa = '', digits = ''] = /^([\d.]+)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text) ?? [];
        expect(mantissa, text).not.toBe('');
        const exponent = Number([...digits].map((d) => (d === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(d))).join(''));
        expect(Math.abs(Math.log10(Number(mantissa)) + exponent - log10)).toBeLessThan(0.0025);
        if (digits !== '') expect(Number(mantissa)).toBeGreaterThanOrEqual(1);
        expect(Number(mantissa)).toBeLessThanOrEqual(digits === '' ? 1e4 : 9.99);
      }),
    );
  });
});

describe('other numbers', () => {
  it.each([
    [0, '0'],
    [10.024937, '10.025'],
    [-0.394313, '−0.39431'],
    [1, '1'],
    [1.2345e-7, '1.23·10⁻⁷'],
    [-5e8, '−5.00·10⁸'],
    [-Infinity, '−∞'],
    [Number.NaN, '…'],
  ])('%d with five digits is %s', (value, text) => {
    expect(precise(value)).toBe(text);
  });

  it.each([
    [0, '0'],
    [1, '1'],
    [-1.2345, '−1.23'],
    [96.94, '96.9'],
    [-0.0001234, '−1.23·10⁻⁴'],
    [123456, '1.23·10⁵'],
    [Number.NaN, '…'],
  ])('signed %d is %s', (value, text) => {
    expect(signed(value)).toBe(text);
  });

  it.each([
    [-Infinity, 'nothing'],
    [0, '100 %'],
    [Math.log10(0.082), '8.2 %'],
    [Math.log10(2.5), '250 %'],
    [Math.log10(0.0006), '0.06 %'],
    [-22, '1.00·10⁻²²'],
    [3, '1000'],
  ])('a share of %d is %s', (log10, text) => {
    expect(share(log10)).toBe(text);
  });

  it.each([
    [-9, '10⁻⁹'],
    [0, '10⁰'],
    [12, '10¹²'],
    [-9.2, '10⁻⁹·²'],
    [0.5, '10⁰·⁵'],
    [-0.5, '10⁻⁰·⁵'],
  ])('the power %d is %s', (exponent, text) => {
    expect(powerOfTen(exponent)).toBe(text);
  });

  it('superscripts carry their sign', () => {
    expect(superscript(-1024)).toBe('⁻¹⁰²⁴');
    expect(superscript(0)).toBe('⁰');
  });
});

describe('numbers beyond float64', () => {
  it('have a sign, three digits, and their power of two where all digits are asked for', () => {
    expect(scaled({ mantissa: -0.5, blockExponent: 0 })).toBe('−0.5');
    expect(scaled({ mantissa: 0, blockExponent: 0 })).toBe('0');
    expect(scaled({ mantissa: 1, blockExponent: 1 })).toBe('1.16·10⁷⁷');
    expect(scaled({ mantissa: -1, blockExponent: -8 })).toBe('−3.09·10⁻⁶¹⁷');
    expect(exact({ mantissa: -0.1, blockExponent: 0 })).toBe('−0.1');
    expect(exact({ mantissa: 1 / 3, blockExponent: 0 })).toBe('0.3333333333333333');
    expect(exact({ mantissa: 1.5, blockExponent: -2 })).toBe('1.5 · 2^-512');
  });
});
