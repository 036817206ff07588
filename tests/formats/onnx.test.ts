import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../src/formats/onnx/read';
import { expectHeadOf, expectOutputsOf, expectWeightsOf, modelBytes } from './reference';

describe('models that PyTorch exported', () => {
  it.each([
    ['adding-lstm-formats', ['l0']],
    ['adding-gru', ['l0']],
    ['adding-bilstm-2-layers', ['l0', 'l0_reverse', 'l1', 'l1_reverse']],
  ])('%s has the weights of its .safetensors and autograd’s outputs', async (stem, names) => {
    const model = await readOnnx(modelBytes(`${stem}.onnx`));
    expect(model.layers.map(({ layer }) => layer)).toEqual(names);
    expect(model.notices).toEqual([]);
    for (const layer of model.layers) {
      expect(layer).toMatchObject({ stack: 0, above: null, gradients: 'onnx', initialOutput: null, initialCell: null });
      expectWeightsOf(stem, layer);
    }
    expectOutputsOf(stem, model);
    expectHeadOf(stem, model);
  });
});
