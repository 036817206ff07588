/** An ONNX graph with the graphs inside it: who makes each value, and who reads it. */
import { shortened } from '../storedTensor';
import type { Attribute, GraphMessage, NodeMessage, TensorMessage } from './messages';

/** A value by identity: names may be used again in another graph. */
export interface Value {
  readonly name: string;
  readonly scope: Scope;
  /** The node that makes it; null for an initializer and for what comes from outside. */
  readonly node: GraphNode | null;
  /** Which of the node's outputs it is. */
  readonly output: number;
  readonly initializer: TensorMessage | null;
  /** Each reader, and which of its inputs this is. */
  readonly readers: { readonly node: GraphNode; readonly input: number }[];
  /** The outputs of outer nodes that it is handed to: of an If around it. */
  readonly handedTo: Value[];
  /** The values of its branches, of an If's output. */
  readonly handedFrom: Value[];
}

export interface GraphNode {
  readonly op: string;
  readonly title: string;
  readonly scope: Scope;
  /** Null where an optional input is left out. */
  readonly inputs: (Value | null)[];
  readonly outputs: (Value | null)[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export interface Scope {
  readonly around: Scope | null;
  readonly values: Map<string, Value>;
}

export const intOf = (node: GraphNode, name: string, otherwise: number): number =>
  node.attributes.get(name)?.int ?? otherwise;

export const intsOf = (node: GraphNode, name: string): readonly number[] | null =>
  node.attributes.get(name)?.ints ?? null;

function find(scope: Scope, name: string): Value | null {
  for (let at: Scope | null = scope; at !== null; at = at.around) {
    const found = at.values.get(name);
    if (found !== undefined) return found;
  }
  return null;
}

function valueIn(scope: Scope, name: string, from: Partial<Pick<Value, 'node' | 'output' | 'initializer'>>): Value {
  const value: Value = {
    name,
    scope,
    node: from.node ?? null,
    output: from.output ?? 0,
    initializer: from.initializer ?? null,
    readers: [],
    handedTo: [],
    handedFrom: [],
  };
  scope.values.set(name, value);
  return value;
}

function nodeIn(scope: Scope, { name, op, outputs, attributes }: NodeMessage): GraphNode {
  const title = shortened(name || outputs.find((output) => output !== '') || op);
  const node: GraphNode = { op, title, scope, inputs: [], outputs: [], attributes };
  node.outputs.push(
    ...outputs.map((output, k) => (output === '' ? null : valueIn(scope, output, { node, output: k }))),
  );
  return node;
}

/** All nodes of the graph and of those inside it, in the file's order; a node before those inside it. */
export function nodesOf(graph: GraphMessage, around: Scope | null = null, owner: GraphNode | null = null): GraphNode[] {
  const scope: Scope = { around, values: new Map() };
  for (const initializer of graph.initializers) valueIn(scope, initializer.name, { initializer });
  for (const input of graph.inputs) if (!scope.values.has(input)) valueIn(scope, input, {});
  // In a file that is sorted, as it must be, makers come before readers; here no order is relied on.
  const made = graph.nodes.map((message) => ({ message, node: nodeIn(scope, message) }));
  const all: GraphNode[] = [];
  for (const { message, node } of made) {
    message.inputs.forEach((name, input) => {
      const value = name === '' ? null : (find(scope, name) ?? valueIn(scope, name, {}));
      node.inputs.push(value);
      value?.readers.push({ node, input });
    });
    all.push(node);
    for (const { graphs } of message.attributes.values())
      for (const inner of graphs) all.push(...nodesOf(inner, scope, node));
  }
  graph.outputs.forEach((name, k) => {
    const value = find(scope, name);
    if (value === null) return;
    const outer = owner?.op === 'If' ? owner.outputs[k] : undefined;
    if (outer) {
      value.handedTo.push(outer);
      outer.handedFrom.push(value);
    } else if (owner !== null) value.readers.push({ node: owner, input: owner.inputs.length }); // a loop: it goes round, or is collected
  });
  return all;
}
