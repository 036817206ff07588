/** Tensors that are not drawn from a parameter's own stream, and the plain RNN beside a gated cell. */
import { log } from '../../math/elementary';
import { RandomStream } from '../../math/random';
import type { FactorRows } from '../../math/scaledVector';
import type { Settings } from '../../settings/settings';
import type { GateParameters, Network, RnnNetwork } from './networks';

export function constant(size: number, value: number): Float64Array {
  return new Float64Array(size).fill(value);
}

/** Rows that float64 holds as they are. */
export function plainRows(mantissa: Float64Array): FactorRows {
  return { mantissa, blockExponent: null };
}

/** Tallec & Ollivier 2018, eq. 16: ln U(1, T − 1) for each unit, [N], the bias of the gate that keeps the state. */
export function chronoBias({ seed, hiddenSize }: Settings, steps: number): Float64Array {
  const stream = new RandomStream(seed, 'chrono');
  return new Float64Array(hiddenSize).map(() => log(1 + stream.uniform() * Math.max(0, steps - 2)));
}

/** The plain tanh RNN with these weights. */
export function tanhRnn(
  { hiddenSize, inputSize }: Network,
  { input, recurrent, bias }: Omit<GateParameters, 'peephole'>,
): RnnNetwork {
  return { cell: 'rnn', activation: 'tanh', hiddenSize, inputSize, weights: { input, recurrent, bias } };
}
