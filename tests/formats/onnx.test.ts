import { describe, expect, it } from 'vitest';
import type { ModelFile } from '../../src/formats/model';
import { isOnnx, readOnnx } from '../../src/formats/onnx/read';
import {
  expectHeadOf,
  expectOutputs,
  expectOutputsOf,
  expectWeightsOf,
  modelBytes,
  modelJson,
  type Outputs,
} from './reference';

const read = (stem: string): Promise<ModelFile> => readOnnx(modelBytes(`${stem}.onnx`));
const namesOf = ({ layers }: ModelFile): string[] => layers.map(({ layer }) => layer);

describe('models that PyTorch exported', () => {
  it.each([
    ['adding-lstm-formats', ['l0']],
    ['adding-gru', ['l0']],
    ['adding-bilstm-2-layers', ['l0', 'l0_reverse', 'l1', 'l1_reverse']],
  ])('%s has the weights of its .safetensors and autograd’s outputs', async (stem, names) => {
    const model = await read(stem);
    expect(namesOf(model)).toEqual(names);
    expect(model.notices).toEqual([]);
    for (const layer of model.layers) {
      expect(layer).toMatchObject({ stack: 0, above: null, gradients: 'onnx', initialOutput: null, initialCell: null });
      expectWeightsOf(stem, layer);
    }
    expectOutputsOf(stem, model);
    expectHeadOf(stem, model);
  });

  const torch = modelJson('torch-onnx.json') as Record<string, { inputs: number[][]; layers: Outputs }>;
  it.each(Object.keys(torch))('%s gives what PyTorch gives', async (stem) => {
    const { inputs, layers } = torch[stem] as (typeof torch)[string];
    expectOutputs(await read(stem), inputs, layers);
  });

  it('a table that ids are looked up in, and a head on the upper layer’s final state, are found', async () => {
    const model = await read('torch-tokens');
    expect(model.layers.map(({ stack, depth, above }) => [stack, depth, above])).toEqual([
      [0, 0, null],
      [0, 1, null],
    ]);
    expect(model.embeddings).toMatchObject([{ name: 'embedding.weight', weight: { shape: [7, 4] } }]);
    expect(model.heads).toMatchObject([{ name: 'head.weight', stack: 0, weight: { shape: [3, 5] } }]);
    expect(model.heads[0]).not.toHaveProperty('readsFinalStates');
  });

  it.each(['torch-both-ends', 'torch-scripted'])('a head on both final states says so: %s', async (stem) => {
    const model = await read(stem);
    expect(namesOf(model)).toEqual(['l0', 'l0_reverse']);
    expect(model.heads).toMatchObject([{ readsFinalStates: true, stack: 0, weight: { shape: [2, 8] } }]);
  });

  it('what is above and below a layer is named where it is something else', async () => {
    const model = await read('torch-convolved');
    expect(model.layers).toMatchObject([{ above: 'Gemm', hasBias: false, network: { activation: 'relu' } }]);
    expect(model.heads).toEqual([]);
    expect(model.notices).toEqual(['RNN “/rnn/RNN” reads what Relu makes; data given here go straight into it.']);
  });

  it('a head above an If is one of both layers that the branches choose from', async () => {
    const model = await read('torch-branches');
    expect(model.layers.map(({ stack, above, network }) => [stack, above, network.cell])).toEqual([
      [0, null, 'gru'],
      [1, null, 'lstm'],
    ]);
    expect(model.heads).toMatchObject([
      { name: 'head.weight', stack: 0 },
      { name: 'head.weight', stack: 1 },
    ]);
  });

  it('a head that is used twice is one head', async () => {
    const model = await read('torch-twice');
    expect(model.layers).toMatchObject([{ above: null }]);
    expect(model.heads).toMatchObject([{ name: 'head.weight', stack: 0 }]);
  });

  it('a head of MatMul and Add at every step is one', async () => {
    const model = await read('torch-separate');
    expect(model.layers.map(({ stack, depth }) => [stack, depth])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(model.heads).toMatchObject([{ stack: 0, weight: { shape: [2, 4] } }]);
    expect(model.heads[0]?.bias).toHaveLength(2);
  });
});

describe('models with weights in unusual places', () => {
  const made = modelJson('made-onnx.json') as { inputs: number[][]; expected: Record<string, Outputs> };
  it.each(Object.keys(made.expected))('%s gives what the definitions give', async (stem) => {
    const model = await read(stem);
    expectOutputs(model, made.inputs, made.expected[stem] as Outputs);
  });

  it('peepholes and initial states are read', async () => {
    const [layer] = (await read('made-constants')).layers;
    expect(layer?.network).toMatchObject({ cell: 'lstm', peepholes: true });
    expect(layer?.initialOutput).toHaveLength(3);
    expect(layer?.initialCell).toHaveLength(3);
  });

  it('nodes within an If within a Loop are read, each by itself', async () => {
    const model = await read('made-nested');
    expect(model.layers.map(({ name, direction, stack, above }) => [name, direction, stack, above])).toEqual([
      ['inner rnn', 'reverse', 0, 'Loop'],
      ['inner gru', 'forward', 1, 'Loop'],
    ]);
  });

  it('two nodes of one direction each, side by side, are one layer of the stack', async () => {
    const model = await read('made-two-nodes');
    expect(model.layers.map(({ name, direction, stack, depth }) => [name, direction, stack, depth])).toEqual([
      ['to the right', 'forward', 0, 0],
      ['to the left', 'reverse', 0, 0],
      ['top', 'forward', 0, 1],
    ]);
    expect(model.heads).toMatchObject([{ name: 'head', stack: 0, weight: { shape: [4, 3] } }]);
    expect(model.embeddings).toMatchObject([{ name: 'table' }]);
    expect(model.notices).toEqual([]);
  });
});

describe('a model with its batch first', () => {
  it('has a head on a Slice of the last step, scaled, and says what its sigmoid and its states are for', async () => {
    const model = await read('made-batch-first');
    expect(model.layers.map(({ name, stack, above }) => [name, stack, above])).toEqual([
      ['encoder', 0, 'the initial state of GRU “decoder”'],
      ['decoder', 1, null],
    ]);
    const stored = [...(model.heads[0]?.weight.values ?? [])];
    expect(model.heads).toMatchObject([{ name: 'first', stack: 0, weight: { shape: [2, 3] } }]);
    // Multiples of 1/64, times alpha.
    expect(stored.every((value) => Number.isInteger(32 * value))).toBe(true);
    expect(model.heads[0]?.bias).toEqual(Float64Array.of(1, 1));
    expect(model.notices).toEqual([
      'GRU “decoder” gets its initial state from elsewhere in the graph; here it starts from zeros.',
      'A Sigmoid follows “first”; the loss here reads what goes into it.',
    ]);
  });
});

describe('what cannot be computed', () => {
  it('is named, and what can be is read', async () => {
    const model = await read('made-refused');
    expect(namesOf(model)).toEqual(['l3']);
    expect(model.notices).toEqual([
      'GRU “before” resets before the product (linear_before_reset = 0), which is not computed here.',
      'LSTM “coupled” couples its input and forget gates (input_forget = 1), which is not computed here.',
      'LSTM “hard” has the activations hardsigmoid, tanh, tanh; only sigmoid, tanh, tanh can be computed here.',
      'LSTM “clipped” clips what goes into its activations at 50; the numbers here are without that.',
      'LSTM “clipped” takes lengths of sequences (sequence_lens); here every step of the data is read.',
    ]);
  });

  it('is an error where there is nothing else', async () => {
    await expect(read('made-reset-before')).rejects.toThrow(
      'Nothing in this ONNX file can be computed here: GRU “before” resets before the product (linear_before_reset = 0)',
    );
  });
});

it('a model is told by its outline, even where it is cut', () => {
  const bytes = modelBytes('adding-gru.onnx');
  expect(isOnnx(bytes)).toBe(true);
  expect(isOnnx(bytes.subarray(0, 3000))).toBe(true);
  for (const other of [
    'adding-gru.h5',
    'adding-gru.keras',
    'adding-gru.safetensors',
    'adding-gru.json',
    'adding-gru-inputs.csv',
  ])
    expect(isOnnx(modelBytes(other)), other).toBe(false);
  expect(isOnnx(new Uint8Array())).toBe(false);
});
