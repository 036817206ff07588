/**
 * How far the engine's answer is from a reference's, row by row (tests/reference/README.md): a vector, a matrix's row or a list
 * of scalars over the steps is judged against its own largest entry; logarithms and crossings by their absolute difference.
 */

export interface Disagreement {
  /** Worst error: relative to the row, or absolute for logarithms and crossings. */
  readonly error: number;
  /** Where it was, as a path of keys. */
  readonly quantity: string;
}

const ABSOLUTE = /^(log10|crossings)/;

export function compare(ours: unknown, expected: unknown): Disagreement {
  let worst: Disagreement = { error: 0, quantity: 'all exact' };
  const note = (error: number, quantity: string): void => {
    // NaN is not larger than anything, and must count as the worst.
    if (!(error <= worst.error)) worst = { error: Number.isNaN(error) ? Number.POSITIVE_INFINITY : error, quantity };
  };
  const visit = (a: unknown, b: unknown, path: string): void => {
    if (isRow(b)) {
      if (!isRow(a) || a.length !== b.length) {
        note(Number.POSITIVE_INFINITY, `${path} (missing or of another length)`);
        return;
      }
      note(rowError(a, b, ABSOLUTE.test(path)), path);
      return;
    }
    if (typeof b === 'number') {
      note(rowError([typeof a === 'number' ? a : Number.NaN], [b], ABSOLUTE.test(path)), path);
      return;
    }
    if (Array.isArray(b)) {
      const theirs: readonly unknown[] = b;
      const own: readonly unknown[] = Array.isArray(a) ? a : [];
      if (own.length !== theirs.length) {
        note(Number.POSITIVE_INFINITY, `${path} (missing or of another length)`);
        return;
      }
      for (const [index, value] of theirs.entries()) visit(own[index], value, `${path}[${index}]`);
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

type Row = readonly (number | null)[];

function isRow(value: unknown): value is Row {
  return Array.isArray(value) && value.every((entry) => entry === null || typeof entry === 'number');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rowError(ours: Row, expected: Row, absolute: boolean): number {
  const largest = expected.reduce<number>((top, value) => Math.max(top, Math.abs(value ?? 0)), 0);
  let worst = 0;
  for (let k = 0; k < expected.length; k++) {
    const a = ours[k] ?? null;
    const b = expected[k] ?? null;
    if (a === null || b === null) {
      if (a !== b) return Number.POSITIVE_INFINITY;
      continue;
    }
    const difference = Math.abs(a - b);
    if (Number.isNaN(difference)) return Number.NaN;
    worst = Math.max(worst, absolute ? difference : Math.max(0, difference - 1e-300) / (largest || 1));
  }
  return worst;
}
