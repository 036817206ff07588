/** Far beyond float64: nothing is ever NaN, Infinity or a false zero, and exact zeros are said to be zeros. */
import { describe, expect, it } from 'vitest';
import type { LstmNetwork } from '../../src/engine/cells/networks';
import { runCumulativeNorms, runPathNorms } from '../../src/engine/cumulativeNorms';
import { forward } from '../../src/engine/forward';
import { runLedger } from '../../src/engine/ledger';
import { residualOf } from '../../src/engine/residual';
import { runStepNorms } from '../../src/engine/stepNorms';
import { log10GlobalNorm, weightGradients } from '../../src/engine/weightGradients';
import { log10Of, toNumber } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import {
  lastStepLoss,
  logsOf,
  lstmTraceOf,
  rnnWithout,
  setupOf,
  small,
  sweepBackOver,
  sweepOf,
  traceOf,
} from './networks';
import { batchesOf, expectWellFormed, messagesOf } from './runs';

describe('explosions beyond 10^308', () => {
  it.each(['identity', 'relu'] as const)(
    'an RNN (%s) of radius 16 over 2000 steps: state, gradient and norms',
    (activation) => {
      const settings = small({ cell: 'rnn', activation, spectralRadius: 16, steps: 2000, hiddenSize: 4, seed: 3 });
      const curves = expectWellFormed(batchesOf(settings));
      if (activation === 'relu') return;
      const trace = traceOf(settings);
      if (trace.cell !== 'rnn') throw new Error('not an RNN');
      const last = Array.from({ length: 4 }, (_, k) =>
        log10Of(trace.h.at(1999, k).mantissa, trace.h.at(1999, k).blockExponent),
      );
      // 16^1999 = 10^2407, to the constants of a non-normal matrix.
      for (const log of [...last, curves.get('cumulative.state')?.[0] ?? 0])
        expect(Math.abs(log - 2407)).toBeLessThan(4);
    },
  );

  it('16^1999 on paper: identity weights', () => {
    const matrix = [16, 0, 0, 16];
    const { linear, h } = rnnWithout(matrix, 'identity', 2000, { initial: [1, 0] });
    const logs = logsOf(runToEnd(runCumulativeNorms(linear)));
    logs.forEach((log, step) => expect(log).toBeCloseTo((1999 - step) * Math.log10(16), 8));
    expect(log10Of(h.at(1999, 0).mantissa, h.at(1999, 0).blockExponent)).toBeCloseTo(2000 * Math.log10(16), 8);
    expect(h.at(1999, 1).mantissa).toBe(0);
    // The weight gradient is the product of both: 16^3998, and still a number.
    const trace = rnnWithout(matrix, 'identity', 2000, { initial: [1, 0] });
    const gradients = weightGradients(trace, sweepBackOver(linear, lastStepLoss([1, 0], 2000)));
    // dE/dW[0][0] = 2000 · 16^1999.
    const recurrent = gradients.gradient.get('W_h')?.at(0, 0) ?? { mantissa: 0, blockExponent: 0 };
    expect(log10Of(recurrent.mantissa, recurrent.blockExponent)).toBeCloseTo(
      1999 * Math.log10(16) + Math.log10(2000),
      8,
    );
    // Beside it there is only the bias's, some 2000 times smaller.
    expect(log10GlobalNorm(gradients)).toBeCloseTo(log10Of(recurrent.mantissa, recurrent.blockExponent), 6);
  });
});

