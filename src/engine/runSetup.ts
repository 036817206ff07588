/** What the settings of one run describe: a network that is drawn, or one from a file; as it is, or for the second run. */
import type { Settings } from '../settings/settings';
import type { LoadedFiles } from './loaded/files';
import { loadedLayerOf, setUpLoaded } from './loaded/setup';
import { perturbedSetup } from './perturbation';
import type { MatrixCache } from './recurrentMatrix';
import { type Setup, setUp } from './setup';

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
