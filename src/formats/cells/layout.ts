/** Where a cell's parameters are in the tensors of files: blocks of N rows (or columns), one for each gate. */
import type { ParameterName } from '../../settings/edges';

/** One block. Where both biases are the same parameter, that is their sum. */
export interface Block {
  readonly input: ParameterName;
  readonly recurrent: ParameterName;
  readonly inputBias: ParameterName;
  readonly recurrentBias: ParameterName;
}

/** In PyTorch's order of blocks; their number tells which cell a file has. */
export interface Layout {
  readonly blocks: readonly Block[];
}

export const summed = (input: ParameterName, recurrent: ParameterName, bias: ParameterName): Block => ({
  input,
  recurrent,
  inputBias: bias,
  recurrentBias: bias,
});
