/** The LSTM with ReLU for block input and cell output (spec, section 6). */
import { describe, expect, it } from 'vitest';
import { cellOf } from '../../src/engine/cells';
import type { LstmTrace } from '../../src/engine/cells/lstmForward';
import type { GateParameters, LstmNetwork } from '../../src/engine/cells/networks';
import { forward } from '../../src/engine/forward';
import { log10Of } from '../../src/math/scaled';
import type { FactorRows } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import { lastStepLoss, lstmTraceOf, setupOf, small, sweepBackOver } from './networks';
import { batchesOf, expectWellFormed } from './runs';

const RELU = { cellActivation: 'relu' } as const;

const gate = (recurrent: number, bias: number, peephole = 0): GateParameters => ({
  input: Float64Array.of(0),
  recurrent: Float64Array.of(recurrent),
  bias: Float64Array.of(bias),
  peephole: Float64Array.of(peephole),
});

/** One unit without input, from c⁰ and y⁰. */
function paper(
  changes: Pick<LstmNetwork, 'gates'> & Partial<LstmNetwork>,
  [cell, output]: readonly [number, number],
  steps: number,
): LstmTrace {
  const { network } = setupOf(small({ ...RELU, hiddenSize: 1, inputSize: 1 }));
  const task = {
    steps,
    inputs: new Float64Array(steps),
    initialOutput: Float64Array.of(output),
    initialCell: Float64Array.of(cell),
  };
  const trace = runToEnd(forward({ ...(network as LstmNetwork), ...changes }, task));
  if (trace.cell !== 'lstm') throw new Error('not an LSTM');
  return trace;
}

const gainOf = ({ linear }: LstmTrace, edge: string): FactorRows => {
  const found = linear.matrixEdges.find((own) => own.edge === edge);
  if (found === undefined) throw new Error(`there is no ${edge}`);
  return found.gain;
};
const logAt = ({ mantissa, blockExponent }: FactorRows, index: number): number =>
  log10Of(mantissa[index], blockExponent?.[index] ?? 0);

