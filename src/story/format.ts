/**
 * Numbers as people write them: 4.00·10⁻⁹, three significant digits, from a log10 so that no size is out of reach. Where the second run's
 * value is given as well, no more digits than hold; where none does, the range that the two span.
 */
import { format } from 'd3-format';
import { type AnySize, digitsOf, digitsOfLogs, digitsOfScaled, MOST_DIGITS } from './digits';

export type { AnySize } from './digits';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** By the number of significant digits. */
const significant = [1, 1, 2, 3, 4, 5, 6, 7].map((digits) => format(`.${digits}~r`));

export function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] as string);
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** 10⁻⁹ for −9; a fraction shows as 10⁻⁹·². */
export function powerOfTen(exponent: number): string {
  if (Number.isInteger(exponent)) return `10${superscript(exponent)}`;
  const [whole = '0', fraction = '0'] = Math.abs(exponent).toFixed(1).split('.');
  const digits = (text: string): string => text.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] as string);
  return `10${exponent < 0 ? '⁻' : ''}${digits(whole)}${fraction === '0' ? '' : `·${digits(fraction)}`}`;
}

/** A magnitude given as its log10, with at most so many digits: "0.123", "4.00·10⁻⁹"; words for an exact zero and for a value that is not there. */
export function magnitude(log10: number, perturbed?: number, most = 3): string {
  if (Number.isNaN(log10)) return '…';
  const digits = Math.min(most, Math.floor(digitsOfLogs(log10, perturbed)));
  if (digits < 1) return rangeOfLogs(log10, perturbed as number);
  return log10 === -Infinity ? 'no gradient' : sized(log10, digits);
}

/** A size whose exact zero has a word of its own: "0", "none". */
export function sizeOr(zero: string, log10: number, perturbed?: number): string {
  return log10 === -Infinity && (perturbed ?? log10) === -Infinity ? zero : magnitude(log10, perturbed);
}

/** A size above 0 with so many significant digits. */
function sized(log10: number, digits: number): string {
  if (log10 > -3 && log10 < 4) return typeset(plain(10 ** log10, digits));
  let exponent = Math.floor(log10);
  let mantissa = Number((10 ** (log10 - exponent)).toFixed(digits - 1));
  if (mantissa >= 10) {
    mantissa /= 10;
    exponent++;
  }
  return `${mantissa.toFixed(digits - 1)}·${powerOfTen(exponent)}`;
}

/** A signed number with three significant digits and a real minus sign. */
export function signed(value: number, perturbed?: number): string {
  return withDigits(value, 3, perturbed);
}

/** As `signed`, with five significant digits: for numbers that are held against one another. */
export function precise(value: number, perturbed?: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '…' : `${value < 0 ? '−' : ''}∞`;
  const isPlain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5);
  return withDigits(value, isPlain ? 5 : 3, perturbed);
}

/** As `signed`, with as many digits as it takes to tell it from 1, up to seven: what is below 1 does not read "1". */
export function besideOne(value: number, perturbed?: number): string {
  let most = 3;
  while (most < 7 && Math.abs(value - 1) > 1e-6 && plain(value, most) === '1') most++;
  return withDigits(value, most, perturbed);
}

function withDigits(value: number, most: number, perturbed: number | undefined): string {
  if (Number.isNaN(value)) return '…';
  const digits = Math.min(most, Math.floor(digitsOf(value, perturbed)));
  if (digits < 1) return range(value, perturbed as number);
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 10 ** Math.max(4, most))) {
    return `${value < 0 ? '−' : ''}${sized(Math.log10(Math.abs(value)), Math.min(3, digits))}`;
  }
  return typeset(plain(value, digits));
}

/** To so many decimals, or fewer where the last of them do not hold. */
export function fixed(value: number, decimals: number, perturbed?: number): string {
  if (Number.isNaN(value)) return '…';
  const digits = Math.floor(digitsOf(value, perturbed));
  if (digits < 1) {
    // Equal at this precision.
    const [a, b] = [value.toFixed(decimals), (perturbed as number).toFixed(decimals)];
    return a === b ? typeset(a) : range(value, perturbed as number);
  }
  const places = value === 0 ? decimals : digits - 1 - Math.floor(Math.log10(Math.abs(value)));
  return places >= 0 ? typeset(value.toFixed(Math.min(decimals, places))) : signed(value, perturbed);
}

/** "1 unit", "32 units" */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const stepsOf = (count: number): string => counted(count, 'step');

export const LOG10_BLOCK_FACTOR = 256 * Math.log10(2);

/** Three significant digits and a sign, whatever the size. */
export function scaled(value: AnySize, perturbed?: AnySize): string {
  const digits = Math.min(3, Math.floor(digitsOfScaled(value, perturbed)));
  if (digits < 1) return rangeOfScaled(value, perturbed as AnySize);
  const { mantissa, blockExponent } = value;
  if (mantissa === 0) return '0';
  if (blockExponent === 0) return withDigits(mantissa, digits, undefined);
  return `${mantissa < 0 ? '−' : ''}${sized(logOf(value), digits)}`;
}

