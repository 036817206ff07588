/** A network's norms without the rest of a run, for whoever computes nothing else. */
import { ArrayPool } from '../math/arrays';
import type { Settings } from '../settings/settings';
import { forward } from './forward';
import type { Linearisation } from './linearisation';
import type { LoadedFiles } from './loaded/files';
import { NormTasks } from './normTasks';
import type { MatrixCache } from './recurrentMatrix';
import { setUpRun, traceOf } from './runSetup';

/** Runs forward. `isPerturbed`: the second run's network. */
export function* normTasksOf(
  settings: Settings,
  cache: MatrixCache,
  files: LoadedFiles,
  isPerturbed: boolean,
): Generator<void, NormTasks> {
  const setup = yield* setUpRun(settings, cache, files, isPerturbed);
  const trace = yield* traceOf(setup, new ArrayPool());
  let ghost: Linearisation | null = null;
  return new NormTasks(trace.linear, function* () {
    if (setup.ghost !== null) ghost ??= (yield* forward(setup.ghost, setup.task)).linear;
    return ghost;
  });
}
