/** The messages of ONNX that a recurrent layer needs, by the numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
import { UnreadableFile } from '../model';
import { type Field, fieldsOf, integersOf } from './wire';

export interface TensorMessage {
  readonly name: string;
  readonly dims: readonly number[];
  /** TensorProto.DataType */
  readonly type: number;
  /** Little-endian; null where the numbers are in `numbers`. */
  readonly raw: Uint8Array | null;
  /** Fixed-size numbers as bytes (float_data, double_data), or integers (int32_data, int64_data, uint64_data). */
  readonly fixed: readonly Uint8Array[];
  readonly integers: readonly number[];
  /** Its numbers are in another file. */
  readonly external: boolean;
}

export interface Attribute {
  readonly float: number | null;
  readonly int: number | null;
  readonly text: string | null;
  readonly tensor: TensorMessage | null;
  readonly graphs: readonly GraphMessage[];
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly texts: readonly string[];
}

export interface NodeMessage {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export interface GraphMessage {
  readonly nodes: readonly NodeMessage[];
  readonly initializers: readonly TensorMessage[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface ModelMessage {
  readonly graph: GraphMessage;
  /** What functions of the model's own are made of: op types. */
  readonly functionOps: readonly string[];
}

/** Graphs within graphs, deeper than which nobody goes. */
const DEEPEST = 32;

const utf8 = new TextDecoder();

function bytesOf(field: Field): Uint8Array {
  if (field.kind === 'bytes') return field.bytes;
  throw new UnreadableFile('This ONNX file is damaged: a number stands where a message was expected.');
}
const textOf = (field: Field): string => utf8.decode(bytesOf(field));
const integerOf = (field: Field): number => (field.kind === 'varint' ? field.value : 0);

function floatsOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength >> 2 }, (_, k) => view.getFloat32(4 * k, true));
}

function tensorMessage(bytes: Uint8Array): TensorMessage {
  const dims: number[] = [];
  const fixed: Uint8Array[] = [];
  const integers: number[] = [];
  let [name, type, raw, external]: [string, number, Uint8Array | null, boolean] = ['', 0, null, false];
  for (const field of fieldsOf(bytes)) {
    switch (field.field) {
      case 1:
        for (const length of integersOf(field)) dims.push(length);
        break;
      case 2:
        type = integerOf(field);
        break;
      case 4: // float_data
      case 10: // double_data
        if (field.kind !== 'varint') fixed.push(field.bytes);
        break;
      case 5: // int32_data
      case 7: // int64_data
      case 11: // uint64_data
        for (const value of integersOf(field)) integers.push(value);
        break;
      case 8:
        name = textOf(field);
        break;
      case 9:
        raw = bytesOf(field);
        break;
      case 13: // external_data
        external = true;
        break;
      case 14:
        external ||= integerOf(field) === 1;
        break;
    }
  }
  return { name, dims, type, raw, fixed, integers, external };
}

function attribute(bytes: Uint8Array, depth: number): [string, Attribute] {
  let name = '';
  const graphs: GraphMessage[] = [];
  const floats: number[] = [];
  const ints: number[] = [];
  const texts: string[] = [];
  let float: number | null = null;
  let int: number | null = null;
  let text: string | null = null;
  let tensor: TensorMessage | null = null;
  for (const field of fieldsOf(bytes)) {
    switch (field.field) {
      case 1:
        name = textOf(field);
        break;
      case 2:
        if (field.kind === 'fixed') float = floatsOf(field.bytes)[0] ?? null;
        break;
      case 3:
        int = integerOf(field);
        break;
      case 4:
        text = textOf(field);
        break;
      case 5:
        tensor = tensorMessage(bytesOf(field));
        break;
      case 6:
      case 11:
        graphs.push(graphMessage(bytesOf(field), depth + 1));
        break;
      case 7:
        if (field.kind !== 'varint') for (const value of floatsOf(field.bytes)) floats.push(value);
        break;
      case 8:
        for (const value of integersOf(field)) ints.push(value);
        break;
      case 9:
        texts.push(textOf(field));
        break;
    }
  }
  return [name, { float, int, text, tensor, graphs, floats, ints, texts }];
}

function nodeMessage(bytes: Uint8Array, depth: number): NodeMessage {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  let [name, op] = ['', ''];
  for (const field of fieldsOf(bytes)) {
    if (field.field === 1) inputs.push(textOf(field));
    else if (field.field === 2) outputs.push(textOf(field));
    else if (field.field === 3) name = textOf(field);
    else if (field.field === 4) op = textOf(field);
    else if (field.field === 5) attributes.set(...attribute(bytesOf(field), depth));
  }
  return { name, op, inputs, outputs, attributes };
}

/** The name of a ValueInfoProto. */
function valueName(bytes: Uint8Array): string {
  for (const field of fieldsOf(bytes)) if (field.field === 1) return textOf(field);
  return '';
}

function graphMessage(bytes: Uint8Array, depth: number): GraphMessage {
  if (depth > DEEPEST)
    throw new UnreadableFile(`This ONNX file has graphs within graphs more than ${DEEPEST} levels deep.`);
  const nodes: NodeMessage[] = [];
  const initializers: TensorMessage[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.field === 1) nodes.push(nodeMessage(bytesOf(field), depth));
    else if (field.field === 5) initializers.push(tensorMessage(bytesOf(field)));
    else if (field.field === 11) inputs.push(valueName(bytesOf(field)));
    else if (field.field === 12) outputs.push(valueName(bytesOf(field)));
  }
  return { nodes, initializers, inputs, outputs };
}

function functionOps(bytes: Uint8Array): string[] {
  const nodes = [...fieldsOf(bytes)].filter(({ field }) => field === 7);
  return nodes.map((node) => nodeMessage(bytesOf(node), 0).op);
}

/** Fields of ModelProto; all but the graph, the operator sets and a few more are numbers and texts. */
const OF_MODEL: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26]);

/** Whether the bytes have the outline of a model with a graph: ONNX begins with nothing that tells it from other files. */
export function isOnnx(bytes: Uint8Array): boolean {
  let hasGraph = false;
  try {
    for (const { field, kind } of fieldsOf(bytes)) {
      if (!OF_MODEL.has(field)) return false;
      hasGraph ||= field === 7 && kind === 'bytes';
    }
  } catch {
    // A cut file has the outline as far as it goes.
    return hasGraph || startsLikeOnnx(bytes);
  }
  return hasGraph;
}

/** The version of the format, and who wrote it: what every exporter writes first. */
const startsLikeOnnx = (bytes: Uint8Array): boolean =>
  bytes[0] === 8 && (bytes[1] ?? 128) < 64 && (bytes[2] === 0x12 || bytes[2] === 0x3a);

/** @throws {UnreadableFile} where the bytes are no ONNX model. */
export function modelMessage(bytes: Uint8Array): ModelMessage {
  let graph: GraphMessage | null = null;
  const ops: string[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.field === 7) graph = graphMessage(bytesOf(field), 0);
    else if (field.field === 25) ops.push(...functionOps(bytesOf(field)));
  }
  if (graph === null) throw new UnreadableFile('This is not an ONNX model: it has no graph.');
  return { graph, functionOps: ops };
}
