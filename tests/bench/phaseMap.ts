/**
 * W4: forward pass and sweep for a map of settings, forget bias × spectral radius, as one worker would fill it. Ours takes one setting
 * after another by the calls of the page's pipeline; what the page reuses is reused here (the drawn matrices and their eigenvalues).
 */
import { forward } from '../../src/engine/forward';
import { lossOf } from '../../src/engine/loss';
import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { setUp } from '../../src/engine/setup';
import { type BackwardSweep, newSweep, runSweep } from '../../src/engine/sweep';
import { ArrayPool } from '../../src/math/arrays';
import { runToEnd } from '../../src/math/task';
import { DEFAULTS } from '../../src/settings/specs';
import { type Difference, sweepsDiffer } from './agreement';
import type { Jobs, MapSweep, Size, Sweep } from './contest';
import { type MapPoint, POINTS } from './mapPoints';
import { plainSweep } from './ours';

export function ourMapJobs(size: Size): Jobs {
  const cache = new MatrixCache();
  const arrays = new ArrayPool();
  const sweepOf = ({ forgetBias, radius }: MapPoint): BackwardSweep => {
    const settings = { ...DEFAULTS, ...size, forgetBias, spectralRadius: radius };
    const { network, task } = runToEnd(setUp(settings, cache));
    arrays.reclaim();
    const { linear } = runToEnd(forward(network, task, arrays));
    const sweep = newSweep(linear, runToEnd(lossOf(settings, task.steps)), new Set(), arrays);
    runToEnd(runSweep(sweep, { kind: 'none' }));
    return sweep;
  };
  return {
    /** Each point is dropped when the next is there; the numbers are made again where they are asked for. */
    map() {
      for (const point of POINTS) sweepOf(point);
      return () =>
        mapOf(
          POINTS.map((point) => plainSweep(sweepOf(point))),
          size,
        );
    },
    dispose() {},
  };
}

/** Sweeps side by side, in the order of a batch. Float32 is a hundred times finer than what they are compared to. */
function mapOf(sweeps: readonly Sweep[], { hiddenSize: n, steps }: Size): MapSweep {
  const gather = (rows: number, of: (sweep: Sweep) => ArrayLike<number>): Float32Array => {
    const out = new Float32Array(rows * sweeps.length * n);
    for (const [index, sweep] of sweeps.entries()) {
      const values = of(sweep);
      for (let t = 0; t < rows; t++)
        for (let k = 0; k < n; k++) out[(t * sweeps.length + index) * n + k] = values[t * n + k];
    }
    return out;
  };
  return {
    deltaOutput: gather(steps, ({ deltaOutput }) => deltaOutput),
    deltaCell: gather(steps, ({ deltaCell }) => deltaCell),
    message: {
      cec: gather(steps, ({ message }) => message.cec),
      R_z: gather(steps, ({ message }) => message.R_z),
      R_i: gather(steps, ({ message }) => message.R_i),
      R_f: gather(steps, ({ message }) => message.R_f),
      R_o: gather(steps, ({ message }) => message.R_o),
    },
  };
}

/** The worst difference of all points. */
export function mapsDiffer(ours: MapSweep, theirs: MapSweep, { hiddenSize: n, steps }: Size): Difference {
  let worst: Difference = { relative: 0, where: 'nowhere' };
  for (const [index, { forgetBias, radius }] of POINTS.entries()) {
    const { relative, where } = sweepsDiffer(sweepAt(index, ours, n), sweepAt(index, theirs, n), steps);
    if (relative > worst.relative || Number.isNaN(relative))
      worst = { relative, where: `${where} at bias ${forgetBias}, radius ${radius.toFixed(2)}` };
  }
  return worst;
}

/** One point's part of a whole map's numbers. */
function sweepAt(index: number, { deltaOutput, deltaCell, message }: MapSweep, n: number): Sweep {
  const batch = POINTS.length;
  const of = (rows: Float32Array): Float32Array => {
    const steps = rows.length / (batch * n);
    const out = new Float32Array(steps * n);
    for (let t = 0; t < steps; t++) {
      const start = (t * batch + index) * n;
      out.set(rows.subarray(start, start + n), t * n);
    }
    return out;
  };
  return {
    deltaOutput: of(deltaOutput),
    deltaCell: of(deltaCell),
    message: {
      cec: of(message.cec),
      R_z: of(message.R_z),
      R_i: of(message.R_i),
      R_f: of(message.R_f),
      R_o: of(message.R_o),
    },
  };
}