describe('one unit of an LSTM with ReLU', () => {
  it('has the numbers worked out on paper', () => {
    // All gates stand at ½: z = 3 y + 2, c = z / 2 + c⁻ / 2, y = c / 2.
    const trace = paper({ gates: { z: gate(3, 2), i: gate(0, 0), f: gate(0, 0), o: gate(0, 0) } }, [2, 4], 2);
    expect([...trace.gate.z.mantissa]).toEqual([14, 14]);
    expect([...trace.c.mantissa]).toEqual([8, 11]);
    expect([...trace.bent.mantissa]).toEqual([8, 11]);
    expect([...trace.y.mantissa]).toEqual([4, 5.5]);
    expect([...trace.linear.carry.mantissa]).toEqual([0.5, 0.5]);
    expect([...gainOf(trace, 'R_z').mantissa]).toEqual([0.5, 0.5]);
  });

  it('is dead at a negative block input, and the cell still passes the gradient on', () => {
    // z̄ = −y − 1 < 0: c = c⁻ / 2, y = c / 2.
    const trace = paper({ gates: { z: gate(-1, -1), i: gate(0, 0), f: gate(0, 0), o: gate(0, 0) } }, [8, 1], 2);
    expect([...trace.pre.z.mantissa]).toEqual([-2, -3]);
    expect([...trace.gate.z.mantissa]).toEqual([0, 0]);
    expect([...trace.c.mantissa]).toEqual([4, 2]);
    expect([...trace.y.mantissa]).toEqual([2, 1]);
    expect([...gainOf(trace, 'R_z').mantissa]).toEqual([0, 0]);
    expect([...trace.linear.carry.mantissa]).toEqual([0.5, 0.5]);
    expect([...trace.linear.cellWhole.mantissa]).toEqual([0.5, 0.5]);
  });

  it('shows nothing of a negative cell, and sends no gradient into it', () => {
    // z̄ = 1: c = 1 / 2 + c⁻ / 2 = −3.5, −1.25, −0.125, 0.4375.
    const trace = paper({ gates: { z: gate(0, 1), i: gate(0, 0), f: gate(0, 0), o: gate(0, 0) } }, [-8, 0], 4);
    expect([...trace.c.mantissa]).toEqual([-3.5, -1.25, -0.125, 0.4375]);
    expect([...trace.bent.mantissa]).toEqual([0, 0, 0, 0.4375]);
    expect([...trace.y.mantissa]).toEqual([0, 0, 0, 0.21875]);
    expect([...trace.linear.carry.mantissa]).toEqual([0, 0, 0, 0.5]);
    // The output gate's path multiplies by ReLU(c).
    expect([...gainOf(trace, 'R_o').mantissa]).toEqual([0, 0, 0, 0.4375 / 4]);
    const { deltaCell } = sweepBackOver(trace.linear, lastStepLoss([1], 4));
    expect([0, 1, 2, 3].map((step) => deltaCell.at(step, 0).mantissa)).toEqual([0.0625, 0.125, 0.25, 0.5]);
  });

  it.each([
    ['without peepholes', { gates: { z: gate(16, 0), i: gate(1, 0), f: gate(1, 0), o: gate(1, 0) } }],
    [
      'with peepholes',
      { peepholes: true, gates: { z: gate(16, 0), i: gate(0, 0, 1), f: gate(0, 0, 1), o: gate(0, 0, 1) } },
    ],
    [
      'of 1997',
      {
        peepholes: true,
        forgetGate: false,
        gates: { z: gate(16, 0), i: gate(1, 0, 1), f: gate(0, 0), o: gate(1, 0, 1) },
      },
    ],
  ])(
    '%s, grows 17 times a step once its gates are open, far beyond float64, and its gradient with it',
    (_, changes) => {
      const steps = 400;
      const trace = paper(changes, [1, 1], steps);
      const { c, y, bent, pre, linear } = trace;
      // c = 16 y⁻ + c⁻ and y = c.
      for (let step = 20; step < steps; step += 9) {
        for (const rows of [c, y, bent, pre.z])
          expect(logAt(rows, step) - logAt(rows, step - 1)).toBeCloseTo(Math.log10(17), 9);
      }
      expect(logAt(c, steps - 1)).toBeGreaterThan(480);
      for (const rows of [c, y, bent, pre.z, pre.i, pre.o]) expect(rows.mantissa.every(Number.isFinite)).toBe(true);
      for (const name of ['i', 'f', 'o'] as const) expect(trace.gate[name].mantissa[steps - 1]).toBe(1);
      // The gates are open for good: nothing comes back through them.
      for (const edge of ['R_i', 'R_o']) expect(gainOf(trace, edge).mantissa[steps - 1]).toBe(0);
      expect(linear.carry.mantissa[steps - 1]).toBe(1);
      const { deltaCell } = sweepBackOver(linear, lastStepLoss([1], steps));
      const delta = (step: number): number =>
        log10Of(deltaCell.at(step, 0).mantissa, deltaCell.at(step, 0).blockExponent);
      for (let step = 20; step < steps - 1; step += 9)
        expect(delta(step) - delta(step + 1)).toBeCloseTo(Math.log10(17), 9);
      expect(delta(20)).toBeGreaterThan(450);
    },
  );
});

