/** Stacks of layers: what goes from layer to layer, and back. */
import { describe, expect, it } from 'vitest';
import { cellOf } from '../../src/engine/cells';
import { type Network, NO_OPTIONS } from '../../src/engine/cells/networks';
import { headLoss, type Target } from '../../src/engine/headLoss';
import { forwardStack, type StackLayer, sweepStack, timeOf } from '../../src/engine/stack';
import { weightGradients } from '../../src/engine/weightGradients';
import { RandomStream } from '../../src/math/random';
import { toNumber } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Cell } from '../../src/settings/cells';
import { type ParameterName, parameterKind } from '../../src/settings/edges';

const STEPS = 5;

function layer(
  cell: Cell,
  n: number,
  m: number,
  direction: StackLayer['direction'],
  seed: number,
  size = 0.7,
): StackLayer {
  const network = cellOf(cell).build(
    { ...NO_OPTIONS, forgetGate: true, hiddenSize: n, inputSize: m },
    (name: ParameterName) => {
      const kind = parameterKind(name);
      const length = n * (kind === 'input' ? m : kind === 'recurrent' ? n : 1);
      return new RandomStream(seed, `${direction} ${name}`).normals(length, size);
    },
  ) as Network;
  const state = (name: string) => new RandomStream(seed, name).normals(n, 0.3);
  return { network, direction, initialOutput: state('y0'), initialCell: network.cell === 'lstm' ? state('c0') : null };
}

const inputs = new RandomStream(1, 'x').normals(STEPS * 2, 1);

/** An LSTM and a GRU over a bidirectional pair. */
const levels = [
  [layer('lstm', 3, 2, 'forward', 2), layer('lstm', 2, 2, 'reverse', 3)],
  [layer('gru', 3, 5, 'reverse', 4), layer('rnn', 2, 5, 'forward', 5)],
  [layer('lstm', 2, 5, 'forward', 6)],
];
const delta = new RandomStream(7, 'Δ').normals(STEPS * 2, 1);

const lossOf = (those: typeof levels, x = inputs): number => {
  const { output } = runToEnd(forwardStack(those, x, STEPS));
  return output.reduce((sum, value, k) => sum + value * delta[k], 0);
};

describe('a stack', () => {
  const swept = runToEnd(sweepStack(runToEnd(forwardStack(levels, inputs, STEPS)), delta));

  it('has the gradient of finite differences at every parameter of every layer and direction', () => {
    let compared = 0;
    for (const level of swept)
      for (const { layer: own, trace, sweep } of level) {
        const { gradient } = weightGradients(trace, sweep);
        for (const [name, values] of cellOf(own.network.cell).parameters(own.network)) {
          const index = values.length - 1;
          const rows = gradient.get(name);
          if (rows === undefined) throw new Error(`no gradient of ${name}`);
          const analytic = toNumber({ mantissa: rows.mantissa[index], blockExponent: rows.blockExponent[index] });
          const h = 1e-5;
          const kept = values[index];
          values[index] = kept + h;
          const above = lossOf(levels);
          values[index] = kept - h;
          const below = lossOf(levels);
          values[index] = kept;
          expect(Math.abs((above - below) / (2 * h) - analytic), name).toBeLessThan(1e-7);
          compared += Math.abs(analytic) > 1e-4 ? 1 : 0;
        }
      }
    // A gradient that is alive, at most of them.
    expect(compared).toBeGreaterThan(30);
  });

  it('lists the output in time’s order, forward before reverse', () => {
    const one = [[layer('rnn', 2, 2, 'forward', 8), layer('rnn', 3, 2, 'reverse', 9)]];
    const { output, width, levels: traced } = runToEnd(forwardStack(one, inputs, STEPS));
    expect(width).toBe(5);
    const [forward, reverse] = traced[0].map(({ trace }) =>
      trace.cell === 'rnn' ? trace.h.mantissa : new Float64Array(),
    );
    for (let t = 0; t < STEPS; t++) {
      expect([...output.subarray(t * 5, t * 5 + 2)]).toEqual([...forward.subarray(t * 2, t * 2 + 2)]);
      const step = timeOf(t, STEPS, 'reverse');
      expect([...output.subarray(t * 5 + 2, t * 5 + 5)]).toEqual([...reverse.subarray(step * 3, step * 3 + 3)]);
    }
    // The reverse direction's first step of processing reads the last input.
    const last = runToEnd(forwardStack([[one[0][1]]], inputs.subarray((STEPS - 1) * 2), 1));
    expect([...last.output]).toEqual([...reverse.subarray(0, 3)]);
  });

  it('carries what leaves float64 from the upper layer to the lower one', () => {
    const steps = 400;
    const x = new Float64Array(steps).fill(0.1);
    // Each step leaves a tenth: 10^-399 after all of them, which float64 does not hold.
    const linear = (weight: number): StackLayer => ({
      direction: 'forward',
      initialOutput: null,
      initialCell: null,
      network: {
        cell: 'rnn',
        activation: 'identity',
        hiddenSize: 1,
        inputSize: 1,
        weights: { input: Float64Array.of(1), recurrent: Float64Array.of(weight), bias: new Float64Array(1) },
      },
    });
    const last = new Float64Array(steps);
    last[steps - 1] = 1;
    const [[lower]] = runToEnd(sweepStack(runToEnd(forwardStack([[linear(0)], [linear(0.1)]], x, steps)), last));
    expect(lower.sweep.deltaOutput.log10Norm(0)).toBeCloseTo(-399, 9);
    expect(lower.sweep.deltaOutput.log10Norm(steps - 1)).toBeCloseTo(0, 12);
  });
});

