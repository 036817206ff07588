/** Small networks for the engine's tests, and what the tests do with them all the time. */

import type { LstmTrace } from '../../src/engine/cells/lstmForward';
import type { RnnNetwork, Task } from '../../src/engine/cells/networks';
import type { RnnTrace } from '../../src/engine/cells/rnnForward';
import { DenseJacobian } from '../../src/engine/denseJacobian';
import { forward } from '../../src/engine/forward';
import type { Linearisation } from '../../src/engine/linearisation';
import { lossOf, truncationOf } from '../../src/engine/loss';
import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { type Setup, setUp } from '../../src/engine/setup';
import { type BackwardSweep, newSweep, type OutputGradient, runSweep, type Truncation } from '../../src/engine/sweep';
import { log10Of } from '../../src/math/scaled';
import { type ScaledRows, ScaledVector } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import { activeCuts, type Cuttable } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';

/** The defaults at a size where everything can be checked in full. */
export function small(changes: Partial<Settings> = {}): Settings {
  return { ...DEFAULTS, hiddenSize: 6, inputSize: 3, steps: 14, forgetBias: 1, ...changes };
}

export function setupOf(settings: Settings): Setup {
  return runToEnd(setUp(settings, new MatrixCache()));
}

export function traceOf(settings: Settings): LstmTrace | RnnTrace {
  const { network, task } = setupOf(settings);
  const trace = runToEnd(forward(network, task));
  if (trace.cell === 'gru') throw new Error('these settings are of a GRU');
  return trace;
}

export function lstmTraceOf(settings: Settings): LstmTrace {
  const trace = traceOf(settings);
  if (trace.cell !== 'lstm') throw new Error('these settings are of an RNN');
  return trace;
}

/** The sweep that these settings ask for. */
export function sweepOf(settings: Settings): BackwardSweep {
  const { linear } = traceOf(settings);
  return sweepBackOver(
    linear,
    runToEnd(lossOf(settings, linear.steps)),
    activeCuts(settings),
    truncationOf(settings, linear.steps),
  );
}

export function sweepBackOver(
  linear: Linearisation,
  loss: OutputGradient,
  cuts: ReadonlySet<Cuttable> = new Set(),
  truncation: Truncation = { kind: 'none' },
): BackwardSweep {
  const sweep = newSweep(linear, loss, cuts);
  runToEnd(runSweep(sweep, truncation));
  return sweep;
}

/** A loss at the last step alone. */
export function lastStepLoss(delta: readonly number[], steps: number): OutputGradient {
  const all = new Float64Array(steps * delta.length);
  all.set(delta, (steps - 1) * delta.length);
  return { delta: all, scale: Math.hypot(...delta), lastOnly: true };
}

/** An RNN without input, whose W_h (row-major) and h⁰ are given. */
export function rnnWithout(
  recurrent: readonly number[],
  activation: RnnNetwork['activation'],
  steps: number,
  { initial, bias = 0 }: { readonly initial?: readonly number[]; readonly bias?: number } = {},
): RnnTrace {
  const n = Math.round(Math.sqrt(recurrent.length));
  const network: RnnNetwork = {
    cell: 'rnn',
    activation,
    hiddenSize: n,
    inputSize: 1,
    weights: {
      input: new Float64Array(n),
      recurrent: Float64Array.from(recurrent),
      bias: new Float64Array(n).fill(bias),
    },
  };
  const task: Task = {
    steps,
    inputs: new Float64Array(steps),
    initialOutput: Float64Array.from(initial ?? new Array<number>(n).fill(0)),
    initialCell: new Float64Array(n),
  };
  const trace = runToEnd(forward(network, task));
  if (trace.cell !== 'rnn') throw new Error('an RNN has an RNN’s trace');
  return trace;
}

/** The Jacobian of one step, written out. */
export function denseAt(linear: Linearisation, step: number): DenseJacobian {
  const jacobian = new DenseJacobian(linear);
  jacobian.load(step);
  return jacobian;
}

/** log10 of each number of a series. */
export function logsOf(series: ScaledVector): number[] {
  return Array.from({ length: series.size }, (_, k) => log10Of(series.mantissa[k], series.blockExponent[k]));
}

/** One row as float64 numbers, where they fit. */
export function rowOf(rows: ScaledRows, step: number): number[] {
  const vector = new ScaledVector(rows.size);
  rows.load(step, vector);
  return Array.from(vector.mantissa, (m, k) => m * 2 ** (256 * vector.blockExponent[k]));
}

export function maxAbs(values: Iterable<number>): number {
  let top = 0;
  for (const value of values) top = Math.max(top, Math.abs(value));
  return top;
}
