/**
 * Matrices that many vectors are multiplied with, their rows packed four by four, column by column: [rows / 4][cols][4], then the
 * rows that are over. One index then walks the matrix and each number of the vector serves four rows. The order of every sum is that
 * of its row. Indices are kept in int32 by `| 0`.
 *
 * They are read from slots in one array that the functions are closed over (workspace.ts says why), short ones with few
 * variables. Two matrices that take turns in one slot are right, but copied at each turn. Matrices that are too large for the slots have
 * arrays and functions of their own, with the same sums.
 */

import { LARGEST_LAYER } from './largestLayer';
import { shiftedViews } from './shiftedViews';
import type { Strided } from './strided';
import { Workspace } from './workspace';

/** Numbers in a slot; a matrix may take several in a row. */
const SLOT = LARGEST_LAYER * LARGEST_LAYER;
/** The first slot of each kind of owner: what is used in turns, step by step, has slots side by side. */
export const SLOTS = { forward: 0, whole: 4, alone: 8 } as const;
/** Slots of one matrix each, from `SLOTS.alone` on. */
export const LONE_SLOTS = 4;
const COUNT = SLOTS.alone + LONE_SLOTS;
/** The longest vector in a slot. */
const LONGEST = 4 * LARGEST_LAYER;

const workspace = new Workspace(COUNT);
const kernels = makeKernels(COUNT * SLOT, LONGEST);

export class PackedRows {
  private readonly length: number;
  /** Null where they are in the slots. */
  private readonly own: Kernels | null;

  /**
   * `matrices`, [rows × cols] row-major, or transposed, [cols × rows]. They are read again when another owner has had their slots, so they
   * must stay as they are.
   */
  constructor(
    private readonly slot: number,
    private readonly matrices: readonly Float64Array[],
    private readonly rows: number,
    private readonly cols: number,
    private readonly transposed = false,
  ) {
    this.length = matrices.length * rows * cols;
    const hasRoom = slot * SLOT + this.length <= kernels.entries.length && matrices.length * cols <= LONGEST;
    this.own = hasRoom ? null : makeKernels(this.length, matrices.length * cols);
    if (this.own !== null) this.pack(this.own.entries, 0);
  }

  /** out = A x of each matrix, one below the other, [count · rows]. */
  times(x: Float64Array, out: Float64Array): void {
    const { rows, cols, length, own } = this;
    if (own !== null) {
      own.x.set(x.length === cols ? x : x.subarray(0, cols));
      for (let at = 0, first = 0; at < length; at += rows * cols, first += rows)
        own.multiply(at, rows, cols, out, first);
      return;
    }
    const start = this.load();
    for (let k = 0; k < cols; k++) kernels.x[k] = x[k];
    for (let at = start, first = 0; at < start + length; at += rows * cols, first += rows)
      kernels.multiply(at, rows, cols, out, first);
  }

  /**
   * outs[m] = A_m x_m for all of them, which are square, one after the other, and in `whole` what they add up to. That is summed term by
   * term, in an order of its own: it is what "the parts sum to the whole" is checked against, so it is not made from the parts.
   * Vectors `x` and `outs` are one below the other, [count × n].
   */
  products(x: Float64Array, outs: Float64Array, whole: Float64Array): void {
    const { cols, own } = this;
    const length = this.length / cols;
    if (own !== null) {
      own.x.set(x.length === length ? x : x.subarray(0, length));
      whole.fill(0, 0, cols);
      for (let first = 0; first < length; first += cols) own.multiplyAndAdd(first * cols, first, cols, outs, whole);
      return;
    }
    const at = this.load();
    for (let k = 0; k < length; k++) kernels.x[k] = x[k];
    for (let k = 0; k < cols; k++) whole[k] = 0;
    for (let first = 0; first < length; first += cols)
      kernels.multiplyAndAdd(at + first * cols, first, cols, outs, whole);
  }

  /** Puts the matrices in their slots, if they are not there; returns where they begin. */
  private load(): number {
    const { slot, length } = this;
    workspace.load(this, this.fill, slot, Math.max(1, Math.ceil(length / SLOT)));
    return slot * SLOT;
  }

  private readonly fill = (): void => this.pack(kernels.entries, this.slot * SLOT);

