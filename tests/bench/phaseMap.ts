/**
 * W4: forward pass and sweep for a map of settings, forget bias × spectral radius, as one worker would fill it. Ours takes one setting
 * after another by the calls of the page's pipeline; what the page reuses is reused here (the drawn matrices and their eigenvalues).
 */
import { forward } from '../../src/engine/forward';
import { lossOf } from '../../src/engine/loss';
import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { setUp } from '../../src/engine/setup';
import { type BackwardSweep, newSweep, runSweep } from '../../src/engine/sweep';
import { runToEnd } from '../../src/math/task';
import { DEFAULTS } from '../../src/settings/specs';
import { type Difference, sweepsDiffer } from './agreement';
import type { Problem, Sweep } from './contest';
import { type MapPoint, POINTS } from './mapPoints';
import { enter, plainSweep, type Size } from './ours';

export class OurMap {
  private readonly cache = new MatrixCache();

  constructor(private readonly size: Size) {}

  /** All points, each dropped when the next is there. */
  run(): void {
    for (const point of POINTS) this.sweep(point);
  }

  private sweep({ forgetBias, radius }: MapPoint): BackwardSweep {
    const settings = { ...DEFAULTS, ...this.size, forgetBias, spectralRadius: radius };
    const { network, task } = runToEnd(setUp(settings, this.cache));
    const { linear } = runToEnd(forward(network, task));
    const sweep = newSweep(linear, runToEnd(lossOf(settings, task.steps)), new Set());
    runToEnd(runSweep(sweep, { kind: 'none' }));
    return sweep;
  }

  /** The worst of all points' differences from another's sweeps, given by the number of the point. */
  differsFrom(theirs: (index: number) => Sweep): Difference {
    let worst: Difference = { relative: 0, where: 'nowhere' };
    for (const [index, point] of POINTS.entries()) {
      const { relative, where } = sweepsDiffer(plainSweep(this.sweep(point)), theirs(index), this.size.steps);
      if (relative > worst.relative || Number.isNaN(relative))
        worst = { relative, where: `${where} at bias ${point.forgetBias}, radius ${point.radius.toFixed(2)}` };
    }
    return worst;
  }

  /** The default network, whose radius is 1: every point's is a rescaling of it. */
  unitProblem(): Problem {
    return enter(this.size).problem;
  }
}
