/** What truncation throws away, against dense arithmetic on the two gradients. */
import { describe, expect, it } from 'vitest';
import { lossOf, truncationOf } from '../../src/engine/loss';
import type { Truncation } from '../../src/engine/sweep';
import type { TruncationBatch } from '../../src/engine/truncationLoss';
import { truncationLoss } from '../../src/engine/truncationLoss';
import { weightGradients } from '../../src/engine/weightGradients';
import { runToEnd } from '../../src/math/task';
import { activeCuts, parametersOf } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { small, sweepBackOver, traceOf } from './networks';

function lossesOf(settings: Settings, truncation?: Truncation): TruncationBatch {
  const trace = traceOf(settings);
  const { linear } = trace;
  const loss = runToEnd(lossOf(settings, linear.steps));
  const inForce = truncation ?? truncationOf(settings, linear.steps);
  return runToEnd(truncationLoss(trace, sweepBackOver(linear, loss, activeCuts(settings), inForce)));
}

/** Every entry of every gradient, as float64, by parameter. */
function dense(settings: Settings, truncation: Truncation): Map<string, number[]> {
  const trace = traceOf(settings);
  const { linear } = trace;
  const loss = runToEnd(lossOf(settings, linear.steps));
  const { gradient } = weightGradients(trace, sweepBackOver(linear, loss, activeCuts(settings), truncation));
  return new Map(
    [...gradient].map(([name, { mantissa, blockExponent }]) => [
      name,
      Array.from(mantissa, (m, k) => m * 2 ** (256 * blockExponent[k])),
    ]),
  );
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, k) => sum + x * b[k], 0);

describe.each<[string, Partial<Settings>]>([
  ['window', { truncation: 'window', truncationSteps: 4 }],
  ['sliding', { truncation: 'sliding', truncationSteps: 3 }],
  ['every step’s loss, window', { truncation: 'window', truncationSteps: 5, loss: 'every' }],
  ['every step’s loss, sliding', { truncation: 'sliding', truncationSteps: 2, loss: 'every', peepholes: true }],
  ['cuts', { truncation: 'sliding', truncationSteps: 3, cuts: ['cec', 'R_o'] }],
  ['RNN', { truncation: 'sliding', truncationSteps: 3, cell: 'rnn', loss: 'every' }],
])('%s', (_, patch) => {
  const settings = small(patch);
  const { steps } = settings;
  const full = dense(settings, { kind: 'none' });
  const kept = dense(settings, truncationOf(settings, steps));
  const { parameters } = lossesOf(settings);

  it('names every parameter, after all of them together', () => {
    expect(parameters.map(({ name }) => name)).toEqual(['all', ...parametersOf(settings)]);
  });

  it('bias and cosine are those of the dense gradients', () => {
    for (const { name, bias, cosine } of parameters) {
      const a = name === 'all' ? [...kept.values()].flat() : (kept.get(name) ?? expect.fail(name));
      const b = name === 'all' ? [...full.values()].flat() : (full.get(name) ?? expect.fail(name));
      const miss = a.map((x, k) => x - b[k]);
      expect(bias, name).toBeCloseTo(Math.sqrt(dot(miss, miss) / dot(b, b)), 10);
      expect(cosine, name).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 10);
      expect(bias, name).toBeGreaterThan(1e-4);
    }
  });
});

it.each<[string, Truncation]>([
  ['window', { kind: 'window', steps: 14 }],
  ['sliding', { kind: 'sliding', steps: 13 }],
])('a %s over everything throws nothing away', (_, truncation) => {
  for (const loss of ['last', 'every'] as const) {
    for (const { name, bias, cosine } of lossesOf(small({ loss }), truncation).parameters) {
      expect(bias, name).toBeLessThan(1e-12);
      expect(cosine, name).toBeCloseTo(1, 12);
    }
  }
});

it('beyond float64: what explodes before the boundary is all that there was', () => {
  const settings = small({ cell: 'rnn', activation: 'identity', spectralRadius: 16, steps: 380, input: 'noise' });
  const { parameters } = lossesOf({ ...settings, truncation: 'sliding', truncationSteps: 10 });
  for (const { name, bias, cosine } of parameters) {
    // The state explodes forwards as well, so that W_h's late steps weigh as much as its early ones.
    if (name === 'W_x' || name === 'b') expect(bias, name).toBeCloseTo(1, 12);
    else expect(Number.isFinite(bias), name).toBe(true);
    expect(Math.abs(cosine)).toBeLessThanOrEqual(1);
  }
});

it('without any gradient there is neither bias nor cosine', () => {
  const settings = small({ cell: 'rnn', activation: 'relu', input: 'none', initialState: 'zero' });
  const { parameters } = lossesOf({ ...settings, truncation: 'sliding', truncationSteps: 3 });
  expect(parameters[0]).toEqual({ name: 'all', bias: Number.NaN, cosine: Number.NaN });
});
