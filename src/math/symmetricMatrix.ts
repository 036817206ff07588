/**
 * Symmetric matrices that many vectors are multiplied with: diagonal [m × m] at first, dense below it. Of the dense rows the lower
 * triangle is kept, four rows by four, column by column, up to the block on the diagonal: they are read from end to end, and each number
 * read serves two products. With few registers taken, and with the arrays known as constants (workspace.ts says why), a product
 * is 1.7 times as fast as on rows where they are, in Node 20 and in Chromium, and two columns in a turn of the loop make it a quarter
 * faster again.
 */

import { LARGEST_LAYER } from './largestLayer';
import { shiftedViews } from './shiftedViews';
import { Workspace } from './workspace';

/** The largest matrix: that of a state of cell and output. */
export const LARGEST_SYMMETRIC = 2 * LARGEST_LAYER;

interface Kernels {
  /** A packed matrix, a vector, their product, and the vector before in a recurrence. */
  readonly entries: Float64Array;
  readonly x: Float64Array;
  readonly out: Float64Array;
  readonly before: Float64Array;
  /** out = S x for the dense rows `first` … `size` − 1 of S, rounded up to whole blocks. The first ones of `out` get their share added. */
  multiply(first: number, size: number): void;
  /** ⟨x, out⟩ */
  projection(size: number): number;
  /** out −= a x + b before; returns the sum of squares of what is left. */
  subtract(size: number, a: number, b: number): number;
  /** before = x, x = vector = factor · out */
  advance(size: number, factor: number, vector: Float64Array): void;
}

const kernels = makeKernels();
const OPENED = { u: kernels.x, v: kernels.out };
const workspace = new Workspace();

export class SymmetricMatrix {
  /** The entries of the first `diagonals` rows. */
  readonly diagonal: Float64Array;
  /** The rows below, packed; see `at`. Call `changed` after writing to it. */
  readonly packed: Float64Array;
  private readonly first: number;

  constructor(
    readonly size: number,
    diagonals = 0,
  ) {
    if (size > LARGEST_SYMMETRIC) throw new Error(`No room for a symmetric matrix of ${size} × ${size}.`);
    this.first = diagonals;
    this.diagonal = new Float64Array(diagonals);
    const blocks = Math.ceil((size - diagonals) / 4);
    this.packed = new Float64Array(4 * diagonals * blocks + 8 * blocks * (blocks + 1));
  }

  /** Where in `packed` the first entry of row i is, i ≥ `diagonals`; those that follow in the row are four numbers apart. */
  at(i: number): number {
    const r = (i - this.first) & 3;
    const block = (i - this.first - r) >> 2;
    return 4 * this.first * block + 8 * block * (block + 1) + r;
  }

  changed(): void {
    workspace.release(this);
  }

  /** out = S x; returns ⟨x, S x⟩. */
  times(x: Float64Array, out: Float64Array): number {
    const { u, v } = this.open();
    for (let k = 0; k < this.size; k++) u[k] = x[k];
    const product = this.apply();
    for (let k = 0; k < this.size; k++) out[k] = v[k];
    return product;
  }

  private readonly fill = (): void => kernels.entries.set(this.packed);

  /** Where `apply` reads u and writes v, [size]: the next to open a matrix gets the same. */
  open(): { readonly u: Float64Array; readonly v: Float64Array } {
    workspace.load(this, this.fill);
    // What the last block is longer than the vectors.
    kernels.x.fill(0, this.size, this.size + 3);
    return OPENED;
  }

  /**
   * Lanczos' recurrence (gramLanczos.ts) goes on in the workspace: from u = `vector` and w = `before`, `apply` makes v = S u, `subtract`
   * takes the parts along u and w off it, and `advance` makes u of v and w of u. Begin it anew after a `yield`
   * (workspace.ts).
   */
  beginRecurrence(vector: Float64Array, before: Float64Array | null = null): void {
    const { size } = this;
    const { u } = this.open();
    for (let k = 0; k < size; k++) u[k] = vector[k];
    for (let k = 0; k < size; k++) kernels.before[k] = before === null ? 0 : before[k];
    kernels.before.fill(0, size, size + 3);
  }

  /** v = S u; returns ⟨u, v⟩. */
  apply(): number {
    const { first, diagonal, size } = this;
    const { x, out } = kernels;
    for (let k = 0; k < first; k++) out[k] = diagonal[k] * x[k];
    out.fill(0, first, size);
    kernels.multiply(first, size);
    return kernels.projection(size);
  }

  /** v −= a·u + b·w; returns the sum of squares of what is left. */
  subtract(a: number, b: number): number {
    return kernels.subtract(this.size, a, b);
  }

