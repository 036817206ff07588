/** Files that a person has dropped, whatever they are: a network, data, or both in one. */

import { readTfjs } from './keras/tfjs';
import { type RecordedBatch, UnreadableFile } from './model';
import { readModel } from './read';
import type { BatchOfSequences, NamedBytes, ReadData, ReadFile } from './reading';
import { readSequences } from './sequences';
import { shortened, shownShape } from './storedTensor';
import { targetIn } from './targets';

/** Errors: `UnreadableFile`, of the first file that cannot be read. */
export async function readAny(files: readonly NamedBytes[]): Promise<readonly ReadFile[]> {
  const tfjs = files.find(({ bytes }) => isTfjs(bytes));
  if (tfjs !== undefined) {
    // Its weights are in the other files; its hash is that of the file which names them.
    const model = await readTfjs(files);
    return [{ kind: 'model', ...tfjs, model, notices: model.notices }];
  }
  const read: ReadFile[] = [];
  for (const file of files) read.push(...(await readOne(file)));
  return read;
}

async function readOne({ name, bytes }: NamedBytes): Promise<readonly ReadFile[]> {
  if (isPlain(bytes)) return [dataOf(name, bytes, await readSequences(bytes, name))];
  const model = await readModel(bytes, name).catch(async (problem: unknown) => {
    // Arrays in a zip may as well be data.
    const batch = await readSequences(bytes, name).catch(() => null);
    if (batch === null) throw problem;
    return batch;
  });
  if (!('layers' in model)) return [dataOf(name, bytes, model)];
  const found: ReadFile[] = [{ kind: 'model', name, bytes, model, notices: model.notices }];
  if (model.batch !== null) found.push(dataOf(name, bytes, model.batch));
  return found;
}

/** The `model.json` of TensorFlow.js: it has a manifest of weights. */
function isTfjs(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x7b || bytes.length > 2 ** 26) return false;
  return new TextDecoder().decode(bytes).includes('"weightsManifest"');
}

/** Text, or one array of NumPy's. */
function isPlain(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 4096);
  const isNumpy = start[0] === 0x93 && start[1] === 0x4e;
  return isNumpy || start.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);
}

function dataOf(name: string, bytes: Uint8Array, batch: RecordedBatch): ReadData {
  const data = batchOf(name, batch.inputs, batch.lengths);
  const targets = data.lengths.map((_, sequence) => targetIn(batch, sequence));
  const whole = targets.filter((target) => target !== null);
  return { kind: 'data', name, bytes, data, targets: whole.length === targets.length ? whole : null, notices: [] };
}

/** Errors: `UnreadableFile` where a number is not finite, or a length is none. */
function batchOf(
  name: string,
  { shape, values }: RecordedBatch['inputs'],
  lengths: RecordedBatch['lengths'],
): BatchOfSequences {
  if (shape.length < 1 || shape.length > 3)
    throw new UnreadableFile(`${shortened(name)} is ${shownShape(shape)}: [T × M] or [B × T × M] was expected.`);
  const [count, steps, size] = [...Array(3 - shape.length).fill(1), ...shape] as [number, number, number];
  // A plain list of numbers is one input at many steps.
  const whole: readonly [number, number, number] = shape.length === 1 ? [1, size, 1] : [count, steps, size];
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const step = (Math.floor(wrong / whole[2]) % whole[1]) + 1;
    throw new UnreadableFile(`${shortened(name)} has ${values[wrong]} at step ${step}, and must be finite.`);
  }
  const own = lengths ?? Array.from({ length: whole[0] }, () => whole[1]);
  const bad = own.find((length) => !Number.isInteger(length) || length < 1 || length > whole[1]);
  if (own.length !== whole[0] || bad !== undefined)
    throw new UnreadableFile(
      `${shortened(name)} gives lengths that do not fit its ${whole[0]} sequences of ${whole[1]} steps.`,
    );
  return { shape: whole, values, lengths: own };
}
