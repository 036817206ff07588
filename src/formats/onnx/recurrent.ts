/** LSTM, GRU and RNN nodes as networks. W [D × G N × M], R [D × G N × N], B [D × 2 G N], P [D × 3 N]; D directions, G gates. */
import type { Network } from '../../engine/cells/networks';
import { ONNX_CELLS, type OnnxCell } from '../cells/onnx';
import { nonFinite } from '../guard';
import { type Direction, type Tensor, UnreadableFile } from '../model';
import type { Constants } from './constants';
import { type GraphNode, intOf, type Value } from './graph';

/** One direction of one node. */
export interface Directed {
  readonly direction: Direction;
  readonly network: Network;
  readonly initialOutput: Float64Array | null;
  readonly initialCell: Float64Array | null;
  readonly hasBias: boolean;
}

/** A recurrent node, in the file's order. */
export interface RecurrentNode {
  readonly node: GraphNode;
  /** `LSTM “name”`. */
  readonly title: string;
  readonly order: number;
  readonly directions: readonly Direction[];
  /** Empty where it cannot be computed; `notices` then says why. */
  readonly layers: readonly Directed[];
  readonly notices: readonly string[];
}

const DIRECTIONS: ReadonlyMap<string, readonly Direction[]> = new Map([
  ['forward', ['forward']],
  ['reverse', ['reverse']],
  ['bidirectional', ['forward', 'reverse']],
]);

/** What a node asks for that cannot be computed: the end of a sentence that begins with the node. */
class NotComputed extends Error {}

interface Weights {
  readonly W: Tensor;
  readonly R: Tensor;
  readonly B: Tensor | null;
  readonly P: Tensor | null;
}

const INPUTS = { W: 1, R: 2, B: 3, sequenceLengths: 4, initialOutput: 5, initialCell: 6, P: 7 };

function required(node: GraphNode, name: 'W' | 'R', constants: Constants): Tensor {
  const tensor = constants.of(node.inputs[INPUTS[name]]);
  if (tensor === null)
    throw new NotComputed(
      `has a weight ${name} that the graph does not make from constants in a way that is read here`,
    );
  return tensor;
}

function optional(node: GraphNode, name: 'B' | 'P', constants: Constants): Tensor | null {
  const value = node.inputs[INPUTS[name]];
  if (!value) return null;
  const tensor = constants.of(value);
  if (tensor === null)
    throw new NotComputed(
      `has a weight ${name} that the graph does not make from constants in a way that is read here`,
    );
  return tensor;
}

interface Sizes {
  readonly hiddenSize: number;
  readonly inputSize: number;
}

function sizesOf(node: GraphNode, cell: OnnxCell, directions: number, { W, R, B, P }: Weights): Sizes {
  const inputSize = W.shape[2] ?? 0;
  const hiddenSize = R.shape[2] ?? 0;
  const rows = cell.gates * hiddenSize;
  const wanted: [string, Tensor | null, number[]][] = [
    ['W', W, [directions, rows, inputSize]],
    ['R', R, [directions, rows, hiddenSize]],
    ['B', B, [directions, 2 * rows]],
    ['P', P, [directions, 3 * hiddenSize]],
  ];
  for (const [name, tensor, shape] of wanted)
    if (tensor !== null && tensor.shape.join() !== shape.join())
      throw new NotComputed(
        `has ${name} of shape [${tensor.shape.join(' × ')}], and [${shape.join(' × ')}] was expected`,
      );
  if (hiddenSize === 0 || inputSize === 0) throw new NotComputed('has no units or no inputs');
  if (intOf(node, 'hidden_size', hiddenSize) !== hiddenSize)
    throw new NotComputed(`says hidden_size = ${intOf(node, 'hidden_size', 0)}, but its R has ${hiddenSize} columns`);
  return { hiddenSize, inputSize };
}

/** Initial states are [D × batch × N], or [batch × D × N] where the layout is batch first. */
function initialState(
  node: GraphNode,
  input: number,
  { direction, hiddenSize, directions }: { direction: number; hiddenSize: number; directions: number },
  constants: Constants,
): Float64Array | null | 'unknown' {
  const value = node.inputs[input] ?? null;
  if (value === null) return null;
  const uniform = constants.uniform(value);
  if (uniform !== null) return uniform === 0 ? null : new Float64Array(hiddenSize).fill(uniform);
  const tensor = constants.of(value);
  if (tensor === null) return 'unknown';
  const [a = 0, b = 0, units] = tensor.shape;
  const batchFirst = intOf(node, 'layout', 0) === 1;
  const batch = batchFirst ? a : b;
  if (units !== hiddenSize || (batchFirst ? b : a) !== directions || batch < 1) return 'unknown';
  const rows = Array.from({ length: batch }, (_, k) => {
    const row = batchFirst ? k * directions + direction : direction * batch + k;
    return tensor.values.slice(row * hiddenSize, (row + 1) * hiddenSize);
  });
  const [first] = rows;
  return first !== undefined && rows.every((row) => row.every((x, unit) => x === first[unit])) ? first : 'unknown';
}

