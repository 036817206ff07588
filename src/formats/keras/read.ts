/** Reads Keras models: `.keras`, `.h5`, `.weights.h5`, and TensorFlow.js's `model.json` with its shards. */

import { reading, tally } from '../guard';
import { openHdf5 } from '../hdf5/file';
import { type ModelFile, UnreadableFile } from '../model';
import { nonFiniteAround, some } from '../notices';
import { shortened } from '../storedTensor';
import { unzipped } from '../zip';
import { layersIn } from './config';
import { parsed } from './json';
import { isRecurrent, recurrentNodes, Unclaimed } from './recurrent';
import { modelByShapes } from './shapes';
import { wired } from './stacks';
import { type WeightSet, weightsOf } from './weights';

/** `model`: `{class_name, config}`. */
export function modelOf(model: unknown, sets: readonly WeightSet[], format: string): ModelFile {
  const nodes = layersIn(model);
  // A model of a class of its own does not say what is in it.
  if (nodes.length === 0) return modelByShapes(sets, format);
  if (!nodes.some(isRecurrent))
    throw new UnreadableFile(
      `An LSTM, GRU or SimpleRNN layer was expected; this ${format} has ${tally(nodes.map(({ className }) => shortened(className)))}.`,
    );
  const unclaimed = new Unclaimed(sets);
  const recurrent = recurrentNodes(nodes, unclaimed);
  const { layers, heads, embeddings, notices } = wired(recurrent, unclaimed);
  const own = recurrent.flatMap((found) => found.notices);
  if (layers.length === 0) throw new UnreadableFile(`Nothing in this ${format} can be computed here: ${some(own)}`);
  return {
    format,
    layers,
    heads,
    embeddings,
    batch: null,
    notices: [...own, ...notices, ...nonFiniteAround({ heads, embeddings })],
  };
}

function modelInHdf5(bytes: Uint8Array, config: string | null, format: string): ModelFile {
  const root = openHdf5(bytes);
  const own = root.attributes.get('model_config');
  const text = config ?? (typeof own === 'string' ? own : null);
  const sets = weightsOf(root);
  return text === null
    ? modelByShapes(sets, format)
    : modelOf(parsed(text, `The configuration in this ${format}`), sets, format);
}

/** A whole model, or weights alone. */
export const readKerasH5 = (bytes: Uint8Array): Promise<ModelFile> =>
  reading('Keras HDF5 file', () => modelInHdf5(bytes, null, 'Keras HDF5 file'));

const WEIGHTS = 'model.weights.h5';
const CONFIG = 'config.json';

/** By the names in a zip archive. */
export const isKeras = (names: readonly string[]): boolean => names.includes(WEIGHTS) || names.includes(CONFIG);

/** A zip archive of a configuration and weights. */
export const readKeras = (bytes: Uint8Array): Promise<ModelFile> =>
  reading('Keras file', () => {
    const { entries, names } = unzipped(bytes, (name) => name === WEIGHTS || name === CONFIG);
    const weights = entries.get(WEIGHTS);
    const config = entries.get(CONFIG);
    if (weights === undefined || config === undefined)
      throw new UnreadableFile(
        `${CONFIG} and ${WEIGHTS} were expected in this archive; it has ${tally(names.map((name) => shortened(name)))}.`,
      );
    return modelInHdf5(weights, new TextDecoder().decode(config), 'Keras file');
  });