  private pack(into: Float64Array, start: number): void {
    const { rows, cols } = this;
    const [rowStep, colStep] = this.transposed ? [1, rows] : [cols, 1];
    for (const [m, array] of this.matrices.entries())
      packRows({ array, rowStep, colStep }, rows, cols, into, start + m * rows * cols);
  }
}

function packRows(
  { array, rowStep, colStep }: Strided,
  rows: number,
  cols: number,
  into: Float64Array,
  at: number,
): void {
  let target = at;
  for (let i = 0; i < rows; ) {
    const end = i + 4 <= rows ? i + 4 : i + 1;
    for (let k = 0; k < cols; k++) for (let r = i; r < end; r++) into[target++] = array[r * rowStep + k * colStep];
    i = end;
  }
}

interface Kernels {
  readonly entries: Float64Array;
  readonly x: Float64Array;
  /** out[first …] = A x for the packed matrix at `at`. */
  multiply(at: number, rows: number, cols: number, out: Float64Array, first: number): void;
  /** outs[first …] = A x[first …] for the packed square matrix at `at`, and whole += A x[first …], term by term. */
  multiplyAndAdd(at: number, first: number, n: number, outs: Float64Array, whole: Float64Array): void;
}

function makeKernels(count: number, longest: number): Kernels {
  const [entries, entries1, entries2, entries3] = shiftedViews(count);
  const x = new Float64Array(longest);

  const fourRows = (at: number, from: number, to: number, out: Float64Array, o: number): void => {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = from, p = at; k < to; k = (k + 1) | 0, p = (p + 4) | 0) {
      const v = x[k];
      s0 += entries[p] * v;
      s1 += entries1[p] * v;
      s2 += entries2[p] * v;
      s3 += entries3[p] * v;
    }
    out[o] = s0;
    out[o + 1] = s1;
    out[o + 2] = s2;
    out[o + 3] = s3;
  };

  const fourRowsAndAdd = (
    at: number,
    from: number,
    to: number,
    outs: Float64Array,
    whole: Float64Array,
    i: number,
  ): void => {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let w0 = whole[i];
    let w1 = whole[i + 1];
    let w2 = whole[i + 2];
    let w3 = whole[i + 3];
    for (let k = from, p = at; k < to; k = (k + 1) | 0, p = (p + 4) | 0) {
      const v = x[k];
      const a = entries[p] * v;
      const b = entries1[p] * v;
      const c = entries2[p] * v;
      const d = entries3[p] * v;
      s0 += a;
      s1 += b;
      s2 += c;
      s3 += d;
      w0 += a;
      w1 += b;
      w2 += c;
      w3 += d;
    }
    const o = from + i;
    outs[o] = s0;
    outs[o + 1] = s1;
    outs[o + 2] = s2;
    outs[o + 3] = s3;
    whole[i] = w0;
    whole[i + 1] = w1;
    whole[i + 2] = w2;
    whole[i + 3] = w3;
  };

  const multiply: Kernels['multiply'] = (at, rows, cols, out, first) => {
    const width = cols | 0;
    const end = (first + rows) | 0;
    let p = at | 0;
    let i = first | 0;
    for (; i + 4 <= end; i = (i + 4) | 0, p = (p + (width << 2)) | 0) fourRows(p, 0, width, out, i);
    for (; i < end; i++) {
      let sum = 0;
      for (let k = 0; k < cols; k++) sum += entries[p++] * x[k];
      out[i] = sum;
    }
  };

  const multiplyAndAdd: Kernels['multiplyAndAdd'] = (at, first, n, outs, whole) => {
    const from = first | 0;
    const to = (from + n) | 0;
    let p = at | 0;
    let i = 0;
    for (; i + 4 <= n; i = (i + 4) | 0, p = (p + (n << 2)) | 0) fourRowsAndAdd(p, from, to, outs, whole, i);
    for (; i < n; i++) {
      let sum = 0;
      let all = whole[i];
      for (let k = from; k < to; k++) {
        const product = entries[p++] * x[k];
        sum += product;
        all += product;
      }
      outs[from + i] = sum;
      whole[i] = all;
    }
  };
  return { entries, x, multiply, multiplyAndAdd };
}
