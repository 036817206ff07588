/** What a script runs on, as the arrays of `network.npz`: all numbers by name, and the rest as JSON. */
import { strToU8 } from 'fflate';
import { cellOf } from '../engine/cells';
import { NO_OPTIONS } from '../engine/cells/networks';
import type { ForwardTrace } from '../engine/forward';
import type { Truncation } from '../engine/sweep';
import { type Cuttable, parameterKind } from '../settings/edges';
import { allowances } from './allowance';
import { type Numbers, stateNames } from './layerNumbers';
import type { NpyArray } from './npz';

/** One layer in one direction, with its numbers of two runs, in the order in which the layer reads. */
export interface ScriptLayer {
  /** Before the names of its numbers; '' where there is only one layer. */
  readonly name: string;
  readonly depth: number;
  readonly direction: 'forward' | 'reverse';
  readonly trace: ForwardTrace;
  readonly cuts: readonly Cuttable[];
  readonly numbers: Numbers;
  /** Of the second run, with every number moved in its last bits. */
  readonly second: Numbers;
  /** By the name of a gradient, the engine's parameters that it is made of. */
  readonly gradients: ReadonlyMap<string, readonly string[]>;
}

/** Δ at the stack's output, [steps × width]. */
export interface DirectionLoss {
  readonly kind: 'direction';
  readonly delta: Float64Array;
}

/** Of a linear head on parts of the stack's output. */
export interface LossOfHead {
  readonly kind: 'half-squared' | 'cross-entropy';
  readonly weight: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
  /** Numbers [outputs], or a class. */
  readonly target: Float64Array;
  /** What it reads, one after the other: columns `start` to `end` at a step, 0-based. */
  readonly reads: readonly (readonly [step: number, start: number, end: number])[];
  /** E, and that of the second run. */
  readonly value: number;
  readonly second: number;
}

export interface ScriptProblem {
  readonly steps: number;
  /** Of the lowest layer, [steps × M], in time's order. */
  readonly inputs: Float64Array;
  readonly layers: readonly ScriptLayer[];
  readonly loss: DirectionLoss | LossOfHead;
  readonly truncation: Truncation;
}

export function arraysOf(problem: ScriptProblem): ReadonlyMap<string, NpyArray> {
  const { steps, inputs, layers, loss, truncation } = problem;
  const arrays = new Map<string, NpyArray>();
  const put = (name: string, values: Float64Array, shape: readonly number[] = [values.length]): void => {
    arrays.set(name, { shape, values });
  };
  const told = {
    steps,
    truncation,
    loss:
      loss.kind === 'direction'
        ? { kind: loss.kind }
        : { kind: loss.kind, reads: loss.reads, ...(loss.kind === 'cross-entropy' ? { index: loss.target[0] } : {}) },
    layers: layers.map(toldOf),
  };
  arrays.set('problem', bytesOf(JSON.stringify(told)));
  put('inputs', inputs, [steps, inputs.length / steps]);
  if (loss.kind === 'direction') put('delta', loss.delta, [steps, loss.delta.length / steps]);
  else {
    const { weight, bias, target, value, second } = loss;
    put('head/weight', weight, [bias.length, weight.length / bias.length]);
    put('head/bias', bias);
    put('head/target', target);
    const numbers = new Map([['loss', Float64Array.of(Math.log10(value))]]);
    const [allowed] = allowances(numbers, new Map([['loss', Float64Array.of(Math.log10(second))]])).values();
    put('ours/loss', Float64Array.of(Math.log10(value)), []);
    put('allowed/loss', allowed, []);
  }
  for (const [index, layer] of layers.entries()) putLayer(layer, (name, ...rest) => put(`${index}/${name}`, ...rest));
  return arrays;
}

function bytesOf(text: string): NpyArray {
  const values = strToU8(text);
  return { shape: [values.length], values };
}

function toldOf({ name, depth, direction, trace, cuts, numbers, gradients }: ScriptLayer): object {
  const { activation, cellActivation, peepholes, forgetGate } = { ...NO_OPTIONS, ...trace.network };
  const { diagonalEdges, matrixEdges } = trace.linear;
  const ontoCell = diagonalEdges.filter(({ on }) => on === 'cell').map(({ edge }) => edge);
  const fromCell = matrixEdges.filter(({ from }) => from === 'cell').map(({ edge }) => edge);
  return {
    name,
    depth,
    direction,
    cell: trace.cell,
    options: { activation, cellActivation, peepholes, forgetGate },
    state: stateNames(trace.cell),
    parameters: [...cellOf(trace.cell).parameters(trace.network).keys()],
    edges: [...diagonalEdges, ...matrixEdges].map(({ edge }) => edge),
    cuts,
    gradients: Object.fromEntries(gradients),
    crossings: [...numbers.keys()].filter((key) => key.startsWith('crossings.')),
    ontoCell,
    throughCell: [...ontoCell, ...fromCell],
  };
}

function putLayer(
  { trace, direction, numbers, second }: ScriptLayer,
  put: (name: string, values: Float64Array, shape?: readonly number[]) => void,
): void {
  const { network, task } = trace;
  const { hiddenSize: n, inputSize: m } = network;
  for (const [name, values] of cellOf(trace.cell).parameters(network)) {
    const kind = parameterKind(name);
    put(name, values, kind === 'input' ? [n, m] : kind === 'recurrent' ? [n, n] : [n]);
  }
  put('initialOutput', task.initialOutput);
  put('initialCell', task.initialCell);
  const inTime = (values: Float64Array): Float64Array =>
    direction === 'reverse' && values.length === task.steps ? values.toReversed() : values;
  for (const [name, values] of numbers) put(`ours/${name}`, inTime(values));
  for (const [name, values] of allowances(numbers, second)) put(`allowed/${name}`, inTime(values));
}
