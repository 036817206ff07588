/** Measurements: the same numbers as the page's curves, shared work, pauses, and plain words where there is nothing to measure. */
import { describe, expect, it } from 'vitest';
import { traceLink } from '../../src/cli/tracedRun';
import { measure, measureAll } from '../../src/engine/measure';
import type { Curve, Measure, Question } from '../../src/engine/questions';
import { weightGradients } from '../../src/engine/weightGradients';
import { toNumber } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { small, sweepOf, traceOf } from './networks';

const asked = (settings: Settings, what: Measure): number => runToEnd(measure(settings, what));

/** The weight gradient as one plain vector. */
function plainGradient(settings: Settings): number[] {
  const { gradient } = weightGradients(traceOf(settings), sweepOf(settings));
  return [...gradient.values()].flatMap((rows) =>
    Array.from(rows.mantissa, (mantissa, k) => toNumber({ mantissa, blockExponent: rows.blockExponent[k] })),
  );
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, k) => sum + x * b[k], 0);
const size = (a: readonly number[]): number => Math.sqrt(dot(a, a));

describe('a curve', () => {
  const networks: readonly (readonly [string, Settings])[] = [
    ['an LSTM with peepholes and a cut', small({ peepholes: true, cuts: ['R_i'] })],
    ['an RNN', small({ cell: 'rnn', spectralRadius: 2 })],
    [
      'an LSTM with a loss at every step, truncated',
      small({ loss: 'every', truncation: 'window', truncationSteps: 4 }),
    ],
  ];
  it.each(networks)('is the page’s own, at every lag (%s)', (_, settings) => {
    const { series, edges, steps } = traceLink(settings);
    const whole = settings.loss === 'last';
    const names: Curve[] = [
      'g',
      'cumulative.state',
      'step.state',
      // With a loss at every step ‖g‖ holds that loss too, and the page's row only the message.
      ...edges.flatMap((edge): Curve[] => [
        `path.${edge}`,
        `step.${edge}`,
        ...(whole ? [`alone.${edge}` as const] : []),
      ]),
      ...(settings.cell === 'lstm' ? (['step.cc', 'step.yy', 'step.cellToCell'] as const) : []),
      ...(settings.cell === 'lstm' ? (['ghost'] as const) : []),
    ];
    for (const curve of names) {
      const drawn = series[curve];
      if (drawn === undefined) throw new Error(`the run has no ${curve}`);
      for (let lag = 1; lag < steps; lag++) {
        const value = asked(settings, { kind: 'log10', curve, lag });
        const expected = drawn[steps - 1 - lag] ?? null;
        if (expected === null) expect(Number.isFinite(value), `${curve} ${lag}`).toBe(false);
        else expect(value, `${curve} ${lag}`).toBeCloseTo(expected, 11);
      }
    }
  });

  it('gives its norm, its largest norm, its growth and its memory', () => {
    const settings = small();
    const series = traceLink(settings).series['path.cec']?.map((log) => 10 ** (log ?? Number.NaN)) ?? [];
    const at = (lag: number): number => series[series.length - 1 - lag] ?? Number.NaN;
    const curve = 'path.cec';
    expect(asked(settings, { kind: 'norm', curve, lag: 7 })).toBeCloseTo(at(7), 12);
    expect(asked(settings, { kind: 'largest', curve })).toBe(1);
    expect(asked(settings, { kind: 'growth', curve, from: 2, to: 7 })).toBeCloseTo((at(7) / at(2)) ** (1 / 5), 12);
    expect(asked(settings, { kind: 'memory', curve, lag: 7 })).toBeCloseTo(-7 / Math.log(at(7)), 9);
    const alone = ['cec', 'R_z', 'R_i', 'R_f', 'R_o'].map((edge) =>
      asked(settings, { kind: 'log10', curve: `alone.${edge}` as Curve, lag: 5 }),
    );
    expect(asked(settings, { kind: 'largestAlone', lag: 5 })).toBe(Math.max(...alone));
  });
});

