/** What the flags of `npm run trace -- --model` choose from a model file. */
import type { Target } from '../engine/headLoss';
import { widthOf } from '../formats/levels';
import type { LinearHead, ModelFile, RecordedBatch, RecurrentLayer } from '../formats/model';
import { targetIn } from '../formats/targets';
import type { ModelLoss } from '../script/modelLoss';
import { fullName } from '../script/modelScript';
import { isClass, lossKindOf } from '../settings/target';
import { NotUnderstood } from './commandLine';

export interface LossFlags {
  readonly loss?: string | undefined;
  readonly target?: string | undefined;
  readonly head?: string | undefined;
}

const LOSSES = ['half-squared', 'cross-entropy', 'last', 'every'] as const;
type LossName = (typeof LOSSES)[number];

/** The first layer where none is asked for. Errors: `NotUnderstood`. */
export function chosenLayer(layers: readonly RecurrentLayer[], asked: string | undefined): RecurrentLayer {
  if (asked === undefined) return layers[0];
  const exact = layers.filter((layer) => fullName(layer) === asked);
  const found = exact.length > 0 ? exact : layers.filter(({ layer, name }) => layer === asked || name === asked);
  if (found.length === 1) return found[0];
  const names = (found.length === 0 ? layers : found).map(fullName).join(', ');
  throw new NotUnderstood(
    found.length === 0
      ? `There is no layer ${JSON.stringify(asked)}: the file has ${names}.`
      : `The layer ${JSON.stringify(asked)} could be any of ${names}: say which.`,
  );
}

/** Errors: `NotUnderstood`. */
export function chosenLoss(
  model: ModelFile,
  { stack }: RecurrentLayer,
  flags: LossFlags,
  batch: RecordedBatch,
  sequence: number,
): ModelLoss {
  const name = lossName(flags.loss);
  const isOfOutput = name === 'last' || name === 'every';
  if (isOfOutput && (flags.target !== undefined || flags.head !== undefined))
    throw new NotUnderstood(`--loss ${name} is on the layer's own output, and takes neither --target nor --head.`);
  if (isOfOutput) return { kind: name };
  const given = flags.target === undefined ? targetIn(batch, sequence) : typedTarget(flags.target);
  if (given === null) {
    if (name === undefined && flags.head === undefined) return { kind: 'last' };
    throw new NotUnderstood('A loss of the head needs a --target, or a target in the file of the inputs.');
  }
  const heads = headsOf(model, stack);
  // A target in a file is no request: where there is no one head, the loss is on the output.
  if (flags.target === undefined && name === undefined && flags.head === undefined && heads.length !== 1)
    return { kind: 'last' };
  const head = chosenHead(heads, flags.head);
  const weight = head.weight.values;
  const { readsFinalStates = false } = head;
  return { head: { weight, bias: head.bias, readsFinalStates }, target: targetOf(head, given, name) };
}

function lossName(asked: string | undefined): LossName | undefined {
  if (asked === undefined) return undefined;
  const found = LOSSES.find((name) => name === asked);
  if (found === undefined)
    throw new NotUnderstood(`--loss is ${JSON.stringify(asked)}, and must be ${LOSSES.join(', ')}.`);
  return found;
}

/** Those that fit the stack's top layer. */
function headsOf({ heads, layers }: ModelFile, stack: number): readonly LinearHead[] {
  const own = layers.filter((layer) => layer.stack === stack);
  const depth = own.reduce((most, layer) => Math.max(most, layer.depth), 0);
  const width = widthOf(own.filter((layer) => layer.depth === depth));
  return heads.filter((head) => (head.stack === null || head.stack === stack) && head.weight.shape[1] === width);
}

function chosenHead(heads: readonly LinearHead[], asked: string | undefined): LinearHead {
  const names = heads.map(({ name }) => name || 'weight').join(', ');
  if (heads.length === 0)
    throw new NotUnderstood('The file has no linear head on this stack: --loss last or every is on its own output.');
  if (asked === undefined) {
    if (heads.length === 1) return heads[0];
    throw new NotUnderstood(`The head could be any of ${names}: say which with --head.`);
  }
  const found =
    heads.find(({ name }) => asked === name || asked === (name === '' ? 'weight' : `${name}.weight`)) ??
    heads.find(({ name }) => name.endsWith(`.${asked}`));
  if (found === undefined) throw new NotUnderstood(`There is no head ${JSON.stringify(asked)}: the file has ${names}.`);
  return found;
}

function typedTarget(text: string): Float64Array {
  const parts = text.split(',').map((part) => part.trim());
  const values = parts.map(Number);
  if (parts.includes('') || !values.every(Number.isFinite))
    throw new NotUnderstood(`--target is ${JSON.stringify(text)}, and must be a number, or numbers with commas.`);
  return Float64Array.from(values);
}

function targetOf(head: LinearHead, given: Float64Array, name: LossName | undefined): Target {
  const outputs = head.weight.shape[0];
  const kind = name ?? lossKindOf(given, outputs);
  if (kind === 'cross-entropy') {
    if (outputs < 2) throw new NotUnderstood(`The head ${head.name} has one output: cross-entropy needs at least two.`);
    if (!isClass(given, outputs))
      throw new NotUnderstood(`The target is ${shown(given)}: cross-entropy takes a class, 0 to ${outputs - 1}.`);
    return { kind, index: given[0] };
  }
  if (given.length !== outputs)
    throw new NotUnderstood(
      `The target is ${shown(given)}, and the head ${head.name} has ${outputs} outputs: as many numbers were expected${outputs > 1 ? ', or --loss cross-entropy with a class' : ''}.`,
    );
  return { kind: 'half-squared', values: given };
}

function shown(values: Float64Array): string {
  return values.length > 4 ? `${values.length} numbers` : values.join(', ');
}
