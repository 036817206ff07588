/** Reads a reference case (tests/reference/README.md) into the engine's own terms, and refuses what it does not understand. */

import { cellOf } from '../engine/cells';
import { type Network, type NetworkOptions, type NetworkShape, NO_OPTIONS, type Task } from '../engine/cells/networks';
import type { OutputGradient, Truncation } from '../engine/sweep';
import { CELLS, type Cell, type StatePart } from '../settings/cells';
import {
  activeCuts,
  type Cuttable,
  cuttableOf,
  type ParameterKind,
  type ParameterName,
  parameterKind,
  parametersOf,
  statePartsOf,
} from '../settings/edges';
import {
  arrayAt,
  booleanAt,
  countAt,
  type JsonObject,
  list,
  numbersAt,
  objectAt,
  oneOf,
  onlyKeys,
  refuse,
  type Shape,
  textAt,
} from './checks';

export interface ReferenceCase {
  /** Empty where the file gives none. */
  readonly name: string;
  readonly network: Network;
  readonly task: Task;
  readonly loss: OutputGradient;
  readonly cuts: ReadonlySet<Cuttable>;
  readonly truncation: Truncation;
  /** What autodiff says, by quantity; null where the file has nothing to compare with. */
  readonly expected: JsonObject | null;
}

const SHARED = ['cell', 'T', 'M', 'N', 'params', 'inputs', 'initialState', 'outputGradient', 'cut', 'truncation'];
const OPTIONAL = ['name', 'expected'];
const CELL_NAMES = Object.keys(CELLS) as readonly Cell[];
const ACTIVATIONS = ['tanh', 'sigmoid', 'relu', 'identity'] as const;
const READ_OPTION: { readonly [K in keyof NetworkOptions]: (value: unknown, key: string) => NetworkOptions[K] } = {
  activation: (value, key) => oneOf(value, ACTIVATIONS, key),
  peepholes: booleanAt,
  forgetGate: booleanAt,
  cellActivation: (value, key) => (value === undefined ? 'tanh' : oneOf(value, ['tanh', 'relu'], key)),
};
/** A case may leave it out: then it is tanh. */
const isOptional = (option: keyof NetworkOptions): boolean => option === 'cellActivation';
const KINDS = ['none', 'window', 'sliding'] as const;

/** Products of two numbers of a case stay in float64. The loss gradient enters linearly, and may be of any size. */
const LEAST = 1e-150;

interface Sizes {
  readonly T: number;
  readonly M: number;
  readonly N: number;
}

/** `data` is what JSON.parse gave. Errors: `NotUnderstood`, naming the key. */
export function readCase(data: unknown): ReferenceCase {
  const source = objectAt(data, '');
  const cell = oneOf(source.cell, CELL_NAMES, 'cell');
  const options = cellOf(cell).options.filter((key) => !isOptional(key) || Object.hasOwn(source, key));
  const known = [...SHARED, ...options];
  const optional = OPTIONAL.filter((key) => Object.hasOwn(source, key));
  onlyKeys(source, [...known, ...optional], '', `a case of cell ${cell}`);
  const sizes = { T: countAt(source.T, 'T'), M: countAt(source.M, 'M'), N: countAt(source.N, 'N') };
  const network = networkOf(source, cell, sizes);
  const expected = source.expected === undefined ? {} : objectAt(source.expected, 'expected');
  return {
    name: source.name === undefined ? '' : textAt(source.name, 'name'),
    network,
    task: taskOf(source, sizes, cell),
    loss: lossOf(source, sizes),
    cuts: cutsOf(source, network),
    truncation: truncationOf(objectAt(source.truncation, 'truncation')),
    expected: Object.keys(expected).length === 0 ? null : expected,
  };
}

function networkOf(source: JsonObject, cell: Cell, { M, N }: Sizes): Network {
  const { options, build } = cellOf(cell);
  const own = Object.fromEntries(options.map((key) => [key, READ_OPTION[key](source[key], key)]));
  const shape: NetworkShape = { ...NO_OPTIONS, ...own, hiddenSize: N, inputSize: M };
  const params = objectAt(source.params, 'params');
  onlyKeys(params, parametersOf({ cell, ...shape }), 'params.', describe(cell, shape));
  return build(shape, (name) => {
    const columns: Readonly<Record<ParameterKind, Shape>> = {
      input: [['M', M]],
      recurrent: [['N', N]],
      bias: [],
      peephole: [],
    };
    return numbersAt(params[name], [['N', N], ...columns[parameterKind(name)]], `params.${name}`, LEAST);
  });
}

/** The cell, and which parts this variant has of those that it may be without. */
function describe(cell: Cell, shape: NetworkShape): string {
  const parts = cellOf(cell).options.flatMap((key) =>
    typeof shape[key] === 'boolean' ? [`${key} ${shape[key] ? 'on' : 'off'}`] : [],
  );
  return ['this', CELLS[cell].label, ...(parts.length > 0 ? [`with ${parts.join(' and ')}`] : [])].join(' ');
}

/** W and R; biases and peepholes are vectors. */
export function isMatrix(name: ParameterName): boolean {
  const kind = parameterKind(name);
  return kind === 'input' || kind === 'recurrent';
}

function taskOf(source: JsonObject, { T, M, N }: Sizes, cell: Cell): Task {
  const state = objectAt(source.initialState, 'initialState');
  const parts = statePartsOf(cell);
  onlyKeys(state, parts, 'initialState.', `a case of cell ${cell}`);
  const vector = (name: StatePart): Float64Array => numbersAt(state[name], [['N', N]], `initialState.${name}`, LEAST);
  return {
    steps: T,
    inputs: numbersAt(
      source.inputs,
      [
        ['T', T],
        ['M', M],
      ],
      'inputs',
      LEAST,
    ),
    initialOutput: vector(parts.includes('y') ? 'y' : 'h'),
    initialCell: parts.includes('c') ? vector('c') : new Float64Array(N),
  };
}

function lossOf(source: JsonObject, { T, N }: Sizes): OutputGradient {
  const shape = [
    ['T', T],
    ['N', N],
  ] as const;
  const delta = numbersAt(source.outputGradient, shape, 'outputGradient');
  let scale = 0;
  for (let step = 0; step < T; step++) scale = Math.max(scale, Math.hypot(...delta.subarray(step * N, (step + 1) * N)));
  return { delta, scale, lastOnly: delta.subarray(0, (T - 1) * N).every((value) => value === 0) };
}

function cutsOf(source: JsonObject, network: Network): ReadonlySet<Cuttable> {
  const variant = { ...NO_OPTIONS, ...network };
  const known = cuttableOf(variant);
  const cuts = arrayAt(source.cut, 'cut').map((name, index) => {
    const found = known.find((candidate) => candidate === name);
    return found ?? refuse(`cut[${index}]`, `is ${JSON.stringify(name)}: this network's edges are ${list(known)}`);
  });
  return activeCuts({ ...variant, cuts });
}

function truncationOf(truncation: JsonObject): Truncation {
  const kind = oneOf(truncation.kind, KINDS, 'truncation.kind');
  onlyKeys(truncation, kind === 'none' ? ['kind'] : ['kind', 'steps'], 'truncation.', `a truncation of kind ${kind}`);
  return kind === 'none' ? { kind } : { kind, steps: countAt(truncation.steps, 'truncation.steps') };
}
