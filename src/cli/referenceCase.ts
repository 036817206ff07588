/** Reads a reference case (tests/reference/README.md) into the engine's own terms. */
import { type LstmNetwork, type Network, type RnnNetwork, type Task, variantOf } from '../engine/network';
import type { OutputGradient, Truncation } from '../engine/sweep';
import { activeCuts, type Cuttable, type Gate } from '../settings/edges';

export interface ReferenceCase {
  readonly name: string;
  readonly cell: 'rnn' | 'lstm';
  readonly activation?: RnnNetwork['activation'];
  readonly peepholes?: boolean;
  readonly forgetGate?: boolean;
  readonly T: number;
  readonly M: number;
  readonly N: number;
  readonly params: Readonly<Record<string, readonly number[] | readonly (readonly number[])[]>>;
  readonly inputs: readonly (readonly number[])[];
  readonly initialState: {
    readonly h?: readonly number[];
    readonly c?: readonly number[];
    readonly y?: readonly number[];
  };
  readonly outputGradient: readonly (readonly number[])[];
  readonly cut: readonly Cuttable[];
  readonly truncation: Truncation;
  readonly expected: Readonly<Record<string, unknown>>;
}

export interface Prepared {
  readonly network: Network;
  readonly task: Task;
  readonly loss: OutputGradient;
  readonly cuts: ReadonlySet<Cuttable>;
  readonly truncation: Truncation;
}

export function prepare(source: ReferenceCase): Prepared {
  const network = source.cell === 'lstm' ? lstm(source) : rnn(source);
  const { initialState } = source;
  const zeros = new Float64Array(source.N);
  const task: Task = {
    steps: source.T,
    inputs: flat(source.inputs),
    initialOutput: Float64Array.from(initialState.y ?? initialState.h ?? zeros),
    initialCell: Float64Array.from(initialState.c ?? zeros),
  };
  return {
    network,
    task,
    loss: lossOf(flat(source.outputGradient), source.T, source.N),
    cuts: activeCuts({ ...variantOf(network), cuts: source.cut }),
    truncation: source.truncation,
  };
}

function lossOf(delta: Float64Array, steps: number, n: number): OutputGradient {
  let scale = 0;
  let first = steps;
  for (let step = steps - 1; step >= 0; step--) {
    let square = 0;
    for (let k = 0; k < n; k++) square += (delta[step * n + k] as number) * (delta[step * n + k] as number);
    scale = Math.max(scale, Math.sqrt(square));
    if (square > 0) first = step;
  }
  return { delta, scale, lastOnly: first >= steps - 1 };
}

function parameter(source: ReferenceCase, name: string, length: number): Float64Array {
  const values = source.params[name];
  // A parameter that a variant does not have is zeros that nothing reads.
  return values === undefined ? new Float64Array(length) : flat(values);
}

function lstm(source: ReferenceCase): LstmNetwork {
  const { N: n, M: m } = source;
  const gate = (name: Gate): LstmNetwork['gates'][Gate] => ({
    input: parameter(source, `W_${name}`, n * m),
    recurrent: parameter(source, `R_${name}`, n * n),
    bias: parameter(source, `b_${name}`, n),
    peephole: parameter(source, `p_${name}`, n),
  });
  return {
    network: 'lstm',
    hiddenSize: n,
    inputSize: m,
    peepholes: source.peepholes ?? false,
    forgetGate: source.forgetGate ?? true,
    gates: { z: gate('z'), i: gate('i'), f: gate('f'), o: gate('o') },
  };
}

function rnn(source: ReferenceCase): RnnNetwork {
  const { N: n, M: m } = source;
  return {
    network: 'rnn',
    activation: source.activation ?? 'tanh',
    hiddenSize: n,
    inputSize: m,
    weights: {
      input: parameter(source, 'W_x', n * m),
      recurrent: parameter(source, 'W_h', n * n),
      bias: parameter(source, 'b', n),
    },
  };
}

function flat(rows: readonly number[] | readonly (readonly number[])[]): Float64Array {
  return Float64Array.from((rows as readonly (number | readonly number[])[]).flat());
}
