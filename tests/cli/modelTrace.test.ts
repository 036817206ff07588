/** What `npm run trace -- --model` chooses from a file, and what it refuses, without starting a process. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, messageOf, NotUnderstood } from '../../src/cli/commandLine';
import { chosenLayer, chosenLoss, type LossFlags } from '../../src/cli/modelChoices';
import { traceLayer } from '../../src/cli/modelRun';
import { type ModelFlags, traceModel } from '../../src/cli/modelTrace';
import type { ModelFile, RecordedBatch } from '../../src/formats/model';
import { readModel } from '../../src/formats/read';
import { sequenceOf } from '../../src/formats/sequences';
import { fullName } from '../../src/script/modelScript';
import { modelOf } from '../formats/modelFiles';
import { lstmTensors, safetensorsFile, type Written } from '../formats/safetensorsFile';

const read = (tensors: Readonly<Record<string, Written>>): Promise<ModelFile> =>
  readModel(safetensorsFile(tensors), 'model.safetensors');
const linear = (name: string, outputs: number, inputs: number): Record<string, Written> => ({
  [`${name}.weight`]: { shape: [outputs, inputs] },
  [`${name}.bias`]: { shape: [outputs] },
});
const batch = (target: readonly number[] | null = null): RecordedBatch => ({
  inputs: { shape: [4, 2], values: Float64Array.of(1, 0, -1, 0.5, 0, 2, 1, 1) },
  target: target === null ? null : { shape: [target.length], values: Float64Array.from(target) },
  lengths: null,
});
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(NotUnderstood);
    return (error as Error).message;
  }
  throw new Error('it was taken');
};

describe('the layer', () => {
  it('is the first, or the one that is asked for', async () => {
    const { layers } = await modelOf('adding-bilstm-2-layers.ckpt');
    expect(chosenLayer(layers, undefined).layer).toBe('l0');
    expect(chosenLayer(layers, 'l1_reverse').layer).toBe('l1_reverse');
    expect(chosenLayer(layers, 'module.rnn.l1').layer).toBe('l1');
    expect(refusal(() => chosenLayer(layers, 'l2'))).toContain('the file has module.rnn.l0, module.rnn.l0_reverse');
  });

  it('is asked about where two modules have it', async () => {
    const { layers } = await read({ ...lstmTensors('encoder.', 3, 2), ...lstmTensors('decoder.', 3, 2) });
    expect(refusal(() => chosenLayer(layers, 'l0'))).toContain('any of encoder.l0, decoder.l0');
    expect(fullName(chosenLayer(layers, 'decoder'))).toBe('decoder.l0');
  });
});

describe('the loss', () => {
  const of = async (heads: Record<string, Written>, flags: LossFlags, target: readonly number[] | null = null) => {
    const model = await read({ ...lstmTensors('rnn.', 3, 2), ...heads });
    return () => chosenLoss(model, model.layers[0], flags, batch(target), 0);
  };

  it('is on the output where there is no target, or no one head for a target of the file', async () => {
    expect((await of(linear('fc', 1, 3), {}))()).toEqual({ kind: 'last' });
    expect((await of({}, {}, [0.5]))()).toEqual({ kind: 'last' });
    expect((await of({ ...linear('a', 1, 3), ...linear('b', 1, 3) }, {}, [0.5]))()).toEqual({ kind: 'last' });
    expect((await of({}, { loss: 'every' }))()).toEqual({ kind: 'every' });
  });

  it('follows from the target and the head: a class of several outputs, or a number for each', async () => {
    expect((await of(linear('fc', 1, 3), { target: '0.87' }))()).toMatchObject({ target: { kind: 'half-squared' } });
    expect((await of(linear('fc', 5, 3), { target: '3' }))()).toMatchObject({
      target: { kind: 'cross-entropy', index: 3 },
    });
    expect((await of(linear('fc', 2, 3), { target: '3, 4' }))()).toMatchObject({ target: { kind: 'half-squared' } });
    expect((await of(linear('fc', 3, 3), {}, [2]))()).toMatchObject({ target: { kind: 'cross-entropy', index: 2 } });
    const two = { ...linear('net.a', 1, 3), ...linear('net.b', 2, 3) };
    for (const head of ['b', 'net.b', 'net.b.weight'])
      expect((await of(two, { target: '1,2', head }))()).toMatchObject({ head: { bias: { length: 2 } } });
  });

  it.each<[string, Record<string, Written>, LossFlags, string]>([
    ['an unknown loss', {}, { loss: 'mse' }, '"mse", and must be half-squared'],
    ['a target that is no number', linear('fc', 1, 3), { target: 'much' }, '"much"'],
    ['a head that is not there', linear('fc', 1, 3), { target: '1', head: 'out' }, 'the file has fc'],
    ['one of several heads', { ...linear('a', 1, 3), ...linear('b', 1, 3) }, { target: '1' }, 'any of a, b'],
    ['a target without a head', {}, { target: '1' }, 'no linear head'],
    ['a head without a target', linear('fc', 1, 3), { head: 'fc' }, 'needs a --target'],
    ['a class beyond the outputs', linear('fc', 3, 3), { loss: 'cross-entropy', target: '3' }, '0 to 2'],
    ['cross-entropy of one output', linear('fc', 1, 3), { loss: 'cross-entropy', target: '0' }, 'at least two'],
    ['too few numbers', linear('fc', 3, 3), { loss: 'half-squared', target: '1' }, '3 outputs'],
    ['a target of the output itself', linear('fc', 1, 3), { loss: 'last', target: '1' }, 'takes neither'],
  ])('%s is refused', async (_, heads, flags, words) => {
    expect(refusal(await of(heads, flags))).toContain(words);
  });

  it('on the output is ⟨Δ, y⟩ with a Δ of norm 1 at the last step, or at every step', async () => {
    const model = await read(lstmTensors('rnn.', 3, 2));
    const one = sequenceOf(batch(), 0, 2);
    const last = traceLayer(model, model.layers[0], one, { kind: 'last' });
    expect(last.log10DeltaYNorm[3]).toBeCloseTo(0, 14);
    const delta = last.delta_y[3] as number[];
    expect(last.loss).toBeCloseTo(
      delta.reduce((sum, value, k) => sum + value * Number(last.y[3][k]), 0),
      14,
    );
    const every = traceLayer(model, model.layers[0], one, { kind: 'every' });
    expect(every.delta_y[3]).toEqual(last.delta_y[3]);
    expect(every.delta_y[2]).not.toEqual(last.delta_y[2]);
  });

  it('of a head that reads final states is at the first time step of a reverse direction', async () => {
    const model = await read({
      ...lstmTensors('rnn.', 3, 2),
      ...lstmTensors('rnn.', 3, 2, '_l0_reverse'),
      ...linear('fc', 1, 6),
    });
    const heads = model.heads.map((head) => ({ ...head, readsFinalStates: true }));
    const [forward, reverse] = model.layers.map((layer) => {
      const choice = chosenLoss({ ...model, heads }, layer, { target: '1' }, batch(), 0);
      return traceLayer(model, layer, sequenceOf(batch(), 0, 2), choice);
    });
    const { weight, bias } = heads[0];
    const states = [...forward.y[3], ...reverse.y[0]].map(Number);
    const logit = states.reduce((sum, value, k) => sum + value * weight.values[k], bias?.[0] ?? 0);
    expect(forward.loss).toBeCloseTo((logit - 1) ** 2 / 2, 12);
    expect(reverse.delta_y[0]).toEqual([3, 4, 5].map((k) => expect.closeTo((logit - 1) * weight.values[k], 12)));
    expect(reverse.log10DeltaYNorm[3]).not.toBeNull();
  });
});

it('weights that are not finite are named, and nothing is computed', async () => {
  const values = new Array<number>(24).fill(0.1);
  values[3] = Number.NaN;
  const model = await read({ ...lstmTensors('rnn.', 3, 2), 'rnn.weight_ih_l0': { shape: [12, 2], values } });
  const run = () => traceLayer(model, model.layers[0], sequenceOf(batch(), 0, 2), { kind: 'last' });
  expect(run).toThrow('the weights of rnn are not all finite');
});

describe('flags and files', () => {
  const models = join(import.meta.dirname, '../formats/models');
  const model = join(models, 'adding-bilstm-2-layers.ckpt');
  const inputs = join(models, 'adding-bilstm-2-layers-inputs.csv');
  it.each<[string, 1 | 2, RegExp, ModelFlags]>([
    ['no inputs', 2, /^No --inputs were given/, { model }],
    ['no such layer', 2, /^There is no layer "l7"/, { model, inputs, layer: 'l7' }],
    ['sequence 0', 2, /^--sequence is "0"/, { model, inputs, sequence: '0' }],
    ['an activation that no nn.RNN has', 2, /^--activation is "gelu"/, { model, inputs, activation: 'gelu' }],
    ['a file that is not there', 1, /^The file .*absent\.pt cannot be read/, { model: 'absent.pt', list: true }],
    ['a file that is no model', 1, /begins like no model file/, { model: inputs, list: true }],
    ['inputs that are not there', 1, /^The file .*absent\.csv cannot be read/, { model, inputs: 'absent.csv' }],
    ['a second sequence', 1, /have one sequence, and number 2/, { model, inputs, sequence: '2' }],
  ])('%s: exit code %i', async (_, code, words, flags) => {
    const error: unknown = await traceModel(flags).then(
      () => null,
      (problem) => problem,
    );
    expect(codeOf(error)).toBe(code);
    expect(messageOf(error)).toMatch(words);
    expect(messageOf(error)).toMatch(/^[^\n]*\.$/);
  });
});
