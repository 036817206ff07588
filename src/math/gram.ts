/**
 * Gram matrices AᵀA: formed once, they are cheaper to apply than A and Aᵀ (each entry read serves two products), and a
 * Cholesky factorisation of limit·I − AᵀA proves what no iteration can: that no singular value is above √limit.
 *
 * Symmetric matrices are kept as their lower triangle, [n × n] row-major; what is above the diagonal is not read.
 */

import { type ColumnPair, fourColumns, oneColumn } from './columnProducts';
import { isPositiveDefinite } from './definite';
import { dot } from './vectors';

/** What the solver in spectralNorm.ts asks of the formed AᵀA. */
export interface Gram {
  /** What takes long of `form`, to be done before it, with pauses. */
  prepare?(): Generator<void, void>;
  /** Forms AᵀA of the map as it is now; false where its squares would leave float64's range. */
  form(): boolean;
  /** out = AᵀA x; returns ⟨x, out⟩. */
  times(x: Float64Array, out: Float64Array): number;
  /** Whether limit·I − AᵀA is positive definite; absent where that would cost more than a search that needs no such proof. */
  isBelow?(limit: number): boolean;
}

/** Up to this many columns a search is shorter by more than it takes to form AᵀA from A and to factorise it. */
export const LARGEST_FORMED = 64;
/** Traces of AᵀA between these leave no entry that matters with an overflow or an underflow. */
export const LARGEST_TRACE = 1e100;
export const SMALLEST_TRACE = 1e-100;

/** lower(out) = XᵀX of X [rows × n]. Some entries above the diagonal are written too. */
export function gramOf(x: Float64Array, rows: number, n: number, out: Float64Array): void {
  const pair: ColumnPair = { x, xCols: n, y: x, yCols: n, from: 0, to: rows };
  let i = 0;
  for (; i + 4 <= n; i += 4) fourColumns(pair, i, i + 4, out);
  for (; i < n; i++) oneColumn(pair, i, i + 1, out);
}

/**
 * across[at …] += Aᵀ u and down[rows] = A x[at …] in one pass over A [rows × cols], each entry read once; `at` is where the
 * columns' part of a longer vector starts.
 */
export function bothProducts(
  a: Float64Array,
  rows: number,
  cols: number,
  x: Float64Array,
  u: Float64Array,
  down: Float64Array,
  across: Float64Array,
  at: number,
): void {
  const first = at | 0;
  const width = cols | 0;
  let i = 0;
  let row = 0;
  for (; i + 4 <= rows; i = (i + 4) | 0, row = (row + (width << 2)) | 0) {
    const row1 = (row + width) | 0;
    const row2 = (row1 + width) | 0;
    const row3 = (row2 + width) | 0;
    const u0 = u[i] as number;
    const u1 = u[i + 1] as number;
    const u2 = u[i + 2] as number;
    const u3 = u[i + 3] as number;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < width; j = (j + 1) | 0) {
      const c = (first + j) | 0;
      const xj = x[c] as number;
      const a0 = a[(row + j) | 0] as number;
      const a1 = a[(row1 + j) | 0] as number;
      const a2 = a[(row2 + j) | 0] as number;
      const a3 = a[(row3 + j) | 0] as number;
      s0 += a0 * xj;
      s1 += a1 * xj;
      s2 += a2 * xj;
      s3 += a3 * xj;
      across[c] = (across[c] as number) + (a0 * u0 + a1 * u1 + (a2 * u2 + a3 * u3));
    }
    down[i] = s0;
    down[i + 1] = s1;
    down[i + 2] = s2;
    down[i + 3] = s3;
  }
  for (; i < rows; i++, row += cols) {
    const ui = u[i] as number;
    let sum = 0;
    for (let j = 0, c = at; j < cols; j++, c++) {
      const value = a[row + j] as number;
      sum += value * (x[c] as number);
      across[c] = (across[c] as number) + value * ui;
    }
    down[i] = sum;
  }
}

