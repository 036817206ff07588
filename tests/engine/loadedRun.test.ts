/** A network from a file, run as the page runs it, against autograd's answers: every layer in each direction, behind its head. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ForwardBatch } from '../../src/engine/batches';
import { cellOf } from '../../src/engine/cells';
import { NO_OPTIONS } from '../../src/engine/cells/networks';
import { LoadedFiles } from '../../src/engine/loaded/files';
import type { MessagesBatch } from '../../src/engine/messageStage';
import { Pipeline } from '../../src/engine/pipeline';
import { spectrumOf } from '../../src/engine/spectrum';
import { readAny } from '../../src/formats/readAny';
import { RandomStream } from '../../src/math/random';
import { runToEnd } from '../../src/math/task';
import { parameterKind } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import {
  firstLayer,
  lossOfTargets,
  type OpenedData,
  openedModel,
  settingsOfLayer,
  settingsOfSequence,
} from '../../src/store/openedFiles';
import { collect, forwardOf, stagesOf } from './runs';

const folder = join(import.meta.dirname, '../formats/models');

interface Answers {
  /** null: exactly zero. */
  readonly log10DeltaYNorm: readonly (number | null)[];
}

interface Reference {
  readonly target: number[][];
  readonly expected: Answers & { readonly loss?: number; readonly layers?: Readonly<Record<string, Answers>> };
}

async function loaded(stem: string, ending = 'safetensors') {
  const names = [`${stem}.${ending}`, `${stem}-inputs.csv`];
  const files = names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
  const [model, data] = await readAny(files);
  if (model?.kind !== 'model' || data?.kind !== 'data') throw new Error('not a network and its data');
  const opened = openedModel('network', model.name, model.model);
  const kept = new LoadedFiles();
  kept.addModel('network', opened.model);
  kept.addData('inputs', data.data);
  const reference = JSON.parse(readFileSync(join(folder, `${stem}.json`), 'utf8')) as Reference;
  const settings: Settings = {
    ...DEFAULTS,
    ...settingsOfLayer(opened, firstLayer(opened.model)),
    ...settingsOfSequence({ kind: 'data', hash: 'inputs', name: data.name, data: data.data, targets: data.targets }, 1),
    loss: 'squared',
    target: String(reference.target[0]?.[0]),
  };
  return { opened, files: kept, reference, settings };
}

/** log10 ‖δy‖ against the loss gradient, in the layer's own order, and what is told of the loss. */
function run(settings: Settings, files: LoadedFiles, pipeline = new Pipeline(files)) {
  const messages: MessagesBatch[] = [];
  let forward: ForwardBatch | undefined;
  for (const batch of pipeline.run(settings)) {
    if (!batch) continue;
    if (batch.kind === 'forward') forward = batch;
    if (batch.kind === 'messages') messages.push(batch);
    if (batch.kind === 'stage' && batch.stage === 'messages') break;
  }
  if (forward === undefined) throw new Error('no forward pass');
  const row = forward.rows.indexOf('y');
  const deltas = new Float64Array(forward.steps);
  for (const { from, count, norms } of messages) deltas.set(norms.subarray(row * count, (row + 1) * count), from);
  return { forward, deltas };
}

describe.each([
  ['adding-lstm', 'safetensors'],
  ['adding-rnn', 'safetensors'],
  ['adding-gru', 'pt'],
  ['adding-gru', 'keras'],
  ['adding-lstm-formats', 'onnx'],
  ['adding-bilstm-2-layers', 'ckpt'],
] as const)('%s.%s', (stem, ending) => {
  it('has autograd’s δy in every layer and direction', async () => {
    const { opened, files, reference, settings } = await loaded(stem, ending);
    for (const [k, { direction }] of opened.model.layers.entries()) {
      const id = opened.model.layers[k]?.id as string;
      const { deltas } = run({ ...settings, ...settingsOfLayer(opened, id) }, files);
      const answers = (reference.expected.layers?.[id] ?? reference.expected).log10DeltaYNorm;
      const expected = direction === 'forward' ? answers : [...answers].reverse();
      const some = expected.findIndex((value) => value !== null);
      expect(some).toBeGreaterThanOrEqual(0);
      // The loss gradient divides them all: what they have in common says nothing.
      const shift = (expected[some] as number) - (deltas[some] as number);
      for (const [step, value] of expected.entries())
        if (value === null) expect(deltas[step]).toBe(-Infinity);
        else expect((deltas[step] as number) + shift).toBeCloseTo(value, 9);
    }
  });

  it('has its loss', async () => {
    const { files, reference, settings } = await loaded(stem, ending);
    const { forward } = run(settings, files);
    expect(forward.loss.problem).toBeNull();
    if (reference.expected.loss !== undefined) expect(forward.loss.value).toBeCloseTo(reference.expected.loss, 9);
  });
});

