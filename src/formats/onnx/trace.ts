/** From a value back to the recurrent nodes that it is made of, through nothing but reshaping, and on to what reads it. */
import type { Cut } from '../reshaping';
import { axesOf, type Constants, cutsOf } from './constants';
import { type GraphNode, intOf, intsOf, type Value } from './graph';
import { outputOf, type RecurrentNode } from './recurrent';

/** Time, direction, batch, units, or an axis of length 1. */
type Axis = 'T' | 'D' | 'B' | 'N' | '1';

/** One direction of a node, by its index. */
export interface Part {
  readonly source: RecurrentNode;
  readonly direction: number;
}

export interface Trace {
  /** In the order in which their units stand beside one another. */
  readonly parts: readonly Part[];
  /** Every step, the last one in time, or the last that each direction makes. */
  readonly steps: 'all' | 'last' | 'final';
  /** Null where a Reshape leaves them unknown. */
  readonly axes: readonly Axis[] | null;
}

/** They change no number at inference. */
const UNCHANGED: ReadonlySet<string> = new Set(['Identity', 'Cast', 'Dropout']);
const RESHAPING: ReadonlySet<string> = new Set(['Transpose', 'Squeeze', 'Unsqueeze', 'Reshape', 'Flatten']);
const CHOOSING: ReadonlySet<string> = new Set(['Gather', 'Slice']);
/** They read how large a value is, and nothing that is in it. */
const MEASURING: ReadonlySet<string> = new Set(['Shape', 'Size']);
/** An end that a Slice gives for "all that there is". */
const TO_THE_END = 2 ** 30;

/** What reads a value, once reshaping and choosing are seen through. */
export interface Reader {
  readonly node: GraphNode;
  readonly input: number;
}

export class Tracer {
  readonly #traces = new Map<Value, Trace | null>();
  readonly #byNode: ReadonlyMap<GraphNode, RecurrentNode>;

  /** `branch`: which of an If's branches is followed where they do not agree; neither, where it is null. */
  constructor(
    readonly recurrent: readonly RecurrentNode[],
    readonly constants: Constants,
    readonly branch: number | null = null,
  ) {
    this.#byNode = new Map(recurrent.map((found) => [found.node, found]));
  }

  recurrentOf(node: GraphNode): RecurrentNode | null {
    return this.#byNode.get(node) ?? null;
  }

  /** Null where anything but recurrent nodes and reshaping goes into the value. */
  trace(value: Value | null | undefined): Trace | null {
    if (!value) return null;
    const known = this.#traces.get(value);
    if (known !== undefined) return known;
    this.#traces.set(value, null);
    const found = this.#find(value);
    this.#traces.set(value, found);
    return found;
  }

  /** The value that reshaping alone makes this one of. */
  origin(value: Value | null): Value | null {
    const seen = new Set<Value>();
    let at = value;
    while (at?.node && !seen.has(at) && (UNCHANGED.has(at.node.op) || RESHAPING.has(at.node.op))) {
      seen.add(at);
      at = at.node.inputs[0] ?? null;
    }
    return at;
  }

  /** What the values are for, in the end; `parts`: what they are of, so that what was chosen from beside them is not followed. */
  readers(values: readonly (Value | null)[], parts: readonly Part[] = []): readonly Reader[] {
    const isAside = (value: Value): boolean => {
      const trace = parts.length > 0 ? this.trace(value) : null;
      return trace !== null && !trace.parts.some(({ source }) => parts.some((part) => part.source === source));
    };
    const seen = new Set<Value>();
    const readers = new Map<GraphNode, Map<number, Reader>>();
    const queue = values.filter((value) => value !== null);
    for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
      if (seen.has(value)) continue;
      seen.add(value);
      queue.push(...value.handedTo);
      for (const reader of value.readers) {
        const { op, outputs } = reader.node;
        if (MEASURING.has(op)) continue;
        const isSeenThrough =
          op === 'Concat' || (reader.input === 0 && (UNCHANGED.has(op) || RESHAPING.has(op) || CHOOSING.has(op)));
        if (isSeenThrough && outputs[0]) {
          if (!isAside(outputs[0])) queue.push(outputs[0]);
        } else {
          const ofNode = readers.get(reader.node) ?? new Map<number, Reader>();
          readers.set(reader.node, ofNode.set(reader.input, reader));
        }
      }
    }
    return [...readers.values()].flatMap((ofNode) => [...ofNode.values()]);
  }

  #find(value: Value): Trace | null {
    const { node } = value;
    if (node === null) return null;
    const source = this.recurrentOf(node);
    if (source !== null) return ofRecurrent(source, value);
    if (value.handedFrom.length > 0) return this.#agreed(value.handedFrom);
    if (node.op === 'Concat') return this.#besideOneAnother(node);
    const from = this.trace(node.inputs[0]);
    if (from === null) return null;
    if (UNCHANGED.has(node.op)) return from;
    if (RESHAPING.has(node.op)) return { ...from, axes: from.axes && reshapedAxes(node, from.axes, this.constants) };
    if (node.op === 'Gather') return gatheredTrace(node, from, this.constants);
    return node.op === 'Slice' ? slicedTrace(node, from, this.constants) : null;
  }

  #agreed(branches: readonly Value[]): Trace | null {
    const traces = branches.map((branch) => this.trace(branch));
    const [first, ...others] = traces;
    if (this.branch !== null) {
      const followed = traces[this.branch];
      return followed ? { ...followed, axes: null } : null;
    }
    const agree = first && others.every((other) => other && isSame(first, other));
    return agree ? { ...first, axes: null } : null;
  }

  #besideOneAnother(node: GraphNode): Trace | null {
    const traces = node.inputs.map((input) => this.trace(input)).filter((found) => found !== null);
    const [first] = traces;
    if (first === undefined || traces.length !== node.inputs.length) return null;
    const axis = first.axes?.at(intOf(node, 'axis', -1));
    // Along the directions final states of several layers may stand.
    const isBeside = axis === undefined || axis === 'N' || (axis === 'D' && first.steps === 'final');
    if (!isBeside || !traces.every(({ steps }) => steps === first.steps)) return null;
    return { ...first, parts: traces.flatMap(({ parts }) => parts) };
  }
}

