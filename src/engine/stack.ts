/**
 * A stack of recurrent layers, each in one direction or two (spec, section 7): forward through all of them, and back by layer. What a
 * lower layer's loss gradient is: Δᵗ = Σ W_⋆ᵀ δ⋆̄ᵗ of each direction of the layer above, its own half of the columns.
 *
 * A reverse direction reads the sequence from its end. Its trace and its sweep are in its own order of processing; what goes from layer to
 * layer is in time's.
 */
import { toNumber } from '../math/scaled';
import { addRow, type FactorRows, ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import { silently } from '../math/task';
import { cellOf } from './cells';
import type { Network } from './cells/networks';
import { type ForwardTrace, forward } from './forward';
import { runInputGradient } from './inputGradient';
import { type BackwardSweep, newSweep, type OutputGradient, runSweep, type Truncation } from './sweep';

export interface StackLayer {
  readonly network: Network;
  readonly direction: 'forward' | 'reverse';
  /** y⁰ or h⁰, c⁰, [N] each; zeros where there is none. */
  readonly initialOutput: Float64Array | null;
  readonly initialCell: Float64Array | null;
}

/** One layer and direction that has run forward. */
export interface TracedLayer<L extends StackLayer> {
  readonly layer: L;
  /** In the order in which the layer reads. */
  readonly trace: ForwardTrace;
}

export interface TracedStack<L extends StackLayer> {
  readonly steps: number;
  /** Lowest first; forward before reverse. */
  readonly levels: readonly (readonly TracedLayer<L>[])[];
  /** Of the top layer, both directions concatenated, in time's order: [steps × width]. */
  readonly output: Float64Array;
  readonly width: number;
}

/** The same after the way back. */
export interface SweptLayer<L extends StackLayer> extends TracedLayer<L> {
  /** In the order in which the layer reads; its Δ is what reaches the layer from above. */
  readonly sweep: BackwardSweep;
}

/** The layers of one stack by depth, the lowest first; within a depth as they are given. */
export function levelsOf<L extends { readonly stack: number; readonly depth: number }>(
  layers: readonly L[],
  stack: number,
): readonly (readonly L[])[] {
  const own = layers.filter((layer) => layer.stack === stack);
  const depths = [...new Set(own.map(({ depth }) => depth))].sort((a, b) => a - b);
  return depths.map((depth) => own.filter((layer) => layer.depth === depth));
}

export function hasFiniteWeights(network: Network): boolean {
  return [...cellOf(network.cell).parameters(network).values()].every((values) => values.every(Number.isFinite));
}

/** `inputs`: [steps × M] of the lowest layer. The levels' widths must fit. */
export function* forwardStack<L extends StackLayer>(
  levels: readonly (readonly L[])[],
  inputs: Float64Array,
  steps: number,
): Generator<void, TracedStack<L>> {
  const traced: TracedLayer<L>[][] = [];
  let output = inputs;
  let width = inputs.length / steps;
  for (const level of levels) {
    const done: TracedLayer<L>[] = [];
    for (const layer of level) {
      const { network, direction, initialOutput, initialCell } = layer;
      const n = network.hiddenSize;
      const trace = yield* forward(network, {
        steps,
        inputs: inOrder(output, width, direction),
        initialOutput: initialOutput ?? new Float64Array(n),
        initialCell: initialCell ?? new Float64Array(n),
      });
      done.push({ layer, trace });
    }
    traced.push(done);
    width = done.reduce((sum, { layer }) => sum + layer.network.hiddenSize, 0);
    output = concatenated(done, steps, width);
  }
  return { steps, levels: traced, output, width };
}

/**
 * From the loss back through every layer; `delta` is Δ at the output, [steps × width] in time's order. Lowest level first, as in the stack.
 */
export function* sweepStack<L extends StackLayer>(
  { levels, steps, width }: TracedStack<L>,
  delta: Float64Array,
  truncation: Truncation = { kind: 'none' },
): Generator<void, (readonly SweptLayer<L>[])[]> {
  const swept: SweptLayer<L>[][] = [];
  let above = new ScaledRows(steps, width);
  above.mantissa.set(delta);
  for (let depth = levels.length - 1; depth >= 0; depth--) {
    const level = levels[depth];
    const done: SweptLayer<L>[] = [];
    const below = new ScaledRows(steps, level[0].layer.network.inputSize);
    let from = 0;
    for (const { layer, trace } of level) {
      const n = layer.network.hiddenSize;
      const loss = lossFrom(above, from, n, layer.direction);
      const sweep = newSweep(trace.linear, loss, new Set());
      yield* silently(runSweep(sweep, truncation));
      done.push({ layer, trace, sweep });
      if (depth > 0) yield* addInputGradient(trace, sweep, layer.direction, below);
      from += n;
    }
    swept.unshift(done);
    above = below;
  }
  return swept;
}

/** [rows × size] the other way round for a reverse layer; the array itself for a forward one. */
function inOrder(values: Float64Array, size: number, direction: StackLayer['direction']): Float64Array {
  if (direction === 'forward') return values;
  const out = new Float64Array(values.length);
  for (let from = 0, to = values.length - size; to >= 0; from += size, to -= size)
    out.set(values.subarray(from, from + size), to);
  return out;
}

/** What a layer gives to the next: y, or h, [steps × N], as plain float64. */
function outputOf(trace: ForwardTrace): FactorRows {
  return [...cellOf(trace.cell).states(trace).values()].at(-1) as FactorRows;
}

function concatenated(level: readonly TracedLayer<StackLayer>[], steps: number, width: number): Float64Array {
  const out = new Float64Array(steps * width);
  let column = 0;
  for (const { layer, trace } of level) {
    const n = layer.network.hiddenSize;
    const { mantissa, blockExponent } = outputOf(trace);
    for (let step = 0; step < steps; step++) {
      const row = timeOf(step, steps, layer.direction) * width + column;
      for (let k = 0, at = step * n; k < n; k++, at++)
        out[row + k] =
          blockExponent === null
            ? mantissa[at]
            : toNumber({ mantissa: mantissa[at], blockExponent: blockExponent[at] });
    }
    column += n;
  }
  return out;
}

/** A step of processing in time, and the other way round. */
export function timeOf(step: number, steps: number, direction: StackLayer['direction']): number {
  return direction === 'forward' ? step : steps - 1 - step;
}

/** Columns `from` to `from + n` as the loss gradient of one direction, in its order. */
function lossFrom(above: ScaledRows, from: number, n: number, direction: StackLayer['direction']): OutputGradient {
  const steps = above.rows;
  const delta = new Float64Array(steps * n);
  const blockExponent = new Int32Array(steps * n);
  let scale = 0;
  let lastOnly = true;
  for (let step = 0; step < steps; step++) {
    const start = timeOf(step, steps, direction) * above.size + from;
    delta.set(above.mantissa.subarray(start, start + n), step * n);
    blockExponent.set(above.blockExponent.subarray(start, start + n), step * n);
    const norm = toNumber(scaledNorm(delta, blockExponent, step * n, n));
    scale = Math.max(scale, norm);
    if (step < steps - 1 && norm > 0) lastOnly = false;
  }
  return {
    delta,
    ...(blockExponent.some((value) => value !== 0) ? { blockExponent } : {}),
    scale: scale > 0 ? scale : 1,
    lastOnly,
  };
}

function* addInputGradient(
  trace: ForwardTrace,
  sweep: BackwardSweep,
  direction: StackLayer['direction'],
  sum: ScaledRows,
): Generator<void, void> {
  const rows = new ScaledRows(sum.rows, sum.size);
  yield* silently(runInputGradient(trace, sweep, rows));
  const vector = new ScaledVector(sum.size);
  for (let step = 0; step < sum.rows; step++) {
    const time = timeOf(step, sum.rows, direction);
    sum.load(time, vector);
    addRow(vector, rows, step, 1);
    vector.normalise();
    sum.store(time, vector);
  }
}
