/** TensorFlow.js layers models: `model.json` and the shards of weights that it names. */
import { float16 } from '../floats';
import { reading, sizeOf } from '../guard';
import { type ModelFile, type Tensor, UnreadableFile } from '../model';
import { shortened } from '../storedTensor';
import { isObject, type JsonObject, listOf, numberOf, objectOf, parsed, textOf } from './json';
import { modelOf } from './read';
import { type WeightSet, WeightSets } from './weights';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

const TYPES: ReadonlyMap<string, NumberType> = new Map<string, NumberType>([
  ['float32', { bytes: 4, read: (view, at) => view.getFloat32(at, true) }],
  ['int32', { bytes: 4, read: (view, at) => view.getInt32(at, true) }],
  ['float16', { bytes: 2, read: (view, at) => float16(view.getUint16(at, true)) }],
  ['uint16', { bytes: 2, read: (view, at) => view.getUint16(at, true) }],
  ['uint8', { bytes: 1, read: (view, at) => view.getUint8(at) }],
  ['bool', { bytes: 1, read: (view, at) => view.getUint8(at) }],
]);

const baseName = (path: string): string => path.split(/[\\/]/).pop() ?? path;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** One weight: as it is, or quantised to `scale · q + min`. */
function numbers(entry: JsonObject, shape: readonly number[], type: NumberType, bytes: Uint8Array): Tensor {
  const { scale, min } = objectOf(entry.quantization);
  const [factor, offset] = [numberOf(scale) ?? 1, numberOf(min) ?? 0];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(sizeOf(shape, 'A weight'));
  for (let k = 0; k < values.length; k++) values[k] = type.read(view, k * type.bytes) * factor + offset;
  return { shape, values };
}

function addGroup(group: JsonObject, files: ReadonlyMap<string, Uint8Array>, sets: WeightSets): void {
  const paths = listOf(group.paths).map((path) => textOf(path) ?? '');
  const missing = paths.filter((path) => !files.has(baseName(path)));
  if (missing.length > 0)
    throw new UnreadableFile(`model.json names ${shortened(missing.join(', '))}: give these files together with it.`);
  const all = joined(paths.map((path) => files.get(baseName(path)) ?? new Uint8Array()));
  let at = 0;
  for (const weight of listOf(group.weights)) {
    const entry = objectOf(weight);
    const name = textOf(entry.name) ?? '';
    const title = `The weight ${shortened(name)}`;
    const kind = textOf(objectOf(entry.quantization).dtype) ?? textOf(entry.dtype) ?? '';
    const type = TYPES.get(kind);
    const shape = listOf(entry.shape).map((length) => numberOf(length) ?? -1);
    if (type === undefined) throw new UnreadableFile(`${title} is of type ${shortened(kind)}, which is not read here.`);
    const size = sizeOf(shape, title) * type.bytes;
    if (size > all.length - at)
      throw new UnreadableFile(
        `The weights of this model are cut short: ${shortened(name)} goes on beyond the end of its shards.`,
      );
    const own = all.subarray(at, at + size);
    at += size;
    sets.add(name, { shape, read: () => numbers(entry, shape, type, own) });
  }
}

function setsIn(model: JsonObject, files: ReadonlyMap<string, Uint8Array>): WeightSet[] {
  const sets = new WeightSets();
  for (const group of listOf(model.weightsManifest)) addGroup(objectOf(group), files, sets);
  return sets.all();
}

function tfjsModel(files: readonly NamedFile[]): ModelFile {
  const text = files.find(({ name }) => /\.json$/i.test(name));
  if (text === undefined) throw new UnreadableFile('A model.json was expected with these files.');
  const model = objectOf(parsed(new TextDecoder().decode(text.bytes), text.name));
  if (!isObject(model.modelTopology) || !Array.isArray(model.weightsManifest))
    throw new UnreadableFile(
      `${text.name} is no TensorFlow.js model: modelTopology and weightsManifest were expected.`,
    );
  const { modelTopology: topology } = model;
  if (textOf(model.format) === 'graph-model' || Array.isArray(topology.node))
    throw new UnreadableFile(
      `${text.name} is a TensorFlow.js graph model, which is not read here: convert it as a layers model.`,
    );
  const sets = setsIn(model, new Map(files.map(({ name, bytes }) => [baseName(name), bytes])));
  return modelOf(isObject(topology.model_config) ? topology.model_config : topology, sets, 'TensorFlow.js model');
}

/** The names of the files that a model.json needs beside it; null where the bytes are none. */
export function shardNames(bytes: Uint8Array): readonly string[] | null {
  if (bytes[0] !== '{'.charCodeAt(0)) return null;
  try {
    const model = objectOf(JSON.parse(new TextDecoder().decode(bytes)));
    if (!isObject(model.modelTopology)) return null;
    const paths = listOf(model.weightsManifest).flatMap((group) => listOf(objectOf(group).paths));
    return paths.map((path) => baseName(textOf(path) ?? ''));
  } catch {
    return null;
  }
}

/** The files of one model, in any order. */
export const readTfjs = (files: readonly NamedFile[]): Promise<ModelFile> =>
  reading('TensorFlow.js model', () => tfjsModel(files));