  /** w = u, and u = factor · v, which is written to `vector` as well. */
  advance(factor: number, vector: Float64Array): void {
    kernels.advance(this.size, factor, vector);
  }
}

function makeKernels(): Kernels {
  const blocks = LARGEST_SYMMETRIC / 4;
  const [entries, entries1] = shiftedViews(8 * blocks * (blocks + 1));
  const x = new Float64Array(LARGEST_SYMMETRIC + 3);
  const out = new Float64Array(LARGEST_SYMMETRIC + 3);
  const before = new Float64Array(LARGEST_SYMMETRIC + 3);
  /** Four rows, of which the first is i: a short function of its own, or the compiler runs out of registers. */
  const multiplyBlock = (at: number, i: number): void => {
    const x0 = x[i];
    const x1 = x[i + 1];
    const x2 = x[i + 2];
    const x3 = x[i + 3];
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    const pairs = (i - 1) | 0;
    let p = at;
    let j = 0;
    for (; j < pairs; j = (j + 2) | 0, p = (p + 8) | 0) {
      const p2 = (p + 2) | 0;
      const xj = x[j];
      const a0 = entries[p];
      const a1 = entries1[p];
      const a2 = entries[p2];
      const a3 = entries1[p2];
      s0 += a0 * xj;
      s1 += a1 * xj;
      s2 += a2 * xj;
      s3 += a3 * xj;
      out[j] = out[j] + (a0 * x0 + a1 * x1 + (a2 * x2 + a3 * x3));
      const k = (j + 1) | 0;
      const q = (p + 4) | 0;
      const q2 = (p + 6) | 0;
      const xk = x[k];
      const b0 = entries[q];
      const b1 = entries1[q];
      const b2 = entries[q2];
      const b3 = entries1[q2];
      s0 += b0 * xk;
      s1 += b1 * xk;
      s2 += b2 * xk;
      s3 += b3 * xk;
      out[k] = out[k] + (b0 * x0 + b1 * x1 + (b2 * x2 + b3 * x3));
    }
    if (j < i) {
      const xj = x[j];
      const a0 = entries[p];
      const a1 = entries[p + 1];
      const a2 = entries[p + 2];
      const a3 = entries[p + 3];
      s0 += a0 * xj;
      s1 += a1 * xj;
      s2 += a2 * xj;
      s3 += a3 * xj;
      out[j] = out[j] + (a0 * x0 + a1 * x1 + (a2 * x2 + a3 * x3));
      p = (p + 4) | 0;
    }
    // The block on the diagonal, by its lower half.
    const b10 = entries[p + 1];
    const b20 = entries[p + 2];
    const b30 = entries[p + 3];
    const b21 = entries[p + 6];
    const b31 = entries[p + 7];
    const b32 = entries[p + 11];
    out[i] = s0 + (entries[p] * x0 + b10 * x1 + (b20 * x2 + b30 * x3));
    out[i + 1] = s1 + (b10 * x0 + entries[p + 5] * x1 + (b21 * x2 + b31 * x3));
    out[i + 2] = s2 + (b20 * x0 + b21 * x1 + (entries[p + 10] * x2 + b32 * x3));
    out[i + 3] = s3 + (b30 * x0 + b31 * x1 + (b32 * x2 + entries[p + 15] * x3));
  };
  const multiply = (first: number, size: number): void => {
    for (let i = first | 0, p = 0; i < size; i = (i + 4) | 0) {
      multiplyBlock(p, i);
      p = (p + (i << 2) + 16) | 0;
    }
  };
  // Two sums each, which do not wait for one another. What is over, where the size is odd, is 0.
  const projection = (size: number): number => {
    let even = 0;
    let odd = 0;
    for (let k = 0; k < size; k = (k + 2) | 0) {
      even += x[k] * out[k];
      odd += x[(k + 1) | 0] * out[(k + 1) | 0];
    }
    return even + odd;
  };
  const subtract = (size: number, a: number, b: number): number => {
    let even = 0;
    let odd = 0;
    for (let k = 0; k < size; k = (k + 2) | 0) {
      const next = (k + 1) | 0;
      const u = out[k] - (a * x[k] + b * before[k]);
      const v = out[next] - (a * x[next] + b * before[next]);
      out[k] = u;
      out[next] = v;
      even += u * u;
      odd += v * v;
    }
    return even + odd;
  };
  const advance = (size: number, factor: number, vector: Float64Array): void => {
    for (let k = 0; k < size; k = (k + 1) | 0) {
      const value = out[k] * factor;
      before[k] = x[k];
      x[k] = value;
      vector[k] = value;
    }
  };
  return { entries, x, out, before, multiply, projection, subtract, advance };
}
