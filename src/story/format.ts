/** Numbers as people write them: 4.00·10⁻⁹, three significant digits, from a log10 so that no size is out of reach. */
import { format } from 'd3-format';

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const plain = format('.3~r');
const coarse = format('.2~r');
const fine = format('.5~r');

export function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => DIGITS[Number(digit)] as string);
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** 10⁻⁹ for −9; a fraction shows as 10⁻⁹·². */
export function powerOfTen(exponent: number): string {
  if (Number.isInteger(exponent)) return `10${superscript(exponent)}`;
  const [whole = '0', fraction = '0'] = Math.abs(exponent).toFixed(1).split('.');
  const digits = (text: string): string => text.replace(/\d/g, (digit) => DIGITS[Number(digit)] as string);
  return `10${exponent < 0 ? '⁻' : ''}${digits(whole)}${fraction === '0' ? '' : `·${digits(fraction)}`}`;
}

/** A magnitude given as its log10: "0.123", "4.00·10⁻⁹"; words for an exact zero and for a value that is not there. */
export function magnitude(log10: number): string {
  if (Number.isNaN(log10)) return '…';
  if (log10 === -Infinity) return 'no gradient';
  if (log10 > -3 && log10 < 4) return typeset(plain(10 ** log10));
  let exponent = Math.floor(log10);
  let mantissa = Number((10 ** (log10 - exponent)).toFixed(2));
  if (mantissa >= 10) {
    mantissa /= 10;
    exponent++;
  }
  return `${mantissa.toFixed(2)}·${powerOfTen(exponent)}`;
}

/** A signed number with three significant digits and a real minus sign. */
export function signed(value: number): string {
  if (Number.isNaN(value)) return '…';
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e4)) {
    return `${value < 0 ? '−' : ''}${magnitude(Math.log10(Math.abs(value)))}`;
  }
  return typeset(plain(value));
}

/** As `signed`, with five significant digits: for numbers that are held against one another. */
export function precise(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '…' : `${value < 0 ? '−' : ''}∞`;
  return value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5) ? typeset(fine(value)) : signed(value);
}

/** A number that may lie beyond float64, as `mantissa · 2^(256 · limb)`. */
export interface AnySize {
  readonly mantissa: number;
  readonly limb: number;
}

export const LOG10_LIMB = 256 * Math.log10(2);

/** Three significant digits and a sign, whatever the size. */
export function scaled({ mantissa, limb }: AnySize): string {
  if (mantissa === 0) return '0';
  if (limb === 0) return signed(mantissa);
  return `${mantissa < 0 ? '−' : ''}${magnitude(Math.log10(Math.abs(mantissa)) + limb * LOG10_LIMB)}`;
}

/** Every digit of the float64, for those who want it; beyond its range, the power of two beside it. */
export function exact({ mantissa, limb }: AnySize): string {
  return limb === 0 ? typeset(String(mantissa)) : `${typeset(String(mantissa))} · 2^${256 * limb}`;
}

/** Every digit of a log10. */
export function exactPower(log10: number): string {
  return log10 === -Infinity ? 'exactly zero' : `10^${typeset(String(log10))}`;
}

/** "8.2 %" while that can be grasped, else a power of ten of the whole. */
export function share(log10: number): string {
  if (log10 === -Infinity) return 'nothing';
  if (log10 > -4 && log10 < 1) return `${typeset(coarse(100 * 10 ** log10))} %`;
  return magnitude(log10);
}

function typeset(text: string): string {
  return text.replace('-', '−');
}
