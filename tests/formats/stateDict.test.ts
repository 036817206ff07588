/** What names and shapes in a state dict are taken for. */
import { describe, expect, it } from 'vitest';
import type { ModelFile } from '../../src/formats/model';
import { readModel } from '../../src/formats/read';
import { lstmTensors, safetensorsFile, type Written } from './safetensorsFile';

const read = (tensors: Readonly<Record<string, Written>>): Promise<ModelFile> =>
  readModel(safetensorsFile(tensors), 'model.safetensors');
const where = ({ layers }: ModelFile): string[] =>
  layers.map(({ name, layer, stack, depth }) => `${name}.${layer} ${stack}:${depth}`);
const linear = (name: string, outputs: number, inputs: number): Record<string, Written> => ({
  [`${name}.weight`]: { shape: [outputs, inputs] },
  [`${name}.bias`]: { shape: [outputs] },
});

describe('stacks', () => {
  it('go on where l1 is as wide as l0’s output, both directions together', async () => {
    const model = await read({
      ...lstmTensors('rnn.', 3, 2),
      ...lstmTensors('rnn.', 3, 2, '_l0_reverse'),
      ...lstmTensors('rnn.', 3, 6, '_l1'),
      ...lstmTensors('rnn.', 3, 5, '_l2'),
    });
    expect(where(model)).toEqual(['rnn.l0 0:0', 'rnn.l0_reverse 0:0', 'rnn.l1 0:1', 'rnn.l2 1:0']);
  });

  it('join numbered siblings that fit, and say so', async () => {
    const model = await read({ ...lstmTensors('lstm1.', 3, 2), ...lstmTensors('lstm2.', 4, 3), ...linear('fc', 1, 4) });
    expect(where(model)).toEqual(['lstm1.l0 0:0', 'lstm2.l0 0:1']);
    expect(model.notices).toEqual([expect.stringContaining('lstm1 → lstm2')]);
    expect(model.layers.map(({ above }) => above)).toEqual([null, null]);
    expect(model.heads).toMatchObject([{ name: 'fc', stack: 0 }]);
  });

  it('do not join where something else could stand between, nor an encoder and a decoder', async () => {
    const between = await read({
      ...lstmTensors('lstm1.', 3, 2),
      'norm.weight': { shape: [3] },
      ...lstmTensors('lstm2.', 4, 3),
    });
    expect(where(between)).toEqual(['lstm1.l0 0:0', 'lstm2.l0 1:0']);
    expect(between.layers[0].above).toMatch(/^norm, lstm2 may stand between/);
    const pair = await read({ ...lstmTensors('encoder.', 3, 2), ...lstmTensors('decoder.', 3, 3) });
    expect(where(pair)).toEqual(['encoder.l0 0:0', 'decoder.l0 1:0']);
    expect(pair.layers[0].above).toMatch(/^decoder may/);
  });
});

describe('what is around', () => {
  it('one matrix as wide as the output is the head; several are asked about', async () => {
    const one = await read({ ...lstmTensors('', 3, 2), ...linear('fc', 5, 3) });
    expect(one.heads).toMatchObject([{ name: 'fc', stack: 0 }]);
    expect(one.heads[0].weight.shape).toEqual([5, 3]);
    expect(one.heads[0].bias).toHaveLength(5);
    expect(one.layers[0].above).toBeNull();
    const several = await read({ ...lstmTensors('', 3, 2), ...linear('value', 1, 3), ...linear('policy', 4, 3) });
    expect(several.heads.map(({ name }) => name)).toEqual(['value', 'policy']);
  });

  it('a head with more behind it is said to be no whole loss', async () => {
    const { heads, layers } = await read({ ...lstmTensors('', 3, 2), ...linear('fc1', 8, 3), ...linear('fc2', 1, 8) });
    expect(heads.map(({ name }) => name)).toEqual(['fc1']);
    expect(layers[0].above).toMatch(/^fc2 may stand between/);
  });

  it('a table as wide as the input is no head, even where the output is as wide', async () => {
    const { heads, embeddings } = await read({
      'embedding.weight': { shape: [9, 3] },
      ...lstmTensors('', 3, 3),
      'fc.weight': { shape: [1, 3] },
    });
    expect(embeddings).toMatchObject([{ name: 'embedding' }]);
    expect(embeddings[0].weight.shape).toEqual([9, 3]);
    expect(heads).toMatchObject([{ name: 'fc', bias: null }]);
  });

  it('a head that two stacks could have is nobody’s', async () => {
    const { heads } = await read({ ...lstmTensors('a.', 3, 2), ...lstmTensors('b.', 3, 2), ...linear('fc', 1, 3) });
    expect(heads).toMatchObject([{ stack: null }]);
  });
});

describe('what cannot be computed', () => {
  it('is named beside what can', async () => {
    const model = await read({
      ...lstmTensors('good.', 3, 2),
      ...lstmTensors('bad.', 3, 2),
      'bad.weight_hr_l0': { shape: [2, 3] },
    });
    expect(where(model)).toEqual(['good.l0 0:0']);
    expect(model.notices).toEqual(['bad.weight_hr_l0 is a projection (proj_size), which is not computed here.']);
  });

  it('NaN and infinite weights are counted, with the first one’s place', async () => {
    const tensors = lstmTensors('rnn.', 2, 3);
    const values = new Array<number>(24).fill(0.5);
    values[7] = Number.NaN;
    values[8] = Number.NEGATIVE_INFINITY;
    values[20] = Number.NaN;
    const { notices } = await read({ ...tensors, 'rnn.weight_ih_l0': { shape: [8, 3], values } });
    expect(notices).toEqual(['rnn.weight_ih_l0 has 2 NaN and 1 infinite values of 24, the first at [2, 1].']);
  });
});

describe('types of floats', () => {
  const bits = (...words: number[]): Uint8Array => new Uint8Array(Uint16Array.from(words).buffer);
  it.each([
    ['F16', bits(0x3c00, 0xc000, 0x0001, 0x7bff), [1, -2, 2 ** -24, 65504]],
    ['BF16', bits(0x3f80, 0xc000, 0x0080, 0x4049), [1, -2, 2 ** -126, 3.140625]],
    ['F8_E4M3', Uint8Array.of(0x38, 0xc0, 0x01, 0x7e), [1, -2, 2 ** -9, 448]],
    ['F8_E5M2', Uint8Array.of(0x3c, 0xc0, 0x01, 0x7b), [1, -2, 2 ** -16, 57344]],
    ['F64', new Uint8Array(Float64Array.of(1, -2, 1e-300, Math.PI).buffer), [1, -2, 1e-300, Math.PI]],
  ])('%s', async (dtype, bytes, values) => {
    const { layers } = await read({ ...lstmTensors('', 1, 1), weight_ih_l0: { shape: [4, 1], dtype, bytes } });
    const { network } = layers[0];
    if (network.cell !== 'lstm') throw new Error('not an LSTM');
    const { i, f, z, o } = network.gates;
    expect([i, f, z, o].map(({ input }) => input[0])).toEqual(values);
  });
});