export const isSameParts = (some: readonly Part[], others: readonly Part[]): boolean =>
  some.length === others.length &&
  some.every(({ source, direction }, k) => source === others[k]?.source && direction === others[k].direction);

const isSame = (a: Trace, b: Trace): boolean => a.steps === b.steps && isSameParts(a.parts, b.parts);

function ofRecurrent(source: RecurrentNode, value: Value): Trace | null {
  const output = outputOf(value);
  if (output === 'cell') return null;
  const parts = source.directions.map((_, direction) => ({ source, direction }));
  const batchFirst = intOf(source.node, 'layout', 0) === 1;
  if (output === 'last') return { parts, steps: 'final', axes: batchFirst ? ['B', 'D', 'N'] : ['D', 'B', 'N'] };
  return { parts, steps: 'all', axes: batchFirst ? ['B', 'T', 'D', 'N'] : ['T', 'D', 'B', 'N'] };
}

function reshapedAxes(node: GraphNode, axes: readonly Axis[], constants: Constants): readonly Axis[] | null {
  const at = (axis: number): number => (axis < 0 ? axis + axes.length : axis);
  if (node.op === 'Transpose') {
    const order = intsOf(node, 'perm') ?? axes.map((_, axis) => axes.length - 1 - axis);
    const turned = order.map((axis) => axes[axis]).filter((axis) => axis !== undefined);
    return turned.length === axes.length ? turned : null;
  }
  if (node.op === 'Squeeze') {
    const gone = axesOf(node, constants)?.map(at);
    return gone ? axes.filter((_, axis) => !gone.includes(axis)) : null;
  }
  if (node.op !== 'Reshape') return null;
  // [0, 0, -1]: what comes last is put beside one another.
  const shape = constants.integers(node.inputs[1]);
  const joins =
    shape?.length === axes.length - 1 && shape.every((length, k) => length === (k === shape.length - 1 ? -1 : 0));
  return joins ? [...axes.slice(0, -2), 'N'] : null;
}

const without = (axes: readonly Axis[] | null, gone: number): readonly Axis[] | null =>
  axes?.filter((_, axis) => axis !== gone) ?? null;

/** The parts of one direction, counted from the end where negative; null where there is none. */
function ofDirection(trace: Trace, index: number): Trace | null {
  const part = trace.parts.at(index);
  return part ? { ...trace, parts: [part] } : null;
}

function gatheredTrace(node: GraphNode, from: Trace, constants: Constants): Trace | null {
  const indices = constants.of(node.inputs[1]);
  const [index] = indices?.values ?? [];
  if (indices === null || index === undefined || indices.values.length !== 1) return null;
  const { axes } = from;
  const given = intOf(node, 'axis', 0);
  const axis = axes && given < 0 ? given + axes.length : given;
  const label = axes?.[axis];
  const stays = indices.shape.length > 0;
  const rest = stays ? (axes?.map((kept, k) => (k === axis ? '1' : kept)) ?? null) : without(axes, axis);
  if (label === 'N') return null;
  if (label === 'B' || label === '1') return { ...from, axes: rest };
  if (label === 'D') {
    const chosen = ofDirection(from, index);
    return chosen && { ...chosen, axes: rest };
  }
  // Time, or an axis that is not known: the last step, not the first.
  return from.steps === 'all' && index !== 0 ? { ...from, steps: 'last', axes: rest } : null;
}

function cutTrace(from: Trace, { axis: given, start, end, step }: Cut): Trace | null {
  if (step === 1 && start === 0 && end > TO_THE_END) return from;
  const { axes, steps } = from;
  const axis = axes && given < 0 ? given + axes.length : given;
  const label = axes?.[axis];
  const single = axes?.map((kept, k) => (k === axis ? '1' : kept)) ?? null;
  const isOne = step === 1 && (end - start === 1 || (start === -1 && (end > TO_THE_END || end === 0)));
  if (label === 'N' || !isOne) return null;
  if (label === 'B' || label === '1') return { ...from, axes: single };
  if (label === 'D') return ofDirection({ ...from, axes: single }, start);
  return steps === 'all' && start !== 0 ? { ...from, steps: 'last', axes: single } : null;
}

function slicedTrace(node: GraphNode, from: Trace, constants: Constants): Trace | null {
  const cuts = cutsOf(node, constants);
  return cuts?.reduce<Trace | null>((trace, cut) => trace && cutTrace(trace, cut), from) ?? null;
}
