/** Reads damaged copies of files, and tells what became of them. */
import { readKeras, readKerasH5 } from '../../src/formats/keras/read';
import { readTfjs } from '../../src/formats/keras/tfjs';
import { type ModelFile, UnreadableFile } from '../../src/formats/model';
import { readOnnx } from '../../src/formats/onnx/read';
import { readModel } from '../../src/formats/read';
import { bytesOf } from './files';
import { mutated } from './mutations';

interface Subject {
  readonly name: string;
  read(bytes: Uint8Array): Promise<ModelFile>;
  bytes(): Uint8Array;
}

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

/** `read`: past what tells one kind of file from another, which damage would often stop at. */
const file = (name: string, read: Subject['read'] = (bytes) => readModel(bytes, name)): Subject => ({
  name,
  read,
  bytes: () => bytesOf(name),
});

export const FUZZED: readonly Subject[] = [
  file('adding-gru.pt'),
  file('torch/lightning.ckpt'),
  file('torch/arrays.pt'),
  file('adding-gru.safetensors'),
  file('adding-lstm-formats.npz'),
  file('adding-bilstm-2-layers.onnx', readOnnx),
  file('made-nested.onnx', readOnnx),
  file('keras-tower.h5', readKerasH5),
  file('keras-newest-layout.h5', readKerasH5),
  file('keras-packed.weights.h5', readKerasH5),
  file('keras-tower.keras', readKeras),
  { name: 'model.json', read: tfjs, bytes: () => tfjsModel },
];

export interface Fuzzed {
  readonly refused: number;
  readonly read: number;
  /** What was thrown that is no `UnreadableFile`, or is not one sentence, with the seed. */
  readonly broken: readonly string[];
  readonly slowest: number;
}

export async function fuzz({ read: reader, bytes }: Subject, count: number, firstSeed = 0): Promise<Fuzzed> {
  const whole = bytes();
  const broken: string[] = [];
  let [refused, read, slowest] = [0, 0, 0];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const damaged = mutated(whole, seed);
    const start = performance.now();
    try {
      const { layers } = await reader(damaged);
      if (layers.length > 0) read++;
      else broken.push(`seed ${seed}: no layers`);
    } catch (error) {
      if (error instanceof UnreadableFile && isSentence(error.message)) refused++;
      else broken.push(`seed ${seed}: ${String(error)}`);
    }
    slowest = Math.max(slowest, performance.now() - start);
  }
  return { refused, read, broken, slowest };
}

function isSentence(text: string): boolean {
  return /^\S[\s\S]{15,2000}\.$/.test(text);
}
