/** From settings and a person's own file to a network and a task: what is there is as trained, but for the two "what if" sliders. */

import { keyOf } from '../../settings/affects';
import { type Edge, kindOf, parameterKind } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { stepsOf } from '../../settings/steps';
import { cellOf } from '../cells';
import { type Network, NO_OPTIONS } from '../cells/networks';
import { INPUT_KEYS } from '../inputs';
import { perturbed } from '../perturbation';
import type { MatrixCache } from '../recurrentMatrix';
import type { Setup } from '../setup';
import type { Spectrum } from '../spectrum';
import { forwardStack, hasFiniteWeights, levelsOf, type TracedLayer } from '../stack';
import type { LoadedFiles, LoadedLayer, LoadedModel } from './files';
import { sequenceOf } from './inputs';

/** Units of matrices whose eigenvalues take no longer than their picture. */
const QUICKLY_MEASURED = 128;

/** The layer that the settings name; null where the network is drawn, its file is not here, or it is of another shape. */
export function loadedLayerOf(settings: Settings, files: LoadedFiles): LoadedLayer | null {
  const layer = files.modelOf(settings)?.layers.find(({ id }) => id === settings.layer);
  return layer !== undefined && isOfShape(layer.network, settings) ? layer : null;
}

function isOfShape(network: Network, settings: Settings): boolean {
  const shape = { ...NO_OPTIONS, ...network };
  return (
    network.cell === settings.cell &&
    network.hiddenSize === settings.hiddenSize &&
    cellOf(network.cell).options.every((key) => shape[key] === settings[key])
  );
}

/** `layer` is one of the settings' model. `isPerturbed`: with every number moved in its last bits (perturbation.ts). */
export function* setUpLoaded(
  settings: Settings,
  layer: LoadedLayer,
  files: LoadedFiles,
  cache: MatrixCache,
  isPerturbed: boolean,
): Generator<void, Setup> {
  const model = files.modelOf(settings) as LoadedModel;
  const steps = stepsOf(settings);
  const moved = (values: Float64Array, name: string): Float64Array =>
    isPerturbed ? perturbed(values, settings.seed, name) : values;
  const trained = levelsOf(model.layers, layer.stack);
  const spoilt = trained.flat().find(({ network }) => !hasFiniteWeights(network));
  if (spoilt !== undefined) throw new Error(`the weights of ${spoilt.id} are not all finite numbers`);
  const levels = trained.map((level) =>
    level.map((one): LoadedLayer => ({ ...one, network: changed(one, settings, moved) })),
  );
  const { network: bottom } = levels[0][0];
  yield;
  const inputs = cache.numbers(`x ${sequenceKey(settings, bottom.inputSize, steps, files)}`, () =>
    sequenceOf(settings, steps, bottom.inputSize, files),
  );
  const stack = yield* forwardStack(levels, moved(inputs, 'x'), steps);
  const own = stack.levels.flat().find((traced) => traced.layer.id === layer.id) as TracedLayer<LoadedLayer>;
  const { network, task } = own.trace;
  const matrices = [...cellOf(network.cell).parameters(layer.network)].filter(
    ([name]) => parameterKind(name) === 'recurrent' && kindOf(name as Edge) === 'matrix',
  );
  const keyOfMatrix = (name: string): string => `${settings.file} ${layer.id} ${name}`;
  const measureSpectra = function* (): Generator<void, ReadonlyMap<Edge, Spectrum>> {
    const spectra = new Map<Edge, Spectrum>();
    for (const [name, matrix] of matrices) {
      const trained = yield* cache.measured(keyOfMatrix(name), matrix, network.hiddenSize);
      spectra.set(name as Edge, times(trained, settings.matrixScale));
    }
    return spectra;
  };
  const isQuick =
    network.hiddenSize <= QUICKLY_MEASURED || matrices.every(([name]) => cache.hasMeasured(keyOfMatrix(name)));
  return {
    network,
    task,
    ghost: cellOf(network.cell).ghost(network),
    spectra: isQuick ? yield* measureSpectra() : new Map(),
    measureSpectra: isQuick ? null : measureSpectra,
    loaded: { model, stack, own },
  };
}

/** The network as the two sliders change it: of every layer, because a stack is trained as a whole. */
function changed(
  { network, id }: LoadedLayer,
  { addedBias, matrixScale }: Settings,
  moved: (values: Float64Array, name: string) => Float64Array,
): Network {
  const cell = cellOf(network.cell);
  const trained = cell.parameters(network);
  return cell.build({ ...NO_OPTIONS, ...network }, (name) => {
    const values = moved(trained.get(name) as Float64Array, `${id} ${name}`);
    if (name === cell.keepingBias && addedBias !== 0) return values.map((value) => value + addedBias);
    if (parameterKind(name) === 'recurrent' && matrixScale !== 1) return values.map((value) => value * matrixScale);
    return values;
  });
}

function times({ re, im, radius, norm }: Spectrum, factor: number): Spectrum {
  const scaled = (values: Float64Array): Float64Array => values.map((value) => value * factor);
  return { re: scaled(re), im: scaled(im), radius: radius * factor, norm: norm * factor };
}

const sequenceKey = (settings: Settings, size: number, steps: number, files: LoadedFiles): string =>
  `${steps} ${size} ${keyOf(settings, INPUT_KEYS)} ${files.keyOf(settings)}`;
