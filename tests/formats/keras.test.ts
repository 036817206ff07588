import { describe, expect, it } from 'vitest';
import { isHdf5, openHdf5 } from '../../src/formats/hdf5/file';
import { isKeras, readKeras, readKerasH5 } from '../../src/formats/keras/read';
import type { ModelFile } from '../../src/formats/model';
import { unzipped } from '../../src/formats/zip';
import {
  expectHeadOf,
  expectOutputs,
  expectOutputsOf,
  expectWeightsOf,
  modelBytes,
  modelJson,
  type Outputs,
} from './reference';

const read = (file: string): Promise<ModelFile> =>
  (file.endsWith('.keras') ? readKeras : readKerasH5)(modelBytes(file));

describe('models in Keras’s layout', () => {
  it.each([
    // Keras's LSTM has one bias, here the float32 sum of PyTorch's two.
    ['adding-lstm-formats', 'h5', true, 1e-6],
    ['adding-lstm-formats', 'keras', true, 1e-6],
    ['adding-gru', 'h5', false, 1e-12],
    ['adding-gru', 'keras', false, 1e-12],
  ])('%s.%s has the weights of its .safetensors and autograd’s outputs', async (stem, ending, oneBias, tolerance) => {
    const model = await read(`${stem}.${ending}`);
    expect(model.notices).toEqual([]);
    expect(model.layers).toHaveLength(1);
    for (const layer of model.layers) {
      expect(layer).toMatchObject({ layer: 'l0', stack: 0, depth: 0, above: null, gradients: 'keras', hasBias: true });
      expectWeightsOf(stem, layer, oneBias);
    }
    expectOutputsOf(stem, model, tolerance);
    expectHeadOf(stem, model);
  });
});

const made = modelJson('made-keras.json') as { inputs: number[][]; expected: Record<string, Outputs> };
const expected = (stem: string): Outputs => made.expected[stem] as Outputs;
const ASSUMED = /^The file has weights and no configuration/;

describe('the names of Keras’s versions', () => {
  it.each(['keras-oldest.h5', 'keras-cell-1.h5', 'keras-3-writes-h5.h5', 'keras-2-12.keras'])(
    '%s is read as its configuration says',
    async (file) => {
      const model = await read(file);
      expectOutputs(model, made.inputs, expected('plain'));
      expect(model.layers[0]?.name).toBe('lstm_1');
      expect(model.heads).toMatchObject([{ name: 'dense_1', stack: 0, weight: { shape: [1, 3] } }]);
      expect(model.notices).toEqual([]);
    },
  );

  it.each(['keras-weights-only.h5', 'keras-3.weights.h5', 'keras-newest-layout.h5'])(
    '%s, without a configuration, is read by shapes, and says what that assumes',
    async (file) => {
      const model = await read(file);
      expectOutputs(model, made.inputs, expected('plain'));
      expect(model.heads).toMatchObject([{ stack: 0, weight: { shape: [1, 3] } }]);
      expect(model.notices).toEqual([expect.stringMatching(ASSUMED)]);
    },
  );

  it('chunks, compression, half precision and data before the file’s own are read', async () => {
    expectOutputs(await read('keras-packed.weights.h5'), made.inputs, expected('plain'));
  });

  it('attributes and links that are kept in heaps are read', () => {
    const root = openHdf5(modelBytes('keras-newest-layout.h5'));
    expect(root.attributes.size).toBe(20);
    expect(root.attributes.get('remark 7')).toBe(7);
    expect(root.get('layers')).toMatchObject({ names: { length: 42 } });
  });

  it('cuDNN’s layers have the same numbers in another order', async () => {
    expectOutputs(await read('keras-cudnn.h5'), made.inputs, expected('cudnn'));
  });
});

describe('stacks', () => {
  it.each(['keras-tower.h5', 'keras-tower.keras'])(
    '%s: both directions, a model within the model, a table below and a head above',
    async (file) => {
      const model = await read(file);
      expectOutputs(model, made.inputs, expected('tower'));
      expect(model.layers.map(({ layer, name, stack, depth }) => [layer, name, stack, depth])).toEqual([
        ['l0', 'both', 0, 0],
        ['l0_reverse', 'both', 0, 0],
        ['l1', 'deep', 0, 1],
      ]);
      expect(model.heads).toMatchObject([{ name: 'out', stack: 0 }]);
      expect(model.embeddings).toMatchObject([{ name: 'words', weight: { shape: [7, 2] } }]);
      expect(model.notices).toEqual([
        '“words” masks steps whose id is 0; here every step is read.',
        '“out” has a sigmoid; the loss here reads what goes into it.',
      ]);
    },
  );

  it('a functional model: cells in a pile, states handed on, a head of one stack alone', async () => {
    const model = await read('keras-functional.keras');
    expectOutputs(model, made.inputs, expected('functional'));
    expect(model.layers.map(({ layer, stack, depth, above }) => [layer, stack, depth, above])).toEqual([
      ['l0', 0, 0, null],
      ['l1', 0, 1, 'Dense (relu)'],
      ['l2', 1, 0, 'the initial state of LSTM “first”'],
      ['l3', 2, 0, null],
    ]);
    expect(model.heads).toMatchObject([{ name: 'out', stack: 2 }]);
    expect(model.notices).toEqual([
      'LSTM “first” gets its initial state from another layer; here it starts from zeros.',
    ]);
  });
});

describe('what cannot be computed', () => {
  it('is named, and what can be is read; weights that are not numbers are counted', async () => {
    const model = await read('keras-refused.h5');
    expect(model.layers).toMatchObject([
      { layer: 'l2', network: { cell: 'lstm', cellActivation: 'relu' } },
      { layer: 'l3', direction: 'reverse', network: { activation: 'identity' } },
    ]);
    expect(model.notices).toEqual([
      'LSTM “hard” has the recurrent activation hard_sigmoid; only sigmoid can be computed here.',
      'GRU “before” resets before the product (reset_after = false), which is not computed here.',
      'backwards/backwards/simple_rnn_cell/kernel has 1 NaN and 1 infinite values of 9, the first at [1, 2].',
      'LSTM “rectified” reads what GRU “before” makes; data given here go straight into it.',
    ]);
  });

  it('another architecture is told by its layers', async () => {
    await expect(read('keras-other.h5')).rejects.toThrow(
      'An LSTM, GRU or SimpleRNN layer was expected; this Keras HDF5 file has 1 Conv1D, 1 Dense.',
    );
  });

  it('a dataset that is said to be huge is not made', async () => {
    await expect(read('keras-bomb.weights.h5')).rejects.toThrow('which is more than can be read here');
  });
});

it('files are told by what is in them', () => {
  expect(isHdf5(modelBytes('adding-gru.h5'))).toBe(true);
  expect(isHdf5(modelBytes('keras-packed.weights.h5'))).toBe(true);
  expect(isHdf5(modelBytes('adding-gru.keras'))).toBe(false);
  expect(isKeras(unzipped(modelBytes('adding-gru.keras'), () => false).names)).toBe(true);
  expect(isKeras(['archive/data.pkl'])).toBe(false);
});