/** Every digit of the float64 that holds, for those who want it; beyond its range, the power of two beside it. */
export function exact({ mantissa, blockExponent }: AnySize, perturbed?: AnySize): string {
  const digits = Math.floor(digitsOfScaled({ mantissa, blockExponent }, perturbed));
  if (digits < 1) return `no digit holds: ${rangeOfScaled({ mantissa, blockExponent }, perturbed as AnySize)}`;
  const text = digits < MOST_DIGITS ? String(Number(mantissa.toPrecision(digits))) : String(mantissa);
  return blockExponent === 0 ? typeset(text) : `${typeset(text)} · 2^${256 * blockExponent}`;
}

/** The same of a float64. */
export function exactly(value: number, perturbed?: number): string {
  return exact(
    { mantissa: value, blockExponent: 0 },
    perturbed === undefined ? undefined : { mantissa: perturbed, blockExponent: 0 },
  );
}

/** Every digit of a log10 that holds. */
export function exactPower(log10: number, perturbed?: number): string {
  if (Number.isNaN(log10)) return '…';
  if (log10 === -Infinity && (perturbed ?? log10) === -Infinity) return 'exactly zero';
  const digits = Math.floor(digitsOfLogs(log10, perturbed));
  if (digits < 1) return `no digit holds: ${rangeOfLogs(log10, perturbed as number)}`;
  return `10^${typeset(digits < MOST_DIGITS ? log10.toFixed(digits) : String(log10))}`;
}

/** "8.2 %" while that can be grasped, else a power of ten of the whole. */
export function share(log10: number, perturbed?: number, most = 3): string {
  if (Number.isNaN(log10)) return '…';
  if (digitsOfLogs(log10, perturbed) < 1) {
    const [low, high] = ends(log10, perturbed as number);
    return low > -4 && high < 1
      ? `${rangeOfLogs(log10 + 2, (perturbed as number) + 2)} %`
      : rangeOfLogs(log10, perturbed as number);
  }
  if (log10 === -Infinity) return 'nothing';
  if (log10 > -4 && log10 < 1) {
    const digits = Math.min(2, Math.floor(digitsOfLogs(log10, perturbed)));
    return `${typeset(plain(100 * 10 ** log10, digits))} %`;
  }
  return magnitude(log10, perturbed, most);
}

/** Where one of two runs has no such number. */
const UNDETERMINED = 'undetermined';

/** The range that two sizes span: two digits of each where both are short and within a factor of ten, else the powers of ten around them. */
export function rangeOfLogs(a: number, b: number): string {
  const [low, high] = ends(a, b);
  if (!Number.isFinite(high) || Number.isNaN(low)) return UNDETERMINED;
  if (low === -Infinity) return `0 to ${power(Math.ceil(high))}`;
  if (high - low < 1 && low > -3 && high < 4) {
    const [from, to] = [sized(low, 2), sized(high, 2)];
    return from === to ? from : `${from} to ${to}`;
  }
  return `${power(Math.floor(low))} to ${power(Math.ceil(high))}`;
}

/** The same of two numbers with signs. */
function range(a: number, b: number): string {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return UNDETERMINED;
  if (a * b > 0) {
    const text = rangeOfLogs(Math.log10(Math.abs(a)), Math.log10(Math.abs(b)));
    return a > 0 ? text : text.replace(/^|(?<= to )/g, '−');
  }
  return `${end(Math.min(a, b))} to ${end(Math.max(a, b))}`;
}

/** One end of a range that holds zero: two digits, or the power of ten beyond it. */
function end(value: number): string {
  const log = Math.log10(Math.abs(value));
  if (value === 0 || (log > -3 && log < 4)) return withDigits(value, 2, undefined);
  return `${value < 0 ? '−' : ''}${power(Math.ceil(log))}`;
}

function rangeOfScaled(a: AnySize, b: AnySize): string {
  if (!Number.isFinite(a.mantissa) || !Number.isFinite(b.mantissa)) return UNDETERMINED;
  if (a.blockExponent === 0 && b.blockExponent === 0) return range(a.mantissa, b.mantissa);
  if (a.mantissa * b.mantissa > 0) {
    const text = rangeOfLogs(logOf(a), logOf(b));
    return a.mantissa > 0 ? text : text.replace(/^|(?<= to )/g, '−');
  }
  const [low, high] = a.mantissa < b.mantissa ? [a, b] : [b, a];
  const endOf = (one: AnySize): string =>
    one.mantissa === 0 ? '0' : `${one.mantissa < 0 ? '−' : ''}${power(Math.ceil(logOf(one)))}`;
  return `${endOf(low)} to ${endOf(high)}`;
}

const ends = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

const power = (exponent: number): string =>
  exponent > -4 && exponent < 4 ? typeset(plain(10 ** exponent, 1)) : powerOfTen(exponent);

const logOf = ({ mantissa, blockExponent }: AnySize): number =>
  Math.log10(Math.abs(mantissa)) + blockExponent * LOG10_BLOCK_FACTOR;

function plain(value: number, digits: number): string {
  return (significant[digits] as (value: number) => string)(value);
}

function typeset(text: string): string {
  return text.replace('-', '−');
}
