/** The lag map: one product for all losses, against a sweep and weight gradients for each loss alone. */
import { describe, expect, it } from 'vitest';
import type { ForwardTrace } from '../../src/engine/forward';
import type { LagBatch } from '../../src/engine/lagMap';
import { runLagMap } from '../../src/engine/lagMap';
import { lossOf } from '../../src/engine/loss';
import { log10StateNorm } from '../../src/engine/messageStage';
import { Pipeline } from '../../src/engine/pipeline';
import type { OutputGradient } from '../../src/engine/sweep';
import { weightGradients } from '../../src/engine/weightGradients';
import { runToEnd } from '../../src/math/task';
import { activeCuts, type ParameterName, parametersOf } from '../../src/settings/edges';
import type { LagOf, Settings } from '../../src/settings/settings';
import { logsOf, small, sweepBackOver, traceOf } from './networks';
import { collect, runAndAsk } from './runs';

interface Whole {
  /** [steps × steps] row k, column t. */
  readonly cells: Float32Array;
  readonly mean: Float64Array;
  readonly batches: readonly LagBatch[];
}

const everyLoss = (settings: Settings, steps: number): OutputGradient =>
  runToEnd(lossOf({ ...settings, loss: 'every' }, steps));

function lagMapOf(settings: Settings, of: LagOf, trace: ForwardTrace = traceOf(settings)): Whole {
  const { steps } = trace.linear;
  const batches = [...runLagMap(trace, everyLoss(settings, steps), activeCuts(settings), of)].flatMap((batch) =>
    batch ? [batch] : [],
  );
  const cells = new Float32Array(steps * steps).fill(7);
  let end = steps;
  for (const batch of batches) {
    expect(batch.of).toBe(of);
    expect(batch.from + batch.count).toBe(end);
    expect(batch.cells).toHaveLength(batch.count * steps);
    cells.set(batch.cells, batch.from * steps);
    end = batch.from;
  }
  expect(end).toBe(0);
  return { cells, mean: batches.at(-1)?.mean ?? new Float64Array(), batches };
}

/** The settings’ loss at one step (0-based) alone. */
function lossAt(loss: OutputGradient, step: number, size: number): OutputGradient {
  const delta = new Float64Array(loss.delta.length);
  delta.set(loss.delta.subarray(step * size, (step + 1) * size), step * size);
  return { delta, scale: loss.scale, lastOnly: false };
}

/** Float32 keeps 7 digits of a logarithm; what arithmetic adds to that is far below. */
function expectLog(actual: number, expected: number, what: string): void {
  if (expected === -Infinity) expect(actual, what).toBe(-Infinity);
  else
    expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThan(
      2e-7 * (5 + Math.abs(expected)),
    );
}

const CASES: readonly [string, Partial<Settings>][] = [
  ['LSTM', {}],
  ['peepholes', { peepholes: true }],
  ['no forget gate', { forgetGate: false }],
  ['cuts', { cuts: ['R_f', 'cec'] }],
  ['p_o and R_o cut', { peepholes: true, cuts: ['p_o', 'R_o', 'p_f'] }],
  ['1997', { peepholes: true, cuts: ['R_z', 'R_i', 'R_f', 'R_o', 'p_i', 'p_f', 'p_o'] }],
  ['RNN', { cell: 'rnn' }],
  ['one unit', { hiddenSize: 1 }],
  ['one unit’s loss at every step', { loss: 'every', lossDirection: 'unit', lossUnit: 2 }],
  ['truncation does not enter', { truncation: 'window', truncationSteps: 3 }],
  // 10^400 and beyond, 10^-700, and gates as far shut as the page lets one shut them.
  ['exploding', { cell: 'rnn', activation: 'identity', spectralRadius: 16, steps: 380 }],
  ['vanishing', { forgetBias: -6, steps: 300, spectralRadius: 0.1 }],
  ['shut gates', { outputBias: -10, inputBias: -10, forgetBias: -10, inputStrength: 10, peepholes: true }],
];

