/** The forward pass as the gates view gets it: the trace's own numbers, and how many units are at an end. */
import { describe, expect, it } from 'vitest';
import type { GateRowName } from '../../src/engine/cells/cell';
import type { GatesBatch, Saturation } from '../../src/engine/gateRows';
import { gateRows } from '../../src/engine/gateRows';
import { log10Of } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { lstmTraceOf, rnnWithout, small, traceOf } from './networks';
import { collect, runAndAsk } from './runs';

const batchOf = (settings: Settings): GatesBatch => runToEnd(gateRows(traceOf(settings)));
const saturationOf = ({ saturated }: GatesBatch, name: GateRowName): Saturation => {
  const found = saturated.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} has no saturation`);
  return found;
};
const valuesOf = ({ rows }: GatesBatch, name: GateRowName): Float64Array => {
  const found = rows.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no row of ${name}`);
  return found.mantissa;
};

describe('the LSTM', () => {
  const settings = small({ peepholes: true, spectralRadius: 4, steps: 30, initialState: 'random' });
  const batch = batchOf(settings);

  it('has the trace’s gates and states', () => {
    const { gate, c, y } = lstmTraceOf(settings);
    expect(batch.rows.map(({ name, blockExponent }) => [name, blockExponent])).toEqual(
      ['i', 'f', 'o', 'z', 'c', 'y'].map((name) => [name, null]),
    );
    for (const [name, values] of Object.entries({ ...gate, c, y }))
      expect(valuesOf(batch, name as 'c')).toEqual(values.mantissa);
  });

  it('gives its own arrays away, not those of the trace', () => {
    const trace = lstmTraceOf(settings);
    const own = new Set<ArrayBufferLike>(
      [trace.c, trace.y, ...Object.values(trace.gate)].map(({ mantissa }) => mantissa.buffer),
    );
    for (const { mantissa } of runToEnd(gateRows(trace)).rows) expect(own.has(mantissa.buffer)).toBe(false);
  });

  it('counts units below 0.1 and above 0.9 of a gate, and beyond ±0.9 of z', () => {
    expect(batch.saturated.map(({ name }) => name)).toEqual(['i', 'f', 'o', 'z']);
    let seen = 0;
    for (const { name, low, high } of batch.saturated) {
      const values = Array.from(valuesOf(batch, name));
      for (let step = 0; step < settings.steps; step++) {
        const units = values.slice(step * 6, step * 6 + 6);
        const least = name === 'z' ? -0.9 : 0.1;
        expect(low[step] * 6).toBeCloseTo(units.filter((value) => value < least).length, 12);
        expect(high[step] * 6).toBeCloseTo(units.filter((value) => value > 0.9).length, 12);
        seen += Number(low[step] > 0) + Number(high[step] > 0);
      }
    }
    expect(seen).toBeGreaterThan(20);
  });

  it('all of it at an end: a forget gate held open, an input gate held shut', () => {
    const open = batchOf(small({ forgetBias: 10, inputBias: -10, spectralRadius: 0.1 }));
    expect([...saturationOf(open, 'f').high]).toEqual(new Array<number>(14).fill(1));
    expect([...saturationOf(open, 'i').low]).toEqual(new Array<number>(14).fill(1));
    expect([...saturationOf(open, 'i').high]).toEqual(new Array<number>(14).fill(0));
  });

  it('of 1997 has no forget gate', () => {
    const { rows, saturated } = batchOf(small({ forgetGate: false }));
    expect(rows.map(({ name }) => name)).toEqual(['i', 'o', 'z', 'c', 'y']);
    expect(saturated.map(({ name }) => name)).toEqual(['i', 'o', 'z']);
  });
});

