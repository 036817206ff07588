/**
 * How far the engine's answer is from a reference's, row by row (tests/reference/README.md): a vector, a matrix's row or a list
 * of scalars over the steps is judged against its own largest entry; logarithms and crossings by their absolute difference.
 */
import { type Beyond, isBeyond } from './printedNumber';

export interface Disagreement {
  /** Worst error: relative to the row, or absolute for logarithms and crossings. */
  readonly error: number;
  /** Where it was, as a path of keys. */
  readonly quantity: string;
}

const ABSOLUTE = /^(log10|crossings)/;
/** Differences below it are none (tests/reference/README.md): autodiff's own numbers underflow there. */
const NOTHING = 1e-300;

export function compare(ours: unknown, expected: unknown): Disagreement {
  let worst: Disagreement = { error: 0, quantity: 'all exact' };
  const note = (error: number, quantity: string): void => {
    // NaN is not larger than anything, and must count as the worst.
    if (!(error <= worst.error)) worst = { error: Number.isNaN(error) ? Number.POSITIVE_INFINITY : error, quantity };
  };
  const visit = (a: unknown, b: unknown, path: string): void => {
    if (isEntry(b)) {
      note(rowError([isEntry(a) ? a : Number.NaN], [b], ABSOLUTE.test(path)), path);
      return;
    }
    if (Array.isArray(b)) {
      const theirs: readonly unknown[] = b;
      const own: readonly unknown[] = Array.isArray(a) ? a : [];
      if (!Array.isArray(a) || own.length !== theirs.length) {
        note(Number.POSITIVE_INFINITY, `${path} (missing or of another length)`);
      } else if (!theirs.every(isEntry)) {
        for (const [index, value] of theirs.entries()) visit(own[index], value, `${path}[${index}]`);
      } else if (!own.every(isEntry)) note(Number.POSITIVE_INFINITY, `${path} (of another shape)`);
      else note(rowError(own, theirs, ABSOLUTE.test(path)), path);
      return;
    }
    if (isRecord(b)) {
      for (const [key, value] of Object.entries(b)) {
        const own = isRecord(a) ? a[key] : undefined;
        visit(own, value, path === '' ? key : `${path}.${key}`);
      }
      return;
    }
    note(Number.POSITIVE_INFINITY, `${path} (not understood)`);
  };
  visit(ours, expected, '');
  return worst;
}

/** A number, one outside float64, or null. */
type Entry = number | Beyond | null;
type Row = readonly Entry[];

function isEntry(value: unknown): value is Entry {
  return value === null || typeof value === 'number' || isBeyond(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rowError(ours: Row, expected: Row, absolute: boolean): number {
  const beyond = !absolute && expected.some(isBeyond);
  const unit = beyond ? largestOf(expected.map(log10Size), -Infinity) : 0;
  const largest = largestOf(
    expected.map((entry) => Math.abs(inUnits(entry ?? 0, unit))),
    0,
  );
  // A row that names numbers outside float64 means them: none of them is nothing.
  const nothing = beyond ? 0 : NOTHING;
  let worst = 0;
  for (let k = 0; k < expected.length; k++) {
    const a = ours[k] ?? null;
    const b = expected[k] ?? null;
    if (a === null || b === null) {
      if (a !== b) return Number.POSITIVE_INFINITY;
      continue;
    }
    const difference = Math.abs(inUnits(a, unit) - inUnits(b, unit));
    if (Number.isNaN(difference)) return Number.NaN;
    worst = Math.max(worst, absolute ? difference : Math.max(0, difference - nothing) / (largest || 1));
  }
  return worst;
}

function largestOf(values: readonly number[], least: number): number {
  return values.reduce((top, value) => Math.max(top, value), least);
}

function log10Size(entry: Entry): number {
  return isBeyond(entry) ? entry.log10 : Math.log10(Math.abs(entry ?? 0));
}

/** Divided by 10^unit, as a float64. */
function inUnits(entry: number | Beyond, unit: number): number {
  if (isBeyond(entry)) return entry.sign * 10 ** (entry.log10 - unit);
  return unit === 0 ? entry : Math.sign(entry) * 10 ** (log10Size(entry) - unit);
}
