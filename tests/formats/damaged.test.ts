/** Damaged files: one sentence, nothing else thrown, and soon. */
import { describe, expect, it } from 'vitest';
import { readKeras, readKerasH5 } from '../../src/formats/keras/read';
import { readTfjs } from '../../src/formats/keras/tfjs';
import { type ModelFile, UnreadableFile } from '../../src/formats/model';
import { readOnnx } from '../../src/formats/onnx/read';
import { mutations } from './mutations';
import { modelBytes } from './reference';

type Read = (bytes: Uint8Array) => Promise<ModelFile>;

const tfjs = (bytes: Uint8Array): Promise<ModelFile> =>
  readTfjs([
    { name: 'model.json', bytes },
    { name: 'w.bin', bytes: new Uint8Array(400) },
  ]);

const tfjsModel = new TextEncoder().encode(
  JSON.stringify({
    modelTopology: {
      class_name: 'Functional',
      config: {
        layers: [
          { class_name: 'InputLayer', name: 'in', config: {}, inbound_nodes: [] },
          {
            class_name: 'LSTM',
            name: 'lstm',
            config: { units: 2, activation: 'tanh', recurrent_activation: 'sigmoid' },
            inbound_nodes: [[['in', 0, 0, {}]]],
          },
        ],
        input_layers: [['in', 0, 0]],
        output_layers: [['lstm', 0, 0]],
      },
    },
    weightsManifest: [
      {
        paths: ['w.bin'],
        weights: [
          { name: 'lstm/lstm_cell/kernel', shape: [3, 8], dtype: 'float32' },
          { name: 'lstm/lstm_cell/recurrent_kernel', shape: [2, 8], dtype: 'float32' },
          { name: 'lstm/lstm_cell/bias', shape: [8], dtype: 'float32' },
        ],
      },
    ],
  }),
);

const FILES: readonly (readonly [string, Read, () => Uint8Array])[] = [
  ['adding-bilstm-2-layers.onnx', readOnnx, () => modelBytes('adding-bilstm-2-layers.onnx')],
  ['made-nested.onnx', readOnnx, () => modelBytes('made-nested.onnx')],
  ['keras-tower.h5', readKerasH5, () => modelBytes('keras-tower.h5')],
  ['keras-newest-layout.h5', readKerasH5, () => modelBytes('keras-newest-layout.h5')],
  ['keras-packed.weights.h5', readKerasH5, () => modelBytes('keras-packed.weights.h5')],
  ['keras-tower.keras', readKeras, () => modelBytes('keras-tower.keras')],
  ['model.json', tfjs, () => tfjsModel],
];

/** The most that one file may take. */
const MOST_MILLISECONDS = 2000;
const MUTATIONS = Number(process.env.FUZZ ?? 300);

describe('every reader', () => {
  it.each(FILES)(`takes ${MUTATIONS} damaged copies of %s`, { timeout: 600_000 }, async (name, read, bytes) => {
    await expect(read(bytes())).resolves.toMatchObject({ batch: null });
    let slowest = 0;
    let unreadable = 0;
    for (const mutated of mutations(bytes(), MUTATIONS, 7)) {
      const start = performance.now();
      try {
        const model = await read(mutated);
        expect(model.layers.length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
        expect(error.message.length).toBeLessThan(2000);
        unreadable += 1;
      }
      slowest = Math.max(slowest, performance.now() - start);
    }
    expect(slowest, name).toBeLessThan(MOST_MILLISECONDS);
    // Else the damage would not be worth its name.
    expect(unreadable).toBeGreaterThan(MUTATIONS / 10);
  });
});