describe.each(CASES)('%s', (_, patch) => {
  const settings = small(patch);
  const trace = traceOf(settings);
  const { steps, size } = trace.linear;
  const every = everyLoss(settings, steps);
  const losses = steps > 20 ? [0, 1, Math.floor(steps / 2), steps - 1] : Array.from({ length: steps }, (_, t) => t);
  const parameters = parametersOf(settings) as readonly Exclude<LagOf, 'state'>[];
  const maps = new Map(parameters.map((name) => [name, lagMapOf(settings, name, trace)] as const));
  const state = lagMapOf(settings, 'state', trace);

  it('each column is a sweep with that loss alone', () => {
    for (const t of losses) {
      const sweep = sweepBackOver(trace.linear, lossAt(every, t, size), activeCuts(settings));
      for (let k = 0; k <= t; k++) expectLog(state.cells[k * steps + t], log10StateNorm(sweep, k), `t ${t}, k ${k}`);
    }
  });

  it('each column of a parameter holds the contributions of that loss alone', () => {
    for (const t of losses) {
      const { perStep } = weightGradients(
        trace,
        sweepBackOver(trace.linear, lossAt(every, t, size), activeCuts(settings)),
      );
      for (const [name, { cells }] of maps) {
        const expected = logsOf(perStep.get(name) ?? expect.fail(name));
        for (let k = 0; k <= t; k++) expectLog(cells[k * steps + t], expected[k], `${name}, t ${t}, k ${k}`);
      }
    }
  });

  it('there is nothing before a loss', () => {
    for (const { cells } of [state, ...maps.values()])
      for (let k = 0; k < steps; k++) for (let t = 0; t < k; t++) expect(cells[k * steps + t]).toBeNaN();
  });

  it('the mean by lag is that of the cells', () => {
    for (let lag = 0; lag < steps; lag++) {
      const diagonal = Array.from({ length: steps - lag }, (_, k) => state.cells[k * steps + k + lag]);
      const top = Math.max(...diagonal);
      const mean = diagonal.reduce((sum, value) => sum + 10 ** (value - top), 0) / diagonal.length;
      expectLog(state.mean[lag], top === -Infinity ? top : top + Math.log10(mean), `lag ${lag}`);
    }
  });
});

it('the contributions of all losses sum to the gradient of the loss at every step', () => {
  const settings = small({ peepholes: true, loss: 'every' });
  const trace = traceOf(settings);
  const { steps, size } = trace.linear;
  const every = everyLoss(settings, steps);
  const sum = new Map<ParameterName, Float64Array>();
  const of = (loss: OutputGradient): ReturnType<typeof weightGradients>['gradient'] =>
    weightGradients(trace, sweepBackOver(trace.linear, loss)).gradient;
  for (let t = 0; t < steps; t++) {
    for (const [name, { mantissa, blockExponent }] of of(lossAt(every, t, size))) {
      const own = sum.get(name) ?? new Float64Array(mantissa.length);
      mantissa.forEach((m, k) => {
        own[k] += m * 2 ** (256 * blockExponent[k]);
      });
      sum.set(name, own);
    }
  }
  const whole = of(every);
  expect([...sum.keys()]).toEqual([...whole.keys()]);
  for (const [name, rows] of whole) {
    rows.mantissa.forEach((m, k) => {
      expect(m * 2 ** (256 * rows.blockExponent[k]), name).toBeCloseTo((sum.get(name) ?? expect.fail(name))[k], 11);
    });
  }
});

it('rows hundreds of decades apart do not lose one another', () => {
  const settings = small({ cell: 'rnn', activation: 'identity', spectralRadius: 16, steps: 380 });
  const { cells } = lagMapOf(settings, 'state');
  expect(cells[379]).toBeGreaterThan(400);
  expect(cells[0]).toBeCloseTo(0, 6);
});

it('streams in batches, with the means of what is there', () => {
  const settings = small({ hiddenSize: 32, inputSize: 2, steps: 220 });
  const { batches, mean, cells } = lagMapOf(settings, 'state');
  expect(batches.length).toBeGreaterThan(3);
  const [first] = batches;
  const from = first?.from ?? 0;
  const known = 220 - from;
  expect(first?.mean[known]).toBeNaN();
  expect(first?.mean[known - 1]).toBeCloseTo(cells[from * 220 + 219], 6);
  expect(mean.every((value) => Number.isFinite(value))).toBe(true);
});

it('is part of a run that requests it, and of a question after it', () => {
  const settings = small({ truncation: 'sliding', truncationSteps: 3 });
  const pipeline = new Pipeline();
  const kinds = (batches: ReturnType<typeof collect>): string[] =>
    [...new Set(batches.map(({ kind }) => kind))].filter((kind) => kind === 'lag' || kind === 'truncation');
  expect(kinds(collect(runAndAsk(settings, [{ kind: 'lag', of: 'state' }], pipeline)))).toEqual(['truncation', 'lag']);
  const later = collect(pipeline.answerRequests([{ kind: 'lag', of: 'R_z' }]));
  const map = later.find((batch) => batch.kind === 'lag');
  expect(map?.kind === 'lag' ? map.cells : null).toEqual(lagMapOf(settings, 'R_z').cells);
  expect(kinds(collect(runAndAsk(small(), [{ kind: 'lag', of: 'state' }], pipeline)))).toEqual(['lag']);
});

it('refuses a parameter that the network does not have', () => {
  expect(() => lagMapOf(small(), 'W_h')).toThrow('W_h');
});
