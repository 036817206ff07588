/** What every reader of model files makes: the recurrent layers that were found, as networks that the engine runs, and what is around them. */
import type { Network } from '../engine/cells/networks';

/** Numbers of any rank in float64, row-major, without gaps. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export interface NamedTensor extends Tensor {
  readonly name: string;
}

export type Direction = 'forward' | 'reverse';

/** How the gradients of a layer's weights are named and laid out: as in the file that it came from. `pytorchCell`: of nn.LSTMCell and its like. */
export type GradientNaming = 'pytorch' | 'pytorchCell' | 'keras' | 'onnx';

/** One recurrent layer in one direction. */
export interface RecurrentLayer {
  /** PyTorch's suffix, `l0`, `l1_reverse`; in other files `l` and the order of the nodes. */
  readonly layer: string;
  /** Where the file has it: PyTorch's prefix, a Keras layer, an ONNX node. */
  readonly name: string;
  readonly direction: Direction;
  readonly network: Network;
  /** Layers of one stack feed one another through nothing but reshaping. */
  readonly stack: number;
  /** 0 reads the stack's input; both directions of a layer have one depth. */
  readonly depth: number;
  /** y⁰ or h⁰, c⁰, [N] each, where the file gives them. */
  readonly initialOutput: Float64Array | null;
  readonly initialCell: Float64Array | null;
  /** What is above the stack's top layer other than a linear head, in words; null where nothing is, or this is not the top. */
  readonly above: string | null;
  readonly gradients: GradientNaming;
  /** False where the layer has no bias, so that there is no gradient of one to list; true where this is left out. */
  readonly hasBias?: boolean;
}

/** A linear layer that reads the top layer's output: logits = weight · y + bias. */
export interface LinearHead {
  readonly name: string;
  /** [outputs × inputs] */
  readonly weight: Tensor;
  readonly bias: Float64Array | null;
  /** The stack that it reads; null where shapes alone cannot tell. */
  readonly stack: number | null;
  /** It reads the last output that each direction makes: of a reverse direction, that at the first time step. */
  readonly readsFinalStates?: boolean;
}

/** An embedding table [words × M]. */
export interface EmbeddingTable {
  readonly name: string;
  readonly weight: Tensor;
}

/** A batch that came in the same file, written by the snippet for training loops. */
export interface RecordedBatch {
  readonly inputs: Tensor;
  readonly target: Tensor | null;
  readonly lengths: readonly number[] | null;
}

export interface ModelFile {
  /** As told to people: "PyTorch checkpoint", "safetensors", "ONNX", … */
  readonly format: string;
  /** Lower layers first, forward before reverse. */
  readonly layers: readonly RecurrentLayer[];
  /** Every tensor that could be the head: more than one, and the person is asked. */
  readonly heads: readonly LinearHead[];
  readonly embeddings: readonly EmbeddingTable[];
  readonly batch: RecordedBatch | null;
  /** One sentence each: what is there and cannot be computed, NaN weights and where they are, … */
  readonly notices: readonly string[];
}

/** What is wrong with a file, in one sentence for a person: what was found and what was expected. The only error that a reader throws. */
export class UnreadableFile extends Error {}

/** `name` is the file's, with its ending; what the bytes say goes before what the name says. */
export type Reader = (bytes: Uint8Array, name: string) => Promise<ModelFile>;
