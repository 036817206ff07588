/** Each step's part in every parameter's gradient, against matrices that are written out and added up in plain float64. */
import { describe, expect, it } from 'vitest';
import type { LstmTrace } from '../../src/engine/cells/lstmForward';
import type { RnnTrace } from '../../src/engine/cells/rnnForward';
import type { BackwardSweep } from '../../src/engine/sweep';
import { log10GlobalNorm, weightGradients } from '../../src/engine/weightGradients';
import type { WeightStrip, WeightsBatch } from '../../src/engine/weightStrips';
import { weightStrips } from '../../src/engine/weightStrips';
import { toNumber } from '../../src/math/scaled';
import type { ScaledRows } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import { clipRatio } from '../../src/settings/clipping';
import { activeCuts, type ParameterName, parametersOf } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { lastStepLoss, rnnWithout, rowOf, small, sweepBackOver, sweepOf, traceOf } from './networks';
import { collect, runAndAsk } from './runs';

const CASES: Readonly<Record<string, Settings>> = {
  'the default LSTM': small(),
  peepholes: small({ peepholes: true, initialState: 'random', spectralRadius: 3 }),
  'the cell of 1997': small({ forgetGate: false, peepholes: true, initialState: 'random' }),
  'a loss at every step': small({ peepholes: true, loss: 'every', initialState: 'random' }),
  'a window of five steps': small({ truncation: 'window', truncationSteps: 5, initialState: 'random' }),
  'three steps back from every loss': small({ truncation: 'sliding', truncationSteps: 3, loss: 'every' }),
  'two cuts': small({ cuts: ['R_z', 'cec'], initialState: 'random' }),
  'the tanh RNN': small({ cell: 'rnn', spectralRadius: 1.5, initialState: 'random' }),
  'one unit, two steps': small({ hiddenSize: 1, steps: 2 }),
};

const batchOf = (settings: Settings): WeightsBatch => runToEnd(weightStrips(traceOf(settings), sweepOf(settings)));
const stripOf = ({ strips }: WeightsBatch, name: ParameterName): WeightStrip => {
  const strip = strips.find((one) => one.name === name);
  if (strip === undefined) throw new Error(`no strip of ${name}`);
  return strip;
};
const slice = (rows: Float64Array, step: number, size: number): number[] =>
  Array.from(rows.subarray(step * size, (step + 1) * size));

/** The contribution of one step to one parameter, all entries (spec, section 2). */
function contribution(trace: LstmTrace | RnnTrace, sweep: BackwardSweep, name: ParameterName, step: number): number[] {
  const { hiddenSize: n, inputSize } = trace.network;
  const { inputs, initialOutput, initialCell } = trace.task;
  const [letter, gate] = name.split('_');
  const edge = trace.cell === 'rnn' ? 'W_h' : (`R_${gate}` as 'R_z');
  const delta = rowOf(sweep.preDelta.get(edge) as ScaledRows, step);
  const outer = (right: readonly number[]): number[] => delta.flatMap((d) => right.map((r) => d * r));
  const before = (rows: Float64Array, initial: Float64Array): number[] =>
    step === 0 ? Array.from(initial) : slice(rows, step - 1, n);
  if (name === 'W_x' || (letter === 'W' && trace.cell === 'lstm')) return outer(slice(inputs, step, inputSize));
  if (letter === 'b') return delta;
  if (trace.cell === 'rnn') return outer(step === 0 ? Array.from(initialOutput) : rowOf(trace.h, step - 1));
  if (letter === 'R') return outer(before(trace.y.mantissa, initialOutput));
  const cell = gate === 'o' ? slice(trace.c.mantissa, step, n) : before(trace.c.mantissa, initialCell);
  return delta.map((d, k) => d * cell[k]);
}

const normOf = (values: readonly number[]): number => Math.hypot(...values);
/** log10, where what is 10^-12 of the largest may be rounding. */
function expectLog(found: number, expected: number, largest: number, what: string): void {
  if (expected === 0) expect(found, what).toBe(-Infinity);
  else expect(Math.abs(10 ** found - expected), what).toBeLessThan(1e-13 * largest + 1e-12 * expected);
}