/** c and y by the definitions, in float64 with Math.exp. [steps × N] each. */
function byDefinition(settings: Settings): { readonly c: number[]; readonly y: number[] } {
  const { network, task } = setupOf(settings);
  const { gates, forgetGate, hiddenSize: n, inputSize: m } = network as LstmNetwork;
  const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
  let [before, output] = [[...task.initialCell], [...task.initialOutput]];
  const [c, y]: [number[], number[]] = [[], []];
  for (let step = 0; step < task.steps; step++) {
    const bar = ({ input, recurrent, bias, peephole }: GateParameters, k: number, seen: number): number => {
      let sum = bias[k] + peephole[k] * seen;
      for (let j = 0; j < m; j++) sum += input[k * m + j] * task.inputs[step * m + j];
      for (let j = 0; j < n; j++) sum += recurrent[k * n + j] * output[j];
      return sum;
    };
    const cell = before.map((old, k) => {
      const f = forgetGate ? sigma(bar(gates.f, k, old)) : 1;
      return Math.max(0, bar(gates.z, k, 0)) * sigma(bar(gates.i, k, old)) + old * f;
    });
    output = cell.map((value, k) => Math.max(0, value) * sigma(bar(gates.o, k, value)));
    before = cell;
    c.push(...cell);
    y.push(...output);
  }
  return { c, y };
}

describe('an LSTM with ReLU', () => {
  it.each([
    ['at an ordinary size', { initialState: 'random' }, 0],
    ['with units beyond ±80', { radii: 'each', radiusZ: 16, radiusI: 1, inputStrength: 10, outputBias: 3 }, 1],
    ['with peepholes and units beyond ±80', { peepholes: true, spectralRadius: 12, inputStrength: 10 }, 1],
    ['of 1997 with units beyond ±80', { forgetGate: false, spectralRadius: 12, inputStrength: 10 }, 1],
  ] as const)('%s: has the forward pass of the definitions', (_, changes, least) => {
    const settings = small({ ...RELU, spectralRadius: 3, ...changes });
    const { c, y, pre } = lstmTraceOf(settings);
    const expected = byDefinition(settings);
    const { hiddenSize: n } = settings;
    for (const [rows, values] of [
      [c, expected.c],
      [y, expected.y],
    ] as const) {
      for (let index = 0; index < values.length; index++) {
        const value = rows.mantissa[index] * 2 ** (256 * (rows.blockExponent?.[index] ?? 0));
        const from = index - (index % n);
        const largest = Math.max(...values.slice(from, from + n).map(Math.abs));
        expect(Math.abs(value - values[index])).toBeLessThanOrEqual(1e-11 * largest);
      }
    }
    // Both ways of computing a unit are taken.
    const isFar = (index: number): boolean =>
      (['i', 'f', 'o'] as const).some((name) => Math.abs(pre[name].mantissa[index]) > 80);
    const far = Array.from(c.mantissa.keys()).filter(isFar).length;
    expect(Math.min(1, far)).toBe(least);
    expect(far).toBeLessThan(c.mantissa.length);
  });

  it('keeps σ(b_f) alone at rest: every other way is multiplied by zero', () => {
    const atRest = cellOf('lstm').atRest({ ...DEFAULTS, ...RELU, forgetBias: 0 });
    expect(atRest).toEqual({ edge: 'R_z', keep: 0.5, gain: 0 });
    const trace = lstmTraceOf(small({ ...RELU, input: 'none', forgetBias: 0 }));
    expect(new Set(trace.linear.cellWhole.mantissa)).toEqual(new Set([0.5]));
    for (const { mantissa } of [trace.linear.carry, ...trace.linear.matrixEdges.map(({ gain }) => gain)])
      expect(mantissa.every((value) => value === 0)).toBe(true);
  });

  it('streams well-formed numbers where the state leaves float64', () => {
    const settings = small({
      ...RELU,
      hiddenSize: 4,
      steps: 1200,
      radii: 'each',
      ...{ radiusZ: 16, radiusI: 0, radiusF: 0, radiusO: 0 },
      ...{ blockBias: 1, inputBias: 5, outputBias: 5 },
    });
    const { c } = lstmTraceOf(settings);
    const last = Array.from({ length: 4 }, (_unused, k) => logAt(c, 1199 * 4 + k));
    expect(Math.max(...last)).toBeGreaterThan(308);
    expectWellFormed(batchesOf(settings));
  });
});
