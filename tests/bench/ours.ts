/** This project's engine as a contestant, by the same calls that the pipeline makes. */

import type { LstmTrace } from '../../src/engine/cells/lstmForward';
import type { LstmNetwork, RnnNetwork, Task } from '../../src/engine/cells/networks';
import { runCumulativeNorms } from '../../src/engine/cumulativeNorms';
import { forward } from '../../src/engine/forward';
import { lossOf } from '../../src/engine/loss';
import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { setUp } from '../../src/engine/setup';
import { runStateNorms } from '../../src/engine/stepNorms';
import { type BackwardSweep, newSweep, type OutputGradient, runSweep } from '../../src/engine/sweep';
import { runWeightGradients, type WeightGradients } from '../../src/engine/weightGradients';
import { ArrayPool } from '../../src/math/arrays';
import { toNumber } from '../../src/math/scaled';
import type { ScaledRows, ScaledVector } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import {
  type Contribution,
  type Contributions,
  type EdgeName,
  type Everything,
  type Jobs,
  PARAMETERS,
  type Problem,
  type RnnProblem,
  type Size,
  type Sweep,
} from './contest';

export const nameOf = ({ hiddenSize, inputSize, steps }: Size): string => `N=${hiddenSize} M=${inputSize} T=${steps}`;

interface Given {
  readonly network: LstmNetwork;
  readonly task: Task;
  readonly loss: OutputGradient;
}

/** The app's default network at this size. */
function given(size: Size): Given {
  const settings: Settings = { ...DEFAULTS, ...size };
  const { network, task } = runToEnd(setUp(settings, new MatrixCache()));
  if (network.cell !== 'lstm') throw new Error('the default network is not an LSTM any more');
  return { network, task, loss: runToEnd(lossOf(settings, size.steps)) };
}

/** The same, as every contestant is given it. */
export function problemOf(size: Size): Problem {
  const { network, task, loss } = given(size);
  return {
    ...size,
    gates: network.gates,
    inputs: task.inputs,
    delta: loss.delta.slice((size.steps - 1) * size.hiddenSize),
  };
}

/** Our engine on it. */
export function ourJobs(size: Size): Jobs {
  const { network, task, loss } = given(size);
  // As in the page's pipeline: the arrays of one run are the next one's.
  const arrays = new ArrayPool();
  const trace = (): LstmTrace => {
    arrays.reclaim();
    return runToEnd(forward(network, task, arrays)) as LstmTrace;
  };
  const sweepOf = ({ linear }: LstmTrace): BackwardSweep => {
    const sweep = newSweep(linear, loss, new Set(), arrays);
    runToEnd(runSweep(sweep, { kind: 'none' }));
    return sweep;
  };
  const atHand = runToEnd(forward(network, task)).linear;
  const whole = (contributions: boolean) => (): (() => Everything) => {
    const run = trace();
    const sweep = sweepOf(run);
    const weights = contributions ? runToEnd(runWeightGradients(run, sweep)) : null;
    const step = runToEnd(runStateNorms(run.linear));
    const cumulative = runToEnd(runCumulativeNorms(run.linear));
    return () => ({
      sweep: plainSweep(sweep),
      stepNorms: plainSeries(step),
      cumulativeNorms: plainSeries(cumulative),
      contributions: weights === null ? null : plainContributions(weights),
    });
  };
  return {
    sweep() {
      const sweep = sweepOf(trace());
      return () => plainSweep(sweep);
    },
    stepNorms() {
      const norms = runToEnd(runStateNorms(atHand));
      return () => plainSeries(norms);
    },
    cumulativeNorms() {
      const norms = runToEnd(runCumulativeNorms(atHand));
      return () => plainSeries(norms);
    },
    everything: whole(false),
    all: whole(true),
    dispose() {},
  };
}

/** A tanh RNN at the app's other defaults. */
function givenRnn(size: Size): { network: RnnNetwork; task: Task } {
  const settings: Settings = { ...DEFAULTS, ...size, cell: 'rnn', activation: 'tanh' };
  const { network, task } = runToEnd(setUp(settings, new MatrixCache()));
  if (network.cell !== 'rnn') throw new Error('asked for an RNN, got something else');
  return { network, task };
}

export function rnnProblemOf(size: Size): RnnProblem {
  const { network, task } = givenRnn(size);
  return { ...size, weights: network.weights, inputs: task.inputs };
}

export function ourRnnJobs(size: Size): Jobs {
  const { network, task } = givenRnn(size);
  const { linear } = runToEnd(forward(network, task));
  return {
    rnnNorms() {
      const step = runToEnd(runStateNorms(linear));
      const cumulative = runToEnd(runCumulativeNorms(linear));
      return () => ({ stepNorms: plainSeries(step), cumulativeNorms: plainSeries(cumulative) });
    },
    dispose() {},
  };
}

export function plainSweep({ deltaOutput, deltaCell, message }: BackwardSweep): Sweep {
  const of = (edge: EdgeName): Float64Array => {
    const rows = message.get(edge);
    if (rows === undefined) throw new Error(`the sweep has no edge ${edge}`);
    return plainRows(rows);
  };
  return {
    deltaOutput: plainRows(deltaOutput),
    deltaCell: plainRows(deltaCell),
    message: { cec: of('cec'), R_z: of('R_z'), R_i: of('R_i'), R_f: of('R_f'), R_o: of('R_o') },
  };
}

function plainRows({ mantissa, blockExponent }: ScaledRows): Float64Array {
  return mantissa.map((value, k) => toNumber({ mantissa: value, blockExponent: blockExponent[k] ?? 0 }));
}

function plainSeries({ mantissa, blockExponent }: ScaledVector): Float64Array {
  return mantissa.map((value, k) => toNumber({ mantissa: value, blockExponent: blockExponent[k] ?? 0 }));
}

function plainContributions({ gradient, perStep }: WeightGradients): Contributions {
  const of = (name: (typeof PARAMETERS)[number]): Contribution => {
    const [rows, norms] = [gradient.get(name), perStep.get(name)];
    if (rows === undefined || norms === undefined) throw new Error(`there is no gradient of ${name}`);
    return { gradient: plainRows(rows), perStep: plainSeries(norms) };
  };
  return Object.fromEntries(PARAMETERS.map((name) => [name, of(name)])) as Contributions;
}
