/** The second run: every number moved by a unit in its last place, or a little less, and zeros as they were. */
import { describe, expect, it } from 'vitest';
import { lossOf } from '../../src/engine/loss';
import { measureAll } from '../../src/engine/measure';
import { perturbed, perturbedSetup } from '../../src/engine/perturbation';
import { Pipeline } from '../../src/engine/pipeline';
import { runToEnd } from '../../src/math/task';
import { setupOf, small } from './networks';
import { collect, messagesOf } from './runs';

function expectMoved(moved: Float64Array, from: Float64Array): void {
  expect(moved.length).toBe(from.length);
  moved.forEach((value, k) => {
    const before = from[k];
    const relative = Math.abs(value - before) / Math.abs(before || 1);
    expect(relative).toBeLessThan(2 ** -51);
    if (before === 0) expect(value).toBe(0);
    else expect(value).not.toBe(before);
  });
}

describe('perturbed', () => {
  it('moves every number up or down by a relative 2⁻⁵², and leaves zeros alone', () => {
    const values = Float64Array.of(1, -1, 0.3, 1e-300, -1e300, 0, 3);
    const moved = perturbed(values, 14, 'x');
    expectMoved(moved, values);
    expect(Object.is(moved[5], 0)).toBe(true);
    const many = perturbed(new Float64Array(1000).fill(1), 14, 'x');
    const up = many.filter((value) => value > 1).length;
    expect(up).toBeGreaterThan(430);
    expect(up).toBeLessThan(570);
  });

  it('is the same for the same seed and name, and another for another', () => {
    const values = new Float64Array(100).fill(1);
    expect(perturbed(values, 14, 'x')).toEqual(perturbed(values, 14, 'x'));
    expect(perturbed(values, 15, 'x')).not.toEqual(perturbed(values, 14, 'x'));
    expect(perturbed(values, 14, 'y')).not.toEqual(perturbed(values, 14, 'x'));
  });
});

describe('a perturbed setup', () => {
  it('moves every parameter, input and initial value of an LSTM, and of the RNN beside it alike', () => {
    const setup = setupOf(small({ peepholes: true, initialState: 'random', blockBias: 0.3 }));
    const moved = runToEnd(perturbedSetup(setup, 14));
    if (setup.network.cell !== 'lstm' || moved.network.cell !== 'lstm') throw new Error('not an LSTM');
    for (const name of ['z', 'i', 'f', 'o'] as const) {
      const [before, after] = [setup.network.gates[name], moved.network.gates[name]];
      for (const part of ['input', 'recurrent', 'bias', 'peephole'] as const) expectMoved(after[part], before[part]);
    }
    for (const part of ['inputs', 'initialOutput', 'initialCell'] as const)
      expectMoved(moved.task[part], setup.task[part]);
    expect(moved.ghost?.weights.recurrent).toEqual(moved.network.gates.z.recurrent);
    expect(moved.ghost?.weights.input).toEqual(moved.network.gates.z.input);
    expect([...moved.spectra.keys()]).toEqual([...setup.spectra.keys()]);
    for (const [edge, { norm, radius }] of moved.spectra) {
      expect(norm).toBeCloseTo(setup.spectra.get(edge)?.norm ?? Number.NaN, 12);
      expect(radius).toBeCloseTo(setup.spectra.get(edge)?.radius ?? Number.NaN, 12);
    }
  });

  it('moves those of an RNN, and the loss', () => {
    const settings = small({ cell: 'rnn', blockBias: 0.3 });
    const setup = setupOf(settings);
    const moved = runToEnd(perturbedSetup(setup, 14));
    if (setup.network.cell !== 'rnn' || moved.network.cell !== 'rnn') throw new Error('not an RNN');
    for (const part of ['input', 'recurrent', 'bias'] as const)
      expectMoved(moved.network.weights[part], setup.network.weights[part]);
    const [loss, movedLoss] = [false, true].map((isPerturbed) => runToEnd(lossOf(settings, 14, isPerturbed)));
    expectMoved(movedLoss?.delta as Float64Array, loss?.delta as Float64Array);
    expect(movedLoss?.scale).toBe(1);
  });
});

describe('a perturbed run', () => {
  it('has norms that differ in their last digits alone where nothing is chaotic, and no cells', () => {
    const [first, second] = [new Pipeline(), new Pipeline().perturbed()].map((pipeline) =>
      messagesOf(collect(pipeline.run(small()))),
    );
    const [a, b] = [first?.[0], second?.[0]];
    expect(b?.cells).toHaveLength(0);
    expect(a?.cells.length).toBeGreaterThan(0);
    expect(b?.norms).not.toEqual(a?.norms);
    a?.norms.forEach((value, k) => {
      if (Number.isFinite(value)) expect(b?.norms[k]).toBeCloseTo(value, 12);
      else expect(b?.norms[k]).toBe(value);
    });
  });

  it('is asked by questions too', () => {
    const questions = [{ measure: { kind: 'log10', curve: 'g', lag: 13 } }] as const;
    const [a, b] = [false, true].map((isPerturbed) => runToEnd(measureAll(small(), questions, isPerturbed))[0]);
    expect(b).not.toBe(a);
    expect(b).toBeCloseTo(a as number, 12);
  });
});
