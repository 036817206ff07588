/**
 * Layers that feed one another, in both directions (spec, section 7): forward from the lowest layer up, the gradient from the highest
 * down. A reverse direction reads from t = T to 1: its trace and its sweep are in that order, its own; what layers give one another
 * is in time's order.
 */
import { toNumber } from '../math/limb';
import { type FactorRows, ScaledRows } from '../math/scaledVector';
import { silently } from '../math/task';
import type { Cuttable } from '../settings/edges';
import { cellOf } from './cells';
import type { Network } from './cells/networks';
import { type ForwardTrace, forward } from './forward';
import { runInputGradient } from './inputGradient';
import { type BackwardSweep, newSweep, type OutputGradient, runSweep, type Truncation } from './sweep';

/** One layer in one direction. */
export interface StackLayer {
  readonly network: Network;
  readonly direction: 'forward' | 'reverse';
  /** 0 reads the stack's input; both directions of a layer have one depth. */
  readonly depth: number;
  /** y⁰ or h⁰, c⁰, [N]; zeros where they are null. */
  readonly initialOutput: Float64Array | null;
  readonly initialCell: Float64Array | null;
}

export interface LayerRun<L extends StackLayer> {
  readonly layer: L;
  /** In the layer's own order. */
  readonly trace: ForwardTrace;
}

export interface StackRun<L extends StackLayer> {
  readonly steps: number;
  /** Lowest first; within a depth in the order of `layers`. */
  readonly runs: readonly LayerRun<L>[];
  /** Of the highest layer, its directions side by side: [steps × width], in time's order. */
  readonly outputs: Float64Array;
  readonly width: number;
}

/** What one layer gets from above, and its sweep with that. */
export interface LayerGradient<L extends StackLayer> {
  readonly run: LayerRun<L>;
  readonly sweep: BackwardSweep;
}

export interface StackGradient<L extends StackLayer> {
  /** Highest layer first. */
  readonly layers: readonly LayerGradient<L>[];
  /** On what the lowest of these layers reads, [steps × M], in time's order. */
  readonly inputs: Float64Array;
}

/** `inputs`: [steps × M], in time's order. Pauses at least once a step. */
export function* runStack<L extends StackLayer>(
  layers: readonly L[],
  inputs: Float64Array,
  steps: number,
): Generator<void, StackRun<L>> {
  const runs: LayerRun<L>[] = [];
  let given = inputs;
  let width = inputs.length / steps;
  for (const level of levelsOf(layers)) {
    const own: LayerRun<L>[] = [];
    for (const layer of level) {
      const { hiddenSize: n } = layer.network;
      const trace = yield* forward(layer.network, {
        steps,
        inputs: inOwnOrder(layer, given, steps),
        initialOutput: layer.initialOutput ?? new Float64Array(n),
        initialCell: layer.initialCell ?? new Float64Array(n),
      });
      own.push({ layer, trace });
    }
    width = own.reduce((sum, { layer }) => sum + layer.network.hiddenSize, 0);
    given = new Float64Array(steps * width);
    let column = 0;
    for (const { layer, trace } of own) {
      const { hiddenSize: n } = layer.network;
      const outputs = inOwnOrder(layer, outputsOf(trace), steps);
      for (let step = 0; step < steps; step++)
        given.set(outputs.subarray(step * n, (step + 1) * n), step * width + column);
      column += n;
    }
    runs.push(...own);
  }
  return { steps, runs, outputs: given, width };
}

/**
 * The gradient on every layer of `runs`, which may be the upper part of a stack. `delta`: Δ on the stack's output, [steps × width], in time's order. `cutsOf` says what is cut in a layer;
 * truncation is every layer's.
 */
export function* runGradients<L extends StackLayer>(
  { steps, runs }: Pick<StackRun<L>, 'steps' | 'runs'>,
  delta: Float64Array,
  truncation: Truncation = { kind: 'none' },
  cutsOf: (layer: L) => ReadonlySet<Cuttable> = () => new Set(),
): Generator<void, StackGradient<L>> {
  const gradients: LayerGradient<L>[] = [];
  let given = delta;
  for (const level of levelsOf(runs.map(({ layer }) => layer)).reverse()) {
    const own = runs.filter(({ layer }) => level.includes(layer));
    const width = given.length / steps;
    const below = new Float64Array(steps * (own[0] as LayerRun<L>).layer.network.inputSize);
    let column = 0;
    for (const run of own) {
      const { layer, trace } = run;
      const loss = outputGradient(columnsFor(layer, given, width, column, steps), steps);
      const sweep = newSweep(trace.linear, loss, cutsOf(layer));
      yield* silently(runSweep(sweep, truncation));
      gradients.push({ run, sweep });
      column += layer.network.hiddenSize;
      const rows = new ScaledRows(steps, layer.network.inputSize);
      yield* silently(runInputGradient(trace, sweep, rows));
      addInto(below, inOwnOrder(layer, plainNumbers(rows), steps));
    }
    given = below;
  }
  return { layers: gradients, inputs: given };
}

/** Δ [steps × N] with what is known of it: its largest norm, and whether only the last step has any. */
export function outputGradient(delta: Float64Array, steps: number): OutputGradient {
  const n = delta.length / steps;
  let largest = 0;
  for (let step = 0; step < steps; step++) {
    let square = 0;
    for (let k = 0; k < n; k++) square += delta[step * n + k] * delta[step * n + k];
    largest = Math.max(largest, square);
  }
  // A loss that is at its least has no gradient; nothing is then divided.
  const scale = largest === 0 ? 1 : Math.sqrt(largest);
  return { delta, scale, lastOnly: delta.subarray(0, (steps - 1) * n).every((value) => value === 0) };
}

/** The rows of one direction: as they are, or from the last to the first. Its own inverse. */
export function inOwnOrder(
  { direction }: Pick<StackLayer, 'direction'>,
  rows: Float64Array,
  steps: number,
): Float64Array {
  if (direction === 'forward') return rows;
  const width = rows.length / steps;
  const out = new Float64Array(rows.length);
  for (let step = 0; step < steps; step++)
    out.set(rows.subarray(step * width, (step + 1) * width), (steps - 1 - step) * width);
  return out;
}

/** y or h after each step, [steps × N], in the layer's own order. */
function outputsOf(trace: ForwardTrace): Float64Array {
  const states = cellOf(trace.cell).states(trace);
  return plainNumbers((states.get('y') ?? states.get('h')) as FactorRows);
}

function plainNumbers({ mantissa, limb }: FactorRows): Float64Array {
  return limb === null ? mantissa : mantissa.map((value, k) => toNumber({ mantissa: value, limb: limb[k] }));
}

/** One direction's columns of `rows` [steps × width], in its own order. */
export function columnsFor(
  layer: StackLayer,
  rows: Float64Array,
  width: number,
  column: number,
  steps: number,
): Float64Array {
  const { hiddenSize: n } = layer.network;
  const own = new Float64Array(steps * n);
  for (let step = 0; step < steps; step++)
    own.set(rows.subarray(step * width + column, step * width + column + n), step * n);
  return inOwnOrder(layer, own, steps);
}

function addInto(sum: Float64Array, values: Float64Array): void {
  for (let k = 0; k < sum.length; k++) sum[k] += values[k];
}

/** Layers by depth, the lowest first. */
function levelsOf<L extends StackLayer>(layers: readonly L[]): L[][] {
  const depths = [...new Set(layers.map(({ depth }) => depth))].sort((a, b) => a - b);
  return depths.map((depth) => layers.filter((layer) => layer.depth === depth));
}
