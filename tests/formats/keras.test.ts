import { describe, expect, it } from 'vitest';
import { readKeras, readKerasH5 } from '../../src/formats/keras/read';
import type { ModelFile } from '../../src/formats/model';
import { expectHeadOf, expectOutputsOf, expectWeightsOf, modelBytes } from './reference';

const READERS: Readonly<Record<string, (bytes: Uint8Array) => Promise<ModelFile>>> = {
  h5: readKerasH5,
  keras: readKeras,
};

describe('models in Keras’s layout', () => {
  it.each([
    // Keras's LSTM has one bias, here the float32 sum of PyTorch's two.
    ['adding-lstm-formats', 'h5', true, 1e-6],
    ['adding-lstm-formats', 'keras', true, 1e-6],
    ['adding-gru', 'h5', false, 1e-12],
    ['adding-gru', 'keras', false, 1e-12],
  ])('%s.%s has the weights of its .safetensors and autograd’s outputs', async (stem, ending, oneBias, tolerance) => {
    const model = await (READERS[ending] as (typeof READERS)[string])(modelBytes(`${stem}.${ending}`));
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