describe('saturated cells: c beyond 400, where float64 says tanh′(c) = 0', () => {
  const saturated = (changes: Partial<Settings> = {}): Settings =>
    small({
      input: 'none',
      forgetGate: false,
      blockBias: 10,
      inputBias: 10,
      spectralRadius: 0,
      steps: 2000,
      ...changes,
    });

  it('keep a Q that is a number: about 10^-1736 at c = 2000', () => {
    const trace = lstmTraceOf(saturated());
    const { linear, c } = trace;
    const c0 = c.mantissa[1999 * 6];
    expect(c0).toBeGreaterThan(1999);
    const q = log10Of(linear.carry.mantissa[1999 * 6], linear.carry.blockExponent?.[1999 * 6] ?? 0);
    // ½ · 4 e^-2c
    expect(q).toBeCloseTo(Math.log10(2) - (2 * c0) / Math.LN10, 9);
    expect(q).toBeLessThan(-1730);
  });

  it('keep a gradient, its path norms and its ledger', () => {
    const settings = saturated({ forgetGate: true, forgetBias: 10, spectralRadius: 1, initialState: 'random' });
    const sweep = sweepOf(settings);
    for (let step = 0; step < 2000; step++) {
      for (let k = 0; k < 6; k++) expect(Math.abs(sweep.deltaCell.at(step, k).mantissa)).toBeGreaterThan(0);
      expect(residualOf(sweep)(step)).toBeLessThan(-13);
    }
    const { crossings } = runToEnd(runLedger(sweep));
    const total = [...crossings.values()].reduce((sum, series) => sum + series[0], 0);
    expect(total).toBeCloseTo(1999, 6);
    for (const edge of ['R_z', 'R_i', 'R_f'] as const) {
      const logs = logsOf(runToEnd(runPathNorms(sweep.linear, edge)));
      expect(Number.isFinite(logs[0]), edge).toBe(true);
      expect(logs[0]).toBeLessThan(-1e5);
    }
  });

  it('stream well-formed numbers, with peepholes too', () => {
    for (const peepholes of [false, true]) {
      const curves = expectWellFormed(
        batchesOf(saturated({ peepholes, spectralRadius: 2, forgetGate: peepholes, forgetBias: 10, steps: 600 })),
      );
      for (const name of ['step.state', 'step.yc', 'path.R_z', 'cumulative.state', 'without.R_z'] as const) {
        expect(curves.get(name)?.every(Number.isFinite), name).toBe(true);
      }
    }
  });

  it('do not make the block from y to y a false zero where R_o is zero', () => {
    const settings = saturated({ radii: 'each', radiusZ: 1, radiusI: 1, radiusO: 0, steps: 600 });
    const norms = runToEnd(runStepNorms(lstmTraceOf(settings).linear));
    const yy = norms.block.get('yy');
    if (yy === undefined) throw new Error('no block yy');
    const logs = logsOf(yy);
    expect(logs[599]).toBeLessThan(-500);
    expect(logs.every(Number.isFinite)).toBe(true);
  });

  it('nor all but the carousel, where nothing else is left than the way out and in again', () => {
    const settings = saturated({ radii: 'each', radiusZ: 1, radiusI: 1, radiusO: 0, steps: 500 });
    const logs = logsOf(runToEnd(runCumulativeNorms(lstmTraceOf(settings).linear, new Set(['cec']))));
    expect(logs.every(Number.isFinite)).toBe(true);
    // The same matrices as the paths of R_z and R_i: c → y costs Q at each of 498 steps.
    expect(logs[0]).toBeLessThan(-5e4);
  });
});

describe('units that differ by a thousand decades in one vector', () => {
  /** R = 0 and W_f = 0, so that each unit's f is σ(b_f) at every step. */
  function units(forget: readonly number[], steps: number): LstmNetwork {
    const { network } = setupOf(small({ hiddenSize: forget.length, steps, spectralRadius: 0 }));
    const { gates, ...rest } = network as LstmNetwork;
    const bias = Float64Array.from(forget, (f) => Math.log(f / (1 - f)));
    return { ...rest, gates: { ...gates, f: { ...gates.f, bias, input: new Float64Array(gates.f.input.length) } } };
  }

  it('a unit with f = 0.05 stands at 10^-1301 beside one at 10^-4', () => {
    const settings = small({ hiddenSize: 2, steps: 1001, spectralRadius: 0 });
    const { linear } = runToEnd(forward(units([0.05, 0.99], 1001), setupOf(settings).task));
    const { deltaCell } = sweepBackOver(linear, lastStepLoss([1, 1], 1001));
    const fall = (k: number): number => {
      const [first, last] = [deltaCell.at(0, k), deltaCell.at(1000, k)];
      return log10Of(first.mantissa, first.blockExponent) - log10Of(last.mantissa, last.blockExponent);
    };
    expect(fall(0)).toBeCloseTo(1000 * Math.log10(0.05), 8);
    expect(fall(0)).toBeCloseTo(-1301.03, 2);
    expect(fall(1)).toBeCloseTo(1000 * Math.log10(0.99), 8);
    expect(fall(1)).toBeCloseTo(-4.36, 2);
    // The carousel's norm is its best unit's.
    expect(logsOf(runToEnd(runPathNorms(linear, 'cec')))[0]).toBeCloseTo(1000 * Math.log10(0.99), 8);
  });
});