describe('layers beyond what the settings allow', () => {
  it.each(['lstm', 'gru', 'rnn'] as const)(
    'an %s of 300 units that read 500 numbers has the gradient of finite differences',
    (cell) => {
      const wide = [[layer(cell, 300, 500, 'forward', 10, 0.05)]];
      const x = new RandomStream(11, 'x').normals(3 * 500, 1);
      const back = new RandomStream(12, 'Δ').normals(3 * 300, 1);
      const run = () => runToEnd(forwardStack(wide, x, 3));
      const loss = (): number => run().output.reduce((sum, value, k) => sum + value * back[k], 0);
      const [[{ trace, sweep }]] = runToEnd(sweepStack(run(), back));
      const { gradient } = weightGradients(trace, sweep);
      for (const [name, values] of cellOf(cell).parameters(wide[0][0].network)) {
        const index = values.length - 1;
        const rows = gradient.get(name);
        if (rows === undefined) throw new Error(`no gradient of ${name}`);
        const analytic = toNumber({ mantissa: rows.mantissa[index], blockExponent: rows.blockExponent[index] });
        const kept = values[index];
        values[index] = kept + 1e-4;
        const above = loss();
        values[index] = kept - 1e-4;
        const below = loss();
        values[index] = kept;
        expect(Math.abs((above - below) / 2e-4 - analytic), name).toBeLessThan(1e-6);
      }
    },
  );
});

describe('the loss of a head', () => {
  const head = { weight: new RandomStream(1, 'head').normals(12, 1), bias: Float64Array.of(0.1, -0.2, 0.3) };
  const y = Float64Array.of(0.5, -0.25, 1, 2);
  it.each<[string, Target]>([
    ['half-squared', { kind: 'half-squared', values: Float64Array.of(1, 0, -1) }],
    ['cross-entropy', { kind: 'cross-entropy', index: 2 }],
  ])('%s: what it sends back is its derivative', (_, target) => {
    const { delta: back } = headLoss(head, y, target);
    for (let k = 0; k < y.length; k++) {
      const moved = (by: number): number =>
        headLoss(
          head,
          y.map((value, i) => (i === k ? value + by : value)),
          target,
        ).loss;
      expect((moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(back[k], 8);
    }
  });

  it('are ½ Σ (logit − value)² and −log softmax, with logits of any size', () => {
    const one = { weight: Float64Array.of(1, 0, 0, 1), bias: null };
    expect(headLoss(one, Float64Array.of(3, 1), { kind: 'half-squared', values: Float64Array.of(1, 0) }).loss).toBe(
      2.5,
    );
    const huge = headLoss(one, Float64Array.of(1000, 0), { kind: 'cross-entropy', index: 1 });
    expect(huge.loss).toBe(1000);
    expect([...huge.delta]).toEqual([1, -1]);
    expect(headLoss(one, Float64Array.of(0, 0), { kind: 'cross-entropy', index: 0 }).loss).toBeCloseTo(Math.LN2, 15);
  });
});
