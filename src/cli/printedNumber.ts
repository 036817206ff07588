/** Numbers as the commands print them: JSON has no Infinity, and a float64 no 10^421. */
import { log10Of, type Scaled, toNumber } from '../math/scaled';

/** A number outside float64, by its logarithm. */
export interface Beyond {
  readonly log10: number;
  readonly sign: 1 | -1;
}

/** NaN and Infinity stay what they are: `firstBroken` finds them. */
export type Printed = number | Beyond;

const SMALLEST_NORMAL = 2 ** -1022;

/** A true zero is 0. Subnormal numbers have lost digits, so that they are outside float64 too. */
export function printed(value: Scaled): Printed {
  if (value.mantissa === 0) return 0; // and not -0, which JSON does not have
  const number = toNumber(value);
  if (isNormal(number)) return number;
  if (!Number.isFinite(value.mantissa)) return value.mantissa;
  return { log10: log10Of(value.mantissa, value.blockExponent), sign: value.mantissa < 0 ? -1 : 1 };
}

/** Whether float64 holds it with all its digits; 0 is not asked about. */
function isNormal(value: number): boolean {
  const size = Math.abs(value);
  return size >= SMALLEST_NORMAL && size <= Number.MAX_VALUE;
}

/** log10 |value|, or null where the value is exactly zero. */
export function printedLog({ mantissa, blockExponent }: Scaled): number | null {
  return mantissa === 0 ? null : log10Of(mantissa, blockExponent);
}

export function isBeyond(value: unknown): value is Beyond {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { log10, sign } = value as Partial<Record<string, unknown>>;
  return typeof log10 === 'number' && (sign === 1 || sign === -1);
}

/** The path of the first number that is NaN or infinite, which JSON would turn into null; null where there is none. */
export function firstBroken(value: unknown, path = ''): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, entry] of Object.entries(value)) {
    const step = Array.isArray(value) ? `[${key}]` : path === '' ? key : `.${key}`;
    const broken = firstBroken(entry, path + step);
    if (broken !== null) return broken;
  }
  return null;
}
