/** A network from the tensors that PyTorch has for one layer and direction. */
import type { Network, RnnNetwork } from '../../engine/cells/networks';
import { pytorchCellWith } from '../cells/pytorch';
import type { NamedTensor } from '../model';
import { named, type StoredTensor, shownShape } from '../storedTensor';
import { fullName, type NamedLayer, type Part } from './names';

/** What no network can be made of; the message is part of a sentence, and begins with the tensor's name. */
export class NotComputed extends Error {}

export interface BuiltNetwork {
  readonly network: Network;
  readonly hasBias: boolean;
  /** Whether a state dict leaves open which activation it has. */
  readonly hasActivation: boolean;
  /** What the network was made of. */
  readonly tensors: readonly NamedTensor[];
}

/** `activation`: of nn.RNN, which a state dict does not tell. Errors: `NotComputed`, and those of the tensors. */
export function networkOf(layer: NamedLayer, activation: RnnNetwork['activation']): BuiltNetwork {
  const of = (part: Part): StoredTensor | undefined => layer.parts.get(part);
  const refuse = (part: Part, problem: string): never => {
    throw new NotComputed(`${fullName(layer, part)} ${problem}`);
  };
  const shapeOf = (part: Part): string => shownShape(of(part)?.shape ?? []);
  const matrix = (part: Part): StoredTensor => {
    const tensor = of(part) ?? refuse(part, 'is missing');
    if (!tensor.isFloat) refuse(part, 'does not hold floats');
    return tensor.shape.length === 2 ? tensor : refuse(part, `is ${shapeOf(part)}, and must be a matrix`);
  };

  if (of('weight_hr') !== undefined) refuse('weight_hr', 'is a projection (proj_size), which is not computed here');
  const recurrent = matrix('weight_hh');
  const input = matrix('weight_ih');
  const [rows, n] = recurrent.shape as [number, number];
  const m = input.shape[1] as number;
  const cell = pytorchCellWith(rows / n);
  if (cell === undefined || n === 0)
    return refuse('weight_hh', `is ${shapeOf('weight_hh')}: 4N × N (LSTM), 3N × N (GRU) or N × N (RNN) was expected`);
  if (input.shape[0] !== rows || m === 0)
    refuse('weight_ih', `is ${shapeOf('weight_ih')}: ${rows} rows were expected, as many as weight_hh has`);
  for (const part of ['bias_ih', 'bias_hh'] as const) {
    const bias = of(part);
    if (bias !== undefined && (!bias.isFloat || bias.shape.length !== 1 || bias.shape[0] !== rows))
      refuse(part, `is ${shapeOf(part)}: ${shownShape([rows])} was expected`);
  }

  const tensors = new Map([...layer.parts].map(([part, tensor]) => [part, named(tensor)]));
  const values = (part: Part): Float64Array | null => tensors.get(part)?.values ?? null;
  const blocks = {
    hiddenSize: n,
    inputSize: m,
    input: values('weight_ih') as Float64Array,
    recurrent: values('weight_hh') as Float64Array,
    inputBias: values('bias_ih'),
    recurrentBias: values('bias_hh'),
  };
  const network = cell.build(blocks, activation);
  return {
    network,
    hasBias: of('bias_ih') !== undefined || of('bias_hh') !== undefined,
    hasActivation: cell.hasActivation,
    tensors: [...tensors.values()],
  };
}
