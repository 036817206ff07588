/** `npm run trace -- --model FILE`: the recurrent layers of a trained network, and one of them with its gradient. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { tooLarge } from '../formats/fileSize';
import { readTfjs, shardNames } from '../formats/keras/tfjs';
import { type ModelFile, type RecordedBatch, type RecurrentLayer, UnreadableFile } from '../formats/model';
import { readModel } from '../formats/read';
import { readSequences, type Sequence, sequenceOf } from '../formats/sequences';
import type { ModelLoss } from '../script/modelLoss';
import { messageOf, NotUnderstood, print } from './commandLine';
import { chosenLayer, chosenLoss, type LossFlags } from './modelChoices';
import { type TracedLayer, traceLayer } from './modelRun';
import { isBeyond, type Printed } from './printedNumber';

export const MODEL_OPTIONS = {
  model: { type: 'string' },
  list: { type: 'boolean' },
  inputs: { type: 'string' },
  sequence: { type: 'string' },
  layer: { type: 'string' },
  loss: { type: 'string' },
  target: { type: 'string' },
  head: { type: 'string' },
  activation: { type: 'string' },
} as const;

export interface ModelFlags extends LossFlags {
  readonly model: string;
  readonly list?: boolean | undefined;
  readonly inputs?: string | undefined;
  readonly sequence?: string | undefined;
  readonly layer?: string | undefined;
  readonly activation?: string | undefined;
  readonly json?: boolean | undefined;
}

/** What of a model file the flags ask for. */
export interface Asked {
  readonly model: ModelFile;
  readonly layer: RecurrentLayer;
  readonly sequence: Sequence;
  readonly loss: ModelLoss;
}

/** Prints what the flags ask for; 0. Errors: `NotUnderstood` of the flags, `UnreadableFile` and others of the files. */
export async function traceModel(flags: ModelFlags): Promise<0> {
  if (flags.list === true) {
    await printList((await modelOf(flags)).layers, flags.json === true);
    return 0;
  }
  const { model, layer, sequence, loss } = await readAsked(flags);
  const traced = computed(() => traceLayer(model, layer, sequence, loss));
  if (flags.json === true) await print(JSON.stringify(traced));
  else for (const line of linesOf(layer, traced)) await print(line);
  return 0;
}

/** Reads the files, and tells of what is in them on stderr. Errors: as of `traceModel`. */
export async function readAsked(flags: ModelFlags): Promise<Asked> {
  const index = sequenceIndex(flags.sequence);
  const model = await modelOf(flags);
  const layer = chosenLayer(model.layers, flags.layer);
  const batch = await batchOf(model, flags.inputs);
  const lowest = model.layers.find(({ stack, depth }) => stack === layer.stack && depth === 0) as RecurrentLayer;
  const sequence = sequenceOf(batch, index, lowest.network.inputSize, model.embeddings);
  const loss = chosenLoss(model, layer, flags, batch, index);
  if (layer.above !== null) console.error(`${layer.above}.`);
  return { model, layer, sequence, loss };
}

async function modelOf(flags: Pick<ModelFlags, 'model' | 'activation' | 'sequence'>): Promise<ModelFile> {
  sequenceIndex(flags.sequence);
  const model = await modelIn(flags.model, activationOf(flags.activation));
  for (const notice of model.notices) console.error(notice);
  return model;
}

/** A model.json of TensorFlow.js is read with the files that it names, which are beside it. */
function modelIn(file: string, activation: 'tanh' | 'relu' | undefined): Promise<ModelFile> {
  const bytes = bytesOf(file);
  const shards = shardNames(bytes);
  if (shards === null) return readModel(bytes, basename(file), { activation });
  const beside = shards.map((name) => ({ name, bytes: bytesOf(join(dirname(file), name)) }));
  return readTfjs([{ name: 'model.json', bytes }, ...beside]);
}

/** Errors: what the engine cannot hold, or weights that are not finite, said of the network. */
function computed<T>(run: () => T): T {
  try {
    return run();
  } catch (problem) {
    throw new Error(`The engine cannot compute this network: ${messageOf(problem).replace(/\.$/, '')}.`);
  }
}

function bytesOf(file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    const refusal = tooLarge(statSync(file).size, basename(file));
    if (refusal !== null) throw refusal;
    bytes = readFileSync(file);
  } catch (problem) {
    if (problem instanceof UnreadableFile) throw problem;
    throw new UnreadableFile(`The file ${file} cannot be read (${messageOf(problem)}).`);
  }
  return bytes;
}

async function batchOf(model: ModelFile, file: string | undefined): Promise<RecordedBatch> {
  if (file !== undefined) return readSequences(bytesOf(file), basename(file));
  if (model.batch !== null) return model.batch;
  throw new NotUnderstood(
    'No --inputs were given, and the model file has none; "npm run trace -- --help" says what is taken.',
  );
}

/** `--sequence` counts from 1. */
function sequenceIndex(text = '1'): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new NotUnderstood(`--sequence is ${JSON.stringify(text)}, and must be a whole number from 1 on.`);
  return Number(text) - 1;
}

function activationOf(text: string | undefined): 'tanh' | 'relu' | undefined {
  if (text === undefined || text === 'tanh' || text === 'relu') return text;
  throw new NotUnderstood(`--activation is ${JSON.stringify(text)}, and must be tanh or relu.`);
}

async function printList(layers: readonly RecurrentLayer[], asJson: boolean): Promise<void> {
  const list = layers.map(({ layer, name, network, direction }) => ({
    layer,
    name,
    cell: network.cell,
    hiddenSize: network.hiddenSize,
    inputSize: network.inputSize,
    direction,
  }));
  if (asJson) return print(JSON.stringify(list));
  await print(row(['layer', 'cell', 'N', 'M', 'direction', 'name']));
  for (const { layer, name, cell, hiddenSize, inputSize, direction } of list)
    await print(row([layer, cell, String(hiddenSize), String(inputSize), direction, name || '–']));
}

/** log10 of norms by step. */
function* linesOf({ layer, name }: RecurrentLayer, traced: TracedLayer): Generator<string, void> {
  yield `${[name, layer].filter((part) => part !== '').join(' ')}: ${traced.y.length} steps, ${traced.y[0].length} units, loss ${traced.loss}`;
  for (const [parameter, norm] of Object.entries(traced.gradientNorm))
    yield `norm of the gradient of ${parameter}: ${shownNorm(norm)}`;
  yield row(['t', '|y|', 'log10|dy|']);
  for (const [step, y] of traced.y.entries()) {
    const delta = traced.log10DeltaYNorm[step];
    yield row([
      String(step + 1),
      Math.hypot(...y.filter((value) => typeof value === 'number')).toFixed(4),
      delta === null ? '–' : delta.toFixed(4),
    ]);
  }
}

function shownNorm(norm: Printed): string {
  return isBeyond(norm) ? `10^${norm.log10.toFixed(4)}` : norm.toPrecision(6);
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.padEnd(12))
    .join('')
    .trimEnd();
}