describe.each(Object.entries(CASES))('%s', (_, settings) => {
  const trace = traceOf(settings);
  const sweep = sweepOf(settings);
  const batch = batchOf(settings);
  const { steps } = settings;

  it('has one strip for each parameter, in the order of the equations', () => {
    expect(batch.strips.map(({ name }) => name)).toEqual(parametersOf(settings));
  });

  it('agrees with sums of matrices that are written out', () => {
    const squares = new Float64Array(steps);
    for (const { name, total, perStep, running, share } of batch.strips) {
      const parts = Array.from({ length: steps }, (__, step) => contribution(trace, sweep, name, step));
      const whole = parts[0].map((___, k) => parts.reduce((sum, part) => sum + part[k], 0));
      const largest = Math.max(...parts.map(normOf));
      expect(largest, `${name} is alive`).toBeGreaterThan(1e-6);
      expectLog(total, normOf(whole), largest, `${name} whole`);
      const sum = whole.map(() => 0);
      for (let step = steps - 1; step >= 0; step--) {
        const part = parts[step];
        expectLog(perStep[step], normOf(part), largest, `${name} at ${step}`);
        part.forEach((value, k) => {
          sum[k] += value;
        });
        expectLog(running[step], normOf(sum), largest, `${name} from ${step} on`);
        squares[step] += normOf(sum) ** 2;
        const dot = part.reduce((product, value, k) => product + value * whole[k], 0);
        expect(Math.abs(share[step] - dot / normOf(whole) ** 2), `${name}, share of ${step}`).toBeLessThan(1e-10);
      }
    }
    squares.forEach((square, step) =>
      expectLog(batch.globalRunning[step], Math.sqrt(square), Math.sqrt(squares[0]), `all from ${step} on`),
    );
  });

  it('has shares that sum to 1, and sums that start and end where they must', () => {
    const { perStep, globalNorm } = weightGradients(trace, sweep);
    for (const strip of batch.strips) {
      const { name, total, share, running } = strip;
      expect(share.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 11);
      expect(running[0]).toBe(total);
      expect(running[steps - 1]).toBeCloseTo(strip.perStep[steps - 1], 12);
      const other = perStep.get(name);
      strip.perStep.forEach((value, step) =>
        expect(10 ** value).toBeCloseTo(other === undefined ? Number.NaN : toNumber(other.at(step)), 14),
      );
    }
    expect(batch.global).toBe(batch.globalRunning[0]);
    expect(10 ** batch.global).toBeCloseTo(toNumber(globalNorm), 12);
  });

  it('is part of a run that requests it', () => {
    const found = collect(runAndAsk(settings, [{ kind: 'weights' }])).find(({ kind }) => kind === 'weights');
    expect(found).toEqual(batch);
  });
});

describe('where there is little or nothing', () => {
  it('what a window drops is an exact zero', () => {
    const settings = small({ truncation: 'window', truncationSteps: 5 });
    for (const { perStep, running, share, total } of batchOf(settings).strips) {
      // Steps 10 … 13 are the last block; the loss does not reach those before it.
      expect([...perStep.subarray(0, 10)]).toEqual(new Array<number>(10).fill(-Infinity));
      expect([...share.subarray(0, 10)].every((value) => value === 0)).toBe(true);
      expect([...running.subarray(0, 11)]).toEqual(new Array<number>(11).fill(total));
    }
  });

  it('cutting every path leaves the last step alone', () => {
    const settings = small({ cuts: ['cec', 'R_z', 'R_i', 'R_f', 'R_o'] });
    expect(activeCuts(settings).size).toBe(5);
    for (const { share } of batchOf(settings).strips) {
      expect(share.at(-1)).toBeCloseTo(1, 14);
      expect(Math.max(...share.subarray(0, -1).map(Math.abs))).toBe(0);
    }
  });

  it('units that are all dead have no gradient, and no shares of it', () => {
    const trace = rnnWithout([1, 2, 3, 4], 'relu', 4, { bias: -1 });
    const batch = runToEnd(weightStrips(trace, sweepBackOver(trace.linear, lastStepLoss([1, 0], 4))));
    expect(batch.global).toBe(-Infinity);
    for (const { total, running, share } of batch.strips) {
      expect([total, ...running]).toEqual(new Array<number>(5).fill(-Infinity));
      expect([...share]).toEqual(new Array<number>(4).fill(Number.NaN));
    }
  });
});

describe('beyond float64', () => {
  it('16^1999 on paper: each of 2000 steps gives the same', () => {
    const trace = rnnWithout([16, 0, 0, 16], 'identity', 2000, { initial: [1, 0] });
    const batch = runToEnd(weightStrips(trace, sweepBackOver(trace.linear, lastStepLoss([1, 0], 2000))));
    const { perStep, running, share } = stripOf(batch, 'W_h');
    const log = 1999 * Math.log10(16);
    for (const step of [0, 1, 777, 1998, 1999]) {
      expect(perStep[step]).toBeCloseTo(log, 8);
      expect(running[step]).toBeCloseTo(log + Math.log10(2000 - step), 8);
      expect(share[step] * 2000).toBeCloseTo(1, 10);
    }
    expect(batch.global).toBeGreaterThan(2400);
  });

  it('a gradient below 10⁻⁶⁰⁰ within 400 steps is still computed, and its shares add up to 1', () => {
    const { strips } = batchOf(small({ forgetBias: -6, blockBias: 5, spectralRadius: 0.1, steps: 400 }));
    for (const { perStep, share } of strips) {
      expect(perStep[1]).toBeLessThan(-600);
      expect(perStep[1]).toBeGreaterThan(-Infinity);
      expect(share.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    }
  });
});

describe('clipping', () => {
  it('is that of torch.nn.utils.clip_grad_norm_', () => {
    expect(clipRatio(12.3, 1)).toBe(1 / (12.3 + 1e-6));
    expect(clipRatio(0.5, 1)).toBe(1);
    expect(clipRatio(0, 1)).toBe(1);
    expect(clipRatio(1, 1)).toBe(1 / (1 + 1e-6)); // not quite 1 even at the limit
  });

  it('brings the norm of every parameter together down to the limit', () => {
    const globalNorm =
      10 **
      log10GlobalNorm(weightGradients(traceOf(small({ spectralRadius: 6 })), sweepOf(small({ spectralRadius: 6 }))));
    expect(globalNorm).toBeGreaterThan(0.01);
    expect(globalNorm * clipRatio(globalNorm, 0.01)).toBeCloseTo(0.01, 5);
  });
});