describe('other measures', () => {
  it('crossings are the ledger’s', () => {
    const settings = small({ spectralRadius: 6 });
    const { crossings } = traceLink(settings);
    const own = Object.entries(crossings ?? {}).map(([edge, values]) => {
      const value = asked(settings, { kind: 'crossings', edge: edge as 'cec', lag: 9 });
      expect(value).toBe(values[4]);
      return value;
    });
    expect(asked(settings, { kind: 'crossings', edge: 'all', lag: 9 })).toBeCloseTo(9, 9);
    const absolute = own.reduce((sum, value) => sum + Math.abs(value), 0);
    expect(asked(settings, { kind: 'absoluteCrossings', lag: 9 })).toBeCloseTo(absolute, 9);
    expect(absolute).toBeGreaterThan(9.1);
  });

  it('spectra and the multiplier at rest are the run’s', () => {
    const settings = small();
    const { spectra, atRest } = traceLink(settings);
    const { radius, norm } = spectra.find(({ edge }) => edge === 'R_f') ?? {};
    expect(asked(settings, { kind: 'spectrum', edge: 'R_f', of: 'radius' })).toBe(radius);
    expect(asked(settings, { kind: 'spectrum', edge: 'R_f', of: 'norm' })).toBe(norm);
    expect(asked(settings, { kind: 'atRest' })).toBe(atRest);
    expect(asked(small({ chrono: true }), { kind: 'atRest' })).toBeNaN();
  });

  it.each(['window', 'sliding'] as const)(
    'a truncated weight gradient stands beside the full one (%s)',
    (truncation) => {
      const settings = small({ loss: 'every', truncation, truncationSteps: 3, peepholes: true });
      const part = plainGradient(settings);
      const whole = plainGradient({ ...settings, truncation: 'none' });
      const angle = dot(part, whole) / (size(part) * size(whole));
      expect(asked(settings, { kind: 'truncation', of: 'cosine' })).toBeCloseTo(angle, 12);
      const error = size(part.map((value, k) => value - whole[k])) / size(whole);
      expect(asked(settings, { kind: 'truncation', of: 'relativeError' })).toBeCloseTo(error, 12);
      expect(error).toBeGreaterThan(0.01);
    },
  );

  it('the ratio of two truncations’ errors is that of the errors', () => {
    const settings = small({ loss: 'every', truncation: 'sliding', truncationSteps: 9 });
    const error = (truncationSteps: number): number =>
      asked({ ...settings, truncationSteps }, { kind: 'truncation', of: 'relativeError' });
    const ratio = asked(settings, { kind: 'truncationRatio', from: 3, to: 5 });
    expect(ratio).toBeCloseTo(error(5) / error(3), 12);
    expect(ratio).toBeLessThan(0.9);
  });

  it.each([1e-3, 0.05, 1e6])('a gradient is clipped number by number to ±%d', (limit) => {
    const settings = small();
    const whole = plainGradient(settings);
    const short = whole.map((value) => Math.max(-limit, Math.min(limit, value)));
    const angle = dot(short, whole) / (size(short) * size(whole));
    expect(asked(settings, { kind: 'valueClipping', limit })).toBeCloseTo(angle, 12);
    expect(angle < 0.9999).toBe(limit < 1);
    expect(asked(settings, { kind: 'weightGradient' })).toBeCloseTo(Math.log10(size(whole)), 12);
  });

  it('a gradient beyond float64 is clipped too: to the few numbers that are not small beside the largest', () => {
    const settings = small({ cell: 'rnn', activation: 'identity', spectralRadius: 16, steps: 400 });
    expect(asked(settings, { kind: 'weightGradient' })).toBeGreaterThan(308);
    // Every number is far above 2, so only signs are left.
    const count = 6 * (6 + 3 + 1);
    const cosine = asked(settings, { kind: 'valueClipping', limit: 2 });
    expect(cosine).toBeGreaterThan(1 / Math.sqrt(count));
    expect(cosine).toBeLessThan(1);
  });

  it('what a step takes away is one minus the factor', () => {
    const between = { curve: 'g', from: 2, to: 9 } as const;
    const factor = asked(small(), { kind: 'growth', ...between });
    expect(asked(small(), { kind: 'lost', ...between })).toBeCloseTo(1 - factor, 14);
    expect(factor).toBeLessThan(0.95);
  });
});

