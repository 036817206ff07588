/** Reads a reference case (tests/reference/README.md) into the engine's own terms, and refuses what it does not understand. */

import {
  type GruNetwork,
  type LstmNetwork,
  type Network,
  type RnnNetwork,
  type Task,
  variantOf,
} from '../engine/network';
import type { OutputGradient, Truncation } from '../engine/sweep';
import { CELLS, type Cell } from '../settings/cells';
import {
  activeCuts,
  type Cuttable,
  cuttableOf,
  type Gate,
  type GruGate,
  type ParameterName,
  parametersOf,
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
const OWN = { rnn: ['activation'], lstm: ['peepholes', 'forgetGate'], gru: [] } as const;
const CELL_NAMES = Object.keys(CELLS) as readonly Cell[];
const ACTIVATIONS = ['tanh', 'sigmoid', 'relu', 'identity'] as const;
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
  const known = [...SHARED, ...OWN[cell]];
  const optional = OPTIONAL.filter((key) => Object.hasOwn(source, key));
  onlyKeys(source, [...known, ...optional], '', `a case of cell ${cell}`);
  const sizes = { T: countAt(source.T, 'T'), M: countAt(source.M, 'M'), N: countAt(source.N, 'N') };
  const network = NETWORKS[cell](source, sizes);
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

function lstm(source: JsonObject, sizes: Sizes): LstmNetwork {
  const { N: n, M: m } = sizes;
  const peepholes = booleanAt(source.peepholes, 'peepholes');
  const forgetGate = booleanAt(source.forgetGate, 'forgetGate');
  const variant = { cell: 'lstm', peepholes, forgetGate } as const;
  const params = parametersAt(source, parametersOf(variant), sizes, `an LSTM ${describe(variant)}`);
  // A parameter that a variant does not have is zeros that nothing reads.
  const of = (name: string, length: number): Float64Array =>
    params.get(name as ParameterName) ?? new Float64Array(length);
  const gate = (name: Gate): LstmNetwork['gates'][Gate] => ({
    input: of(`W_${name}`, n * m),
    recurrent: of(`R_${name}`, n * n),
    bias: of(`b_${name}`, n),
    peephole: of(`p_${name}`, n),
  });
  const [z, i, f, o] = CELLS.lstm.gates.map(gate) as [GateParameters, GateParameters, GateParameters, GateParameters];
  return { ...variant, hiddenSize: n, inputSize: m, gates: { z, i, f, o } };
}

type GateParameters = LstmNetwork['gates'][Gate];

function describe({ peepholes, forgetGate }: { peepholes: boolean; forgetGate: boolean }): string {
  return `${peepholes ? 'with' : 'without'} peepholes and ${forgetGate ? 'with' : 'without'} a forget gate`;
}

function rnn(source: JsonObject, sizes: Sizes): RnnNetwork {
  const activation = oneOf(source.activation, ACTIVATIONS, 'activation');
  const names = parametersOf({ cell: 'rnn', peepholes: false, forgetGate: false });
  const params = parametersAt(source, names, sizes, 'an RNN');
  const of = (name: ParameterName): Float64Array => params.get(name) as Float64Array;
  return {
    cell: 'rnn',
    activation,
    hiddenSize: sizes.N,
    inputSize: sizes.M,
    weights: { input: of('W_x'), recurrent: of('W_h'), bias: of('b') },
  };
}

function gru(source: JsonObject, sizes: Sizes): GruNetwork {
  const names = parametersOf({ cell: 'gru', peepholes: false, forgetGate: false });
  const params = parametersAt(source, names, sizes, 'a GRU');
  const of = (name: ParameterName): Float64Array => params.get(name) as Float64Array;
  const gate = (name: GruGate): GruNetwork['gates'][GruGate] => ({
    input: of(`W_${name}`),
    recurrent: of(`R_${name}`),
    bias: of(`b_${name}`),
  });
  return {
    cell: 'gru',
    hiddenSize: sizes.N,
    inputSize: sizes.M,
    gates: { u: gate('u'), r: gate('r'), n: gate('n') },
    resetBias: of('b_m'),
  };
}

const NETWORKS: Readonly<Record<Cell, (source: JsonObject, sizes: Sizes) => Network>> = { rnn, lstm, gru };

function parametersAt(
  source: JsonObject,
  names: readonly ParameterName[],
  { M, N }: Sizes,
  network: string,
): ReadonlyMap<ParameterName, Float64Array> {
  const params = objectAt(source.params, 'params');
  onlyKeys(params, names, 'params.', network);
  const columns = (name: ParameterName): Shape => {
    if (!isMatrix(name)) return [];
    return name === 'W_h' || name.startsWith('R_') ? [['N', N]] : [['M', M]];
  };
  return new Map(
    names.map((name) => [name, numbersAt(params[name], [['N', N], ...columns(name)], `params.${name}`, LEAST)]),
  );
}

/** W and R; biases and peepholes are vectors. */
export function isMatrix(name: ParameterName): boolean {
  return /^[WR]_/.test(name);
}

function taskOf(source: JsonObject, { T, M, N }: Sizes, cell: Cell): Task {
  const state = objectAt(source.initialState, 'initialState');
  onlyKeys(state, cell === 'lstm' ? ['c', 'y'] : ['h'], 'initialState.', `a case of cell ${cell}`);
  const vector = (name: string): Float64Array => numbersAt(state[name], [['N', N]], `initialState.${name}`, LEAST);
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
    initialOutput: vector(cell === 'lstm' ? 'y' : 'h'),
    initialCell: cell === 'lstm' ? vector('c') : new Float64Array(N),
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
  const variant = variantOf(network);
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
