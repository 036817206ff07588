/** Files that are made to mislead: sizes and offsets that lie, parts that lead back to themselves, archives that grow. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readKeras, readKerasH5 } from '../../src/formats/keras/read';
import { type ModelFile, UnreadableFile } from '../../src/formats/model';
import { readOnnx } from '../../src/formats/onnx/read';
import { modelBytes } from './reference';

type Bytes = readonly number[];

const text = (value: string): Bytes => [...new TextEncoder().encode(value)];

function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/** A field that holds bytes; `length` where it lies about them. */
const field = (number: number, bytes: Bytes, length = bytes.length): Bytes => [
  ...varint(number * 8 + 2),
  ...varint(length),
  ...bytes,
];
const integer = (number: number, value: number): Bytes => [...varint(number * 8), ...varint(value)];

const node = (op: string, inputs: readonly string[], outputs: readonly string[], rest: Bytes = []): Bytes =>
  field(1, [
    ...inputs.flatMap((name) => field(1, text(name))),
    ...outputs.flatMap((name) => field(2, text(name))),
    ...field(4, text(op)),
    ...rest,
  ]);
const axis = (value: number): Bytes => field(5, [...field(1, text('axis')), ...integer(3, value)]);
const tensor = (name: string, dims: readonly number[], rest: Bytes): Bytes =>
  field(5, [...dims.flatMap((length) => integer(1, length)), ...integer(2, 1), ...field(8, text(name)), ...rest]);
const model = (...graph: Bytes[]): Uint8Array => Uint8Array.from(field(7, graph.flat()));
/** An attribute that is a graph, and the node that has it. */
const nested = (graph: Bytes): Bytes =>
  node('If', [], [], field(5, [...field(1, text('then_branch')), ...field(6, graph)]));

const lstm = (w = 'w', r = 'r'): Bytes => node('LSTM', ['x', w, r], ['y']);
const numbers = (count: number): Bytes => field(9, new Array<number>(4 * count).fill(0));
const weights = [...tensor('w', [1, 4, 1], numbers(4)), ...tensor('r', [1, 4, 1], numbers(4))];

async function refusal(reading: Promise<ModelFile>): Promise<string> {
  const error: unknown = await reading.then(
    () => 'it was read',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnreadableFile);
  return (error as UnreadableFile).message;
}