/** out[at …] = S x[at …] for a symmetric S [n × n] of which the lower triangle is given; `out` must not be `x`. */
export function symmetricTimes(s: Float64Array, n: number, x: Float64Array, out: Float64Array, at: number): void {
  for (let j = at; j < at + n; j++) out[j] = 0;
  const first = at | 0;
  const width = n | 0;
  let i = 0;
  let row = 0;
  for (; i + 4 <= n; i = (i + 4) | 0, row = (row + (width << 2)) | 0) {
    const row1 = (row + width) | 0;
    const row2 = (row1 + width) | 0;
    const row3 = (row2 + width) | 0;
    const o = (first + i) | 0;
    const x0 = x[o] as number;
    const x1 = x[o + 1] as number;
    const x2 = x[o + 2] as number;
    const x3 = x[o + 3] as number;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < i; j = (j + 1) | 0) {
      const c = (first + j) | 0;
      const xj = x[c] as number;
      const a0 = s[(row + j) | 0] as number;
      const a1 = s[(row1 + j) | 0] as number;
      const a2 = s[(row2 + j) | 0] as number;
      const a3 = s[(row3 + j) | 0] as number;
      s0 += a0 * xj;
      s1 += a1 * xj;
      s2 += a2 * xj;
      s3 += a3 * xj;
      out[c] = (out[c] as number) + (a0 * x0 + a1 * x1 + (a2 * x2 + a3 * x3));
    }
    // The block on the diagonal, by its lower half.
    const b10 = s[row1 + i] as number;
    const b20 = s[row2 + i] as number;
    const b21 = s[row2 + i + 1] as number;
    const b30 = s[row3 + i] as number;
    const b31 = s[row3 + i + 1] as number;
    const b32 = s[row3 + i + 2] as number;
    out[o] = s0 + ((s[row + i] as number) * x0 + b10 * x1 + (b20 * x2 + b30 * x3));
    out[o + 1] = s1 + (b10 * x0 + (s[row1 + i + 1] as number) * x1 + (b21 * x2 + b31 * x3));
    out[o + 2] = s2 + (b20 * x0 + b21 * x1 + ((s[row2 + i + 2] as number) * x2 + b32 * x3));
    out[o + 3] = s3 + (b30 * x0 + b31 * x1 + (b32 * x2 + (s[row3 + i + 3] as number) * x3));
  }
  for (; i < n; i++, row += n) {
    const xi = x[at + i] as number;
    let sum = 0;
    for (let j = 0, c = at; j < i; j++, c++) {
      const value = s[row + j] as number;
      sum += value * (x[c] as number);
      out[c] = (out[c] as number) + value * xi;
    }
    out[at + i] = sum + (s[row + i] as number) * xi;
  }
}

/** A Gram matrix that is kept as its lower triangle. */
abstract class LowerGram implements Gram {
  protected readonly lower: Float64Array;
  private readonly shifted: Float64Array;
  private readonly columns: Float64Array;

  constructor(protected readonly size: number) {
    this.lower = new Float64Array(size * size);
    this.shifted = new Float64Array(size * size);
    this.columns = new Float64Array(4 * size);
  }

  protected abstract fill(): void;

  form(): boolean {
    this.fill();
    let trace = 0;
    for (let i = 0; i < this.size; i++) trace += this.lower[i * this.size + i] as number;
    return trace > SMALLEST_TRACE && trace < LARGEST_TRACE;
  }

  times(x: Float64Array, out: Float64Array): number {
    symmetricTimes(this.lower, this.size, x, out, 0);
    return dot(x, out, this.size);
  }

  isBelow(limit: number): boolean {
    const n = this.size;
    for (let i = 0, row = 0; i < n; i++, row += n) {
      for (let index = row; index <= row + i; index++) this.shifted[index] = -(this.lower[index] as number);
      this.shifted[row + i] = limit + (this.shifted[row + i] as number);
    }
    return isPositiveDefinite(this.shifted, n, this.columns);
  }
}

/** AᵀA of a dense matrix [rows × cols], row-major, which is used in place. */
export class DenseGram extends LowerGram {
  constructor(
    public matrix: Float64Array,
    private readonly rows: number,
    cols: number,
  ) {
    super(cols);
  }

  protected fill(): void {
    gramOf(this.matrix, this.rows, this.size, this.lower);
  }
}

/** (D R)(D R)ᵀ = D (R Rᵀ) D for a diagonal D that changes: with R Rᵀ at hand it costs n²/2 products. */
export class ScaledGram extends LowerGram {
  private readonly square: Float64Array;

  /** `transpose` is Rᵀ, [n × n]; `scale` is D, [n], used in place. */
  constructor(
    transpose: Float64Array,
    private readonly scale: Float64Array,
  ) {
    super(scale.length);
    this.square = new Float64Array(this.size * this.size);
    gramOf(transpose, this.size, this.size, this.square);
  }

  protected fill(): void {
    const { size: n, scale, square, lower } = this;
    for (let i = 0, row = 0; i < n; i++, row += n) {
      const own = scale[i] as number;
      for (let j = 0; j <= i; j++) lower[row + j] = own * (scale[j] as number) * (square[row + j] as number);
    }
  }
}
