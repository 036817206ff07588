/** One direction of a Keras layer as a network: kernel [M × G N], recurrent kernel [N × G N], bias [G N] or [2 × G N]. */
import type { Network } from '../../engine/cells/networks';
import type { Blocks } from '../cells/blocks';
import type { CellOptions, KerasCell } from '../cells/keras';
import { nonFinite } from '../guard';
import type { Tensor } from '../model';
import { reshaped, transposed } from '../reshaping';
import { shortened } from '../storedTensor';
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
  const wanted = cell.isCudnn ? [[2 * columns]] : [[columns], [2, columns]];
  return bias === null || wanted.some((shape) => shape.join() === bias.shape.join())
    ? null
    : `has a bias of shape ${shown(bias.shape)}, and ${shown(wanted[0] ?? [])} was expected`;
}

type Matrices = Pick<Blocks, 'input' | 'recurrent'>;

const matrices = (kernel: Tensor, recurrent: Tensor): Matrices => ({
  input: transposed(kernel, null).values,
  recurrent: transposed(recurrent, null).values,
});

/**
 * cuDNN's matrices are [N × M] and [N × N] for each gate, [out × in], row-major. Keras keeps their numbers in that order in a block of
 * columns [M × N] (hdf5_format.py, _convert_rnn_weights).
 */
function cudnnMatrices(kernel: Tensor, recurrent: Tensor): Matrices {
  const blocks = ({ shape, values }: Tensor): Float64Array => {
    const [rows = 0, columns = 0] = shape;
    const units = recurrent.shape[0] ?? 0;
    const byGate = reshaped({ shape, values }, [rows, columns / units, units]);
    return transposed(byGate, [1, 0, 2]).values;
  };
  return { input: blocks(kernel), recurrent: blocks(recurrent) };
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
  const biasAxes = cell.isCudnn ? 2 : (weights.bias?.shape.length ?? 0);
  const problem = misfit(weights, cell, units) ?? cell.refusal(options, biasAxes);
  if (problem !== null) return problem;
  const tensors = {
    kernel: weights.kernel.read(),
    recurrent: weights.recurrent.read(),
    bias: weights.bias?.read() ?? null,
  };
  const notices = Object.entries({ kernel: tensors.kernel, recurrent_kernel: tensors.recurrent, bias: tensors.bias })
    .map(([name, tensor]) => tensor && nonFinite(`${shortened(set.path)}/${name}`, tensor))
    .filter((notice) => notice !== null);
  const [hiddenSize = 0, columns = 0] = tensors.recurrent.shape;
  const hasTwo = (tensors.bias?.values.length ?? 0) > columns;
  const blocks = {
    hiddenSize,
    inputSize: tensors.kernel.shape[0] ?? 0,
    ...(cell.isCudnn ? cudnnMatrices : matrices)(tensors.kernel, tensors.recurrent),
    inputBias: tensors.bias?.values.slice(0, columns) ?? null,
    recurrentBias: hasTwo ? (tensors.bias?.values.slice(columns) ?? null) : null,
  };
  if (blocks.inputSize === 0) return 'has no inputs';
  return { network: cell.build(blocks, options), hasBias: tensors.bias !== null, notices };
}
