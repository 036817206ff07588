import { describe, expect, it } from 'vitest';
import { type NamedFile, readTfjs, shardNames } from '../../src/formats/keras/tfjs';
import { UnreadableFile } from '../../src/formats/model';

const N = 2;
const M = 3;

const encoded = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const counted = (name: string, shape: readonly number[], start: number): Weight => {
  const size = shape.reduce((product, length) => product * length, 1);
  return { name, shape, values: Array.from({ length: size }, (_, k) => start + k / 8) };
};

/** model.json and its shards, cut in the middle of a weight. */
function model(layers: readonly unknown[], weights: readonly Weight[]): NamedFile[] {
  const bytes = new Uint8Array(Float32Array.from(weights.flatMap(({ values }) => values)).buffer);
  const json = {
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'sequential', layers } },
    weightsManifest: [
      {
        paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  const middle = 13;
  return [
    { name: 'shards/group1-shard2of2.bin', bytes: bytes.subarray(middle) },
    { name: 'model.json', bytes: encoded(json) },
    { name: 'group1-shard1of2.bin', bytes: bytes.subarray(0, middle) },
  ];
}

const bidirectional = (config: Readonly<Record<string, unknown>>, merge = 'concat') => ({
  class_name: 'Bidirectional',
  config: {
    name: 'both',
    merge_mode: merge,
    layer: {
      class_name: 'GRU',
      config: {
        name: 'g',
        units: N,
        activation: 'tanh',
        recurrent_activation: 'sigmoid',
        reset_after: true,
        ...config,
      },
    },
  },
});

const dense = { class_name: 'Dense', config: { name: 'out', units: 1, activation: 'linear' } };

const directions = ['forward', 'backward'].flatMap((word, k) => [
  counted(`both/${word}_g/kernel`, [M, 3 * N], k),
  counted(`both/${word}_g/recurrent_kernel`, [N, 3 * N], k + 0.5),
  counted(`both/${word}_g/bias`, [2, 3 * N], k - 1),
]);
const head = [counted('out/kernel', [2 * N, 1], 3), counted('out/bias', [1], 9)];

describe('TensorFlow.js', () => {
  it('is read from its shards, in whatever order the files come', async () => {
    const { layers, heads, notices } = await readTfjs(model([bidirectional({}), dense], [...directions, ...head]));
    expect(layers.map(({ layer, direction }) => [layer, direction])).toEqual([
      ['l0', 'forward'],
      ['l0_reverse', 'reverse'],
    ]);
    // Columns of z, r, h: unit 1 of h is column 5; row 2 begins at 12.
    expect(layers[1]?.network).toMatchObject({ cell: 'gru', hiddenSize: N, inputSize: M });
    const gates = layers[1]?.network.cell === 'gru' ? layers[1].network.gates : null;
    expect(gates?.n.input[1 * M + 2]).toBe(1 + (2 * 6 + 5) / 8);
    expect(gates?.u.recurrent[0 * N + 1]).toBe(1.5 + 6 / 8);
    expect(gates?.r.bias[0]).toBe(0 + 2 / 8 + (0 + 8 / 8));
    expect(heads).toMatchObject([{ name: 'out', stack: 0, readsFinalStates: true }]);
    expect([...(heads[0]?.weight.values ?? [])]).toEqual([3, 3.125, 3.25, 3.375]);
    expect(notices).toEqual([]);
  });

  it('a head at every step reads the last one, and says so', async () => {
    const { heads, notices } = await readTfjs(
      model([bidirectional({ return_sequences: true }), dense], [...directions, ...head]),
    );
    expect(heads[0]).not.toHaveProperty('readsFinalStates');
    expect(notices).toEqual(['“out” reads every step; the loss here is taken at the last.']);
  });

  it('values of a head that are not finite are counted', async () => {
    const broken = [
      { ...head[0], values: [0, Number.NaN, 0, 0] } as Weight,
      { ...head[1], values: [Infinity] } as Weight,
    ];
    const { notices } = await readTfjs(model([bidirectional({}), dense], [...directions, ...broken]));
    expect(notices).toEqual([
      'The weight of the head “out” has 1 NaN value of 4, the first at [0, 1].',
      'The bias of the head “out” has 1 infinite value of 1, the first at [0].',
    ]);
  });

  it('directions that are summed are not a stack', async () => {
    const rnn = { class_name: 'SimpleRNN', config: { name: 's', units: N, activation: 'relu', use_bias: false } };
    const weights = [...directions, counted('s/kernel', [N, N], 0), counted('s/recurrent_kernel', [N, N], 1)];
    const { layers } = await readTfjs(model([bidirectional({ return_sequences: true }, 'sum'), rnn], weights));
    expect(layers.map(({ stack, above }) => [stack, above])).toEqual([
      [0, 'both directions merged by “sum”, SimpleRNN “s”'],
      [0, 'both directions merged by “sum”, SimpleRNN “s”'],
      [1, null],
    ]);
    expect(layers[2]).toMatchObject({ hasBias: false, network: { activation: 'relu' } });
  });

  it('quantised weights are put back on their scale', async () => {
    const json = {
      modelTopology: { model_config: { class_name: 'Sequential', config: [dense, rnnLayer] } },
      weightsManifest: [
        {
          paths: ['w.bin'],
          weights: [
            {
              name: 's/kernel',
              shape: [1, 1],
              dtype: 'float32',
              quantization: { dtype: 'uint8', scale: 0.5, min: -1 },
            },
            { name: 's/recurrent_kernel', shape: [1, 1], dtype: 'float32', quantization: { dtype: 'float16' } },
          ],
        },
      ],
    };
    const files = [
      { name: 'model.json', bytes: encoded(json) },
      { name: 'w.bin', bytes: Uint8Array.of(6, 0x00, 0xc0) },
    ];
    const { layers } = await readTfjs(files);
    const weights = layers[0]?.network.cell === 'rnn' ? layers[0].network.weights : null;
    expect(weights?.input).toEqual(Float64Array.of(2));
    expect(weights?.recurrent).toEqual(Float64Array.of(-2));
  });

  it.each([
    ['a shard that is missing', (files: NamedFile[]) => files.slice(0, 2), 'model.json names group1-shard1of2.bin'],
    [
      'shards that are too short',
      (files: NamedFile[]) =>
        files.map((file) => (file.name.includes('2of2') ? { ...file, bytes: new Uint8Array(9) } : file)),
      'cut short',
    ],
    ['no model.json', (files: NamedFile[]) => [files[0] as NamedFile], 'A model.json was expected'],
    ['JSON that is cut', () => [{ name: 'model.json', bytes: new TextEncoder().encode('{"a":') }], 'it is not JSON'],
    ['other JSON', () => [{ name: 'package.json', bytes: encoded({ name: 'x' }) }], 'is no TensorFlow.js model'],
    [
      'a graph model',
      () => [
        {
          name: 'model.json',
          bytes: encoded({ format: 'graph-model', modelTopology: { node: [] }, weightsManifest: [] }),
        },
      ],
      'graph model, which is not read here',
    ],
  ])('%s is told', async (_, change, words) => {
    const files = change(model([bidirectional({}), dense], [...directions, ...head]));
    await expect(readTfjs(files)).rejects.toThrow(UnreadableFile);
    await expect(readTfjs(files)).rejects.toThrow(words);
  });
});

const rnnLayer = { class_name: 'SimpleRNN', config: { name: 's', units: 1, activation: 'tanh', use_bias: false } };

it('a model.json names the files that it needs; other bytes are none', () => {
  const [, json] = model([], []);
  expect(shardNames(json.bytes)).toEqual(['group1-shard1of2.bin', 'group1-shard2of2.bin']);
  for (const other of [encoded({ inputs: [[1]] }), encoded([1, 2]), Uint8Array.of(0x7b, 0xff), new Uint8Array()])
    expect(shardNames(other)).toBeNull();
});
