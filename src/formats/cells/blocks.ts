/** Networks from weights in blocks, one block of N rows per gate, as every format but the engine's own lays them out. */
import type { GateParameters, GruNetwork, LstmNetwork, NetworkOptions, RnnNetwork } from '../../engine/cells/networks';
import type { Gate, GruGate } from '../../settings/edges';

/** The weights of one layer in one direction. G is the number of gates. */
export interface Blocks {
  readonly hiddenSize: number;
  readonly inputSize: number;
  /** [G N × M] and [G N × N], [out × in], row-major. */
  readonly input: Float64Array;
  readonly recurrent: Float64Array;
  /** [G N] each; null where there is none. */
  readonly inputBias: Float64Array | null;
  readonly recurrentBias: Float64Array | null;
}

type Weights = Omit<GateParameters, 'peephole'>;

const biasOf = ({ hiddenSize: n }: Blocks, bias: Float64Array | null, block: number): Float64Array =>
  bias === null ? new Float64Array(n) : bias.slice(block * n, (block + 1) * n);

/** The gate's weights, its two biases summed. */
function gateOf(blocks: Blocks, block: number): Weights {
  const { hiddenSize: n, inputSize: m, input, recurrent } = blocks;
  const recurrentBias = biasOf(blocks, blocks.recurrentBias, block);
  return {
    input: input.slice(block * n * m, (block + 1) * n * m),
    recurrent: recurrent.slice(block * n * n, (block + 1) * n * n),
    bias: biasOf(blocks, blocks.inputBias, block).map((value, unit) => value + (recurrentBias[unit] as number)),
  };
}

/** `order`: the gates in the order of the blocks; `peepholes`: by gate, [N] each, null where the file has none; `cellActivation`: of z and c. */
export function lstmFromBlocks(
  blocks: Blocks,
  order: readonly Gate[],
  peepholes: Readonly<Partial<Record<Gate, Float64Array>>> | null = null,
  cellActivation: NetworkOptions['cellActivation'] = 'tanh',
): LstmNetwork {
  const { hiddenSize, inputSize } = blocks;
  const gate = (name: Gate): GateParameters => ({
    ...gateOf(blocks, order.indexOf(name)),
    peephole: peepholes?.[name] ?? new Float64Array(hiddenSize),
  });
  const gates = { z: gate('z'), i: gate('i'), f: gate('f'), o: gate('o') };
  const hasPeepholes = peepholes !== null;
  return { cell: 'lstm', hiddenSize, inputSize, peepholes: hasPeepholes, forgetGate: true, cellActivation, gates };
}

/** The reset gate acts after the product, so that the candidate keeps its two biases apart (spec, section 6). */
export function gruFromBlocks(blocks: Blocks, order: readonly GruGate[]): GruNetwork {
  const { hiddenSize, inputSize } = blocks;
  const gate = (name: GruGate): Weights => gateOf(blocks, order.indexOf(name));
  const candidate = order.indexOf('n');
  const gates = { u: gate('u'), r: gate('r'), n: { ...gate('n'), bias: biasOf(blocks, blocks.inputBias, candidate) } };
  return { cell: 'gru', hiddenSize, inputSize, gates, resetBias: biasOf(blocks, blocks.recurrentBias, candidate) };
}

export function rnnFromBlocks(blocks: Blocks, activation: NetworkOptions['activation']): RnnNetwork {
  const { hiddenSize, inputSize } = blocks;
  return { cell: 'rnn', activation, hiddenSize, inputSize, weights: gateOf(blocks, 0) };
}