describe('what if', () => {
  it('0 and 1 are as trained, to the bit, and other values are not', async () => {
    const { files, settings } = await loaded('adding-lstm');
    const trained = run(settings, files).deltas;
    expect(run({ ...settings, addedBias: 0, matrixScale: 1 }, files).deltas).toEqual(trained);
    expect(run({ ...settings, addedBias: 1 }, files).deltas).not.toEqual(trained);
    expect(run({ ...settings, matrixScale: 2 }, files).deltas).not.toEqual(trained);
  });

  it('a higher forget-gate bias keeps more', async () => {
    const { files, settings } = await loaded('adding-lstm');
    const [less, more] = [-3, 3].map((addedBias) => run({ ...settings, addedBias }, files).deltas[0] as number);
    expect(less).toBeLessThan(more as number);
  });
});

it('one file of network, batch and targets has the loss of each sequence against its own target', async () => {
  const name = 'snippet';
  const answers = JSON.parse(readFileSync(join(folder, `torch/${name}.json`), 'utf8')) as {
    file: string;
    sequence?: number;
    expected: { loss: number };
  };
  const bytes = new Uint8Array(readFileSync(join(folder, 'torch', answers.file)));
  const [model, data] = await readAny([{ name: answers.file, bytes }]);
  if (model?.kind !== 'model' || data?.kind !== 'data') throw new Error('not a network and its data');
  const opened = openedModel('network', model.name, model.model);
  const inputs: OpenedData = { kind: 'data', hash: 'inputs', name: data.name, data: data.data, targets: data.targets };
  const files = new LoadedFiles();
  files.addModel('network', opened.model);
  files.addData('inputs', data.data);
  const { sequence = 0, expected } = answers;
  const settings: Settings = {
    ...DEFAULTS,
    ...settingsOfLayer(opened, firstLayer(opened.model)),
    ...settingsOfSequence(inputs, sequence + 1),
    ...lossOfTargets(opened, inputs),
  };
  expect(settings.target).not.toBe('');
  const { loss } = run(settings, files).forward;
  expect(loss.problem).toBeNull();
  expect(loss.value).toBeCloseTo(expected.loss, 9);
});

it('without its file a network of the same size is drawn, and with it the file’s is run', async () => {
  const { files, settings } = await loaded('adding-lstm');
  const none = new LoadedFiles();
  const pipeline = new Pipeline(none);
  const drawn = run(settings, none, pipeline);
  expect(drawn.forward.size).toBe(24);
  none.addModel('network', files.modelOf(settings) as NonNullable<ReturnType<LoadedFiles['modelOf']>>);
  const own = run(settings, none, pipeline);
  expect(own.forward.newNetwork).toBe(true);
  expect(own.deltas).not.toEqual(drawn.deltas);
});

it('says why a loss behind the head cannot be had, and uses the output’s', async () => {
  const { files, settings } = await loaded('adding-lstm');
  expect(run({ ...settings, target: 'abc' }, files).forward.loss).toMatchObject({
    kind: 'last',
    problem: '“abc” is not a number',
  });
  expect(run({ ...settings, target: '1 2' }, files).forward.loss.problem).toMatch('1 outputs, and the target 2');
  expect(run({ ...settings, loss: 'entropy', target: '3' }, files).forward.loss.problem).toMatch('0 to 0');
});

