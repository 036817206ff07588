/** The verdict on one check, and its numbers in words. Pure: the measuring is the engine's. */
import { digitsOfLogs } from '../digits';
import { exact, magnitude, powerOfTen, precise } from '../format';
import type { Check } from './claim';

export interface Verdict {
  readonly verdict: boolean;
  /** "2.93·10⁻²³" */
  readonly measured: string;
  /** "less than 10⁻¹⁰", "0.632 ± 3 %", "exactly 1" */
  readonly expected: string;
  /** Both in one sentence. */
  readonly text: string;
}

type Expectation = Pick<Check, 'expected' | 'tolerance' | 'format'>;

/** Tolerances below this are of the last digits, in which a second run differs by itself. */
const OF_LAST_DIGITS = 1e-6;

/**
 * A number that is not there (NaN), and a gradient that is exactly zero where a size was asked for, satisfy nothing. `second` is what
 * the second run measures: no more digits are given than hold, and what rounding decides does not hold.
 */
export function evaluate(check: Expectation, measured: number, second?: number): Verdict {
  const isOfLastDigits = check.tolerance.kind === 'relative' && check.tolerance.value < OF_LAST_DIGITS;
  const verdict =
    Number.isFinite(measured) &&
    holds(check, measured) &&
    (second === undefined || isOfLastDigits || holds(check, second));
  const expected = expectedWords(check);
  const own = measuredWords(check, measured, verdict, second);
  return {
    verdict,
    measured: own,
    expected,
    text: `measured ${own}, expected ${expected}: ${verdict ? 'holds' : 'fails'}`,
  };
}

function holds({ expected, tolerance, format }: Expectation, measured: number): boolean {
  if (tolerance.kind === 'below') return measured < expected;
  if (tolerance.kind === 'above') return measured > expected;
  // Sizes beyond float64 are compared by their quotient.
  if (format === 'log10') return Math.abs(10 ** (measured - expected) - 1) <= tolerance.value;
  return Math.abs(measured - expected) <= tolerance.value * Math.abs(expected);
}

function measuredWords(
  { expected, format }: Expectation,
  measured: number,
  verdict: boolean,
  second: number | undefined,
): string {
  if (Number.isNaN(measured)) return 'not defined';
  const own = sized(format, measured, second);
  // A number that fails must not look as if it held because both are rounded.
  if (verdict || own !== sized(format, expected)) return own;
  return `${own} (in full: ${format === 'log10' ? 'log₁₀ = ' : ''}${exact({ mantissa: measured, blockExponent: 0 })})`;
}

function expectedWords({ expected, tolerance, format }: Expectation): string {
  const number = sized(format, expected);
  if (tolerance.kind === 'below') return `less than ${number}`;
  if (tolerance.kind === 'above') return `more than ${number}`;
  if (tolerance.value === 0) return `exactly ${number}`;
  if (tolerance.value >= 1e-4) return `${number} ± ${precise(100 * tolerance.value)} %`;
  return `${number} to ${Math.round(-Math.log10(tolerance.value))} digits`;
}

function sized(format: Check['format'], value: number, second?: number): string {
  if (format === 'log10')
    return Number.isInteger(value) && Math.abs(value) > 3 && digitsOfLogs(value, second) >= 1
      ? powerOfTen(value)
      : magnitude(value, second);
  return format === 'steps' ? `${precise(value, second)} steps` : precise(value, second);
}
