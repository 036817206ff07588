/** What the settings of one run describe: a network that is drawn, or one from a file; as it is, or for the second run. */
import type { Arrays } from '../math/arrays';
import { keyOf, keysAffecting } from '../settings/affects';
import type { Settings } from '../settings/settings';
import { type ForwardTrace, forward } from './forward';
import type { LoadedFiles } from './loaded/files';
import { loadedLayerOf, setUpLoaded } from './loaded/setup';
import { perturbedSetup } from './perturbation';
import type { MatrixCache } from './recurrentMatrix';
import { type Setup, setUp } from './setup';

const NETWORK_KEYS = keysAffecting('forward');

/** Says all that a network and its forward pass are made from. */
export function networkKey(settings: Settings, files: LoadedFiles): string {
  return `${keyOf(settings, NETWORK_KEYS)} ${files.keyOf(settings)}`;
}

export function* setUpRun(
  settings: Settings,
  cache: MatrixCache,
  files: LoadedFiles,
  isPerturbed: boolean,
): Generator<void, Setup> {
  const layer = loadedLayerOf(settings, files);
  if (layer !== null) return yield* setUpLoaded(settings, layer, files, cache, isPerturbed);
  const setup = yield* setUp(settings, cache, files);
  return isPerturbed ? yield* perturbedSetup(setup, settings.seed) : setup;
}

/** Of a stack the layer's in sight, which its setup has made. */
export function* traceOf({ network, task, loaded }: Setup, arrays: Arrays): Generator<void, ForwardTrace> {
  return loaded?.own.trace ?? (yield* forward(network, task, arrays));
}
