/** Networks and data from a person's own files, as the page keeps them, and the settings that show them. */
import type { LoadedData, LoadedLayer, LoadedModel } from '../engine/loaded/files';
import type { ModelFile, RecurrentLayer } from '../formats/model';
import type { Settings } from '../settings/settings';
import { DEFAULTS } from '../settings/specs';
import { lossKindOf } from '../settings/target';

export interface OpenedModel {
  readonly kind: 'model';
  /** Of the file's bytes. */
  readonly hash: string;
  readonly name: string;
  /** All that was found. */
  readonly found: ModelFile;
  /** What the engine needs of it. */
  readonly model: LoadedModel;
}

export interface OpenedData {
  readonly kind: 'data';
  readonly hash: string;
  readonly name: string;
  readonly data: LoadedData;
  /** Of each sequence; null where the file has none. */
  readonly targets: readonly Float64Array[] | null;
}

export type OpenedFile = OpenedModel | OpenedData;

/** What is under way with the file that was dropped or picked last. */
export type FileStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string }
  /** One sentence: what was found, and what was expected. */
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };

/** What `Settings.layer` names a layer by: PyTorch's suffix where only one has it. */
function layerId(layer: RecurrentLayer, all: readonly RecurrentLayer[]): string {
  const isOnly = all.filter((other) => other.layer === layer.layer).length === 1;
  return isOnly ? layer.layer : `${layer.name} ${layer.layer}`;
}

export function openedModel(hash: string, name: string, found: ModelFile): OpenedModel {
  const { layers, heads } = found;
  const model: LoadedModel = {
    heads,
    layers: layers.map(
      (layer): LoadedLayer => ({
        id: layerId(layer, layers),
        network: layer.network,
        direction: layer.direction,
        stack: layer.stack,
        depth: layer.depth,
        initialOutput: layer.initialOutput,
        initialCell: layer.initialCell,
      }),
    ),
  };
  return { kind: 'model', hash, name, found, model };
}

/** The model that the settings show; undefined where the network is drawn, or the file is not here. */
export const modelIn = (files: readonly OpenedFile[], { file }: Pick<Settings, 'file'>): OpenedModel | undefined =>
  files.find((one): one is OpenedModel => one.kind === 'model' && one.hash === file);

export const dataIn = (files: readonly OpenedFile[], { data }: Pick<Settings, 'data'>): OpenedData | undefined =>
  files.find((one): one is OpenedData => one.kind === 'data' && one.hash === data);

/** As it was trained, and whole. */
export const AS_TRAINED = {
  addedBias: DEFAULTS.addedBias,
  matrixScale: DEFAULTS.matrixScale,
  cuts: DEFAULTS.cuts,
  truncation: DEFAULTS.truncation,
} as const satisfies Partial<Settings>;

/** The settings that show one layer of a model. */
export function settingsOfLayer({ model, hash, name }: OpenedModel, id: string): Partial<Settings> {
  const layer = model.layers.find((one) => one.id === id);
  if (layer === undefined) return {};
  const { network, stack } = layer;
  const bottom = model.layers.find((one) => one.stack === stack && one.depth === 0) ?? layer;
  const { hiddenSize, cell } = network;
  return {
    ...optionsOf(network),
    file: hash,
    fileName: name,
    layer: id,
    cell,
    hiddenSize,
    inputSize: bottom.network.inputSize,
    chrono: false,
    initialState: 'zero',
  };
}

function optionsOf(network: LoadedLayer['network']): Partial<Settings> {
  const { peepholes, forgetGate, activation, cellActivation } = DEFAULTS;
  const defaults: Partial<Settings> = { peepholes, forgetGate, activation, cellActivation };
  const own = Object.entries(network).filter(([key]) => key in defaults);
  return { ...defaults, ...Object.fromEntries(own) };
}

/** The layer that is shown first: the highest of the first stack, forward. */
export function firstLayer({ layers }: LoadedModel): string {
  const [first] = layers;
  const own = layers.filter(({ stack, direction }) => stack === first?.stack && direction === 'forward');
  return own.reduce(
    (highest, layer) => (layer.depth > highest.depth ? layer : highest),
    own[0] ?? (first as LoadedLayer),
  ).id;
}

/** The settings that read one sequence of some data, 1-based, with the target that the file has for it. */
export function settingsOfSequence(file: OpenedData, sequence: number): Partial<Settings> {
  const { hash, name, data } = file;
  return {
    input: 'data',
    data: hash,
    dataName: name,
    sequence,
    steps: Math.max(2, data.lengths[sequence - 1] ?? 2),
    ...targetOfSequence(file, sequence),
  };
}

/** Nothing where the file has none. */
export function targetOfSequence({ targets }: OpenedData, sequence: number): Partial<Settings> {
  const target = targets?.[sequence - 1];
  return target === undefined ? {} : { target: target.join(' ') };
}

/** The loss behind a model's only head that the data have targets for; nothing where it has another number of heads, or they do not fit. */
export function lossOfTargets({ model }: OpenedModel, { targets }: OpenedData): Partial<Settings> {
  const [target] = targets ?? [];
  const [head, ...others] = model.heads;
  const outputs = head?.weight.shape[0];
  if (target === undefined || outputs === undefined || others.length > 0) return {};
  if (lossKindOf(target, outputs) === 'cross-entropy') return { loss: 'entropy' };
  return target.length === outputs ? { loss: 'squared' } : {};
}
