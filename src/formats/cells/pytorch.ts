/** The recurrent layers of PyTorch: the order of their gates, and their networks. */
import type { Network, NetworkOptions } from '../../engine/cells/networks';
import type { Gate, GruGate } from '../../settings/edges';
import { type Blocks, gruFromBlocks, lstmFromBlocks, rnnFromBlocks } from './blocks';

export interface PytorchCell {
  /** Blocks of rows: i, f, g, o of an LSTM, where g is z; r, z, n of a GRU, where z is u; one of an RNN. */
  readonly gates: number;
  /** Whether its activation is the layer's own choice. */
  readonly hasActivation: boolean;
  build(blocks: Blocks, activation: NetworkOptions['activation']): Network;
}

const LSTM_GATES: readonly Gate[] = ['i', 'f', 'z', 'o'];
const GRU_GATES: readonly GruGate[] = ['r', 'u', 'n'];

const PYTORCH_CELLS: readonly PytorchCell[] = [
  { gates: 4, hasActivation: false, build: (blocks) => lstmFromBlocks(blocks, LSTM_GATES) },
  { gates: 3, hasActivation: false, build: (blocks) => gruFromBlocks(blocks, GRU_GATES) },
  { gates: 1, hasActivation: true, build: rnnFromBlocks },
];

/** The number of gates is all that a state dict tells of the cell. */
export const pytorchCellWith = (gates: number): PytorchCell | undefined =>
  PYTORCH_CELLS.find((cell) => cell.gates === gates);