describe('the largest factor of a step', () => {
  it.each([small({ spectralRadius: 8 }), small({ cell: 'rnn', spectralRadius: 4 })])(
    'is that of ‖g‖ (%#)',
    (settings) => {
      const curve = (traceLink(settings).series.g ?? []).map((value) => value ?? Number.NaN);
      const factors = curve.slice(1).map((log, step) => 10 ** ((curve[step] ?? Number.NaN) - log));
      expect(asked(settings, { kind: 'largestFactor', of: 'norm' })).toBeCloseTo(Math.max(...factors), 9);
    },
  );

  it.each([small({ peepholes: true }), small({ cell: 'rnn', spectralRadius: 4 })])(
    'is that of any unit (%#)',
    (settings) => {
      const { deltaCell, deltaOutput, linear } = sweepOf(settings);
      const rows = linear.hasCell ? deltaCell : deltaOutput;
      const at = (step: number, k: number): number => toNumber(rows.at(step, k));
      let largest = 0;
      for (let step = 1; step < linear.steps; step++) {
        for (let k = 0; k < 6; k++) largest = Math.max(largest, Math.abs(at(step - 1, k) / at(step, k)));
      }
      expect(asked(settings, { kind: 'largestFactor', of: 'unit' })).toBe(largest);
      expect(largest).toBeGreaterThan(1);
    },
  );

  it('is exactly 1 on the carousel of 1997, and infinite where a unit gets something of nothing', () => {
    const cuts = ['R_z', 'R_i', 'R_o'] as const;
    expect(asked(small({ forgetGate: false, cuts }), { kind: 'largestFactor', of: 'unit' })).toBe(1);
    const oneUnit = small({ cell: 'rnn', lossDirection: 'unit' });
    expect(asked(oneUnit, { kind: 'largestFactor', of: 'unit' })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('neighbouring runs', () => {
  const linear = small({ cell: 'rnn', activation: 'identity', spectralRadius: 0.8 });

  it('part on an orthogonal linear network by its radius at each step, whatever their direction', () => {
    const settings = { ...linear, weights: 'orthogonal' } as const;
    expect(asked(settings, { kind: 'neighbours', of: 'factor' })).toBeCloseTo(0.8, 7);
    expect(asked(settings, { kind: 'neighbours', of: 'againstGradient' })).toBeCloseTo(1, 7);
  });

  it.each([
    linear,
    small({ cell: 'rnn', spectralRadius: 3 }),
    small({ spectralRadius: 6, peepholes: true }),
    small({ forgetGate: false, initialState: 'random' }),
  ])('change the loss by what the gradient says (%#)', (settings) => {
    expect(asked(settings, { kind: 'neighbours', of: 'lossChange' })).toBeCloseTo(1, 3);
  });

  it('change it by something else than a gradient with a cut says, and need a loss at the end', () => {
    const cut = asked(small({ spectralRadius: 6, cuts: ['R_z'] }), { kind: 'neighbours', of: 'lossChange' });
    expect(Math.abs(cut - 1)).toBeGreaterThan(0.01);
    expect(() => asked(small({ loss: 'every' }), { kind: 'neighbours', of: 'lossChange' })).toThrow('last step');
  });
});

describe('measuring', () => {
  const questions: readonly Question[] = [
    { measure: { kind: 'log10', curve: 'g', lag: 13 } },
    { measure: { kind: 'log10', curve: 'g', lag: 13 }, changes: { spectralRadius: 4 } },
    { measure: { kind: 'log10', curve: 'path.R_o', lag: 3 } },
    { measure: { kind: 'spectrum', edge: 'R_z', of: 'radius' }, changes: { spectralRadius: 4 } },
  ];

  it('answers many questions as it answers each', () => {
    const each = questions.map(({ measure: what, changes }) => asked({ ...small(), ...changes }, what));
    expect(runToEnd(measureAll(small(), questions))).toEqual(each);
    expect(new Set(each).size).toBe(4);
  });

  it('pauses at least once a step, and runs a network once for all that is asked of it', () => {
    const pauses = (asking: readonly Question[]): number => [...measureAll(small({ steps: 50 }), asking)].length;
    const once = pauses(questions.slice(0, 1));
    expect(once).toBeGreaterThanOrEqual(100);
    expect(pauses([...questions.slice(0, 1), ...questions.slice(0, 1)])).toBe(once);
  });

  it.each<readonly [string, Settings, Measure]>([
    ['no lag 14', small(), { kind: 'log10', curve: 'g', lag: 14 }],
    ['no lag -1', small(), { kind: 'crossings', edge: 'cec', lag: -1 }],
    ['no matrix W_h', small(), { kind: 'spectrum', edge: 'W_h', of: 'norm' }],
    ['no edge p_i', small(), { kind: 'log10', curve: 'path.p_i', lag: 1 }],
    ['no edge W_h', small(), { kind: 'log10', curve: 'alone.W_h', lag: 1 }],
    ['no edge W_h', small(), { kind: 'crossings', edge: 'W_h', lag: 1 }],
    ['no Jacobian cc', small({ cell: 'rnn' }), { kind: 'largest', curve: 'step.cc' }],
    ['no ghost', small({ cell: 'rnn' }), { kind: 'log10', curve: 'ghost', lag: 1 }],
    ['a loss at the last step', small({ loss: 'every' }), { kind: 'absoluteCrossings', lag: 1 }],
  ])('says that there is %s', (words, settings, what) => {
    expect(() => asked(settings, what)).toThrow(words);
  });
});