describe('ONNX', () => {
  it('the smallest honest file is read', async () => {
    const { layers } = await readOnnx(model(weights, lstm()));
    expect(layers).toMatchObject([{ layer: 'l0', name: 'y', network: { hiddenSize: 1, inputSize: 1 } }]);
  });

  it('weights that are not numbers are counted, and the first is told', async () => {
    const nan = [0, 0, 0xc0, 0x7f];
    const infinite = [0, 0, 0x80, 0x7f];
    const raw = field(9, [0, 0, 0, 0, ...nan, ...infinite, ...nan]);
    const { layers, notices } = await readOnnx(
      model(tensor('w', [1, 4, 1], raw), tensor('r', [1, 4, 1], numbers(4)), lstm()),
    );
    expect(layers).toHaveLength(1);
    expect(notices).toEqual(['W of LSTM “y” has 2 NaN and 1 infinite values of 4, the first at [0, 1, 0].']);
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'it has no graph'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'truncated or damaged'],
    ['a cut file', model(weights, lstm()).subarray(0, 60), 'truncated or damaged'],
    ['a field longer than the file', Uint8Array.from(field(7, [1, 2], 2 ** 40)), 'truncated or damaged'],
    ['a field of negative length', Uint8Array.of(0x3a, ...new Array(9).fill(0xff), 1), 'truncated or damaged'],
    [
      'a shape larger than its numbers',
      model(tensor('w', [1, 4, 1], numbers(3)), tensor('r', [1, 4, 1], numbers(4)), lstm()),
      'has 3 numbers, and its shape [1 × 4 × 1] asks for 4',
    ],
    [
      'a shape of 2⁶⁰ numbers',
      model(tensor('w', [2 ** 30, 2 ** 30], numbers(1)), tensor('r', [1, 4, 1], numbers(4)), lstm()),
      'more than can be read here',
    ],
    [
      'numbers in another file',
      model(tensor('w', [1, 4, 1], field(13, field(1, text('location')))), tensor('r', [1, 4, 1], numbers(4)), lstm()),
      'in another file (external data)',
    ],
    [
      'a node that reads itself',
      model(weights, node('Identity', ['a'], ['b']), node('Identity', ['b'], ['a']), lstm('a')),
      'has a weight W that the graph does not make from constants',
    ],
    [
      'another architecture',
      model(node('Conv', ['x'], ['y']), node('Conv', ['y'], ['z']), node('Relu', ['z'], ['a'])),
      'An LSTM, GRU or RNN node was expected; this ONNX graph has 2 Conv, 1 Relu.',
    ],
  ])('%s', async (_, bytes, words) => {
    expect(await refusal(readOnnx(bytes))).toContain(words);
  });

  it('graphs a hundred levels deep', async () => {
    let graph: Bytes = [...weights, ...lstm()];
    for (let k = 0; k < 100; k++) graph = nested(graph);
    expect(await refusal(readOnnx(model(graph)))).toContain('levels deep');
  });

  it('a constant that doubles forty times', async () => {
    const steps = Array.from({ length: 40 }, (_, k) => node('Concat', [`w${k}`, `w${k}`], [`w${k + 1}`], axis(0)));
    const bytes = model(
      tensor('w0', [1, 4, 1], numbers(4)),
      tensor('r', [1, 4, 1], numbers(4)),
      steps.flat(),
      lstm('w40'),
    );
    expect(await refusal(readOnnx(bytes))).toContain('more than can be read here');
  });

  it('many layers through a long chain of nodes are read soon', async () => {
    const count = 3000;
    const chain = Array.from({ length: count }, (_, k) => node('Identity', [k === 0 ? 'y' : `y${k}`], [`y${k + 1}`]));
    const layers = Array.from({ length: 50 }, (_, k) => node('LSTM', [`y${count}`, 'w', 'r'], [`z${k}`]));
    const start = performance.now();
    const read = await readOnnx(model(weights, lstm(), chain.flat(), layers.flat()));
    expect(read.layers).toHaveLength(51);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

const COPY = (): Uint8Array => modelBytes('keras-cell-1.h5').slice();

/** Every place of a four-letter signature. */
function places(bytes: Uint8Array, signature: string): number[] {
  const letters = text(signature);
  const found: number[] = [];
  for (let at = 0; at < bytes.length; at++) if (letters.every((letter, k) => bytes[at + k] === letter)) found.push(at);
  return found;
}

describe('HDF5', () => {
  it('a group that holds itself', async () => {
    const bytes = COPY();
    const view = new DataView(bytes.buffer);
    // Every link of every group leads to the root's header.
    const root = view.getBigUint64(64, true);
    for (const at of places(bytes, 'SNOD'))
      for (let k = 0; k < view.getUint16(at + 6, true); k++) view.setBigUint64(at + 8 + 40 * k + 8, root, true);
    expect(await refusal(readKerasH5(bytes))).toMatch(/has no weights|truncated or damaged/);
  });

  it('an index of names that leads back to itself', async () => {
    const bytes = COPY();
    const view = new DataView(bytes.buffer);
    for (const at of places(bytes, 'TREE')) {
      bytes[at + 5] = 9;
      view.setUint16(at + 6, 2, true);
      for (const child of [32, 48]) view.setBigUint64(at + child, BigInt(at), true);
    }
    expect(await refusal(readKerasH5(bytes))).toContain('leads back to itself');
  });

  it('a text that is said to be longer than the file', async () => {
    const bytes = COPY();
    const view = new DataView(bytes.buffer);
    for (const at of places(bytes, 'GCOL')) view.setBigUint64(at + 16 + 8, 2n ** 50n, true);
    expect(await refusal(readKerasH5(bytes))).toContain('truncated or damaged');
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'This is not an HDF5 file'],
    ['another format', modelBytes('adding-gru.onnx'), 'This is not an HDF5 file'],
    ['its first half', COPY().subarray(0, 5000), 'truncated or damaged'],
  ])('%s', async (_, bytes, words) => {
    expect(await refusal(readKerasH5(bytes))).toContain(words);
  });
});

describe('.keras', () => {
  const weightsFile = modelBytes('keras-3.weights.h5');
  const archive = (entries: Readonly<Record<string, Uint8Array>>): Uint8Array => zipSync(entries, { level: 9 });
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

  it('an archive of something else', async () => {
    expect(await refusal(readKeras(archive({ 'word/document.xml': json({}) })))).toContain(
      'config.json and model.weights.h5 were expected in this archive; it has 1 word/document.xml',
    );
  });

  it('an archive that unpacks to gigabytes', async () => {
    const bytes = archive({ 'config.json': json({}), 'model.weights.h5': new Uint8Array(2 ** 20) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    // The directory says 3 GB, of some 1000 bytes.
    for (const at of places(bytes, 'PK\u0001\u0002')) view.setUint32(at + 24, 3 * 2 ** 30, true);
    expect(await refusal(readKeras(bytes))).toContain('says that it unpacks to 3221225472 bytes');
  });

  it('a configuration a thousand models deep', async () => {
    let config: unknown = { class_name: 'LSTM', config: { units: 3 } };
    for (let k = 0; k < 1000; k++) config = { class_name: 'Sequential', config: { layers: [config] } };
    // No model in it is read, and what is left are the shapes of its weights.
    const { layers } = await readKeras(archive({ 'config.json': json(config), 'model.weights.h5': weightsFile }));
    expect(layers).toHaveLength(1);
  });

  it('a configuration that is cut', async () => {
    const cut = new TextEncoder().encode('{"class_name": "Sequential", "conf');
    expect(await refusal(readKeras(archive({ 'config.json': cut, 'model.weights.h5': weightsFile })))).toContain(
      'it is not JSON',
    );
  });
});