describe('exact zeros', () => {
  it('dead ReLU units are −Infinity, not a small number, and the crossings of no gradient NaN', () => {
    const batches = batchesOf(small({ cell: 'rnn', activation: 'relu', blockBias: -10, input: 'none' }));
    const curves = expectWellFormed(batches);
    const [{ norms, count, cells }] = messagesOf(batches);
    // Row y: alive at the last step, where the loss is, and zero before it.
    expect(norms[count - 1]).toBeCloseTo(0, 12);
    expect([...norms.subarray(0, count - 1)]).toEqual(new Array(count - 1).fill(-Infinity));
    expect(cells.subarray(0, (count - 1) * 6).every((cell) => cell === -Infinity)).toBe(true);
    expect(curves.get('cumulative.state')?.[0]).toBe(-Infinity);
    expect(curves.get('step.state')?.[5]).toBe(-Infinity);
    const [ledger] = batches.flatMap((batch) => (batch.kind === 'ledger' ? [batch] : []));
    expect(ledger.crossings[13]).toBe(0);
    expect(ledger.crossings.subarray(0, 13).every(Number.isNaN)).toBe(true);
  });

  it('radius 0 leaves nothing in the recurrent paths, and the carousel alone', () => {
    const curves = expectWellFormed(batchesOf(small({ spectralRadius: 0 })));
    for (const edge of ['R_z', 'R_i', 'R_f', 'R_o'] as const) expect(curves.get(`path.${edge}`)?.[0]).toBe(-Infinity);
    const carousel = curves.get('path.cec')?.[0] ?? 0;
    expect(Number.isFinite(carousel)).toBe(true);
    // The state's norm is the carousel's with the way out, at the last step alone: between f and f √(1 + Q²).
    expect((curves.get('cumulative.state')?.[0] ?? 0) - carousel).toBeLessThan(Math.log10(Math.SQRT2));
  });

  it('a fully cut gradient is zero before the loss', () => {
    const sweep = sweepOf(small({ cuts: ['cec', 'R_z', 'R_i', 'R_f', 'R_o'] }));
    expect(sweep.deltaOutput.mantissa.subarray(0, 13 * 6).every((m) => m === 0)).toBe(true);
    expect(sweep.deltaCell.mantissa.subarray(13 * 6).every((m) => m !== 0)).toBe(true);
  });
});

describe('the smallest and oddest networks', () => {
  const odd: readonly Partial<Settings>[] = [
    { hiddenSize: 1, inputSize: 1, steps: 2 },
    { hiddenSize: 1, inputSize: 1, steps: 2, cell: 'rnn', weights: 'orthogonal' },
    { hiddenSize: 1, inputSize: 64, steps: 2, peepholes: true, forgetGate: false },
    { weights: 'identity', spectralRadius: 16, steps: 200 },
    { weights: 'identity', spectralRadius: 16, steps: 200, cell: 'rnn' },
    { chrono: true, steps: 2 },
    { chrono: true, steps: 2, forgetGate: false },
    { input: 'text', text: 'ab', chrono: true },
    { input: 'co2', steps: 2000, hiddenSize: 2 },
    { input: 'impulse', impulseStep: 2000 },
    { inputStrength: 10, spectralRadius: 16, peepholes: true, steps: 300, forgetBias: 10 },
    { forgetBias: -6, inputBias: -10, outputBias: -10, steps: 300 },
    { hiddenSize: 13, loss: 'every', truncation: 'sliding', truncationSteps: 1 },
  ];
  it.each(odd)('%o', (changes) => {
    expectWellFormed(batchesOf(small(changes)));
  });

  it('chrono biases at T = 2 are ln 1 = 0', () => {
    const { gates } = setupOf(small({ chrono: true, steps: 2 })).network as LstmNetwork;
    for (const name of ['f', 'i'] as const) for (const value of gates[name].bias) expect(Math.abs(value)).toBe(0);
  });

  it('toNumber of what does not fit is Infinity or 0, never NaN', () => {
    expect(toNumber({ mantissa: 1, blockExponent: 5 })).toBe(Infinity);
    expect(toNumber({ mantissa: -1, blockExponent: 5 })).toBe(-Infinity);
    expect(toNumber({ mantissa: 1, blockExponent: -5 })).toBe(0);
  });
});