it('a head that reads final states sends its loss to the last step of each direction', async () => {
  const { opened, files, settings } = await loaded('adding-bilstm-2-layers', 'ckpt');
  const { model } = opened;
  const reverse = { ...settings, ...settingsOfLayer(opened, 'l1_reverse') };
  // The output at the last time step is the first that a reverse direction makes: none of its later steps reaches it.
  const before = run(reverse, files);
  expect(before.deltas[0]).toBeGreaterThan(-Infinity);
  expect(before.deltas.subarray(1).every((delta) => delta === -Infinity)).toBe(true);
  files.addModel('network', { ...model, heads: model.heads.map((head) => ({ ...head, readsFinalStates: true })) });
  const after = run(reverse, files);
  expect(after.deltas.at(-1)).toBeGreaterThan(-3);
  expect(after.deltas.every(Number.isFinite)).toBe(true);
  expect(after.forward.loss.value).not.toBe(before.forward.loss.value);
});

it('weights that are not finite are named, and nothing is computed', async () => {
  const { opened, files, settings } = await loaded('adding-rnn');
  const [layer] = opened.model.layers;
  if (layer?.network.cell !== 'rnn') throw new Error('not an RNN');
  const { weights } = layer.network;
  const spoilt = {
    ...layer,
    network: { ...layer.network, weights: { ...weights, bias: weights.bias.map(() => NaN) } },
  };
  files.addModel('network', { ...opened.model, layers: [spoilt] });
  expect(() => run(settings, files)).toThrow(`the weights of ${layer.id} are not all finite numbers`);
});

it('the second run is another one in its last bits', async () => {
  const { files, settings } = await loaded('adding-lstm');
  const first = new Pipeline(files);
  runToEnd(first.run(settings));
  const [one, two] = [first, first.perturbed()].map((pipeline) => run(settings, files, pipeline).deltas);
  expect(two).not.toEqual(one);
  for (const [k, value] of (one as Float64Array).entries()) expect((two as Float64Array)[k]).toBeCloseTo(value, 8);
});

describe('a network that is larger than the settings allow', () => {
  const [n, steps] = [257, 3];
  const network = cellOf('rnn').build({ ...NO_OPTIONS, hiddenSize: n, inputSize: 1 }, (name) =>
    new RandomStream(1, name).normals(parameterKind(name) === 'recurrent' ? n * n : n, 0.05),
  );
  const files = new LoadedFiles();
  const layer = { id: 'l0', network, direction: 'forward', stack: 0, depth: 0 } as const;
  files.addModel('large', { layers: [{ ...layer, initialOutput: null, initialCell: null }], heads: [] });
  const settings: Settings = {
    ...DEFAULTS,
    cell: 'rnn',
    file: 'large',
    layer: 'l0',
    hiddenSize: n,
    inputSize: 1,
    input: 'noise',
    steps,
  };
  const pipeline = new Pipeline(files);
  const batches = collect(pipeline.run(settings));

  it('comes to its end, without norms of Jacobians', () => {
    expect(stagesOf(batches).at(-1)).toBe('without');
    const names = batches.flatMap((batch) => (batch.kind === 'series' ? [batch.name] : []));
    expect(names).toEqual(['without.W_h']);
  });

  it('has its eigenvalues after its picture, and at once when it is run again', () => {
    const kinds = batches.map((batch) => (batch.kind === 'stage' ? batch.stage : batch.kind));
    expect(kinds.indexOf('spectra')).toBeGreaterThan(kinds.indexOf('ledger'));
    expect(forwardOf(batches).spectra).toEqual([]);
    const found = batches.find(({ kind }) => kind === 'spectra');
    const matrix = cellOf('rnn').parameters(network).get('W_h') as Float64Array;
    const spectra = [{ edge: 'W_h', ...runToEnd(spectrumOf(matrix, n)) }];
    expect(found).toEqual({ kind: 'spectra', spectra });
    for (const again of [settings, { ...settings, addedBias: 0.5 }])
      expect(forwardOf(collect(pipeline.run(again))).spectra).toEqual(spectra);
  });
});
