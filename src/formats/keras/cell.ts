/** One direction of a Keras layer as a network: kernel [M × G N], recurrent kernel [N × G N], bias [G N] or [2 × G N]. */
import type { Network } from '../../engine/cells/networks';
import type { CellOptions, KerasCell } from '../cells/keras';
import { nonFinite } from '../guard';
import { transposed } from '../reshaping';
import { type CellWeights, cellWeights, type WeightSet } from './weights';

export interface BuiltCell {
  readonly network: Network;
  readonly hasBias: boolean;
  /** On NaN and infinite weights. */
  readonly notices: readonly string[];
}

const shown = (shape: readonly number[]): string => `[${shape.join(' × ')}]`;

function misfit({ recurrent, bias, gates }: CellWeights, cell: KerasCell, units: number | null): string | null {
  const [hiddenSize = 0, columns = 0] = recurrent.shape;
  if (gates !== cell.gates || hiddenSize === 0 || (units !== null && units !== hiddenSize))
    return `has a recurrent kernel of shape ${shown(recurrent.shape)}, which does not fit its units`;
  const wanted = [[columns], [2, columns]];
  return bias === null || wanted.some((shape) => shape.join() === bias.shape.join())
    ? null
    : `has a bias of shape ${shown(bias.shape)}, and ${shown([columns])} was expected`;
}

/** A text is why it cannot be computed, as the end of a sentence that begins with the layer. */
export function builtCell(
  set: WeightSet | null,
  cell: KerasCell,
  options: CellOptions,
  units: number | null,
): BuiltCell | string {
  const weights = set && cellWeights(set);
  if (set === null || weights === null) return 'has no weights of its kind in the file';
  const problem = misfit(weights, cell, units) ?? cell.refusal(options, weights.bias?.shape.length ?? 0);
  if (problem !== null) return problem;
  const tensors = {
    kernel: weights.kernel.read(),
    recurrent: weights.recurrent.read(),
    bias: weights.bias?.read() ?? null,
  };
  const notices = Object.entries({ kernel: tensors.kernel, recurrent_kernel: tensors.recurrent, bias: tensors.bias })
    .map(([name, tensor]) => tensor && nonFinite(`${set.path}/${name}`, tensor))
    .filter((notice) => notice !== null);
  const [hiddenSize = 0, columns = 0] = tensors.recurrent.shape;
  const hasTwo = tensors.bias?.shape.length === 2;
  const blocks = {
    hiddenSize,
    inputSize: tensors.kernel.shape[0] ?? 0,
    input: transposed(tensors.kernel, null).values,
    recurrent: transposed(tensors.recurrent, null).values,
    inputBias: tensors.bias?.values.slice(0, columns) ?? null,
    recurrentBias: hasTwo ? (tensors.bias?.values.slice(columns) ?? null) : null,
  };
  if (blocks.inputSize === 0) return 'has no inputs';
  return { network: cell.build(blocks, options), hasBias: tensors.bias !== null, notices };
}
