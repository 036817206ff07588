/** Linear layers on top of recurrent ones: a Gemm, or a MatMul with or without an Add, whose weights are constants. */
import type { Tensor } from '../model';
import { transposed } from '../reshaping';
import type { Constants } from './constants';
import { type GraphNode, intOf, type Value } from './graph';
import { isSameParts, type Trace, Tracer } from './trace';

export interface FoundHead {
  /** Nodes with these weights that read the same. */
  readonly nodes: GraphNode[];
  readonly name: string;
  /** [outputs × inputs] */
  readonly weight: Tensor;
  readonly bias: Float64Array | null;
  readonly trace: Trace;
  /** What makes probabilities of it, if anything. */
  readonly last: string | null;
}

/** What may follow the last linear layer: it turns logits into probabilities or choices. */
const LAST: ReadonlySet<string> = new Set([
  'Softmax',
  'LogSoftmax',
  'Sigmoid',
  'ArgMax',
  'TopK',
  'Hardmax',
  'Softplus',
]);

interface Linear {
  readonly weight: Tensor;
  readonly bias: Float64Array | null;
  readonly output: Value | null;
}

const scaled = (values: Float64Array, factor: number): Float64Array =>
  factor === 1 ? values : values.map((value) => factor * value);

/** [outputs], from a tensor that is broadcast to it; null where that cannot be. */
function broadcast({ shape, values }: Tensor, outputs: number): Float64Array | null {
  if (values.length === outputs && (shape.at(-1) ?? 1) === outputs) return values;
  return values.length === 1 ? new Float64Array(outputs).fill(values[0] as number) : null;
}

function gemm(node: GraphNode, constants: Constants): Linear | null {
  const [, B, C] = node.inputs;
  const stored = constants.of(B);
  if (stored?.shape.length !== 2 || intOf(node, 'transA', 0) !== 0) return null;
  const turned = intOf(node, 'transB', 0) === 1 ? stored : transposed(stored, null);
  const alpha = node.attributes.get('alpha')?.float ?? 1;
  const beta = node.attributes.get('beta')?.float ?? 1;
  const weight = { shape: turned.shape, values: scaled(turned.values, alpha) };
  if (!C) return { weight, bias: null, output: node.outputs[0] ?? null };
  const constant = constants.of(C);
  const bias = constant && broadcast(constant, turned.shape[0] as number);
  return bias && { weight, bias: scaled(bias, beta), output: node.outputs[0] ?? null };
}

function matMul(node: GraphNode, constants: Constants): Linear | null {
  const stored = constants.of(node.inputs[1]);
  const output = node.outputs[0] ?? null;
  if (stored?.shape.length !== 2 || output === null) return null;
  const weight = transposed(stored, null);
  const [reader, ...others] = output.readers;
  if (reader?.node.op !== 'Add' || others.length > 0) return { weight, bias: null, output };
  const constant = constants.of(reader.node.inputs[1 - reader.input]);
  const bias = constant && broadcast(constant, weight.shape[0] as number);
  return bias && { weight, bias, output: reader.node.outputs[0] ?? null };
}

const LINEAR: ReadonlyMap<string, (node: GraphNode, constants: Constants) => Linear | null> = new Map([
  ['Gemm', gemm],
  ['MatMul', matMul],
]);

/** Each once for what it reads, whichever branch of an If that comes from, and however often the weights are used. */
export function headsOf(nodes: readonly GraphNode[], tracer: Tracer): FoundHead[] {
  const { recurrent, constants } = tracer;
  const found: FoundHead[] = [];
  for (const branch of [null, 0, 1]) {
    const all = headsBy(nodes, branch === null ? tracer : new Tracer(recurrent, constants, branch));
    for (const head of all) {
      const known = found.find(({ name, trace }) => name === head.name && isSameParts(trace.parts, head.trace.parts));
      if (known === undefined) found.push(head);
      else known.nodes.push(...head.nodes);
    }
  }
  return found;
}

/** Those that read recurrent nodes through reshaping, and that nothing but probabilities follows. */
function headsBy(nodes: readonly GraphNode[], tracer: Tracer): FoundHead[] {
  const { constants } = tracer;
  return nodes.flatMap((node): FoundHead[] => {
    const trace = tracer.trace(node.inputs[0]);
    const linear = trace && LINEAR.get(node.op)?.(node, constants);
    if (!linear) return [];
    const after = tracer.readers([linear.output]).map((reader) => reader.node.op);
    if (!after.every((op) => LAST.has(op))) return [];
    const { weight, bias } = linear;
    const stored = node.inputs[1];
    const name = stored?.initializer ? stored.name : node.title;
    return [{ nodes: [node], name, weight, bias, trace, last: after[0] ?? null }];
  });
}