function activationsOf(node: GraphNode, cell: OnnxCell, direction: number): string[] {
  const count = cell.activations.length;
  const named = (node.attributes.get('activations')?.texts ?? []).map((name) => name.toLowerCase());
  return named.length === 0 ? [...cell.activations] : named.slice(direction * count, (direction + 1) * count);
}

/** What is there, is left out of the numbers, and may change them. */
function leftOut(node: GraphNode, title: string): string[] {
  const notices: string[] = [];
  const clip = node.attributes.get('clip')?.float ?? null;
  if (clip !== null && clip > 0)
    notices.push(`${title} clips what goes into its activations at ${clip}; the numbers here are without that.`);
  if (node.inputs[INPUTS.sequenceLengths])
    notices.push(`${title} takes lengths of sequences (sequence_lens); here every step of the data is read.`);
  return notices;
}

/** Row `direction` of a tensor that has one for each. */
const rowOf = ({ shape, values }: Tensor, direction: number): Float64Array => {
  const size = values.length / (shape[0] as number);
  return values.slice(direction * size, (direction + 1) * size);
};

function layersOf(node: GraphNode, title: string, cell: OnnxCell, constants: Constants): [Directed[], string[]] {
  const directions = DIRECTIONS.get(node.attributes.get('direction')?.text ?? 'forward');
  if (directions === undefined)
    throw new NotComputed('has a direction that is none of forward, reverse, bidirectional');
  const weights = {
    W: required(node, 'W', constants),
    R: required(node, 'R', constants),
    B: optional(node, 'B', constants),
    P: optional(node, 'P', constants),
  };
  const sizes = sizesOf(node, cell, directions.length, weights);
  const rows = cell.gates * sizes.hiddenSize;
  const notices = leftOut(node, title);
  const starts = (input: number, at: number): Float64Array | null => {
    const state = initialState(node, input, { ...sizes, direction: at, directions: directions.length }, constants);
    if (state !== 'unknown') return state;
    const notice = `${title} gets its initial state from elsewhere in the graph; here it starts from zeros.`;
    if (!notices.includes(notice)) notices.push(notice);
    return null;
  };
  const layers = directions.map((direction, at): Directed => {
    const activations = activationsOf(node, cell, at);
    const refusal = cell.refusal(activations, (name) => intOf(node, name, 0));
    if (refusal !== null) throw new NotComputed(refusal);
    const bias = weights.B && rowOf(weights.B, at);
    const blocks = {
      ...sizes,
      input: rowOf(weights.W, at),
      recurrent: rowOf(weights.R, at),
      inputBias: bias?.slice(0, rows) ?? null,
      recurrentBias: bias?.slice(rows) ?? null,
    };
    return {
      direction,
      network: cell.build(blocks, weights.P && rowOf(weights.P, at), activations),
      initialOutput: starts(INPUTS.initialOutput, at),
      initialCell: starts(INPUTS.initialCell, at),
      hasBias: bias !== null,
    };
  });
  for (const [name, tensor] of Object.entries(weights)) {
    const notice = tensor && nonFinite(`${name} of ${title}`, tensor);
    if (notice !== null) notices.push(notice);
  }
  return [layers, notices];
}

/** Every recurrent node; those that cannot be computed have no layers, and a notice. */
export function recurrentNodes(nodes: readonly GraphNode[], constants: Constants): RecurrentNode[] {
  const found: RecurrentNode[] = [];
  for (const node of nodes) {
    const cell = ONNX_CELLS.get(node.op);
    if (cell === undefined) continue;
    const title = `${node.op} “${node.title}”`;
    const directions = DIRECTIONS.get(node.attributes.get('direction')?.text ?? 'forward') ?? ['forward'];
    const common = { node, title, order: found.length, directions };
    try {
      const [layers, notices] = layersOf(node, title, cell, constants);
      found.push({ ...common, layers, notices });
    } catch (error) {
      if (error instanceof NotComputed) found.push({ ...common, layers: [], notices: [`${title} ${error.message}.`] });
      else if (error instanceof UnreadableFile)
        found.push({ ...common, layers: [], notices: [`${title} cannot be read: ${error.message}`] });
      else throw error;
    }
  }
  return found;
}

/** Which output of a recurrent node a value is: every step's, the last step's, or the last cell's. */
export const outputOf = (value: Value): 'steps' | 'last' | 'cell' =>
  (['steps', 'last', 'cell'] as const)[value.output] ?? 'cell';