describe('the RNN', () => {
  it.each([
    ['tanh', -0.9],
    ['sigmoid', 0.1],
  ] as const)('%s: h and its slope, and both ends', (activation, least) => {
    const settings = small({ cell: 'rnn', activation, spectralRadius: 4 });
    const batch = batchOf(settings);
    const h = Array.from(valuesOf(batch, 'h'));
    const slope = valuesOf(batch, 'φ′');
    h.forEach((value, k) =>
      expect(slope[k]).toBeCloseTo(activation === 'tanh' ? 1 - value * value : value * (1 - value), 14),
    );
    const { low, high } = saturationOf(batch, 'h');
    expect(Math.max(...low, ...high)).toBeGreaterThan(0);
    const first = h.slice(0, 6);
    expect(low[0]).toBe(first.filter((value) => value < least).length / 6);
    expect(high[0]).toBe(first.filter((value) => value > 0.9).length / 6);
  });

  it('ReLU: dead units are those at h̄ ≤ 0', () => {
    const batch = batchOf(small({ cell: 'rnn', activation: 'relu', loss: 'every' }));
    const h = Array.from(valuesOf(batch, 'h'));
    const { low, high } = saturationOf(batch, 'h');
    low.forEach((share, step) => {
      const units = h.slice(step * 6, step * 6 + 6);
      expect(share).toBe(units.filter((value) => value === 0).length / 6);
    });
    expect(Math.max(...low)).toBeGreaterThan(0);
    expect(Math.max(...high)).toBe(0);
    // h̄ = 0 exactly is dead too, as in PyTorch.
    expect([...saturationOf(runToEnd(gateRows(rnnWithout([1, 0, 0, 1], 'relu', 2))), 'h').low]).toEqual([1, 1]);
  });

  it('identity: nothing to saturate; a state beyond float64 has its block exponents, beside one below it', () => {
    const batch = runToEnd(gateRows(rnnWithout([16, 0, 0, 0.0625], 'identity', 2000, { initial: [1, 1] })));
    expect(batch.saturated).toEqual([]);
    const { mantissa, blockExponent } = batch.rows[0];
    const last = 1999 * 2;
    expect(log10Of(mantissa[last], blockExponent?.[last] ?? 0)).toBeCloseTo(2000 * Math.log10(16), 8);
    expect(log10Of(mantissa[last + 1], blockExponent?.[last + 1] ?? 0)).toBeCloseTo(-2000 * Math.log10(16), 8);
    expect([...valuesOf(batch, 'φ′')].every((value) => value === 1)).toBe(true);
    expect(batch.rows[1].blockExponent).toBeNull();
  });

  it('a slope below float64 is not a zero', () => {
    const { rows } = runToEnd(gateRows(rnnWithout([1, 0, 0, 1], 'tanh', 2, { bias: 1000 })));
    const { mantissa, blockExponent } = rows[1];
    // tanh′(1000) = 4 e^-2000.
    expect(log10Of(mantissa[0], blockExponent?.[0] ?? 0)).toBeCloseTo(Math.log10(4) - 2000 / Math.LN10, 9);
  });
});

it('is part of a run that requests it', () => {
  const found = collect(runAndAsk(small(), [{ kind: 'gates' }])).find(({ kind }) => kind === 'gates');
  expect(found).toEqual(batchOf(small()));
});

describe('states that decay below float64', () => {
  it('are kept with block exponents, and count as small: an LSTM that nothing drives', () => {
    const settings = small({ input: 'none', initialState: 'random', forgetBias: -2, spectralRadius: 0.3, steps: 1200 });
    const batch = batchOf(settings);
    for (const name of ['c', 'y'] as const) {
      const { mantissa, blockExponent } = batch.rows.find((row) => row.name === name) as GatesBatch['rows'][number];
      const last = mantissa.length - 1;
      expect(blockExponent, name).not.toBeNull();
      expect(mantissa[last], name).not.toBe(0);
      expect(log10Of(mantissa[last], blockExponent?.[last] ?? 0), name).toBeLessThan(-320);
    }
  });

  it('and an RNN', () => {
    const settings = small({ cell: 'rnn', input: 'none', initialState: 'random', spectralRadius: 0.3, steps: 1200 });
    const batch = batchOf(settings);
    const last = valuesOf(batch, 'h').length - 1;
    expect(valuesOf(batch, 'h')[last]).not.toBe(0);
    const { low, high } = saturationOf(batch, 'h');
    expect([low[1199], high[1199]]).toEqual([0, 0]);
  });
});
