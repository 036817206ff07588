/** Values that a graph makes from constants alone: weights reach recurrent nodes in such ways. */
import { MOST_VALUES } from '../guard';
import { type Tensor, UnreadableFile } from '../model';
import { type Cut, joined, reshaped, sliced, squeezed, transposed, unsqueezed } from '../reshaping';
import { type GraphNode, intOf, intsOf, type Value } from './graph';
import { tensorOf } from './tensors';

/** TensorProto.DataType of a Cast that changes no number that is a weight or an index, and of one that rounds to float32. */
const FLOAT = 1;
const DOUBLE = 11;
const INTEGERS = [6, 7];

const vector = (values: readonly number[]): Tensor => ({ shape: [values.length], values: Float64Array.from(values) });

export class Constants {
  readonly #known = new Map<Value, Tensor | null>();
  readonly #most: number;
  #made = 0;

  /** `size`: of the file, in bytes. Its tensors may be used again and again, but not to make something out of all proportion. */
  constructor(size: number) {
    this.#most = Math.min(2 * MOST_VALUES, 8 * size + 2 ** 16);
  }

  /** The value; null where it depends on an input, or on an operation that is not evaluated here. */
  of(value: Value | null | undefined): Tensor | null {
    if (!value) return null;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    this.#known.set(value, null); // a graph that leads back to itself has no constants on the way
    const made = this.#make(value);
    this.#made += made?.values.length ?? 0;
    if (this.#made > this.#most)
      throw new UnreadableFile('The constants of this graph are more than can be read here.');
    this.#known.set(value, made);
    return made;
  }

  /** Integers: axes, shapes, indices. */
  integers(value: Value | null | undefined): readonly number[] | null {
    const tensor = this.of(value);
    return tensor === null ? null : [...tensor.values];
  }

  /** The one number that a value holds everywhere, whatever its shape: what zeros for an unknown batch are made of. */
  uniform(value: Value | null): number | null {
    const tensor = this.of(value);
    if (tensor !== null) {
      const [first] = tensor.values;
      return first !== undefined && tensor.values.every((other) => other === first) ? first : null;
    }
    const node = value?.node;
    if (!node) return null;
    if (node.op === 'ConstantOfShape') return filling(node);
    return SPREADING.has(node.op) ? this.uniform(node.inputs[0] ?? null) : null;
  }

  #make({ initializer, node }: Value): Tensor | null {
    if (initializer !== null) return tensorOf(initializer);
    return (node && EVALUATED.get(node.op)?.(node, this)) ?? null;
  }
}

/** They give what they read, in another shape. */
const SPREADING: ReadonlySet<string> = new Set(
  'Expand Identity Cast Reshape Squeeze Unsqueeze Transpose Slice Gather Tile Flatten'.split(' '),
);

function filling(node: GraphNode): number | null {
  const tensor = node.attributes.get('value')?.tensor;
  return tensor ? (tensorOf(tensor).values[0] ?? null) : 0;
}

function constantNode({ attributes }: GraphNode): Tensor | null {
  const tensor = attributes.get('value')?.tensor;
  if (tensor) return tensorOf(tensor);
  const scalar = attributes.get('value_float')?.float ?? attributes.get('value_int')?.int;
  if (scalar !== null && scalar !== undefined) return { shape: [], values: Float64Array.of(scalar) };
  const values = attributes.get('value_floats')?.floats ?? attributes.get('value_ints')?.ints;
  return values === undefined ? null : vector(values);
}

function castNode(node: GraphNode, tensor: Tensor): Tensor | null {
  const to = intOf(node, 'to', 0);
  if (to === DOUBLE) return tensor;
  if (to === FLOAT) return { shape: tensor.shape, values: tensor.values.map(Math.fround) };
  return INTEGERS.includes(to) ? { shape: tensor.shape, values: tensor.values.map(Math.trunc) } : null;
}

/** Axes are an attribute in older models and an input in newer ones; undefined where they are an input that is not constant. */
export function axesOf(node: GraphNode, constants: Constants): readonly number[] | null | undefined {
  const own = intsOf(node, 'axes');
  if (own !== null) return own;
  return node.inputs[1] ? (constants.integers(node.inputs[1]) ?? undefined) : null;
}

/** The cuts of a Slice: attributes in older models, inputs in newer ones. */
export function cutsOf(node: GraphNode, constants: Constants): Cut[] | null {
  const [, starts, ends, axes, steps] = node.inputs;
  const from = intsOf(node, 'starts') ?? constants.integers(starts);
  const to = intsOf(node, 'ends') ?? constants.integers(ends);
  const by = axes ? constants.integers(axes) : (intsOf(node, 'axes') ?? from?.map((_, axis) => axis));
  const step = steps ? constants.integers(steps) : from?.map(() => 1);
  if (!from || !to || !by || !step) return null;
  const cuts = from.map((start, k) => ({
    axis: by[k] ?? Number.NaN,
    start,
    end: to[k] ?? Number.NaN,
    step: step[k] ?? 0,
  }));
  return cuts.every(({ end }) => !Number.isNaN(end)) ? cuts : null;
}

/** The shape that a Reshape asks for, its zeros filled in from what it reads. */
function shapeFor(node: GraphNode, { shape }: Tensor, constants: Constants): readonly number[] | null {
  const wanted = intsOf(node, 'shape') ?? constants.integers(node.inputs[1]);
  const keepsZeros = intOf(node, 'allowzero', 0) === 1;
  return wanted?.map((length, axis) => (length === 0 && !keepsZeros ? (shape[axis] ?? 0) : length)) ?? null;
}

type Evaluate = (node: GraphNode, constants: Constants) => Tensor | null;

/** An operation on the first input. */
const onFirst =
  (evaluate: (tensor: Tensor, node: GraphNode, constants: Constants) => Tensor | null): Evaluate =>
  (node, constants) => {
    const tensor = constants.of(node.inputs[0]);
    return tensor && evaluate(tensor, node, constants);
  };

const EVALUATED: ReadonlyMap<string, Evaluate> = new Map<string, Evaluate>([
  ['Constant', constantNode],
  ['Identity', onFirst((tensor) => tensor)],
  ['Cast', onFirst((tensor, node) => castNode(node, tensor))],
  ['Transpose', onFirst((tensor, node) => transposed(tensor, intsOf(node, 'perm')))],
  [
    'Squeeze',
    onFirst((tensor, node, constants) => {
      const axes = axesOf(node, constants);
      return axes === undefined ? null : squeezed(tensor, axes);
    }),
  ],
  [
    'Unsqueeze',
    onFirst((tensor, node, constants) => {
      const axes = axesOf(node, constants);
      return axes ? unsqueezed(tensor, axes) : null;
    }),
  ],
  [
    'Reshape',
    onFirst((tensor, node, constants) => {
      const shape = shapeFor(node, tensor, constants);
      return shape && reshaped(tensor, shape);
    }),
  ],
  [
    'Slice',
    onFirst((tensor, node, constants) => {
      const cuts = cutsOf(node, constants);
      return cuts && sliced(tensor, cuts);
    }),
  ],
  [
    'Concat',
    (node, constants) => {
      const parts = node.inputs.map((input) => constants.of(input));
      return parts.every((part) => part !== null) ? joined(parts, intOf(node, 'axis', 0)) : null;
    },
  ],
]);
