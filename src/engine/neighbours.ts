/**
 * How fast neighbouring trajectories part, from forward steps alone and without a Jacobian: a second state is moved a little away from
 * the run's own, run one step on, and brought back to the same small distance in the direction that it has taken (Benettin, Galgani,
 * Giorgilli & Strelcyn, Meccanica 15, 1980). The rate is the largest Lyapunov exponent in a long run.
 */
import { exp, log10 } from '../math/elementary';
import { RandomStream } from '../math/random';
import { log10Of, toNumber } from '../math/scaled';
import { ScaledVector, scaledDot } from '../math/scaledVector';
import { cellOf } from './cells';
import { type ForwardTrace, forward } from './forward';
import { factorAt } from './saturation';
import type { BackwardSweep } from './sweep';

/** Of the two states: the error of a step is this against the bend of φ, and rounding 10⁻¹⁶ against it. */
const DISTANCE = 1e-6;

/** A direction is a unit vector in (c, y), cell first, [2N]; in h, [N]. */
export interface Neighbours {
  /** In which the second state lies at the first step. */
  readonly first: Float64Array;
  /** In which it lies at the last step. */
  readonly last: Float64Array;
  /** log10 of what the distance is multiplied by from the first step to the last; −Infinity where the two have met. */
  readonly growth: number;
}

export function* neighboursOf(trace: ForwardTrace, seed: number): Generator<void, Neighbours> {
  const { steps } = trace.task;
  const { inputSize, hiddenSize: n } = trace.network;
  const cells = trace.linear.hasCell ? n : 0;
  let direction = new RandomStream(seed, 'neighbour').normals(cells + n, 1);
  direction = direction.map((value) => value / length(direction));
  const first = direction;
  let growth = 0;
  let state = stateOf(trace, 0);
  for (let step = 1; step < steps; step++) {
    const moved = state.map((value, k) => value + DISTANCE * direction[k]);
    const after = yield* forward(trace.network, {
      steps: 1,
      inputs: trace.task.inputs.subarray(step * inputSize, (step + 1) * inputSize),
      initialCell: cells === 0 ? new Float64Array(n) : moved.subarray(0, n),
      initialOutput: moved.subarray(cells),
    });
    state = stateOf(trace, step);
    const apart = stateOf(after, 0).map((value, k) => value - state[k]);
    const distance = length(apart);
    growth += log10(distance / DISTANCE);
    if (distance === 0) return { first, last: apart, growth };
    direction = apart.map((value) => value / distance);
    yield;
  }
  return { first, last: direction, growth };
}

/**
 * What the loss, which looks at the last step alone, changes by between the two runs, over what its gradient at the first step
 * predicts: ⟨Δ, sᵀ′ − sᵀ⟩ / ⟨g¹, s¹′ − s¹⟩, which is 1 to first order. NaN where the gradient is zero.
 */
export function lossChange({ first, last, growth }: Neighbours, sweep: BackwardSweep): number {
  const { linear, loss, deltaOutput, arrivingCell } = sweep;
  if (!loss.lastOnly) throw new Error('the change of the loss needs a loss at the last step');
  const n = linear.size;
  const gradient = new ScaledVector(first.length);
  for (let k = 0; k < first.length; k++) {
    const cells = first.length - n;
    gradient.put(k, k < cells ? arrivingCell.at(0, k) : deltaOutput.at(0, k - cells));
  }
  const predicted = scaledDot(gradient, new ScaledVector(first.length, first));
  const output = last.subarray(last.length - n);
  const changed = output.reduce((sum, value, k) => sum + value * loss.delta[(linear.steps - 1) * n + k], 0);
  const size = log10(Math.abs(changed)) + growth - log10Of(predicted.mantissa, predicted.blockExponent);
  return Math.sign(changed) * Math.sign(predicted.mantissa) * exp(Math.LN10 * size);
}

/** The state after a step, 0-based, as float64. */
function stateOf(trace: ForwardTrace, step: number): Float64Array {
  const n = trace.network.hiddenSize;
  const parts = [...cellOf(trace.cell).states(trace).values()];
  const state = new Float64Array(parts.length * n);
  for (const [part, rows] of parts.entries())
    for (let k = 0; k < n; k++) state[part * n + k] = toNumber(factorAt(rows, step * n + k));
  return state;
}

function length(v: Float64Array): number {
  return Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
}
