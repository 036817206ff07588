/** The spec table agrees with itself, and text from outside is read as a person means it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_LAYER } from '../../src/math/largestLayer';
import { activeCuts, cuttableOf, EDGES, edgesOf } from '../../src/settings/edges';
import type { NumberSpec } from '../../src/settings/spec';
import { DEFAULTS, SETTING_KEYS, SPECS } from '../../src/settings/specs';
import { positionOf, snap, valueAt } from '../../src/settings/track';
import { formatSetting, parseNumber, parseSetting } from '../../src/settings/validate';

const NUMBERS = SETTING_KEYS.flatMap((key) => {
  const spec = SPECS[key];
  return spec.kind === 'number' ? [[key, spec] as const] : [];
});

describe('the spec table', () => {
  it.each(SETTING_KEYS)('%s: its default is valid, and comes back from its own text', (key) => {
    const spec = SPECS[key];
    expect(parseSetting(spec, formatSetting(spec, spec.default))).toEqual({ ok: true, value: spec.default });
    expect(DEFAULTS[key]).toEqual(spec.default);
    expect(spec.label.length).toBeGreaterThan(0);
    expect(spec.help).toMatch(/\.$/);
  });

  it('keeps the ranges that links rely on', () => {
    const range = (spec: NumberSpec): readonly number[] => [spec.min, spec.max];
    expect(range(SPECS.forgetBias)).toEqual([-6, 10]);
    expect(range(SPECS.spectralRadius)).toEqual([0, 16]);
    expect(range(SPECS.hiddenSize)).toEqual([1, 256]);
    expect(range(SPECS.hiddenSize)[1]).toBe(LARGEST_LAYER);
    expect(range(SPECS.steps)).toEqual([2, 2000]);
    expect(SPECS.text.maxLength).toBe(2000);
  });
});

describe.each(NUMBERS)('the track of %s', (_, spec) => {
  it('has its ends at its ends, exactly', () => {
    expect(positionOf(spec, spec.min)).toBe(0);
    expect(positionOf(spec, spec.max)).toBe(1);
    expect(valueAt(spec, 0)).toBe(spec.min);
    expect(valueAt(spec, 1)).toBe(spec.max);
    expect(valueAt(spec, -3)).toBe(spec.min);
    expect(valueAt(spec, 7)).toBe(spec.max);
  });

  it('never goes back', () => {
    let position = -1;
    let value = -Infinity;
    for (let k = 0; k <= 1000; k++) {
      const nextValue = valueAt(spec, k / 1000);
      const nextPosition = positionOf(spec, spec.min + (k / 1000) * (spec.max - spec.min));
      expect(nextValue).toBeGreaterThanOrEqual(value);
      expect(nextPosition).toBeGreaterThan(position);
      value = nextValue;
      position = nextPosition;
    }
  });

  it('finds every value on its grid again', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        const value = valueAt(spec, p);
        expect(valueAt(spec, positionOf(spec, value))).toBe(value);
        expect(parseNumber(spec, String(value))).toEqual({ ok: true, value: value + 0 });
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});

describe('tracks', () => {
  it('of the spectral radius are finest around 1, which stands in the middle', () => {
    const spec = SPECS.spectralRadius;
    expect(positionOf(spec, 1)).toBe(0.5);
    const width = (r: number): number => positionOf(spec, r + 0.05) - positionOf(spec, r);
    expect(width(0.95)).toBeGreaterThan(width(0.3));
    expect(width(1)).toBeGreaterThan(width(3));
    expect(width(3)).toBeGreaterThan(width(12));
  });

  it('snap to multiples of the step without binary dust', () => {
    expect(snap(SPECS.spectralRadius, 0.1 + 0.2)).toBe(0.3);
    expect(snap(SPECS.forgetBias, 2.974)).toBe(2.95);
    expect(snap(SPECS.hiddenSize, 31.6)).toBe(32);
    expect(snap(SPECS.forgetBias, -99)).toBe(-6);
  });
});

describe('numbers as people type them', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['2', 2],
    [' 2.5 ', 2.5],
    ['2,5', 2.5],
    ['−2', -2],
    ['−1,5', -1.5],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-1', 0.1],
    ['1e−1', 0.1],
    ['−1e−1', -0.1],
    ['-0', 0],
  ];
  it.each(cases)('%j is %d', (text, value) => {
    expect(parseNumber(SPECS.forgetBias, text)).toEqual({ ok: true, value });
  });

  it.each(['', ' ', '-', '.', 'e5', '1 2', '1,2,3', '0x10', 'Infinity', 'NaN', '1e999', '--1', '2px', '१'])(
    '%j is not',
    (text) => {
      const parsed = parseNumber(SPECS.forgetBias, text);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(parsed.problem).toMatch(/not a number|nothing was typed/);
    },
  );

  it('says what is wrong with a number, shortly', () => {
    expect(parseNumber(SPECS.hiddenSize, '300')).toEqual({ ok: false, problem: '300 is outside 1 … 256' });
    expect(parseNumber(SPECS.hiddenSize, '3.5')).toEqual({ ok: false, problem: '3.5 is not a whole number' });
    const parsed = parseNumber(SPECS.hiddenSize, 'x'.repeat(500));
    if (!parsed.ok) expect(parsed.problem.length).toBeLessThan(80);
  });

  const EVERY_FIELD = NUMBERS.map(([, spec]) => spec);

  it.each([
    '1,000',
    '−1,000',
    '+12,500',
    '1,000,000',
    '1,000.5',
    '1.000,5',
    '1,000e1',
    '1 000',
    '1 000',
    '1 000',
    '1’000',
    "1'000",
    '1_000',
  ])('%j is refused in every field: it could be a thousand', (text) => {
    for (const spec of EVERY_FIELD) {
      const parsed = parseNumber(spec, text);
      expect(parsed.ok, spec.label).toBe(false);
      if (!parsed.ok) expect(parsed.problem).toContain('has what could be a thousands separator');
    }
  });

  it('a point is the decimal point, and a comma that sets no thousands apart is one as well', () => {
    for (const text of ['2.125', '2.12500', '2,1', '2,12', '2,1250', '0002,125']) {
      expect(parseNumber(SPECS.forgetBias, text)).toEqual({ ok: true, value: Number(text.replace(',', '.')) });
    }
    expect(parseNumber(SPECS.forgetBias, '0,125')).toEqual({ ok: true, value: 0.125 });
    expect(parseNumber(SPECS.forgetBias, '1.000')).toEqual({ ok: true, value: 1 });
    expect(parseNumber(SPECS.steps, '1.000').ok).toBe(false);
    expect(parseNumber(SPECS.steps, '1000')).toEqual({ ok: true, value: 1000 });
  });
});

describe('what else people write', () => {
  it.each([
    ['cell', 'RNN', 'rnn'],
    ['cell', ' Lstm ', 'lstm'],
    ['activation', 'ReLU', 'relu'],
    ['activation', 'Identity (linear)', 'identity'],
    ['pathRows', 'This path alone', 'alone'],
    ['curves', 'withoutmatrix', 'withoutMatrix'],
    ['radii', 'ALL MATRICES', 'together'],
    ['forgetGate', 'Off', false],
    ['peepholes', 'yes', true],
    ['peepholes', 'TRUE', true],
    ['peepholes', 'no', false],
    ['cuts', 'CEC,r_z', ['cec', 'R_z']],
    ['cuts', ' R_z , R_i,', ['R_z', 'R_i']],
    ['cuts', 'None', []],
  ] as const)('%s: %j', (key, text, value) => {
    expect(parseSetting(SPECS[key], text)).toEqual({ ok: true, value });
  });

  it.each(SETTING_KEYS)('%s: every choice by its label and in capitals, where they are its own', (key) => {
    const spec = SPECS[key];
    if (spec.kind !== 'choice') return;
    for (const { value, label } of spec.options) {
      for (const text of [value, label, value.toUpperCase(), label.toLowerCase()])
        expect(parseSetting(spec, text), text).toEqual({ ok: true, value });
    }
  });
});

describe('edges of the variants', () => {
  it('are what exists, in the order of the rows', () => {
    expect(edgesOf({ cell: 'rnn', peepholes: true, forgetGate: true })).toEqual(['W_h']);
    expect(edgesOf({ cell: 'lstm', peepholes: false, forgetGate: true })).toEqual(['cec', 'R_z', 'R_i', 'R_f', 'R_o']);
    expect(edgesOf({ cell: 'lstm', peepholes: true, forgetGate: false })).toEqual(['cec', 'R_z', 'R_i', 'R_o', 'p_i']);
    expect(new Set(EDGES).size).toBe(11);
    expect(edgesOf({ cell: 'gru', peepholes: false, forgetGate: false })).toEqual(['cec', 'R_u', 'R_r', 'R_n']);
  });

  it('a cut that this variant does not have waits until it has', () => {
    const variant = { cell: 'lstm', peepholes: false, forgetGate: true } as const;
    expect([...activeCuts({ ...variant, cuts: ['R_f', 'p_o', 'W_h'] })]).toEqual(['R_f']);
    expect(cuttableOf({ ...variant, peepholes: true })).toContain('p_o');
  });
});
