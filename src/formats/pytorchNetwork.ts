/** A network from the tensors that PyTorch has for one layer and direction. */
import { cellOf } from '../engine/cells';
import { type Network, NO_OPTIONS, type RnnNetwork } from '../engine/cells/networks';
import type { ParameterName } from '../settings/edges';
import { cellWith, layoutOf } from './cells';
import type { NamedTensor } from './model';
import { fullName, type NamedLayer, type Part } from './recurrentNames';
import { named, type StoredTensor, shownShape } from './storedTensor';

/** What no network can be made of; the message is part of a sentence, and begins with the tensor's name. */
export class NotComputed extends Error {}

export interface BuiltNetwork {
  readonly network: Network;
  readonly hasBias: boolean;
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
  const cell = cellWith(rows / n);
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
  const block = (part: Part, index: number, size: number): Float64Array =>
    tensors.get(part)?.values.slice(index * size, (index + 1) * size) ?? new Float64Array(size);
  const parameters = new Map<ParameterName, Float64Array>();
  layoutOf(cell).blocks.forEach((names, index) => {
    parameters.set(names.input, block('weight_ih', index, n * m));
    parameters.set(names.recurrent, block('weight_hh', index, n * n));
    const [own, back] = [block('bias_ih', index, n), block('bias_hh', index, n)];
    if (names.inputBias === names.recurrentBias) {
      parameters.set(
        names.inputBias,
        own.map((value, k) => value + back[k]),
      );
    } else {
      parameters.set(names.inputBias, own);
      parameters.set(names.recurrentBias, back);
    }
  });
  const shape = { ...NO_OPTIONS, hiddenSize: n, inputSize: m, forgetGate: true, activation };
  const network = cellOf(cell).build(shape, (name) => parameters.get(name) as Float64Array);
  return {
    network,
    hasBias: of('bias_ih') !== undefined || of('bias_hh') !== undefined,
    tensors: [...tensors.values()],
  };
}
