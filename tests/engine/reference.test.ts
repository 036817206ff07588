/** Spec, section 5, item 1: every analytic number equals autograd's. */
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/cli/agreement';
import { readCase } from '../../src/cli/referenceCase';
import { referenceValues } from '../../src/cli/referenceValues';
import { REFERENCE_CASES, referenceCase } from './referenceFiles';

/** What `npm run reference` demands. */
const REQUIRED = 1e-9;
/** What is reached; logarithms over 600 or 700 chaotic steps collect more rounding. */
const REACHED = 1e-12;
const REACHED_LONG = 1e-10;

describe('the engine agrees with autograd', () => {
  it('on 32 cases', () => {
    expect(REFERENCE_CASES).toHaveLength(32);
    expect(new Set(REFERENCE_CASES.map(({ name }) => name)).size).toBe(32);
  });

  it.each(REFERENCE_CASES.map((source) => [source.name, source] as const))('%s', (_, source) => {
    const { error, quantity } = compare(referenceValues(readCase(source)), source.expected);
    expect(error, quantity).toBeLessThanOrEqual(REQUIRED);
    expect(error, quantity).toBeLessThanOrEqual(source.T > 100 ? REACHED_LONG : REACHED);
  });

  it('and computes its values without looking at the expected ones', () => {
    const source = referenceCase('lstm-peepholes');
    expect(referenceValues(readCase({ ...source, expected: {} }))).toEqual(referenceValues(readCase(source)));
  });
});

describe('the comparison can fail', () => {
  const source = referenceCase('lstm-default');
  const right = referenceValues(readCase(source));
  const copy = (): Record<string, unknown> => JSON.parse(JSON.stringify(right)) as Record<string, unknown>;
  const judge = (change: (values: Record<string, unknown>) => void): { error: number; quantity: string } => {
    const values = copy();
    change(values);
    return compare(values, source.expected);
  };

  it('takes the engine’s values after a trip through JSON', () => {
    expect(judge(() => {}).error).toBeLessThanOrEqual(REACHED);
  });

  it('on one entry of one vector that is off by 1e-8 of the row', () => {
    const { error, quantity } = judge((values) => {
      const row = (values.delta_c as number[][])[3];
      row[1] += 1e-8 * Math.max(...row.map(Math.abs));
    });
    expect(quantity).toBe('delta_c[3]');
    expect(error).toBeCloseTo(1e-8, 10);
  });

  it('on a logarithm that is off by 1e-8, by the absolute difference', () => {
    const { error, quantity } = judge((values) => {
      (values.log10PathNorm as Record<string, number[]>).R_f[0] += 1e-8;
    });
    expect(quantity).toBe('log10PathNorm.R_f');
    expect(error).toBeCloseTo(1e-8, 10);
  });

  it('on a key that is missing', () => {
    const { error, quantity } = judge((values) => delete values.crossings);
    expect(error).toBe(Number.POSITIVE_INFINITY);
    expect(quantity).toContain('crossings');
  });

  it('on a row that is too short', () => {
    expect(judge((values) => (values.delta_y as number[][])[0].pop()).error).toBe(Number.POSITIVE_INFINITY);
  });

  it('on null where a number is expected, and the other way round', () => {
    expect(compare({ log10CumulativeNorm: [null, 0] }, { log10CumulativeNorm: [-3, 0] }).error).toBe(Infinity);
    expect(compare({ log10CumulativeNorm: [-3, 0] }, { log10CumulativeNorm: [null, 0] }).error).toBe(Infinity);
    expect(compare({ log10CumulativeNorm: [null, 0] }, { log10CumulativeNorm: [null, 0] }).error).toBe(0);
  });

  it('on NaN and on Infinity', () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(compare({ c: [[1, wrong]] }, { c: [[1, 2]] }).error).toBe(Infinity);
      expect(compare({ gradientNorm: wrong }, { gradientNorm: 1 }).error).toBe(Infinity);
    }
  });

  it('and does not let a later good row hide a NaN', () => {
    expect(compare({ c: [[Number.NaN], [2]] }, { c: [[1], [2]] }).error).toBe(Infinity);
  });

  describe('on numbers outside float64', () => {
    const of = (...entries: unknown[]): Record<string, unknown> => ({ h: [entries] });
    const up = { log10: 400, sign: 1 };
    const error = (ours: unknown, expected: unknown): number => compare(ours, expected).error;

    it('takes the same logarithm and sign', () => {
      expect(error(of(up, 1), of(up, 1))).toBe(0);
      expect(error({ gradientNorm: up }, { gradientNorm: up })).toBe(0);
      expect(error(of({ log10: -400, sign: -1 }), of({ log10: -400, sign: -1 }))).toBe(0);
    });

    it('judges by the difference against the row', () => {
      expect(error(of({ log10: 400 + 1e-6, sign: 1 }), of(up))).toBeCloseTo(Math.LN10 * 1e-6, 9);
      expect(error(of(up, { log10: 399, sign: 1 }), of(up, { log10: 399, sign: -1 }))).toBeCloseTo(0.2, 12);
      expect(error(of({ log10: -400.1, sign: 1 }), of({ log10: -400, sign: 1 }))).toBeGreaterThan(0.2);
      expect(error(of(0), of({ log10: -400, sign: 1 }))).toBe(1);
      expect(error(of(1e300), of(up))).toBeCloseTo(1, 12);
      expect(error(of(up), of(1e300))).toBe(Infinity);
    });

    it('takes one that is too small for float64 for what autodiff makes of it', () => {
      expect(error(of({ log10: -310, sign: 1 }, 1), of(1e-310, 1))).toBe(0);
      expect(error(of({ log10: -400, sign: 1 }), of(0))).toBe(0);
      expect(error(of({ log10: -400, sign: 1 }), of(null))).toBe(Infinity);
    });

    it('and crossings by the absolute difference', () => {
      const series = (share: unknown): unknown => ({ crossings: { R_f: [share] } });
      expect(error(series({ log10: -400, sign: 1 }), series(0))).toBe(0);
      expect(error(series({ log10: -400, sign: 1 }), series({ log10: -401, sign: 1 }))).toBe(0);
      expect(error(series({ log10: -400, sign: 1 }), series(0.5))).toBe(0.5);
    });
  });

  it('on brackets that are missing, and on too many', () => {
    expect(compare({ gradient: { W_x: [1, 2] } }, { gradient: { W_x: [[1], [2]] } }).error).toBe(Infinity);
    expect(compare({ gradient: { W_x: [[1], [2]] } }, { gradient: { W_x: [1, 2] } }).error).toBe(Infinity);
    expect(compare({ gradient: { W_x: [[1]] } }, { gradient: { W_x: [[1]] } }).error).toBe(0);
  });
});
