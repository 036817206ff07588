/** Tensors cut, turned and put together: what stands in files between a stored weight and the layer that uses it. Nothing is changed in place. */
import { sizeOf } from './guard';
import { type Tensor, UnreadableFile } from './model';

const misfit = (what: string): UnreadableFile =>
  new UnreadableFile(`The file is damaged: a ${what} does not fit the tensor that it reads.`);

/** Steps from one index to the next, by axis. */
function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const length of shape.toReversed()) {
    strides.unshift(stride);
    stride *= length;
  }
  return strides;
}

/** The tensor of this shape whose values stand at `start` + Σ index · stride of `values`. */
function gathered(values: Float64Array, shape: readonly number[], start: number, strides: readonly number[]): Tensor {
  const size = sizeOf(shape, 'A tensor');
  const out = new Float64Array(size);
  const inner = shape.at(-1) ?? 1;
  const step = strides.at(-1) ?? 0;
  const index = shape.map(() => 0);
  let from = start;
  for (let row = 0; row < size; row += inner) {
    for (let k = 0; k < inner; k++) out[row + k] = values[from + k * step] as number;
    for (let axis = shape.length - 2; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      from += strides[axis] as number;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      from -= (shape[axis] as number) * (strides[axis] as number);
      index[axis] = 0;
    }
  }
  return { shape, values: out };
}

/** Negative axes count from the end. */
function axisOf(axis: number, rank: number, what: string): number {
  const found = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(found) || found < 0 || found >= rank) throw misfit(what);
  return found;
}

/** `order` is a permutation of the axes; reversed where there is none. */
export function transposed({ shape, values }: Tensor, order: readonly number[] | null): Tensor {
  const axes = order ?? shape.map((_, axis) => shape.length - 1 - axis);
  if (axes.length !== shape.length || new Set(axes).size !== axes.length) throw misfit('Transpose');
  const strides = stridesOf(shape);
  const turned = axes.map((axis) => axisOf(axis, shape.length, 'Transpose'));
  return gathered(
    values,
    turned.map((axis) => shape[axis] as number),
    0,
    turned.map((axis) => strides[axis] as number),
  );
}

export function reshaped({ shape, values }: Tensor, wanted: readonly number[]): Tensor {
  const known = wanted.filter((length) => length !== -1).reduce((product, length) => product * length, 1);
  const shaped = wanted.map((length) => (length === -1 ? values.length / known : length));
  if (wanted.filter((length) => length === -1).length > 1) throw misfit('Reshape');
  if (sizeOf(shaped, 'A reshaped tensor') !== sizeOf(shape, 'A tensor')) throw misfit('Reshape');
  return { shape: shaped, values };
}

/** Without the given axes of length 1; without all of them where none is given. */
export function squeezed(tensor: Tensor, axes: readonly number[] | null): Tensor {
  const { shape, values } = tensor;
  const gone = axes?.map((axis) => axisOf(axis, shape.length, 'Squeeze'));
  if (gone?.some((axis) => shape[axis] !== 1)) throw misfit('Squeeze');
  const stays = (length: number, axis: number): boolean => (gone === undefined ? length !== 1 : !gone.includes(axis));
  return { shape: shape.filter(stays), values };
}

/** With new axes of length 1, counted in the new shape. */
export function unsqueezed({ shape, values }: Tensor, axes: readonly number[]): Tensor {
  const rank = shape.length + axes.length;
  const added = new Set(axes.map((axis) => axisOf(axis, rank, 'Unsqueeze')));
  if (added.size !== axes.length || rank > 64) throw misfit('Unsqueeze');
  const rest = [...shape];
  return { shape: Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (rest.shift() as number))), values };
}

/** One axis from `start` to before `end`, as ONNX and numpy count. */
export interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

export function sliced(tensor: Tensor, cuts: readonly Cut[]): Tensor {
  const shape = [...tensor.shape];
  const strides = stridesOf(shape);
  let from = 0;
  for (const { axis: given, start, end, step } of cuts) {
    const axis = axisOf(given, shape.length, 'Slice');
    const length = tensor.shape[axis] as number;
    if (step === 0) throw misfit('Slice');
    const clamp = (at: number): number =>
      Math.min(Math.max(at < 0 ? at + length : at, step > 0 ? 0 : -1), step > 0 ? length : length - 1);
    const first = clamp(start);
    shape[axis] = Math.max(0, Math.ceil((clamp(end) - first) / step));
    from += first * (strides[axis] as number);
    strides[axis] = (strides[axis] as number) * step;
  }
  return gathered(tensor.values, shape, from, strides);
}

export function joined(tensors: readonly Tensor[], given: number): Tensor {
  const [first] = tensors;
  if (first === undefined) throw misfit('Concat');
  const axis = axisOf(given, first.shape.length, 'Concat');
  const fits = ({ shape }: Tensor): boolean =>
    shape.length === first.shape.length && shape.every((length, k) => k === axis || length === first.shape[k]);
  if (!tensors.every(fits)) throw misfit('Concat');
  const along = tensors.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
  const shape = first.shape.map((length, k) => (k === axis ? along : length));
  const values = new Float64Array(sizeOf(shape, 'A tensor put together'));
  const outer = first.shape.slice(0, axis).reduce((product, length) => product * length, 1);
  const row = outer === 0 ? 0 : values.length / outer;
  let at = 0;
  for (const tensor of tensors) {
    const part = outer === 0 ? 0 : tensor.values.length / outer;
    for (let k = 0; k < outer; k++) values.set(tensor.values.subarray(k * part, (k + 1) * part), k * row + at);
    at += part;
  }
  return { shape, values };
}
