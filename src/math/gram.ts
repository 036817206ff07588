/**
 * Gram matrices AᵀA: formed once, they are cheaper to apply than A and Aᵀ (each entry read serves two products), and a
 * factorisation (ldlt.ts) of limit·I − AᵀA proves what no iteration can: that no singular value is above √limit.
 */

import { columnProducts } from './columnProducts';
import type { Square } from './lanczos';
import { ldlt } from './ldlt';
import { SymmetricMatrix } from './symmetricMatrix';

interface FormableSquare extends Square {
  /** Forms AᵀA of the map as it is now, with pauses where that takes long; false where its squares would leave float64's range. */
  form(): Generator<void, boolean>;
}

/** An AᵀA that is formed to be applied. */
export interface AppliedGram extends FormableSquare {
  readonly proves: false;
}

/** One on which a limit can be proved, where that costs less than a search that needs no such proof. */
export interface ProvingGram extends FormableSquare {
  readonly proves: true;
  readonly entries: SymmetricMatrix;
  /** Whether limit·I − AᵀA is positive definite. */
  isBelow(limit: number): boolean;
}

export type Gram = AppliedGram | ProvingGram;

/** Up to this many columns a search is shorter by more than it takes to form AᵀA from A and to factorise it. */
export const LARGEST_FORMED = 64;
/** Traces of AᵀA between these leave no entry that matters with an overflow or an underflow. */
export const LARGEST_TRACE = 1e100;
export const SMALLEST_TRACE = 1e-100;

/** Puts XᵀX into the last n rows and columns of S, with X [rows × n] in both parts of the workspace of `columnProducts`. */
export function putGram(rows: number, n: number, s: SymmetricMatrix): void {
  const before = s.size - n;
  const shape = { leftStep: n, rightStep: n, count: rows };
  const out = { array: s.packed, rowStep: 1, colStep: 4 };
  const at = (i: number): number => s.at(before + i) + 4 * before;
  let i = 0;
  for (; i + 2 <= n; i += 2) columnProducts.addTwo(shape, i, endOfRows(i), out, at(i), true);
  if (i < n) columnProducts.addOne(shape, i, n, out, at(i), true);
  s.changed();
}

/**
 * How many columns of rows i and i + 1 to make, of whose square block on the diagonal, four by four, only the lower half counts: whole
 * blocks of three, if it has room for them.
 */
export function endOfRows(i: number): number {
  return i % 4 === 0 ? 3 * Math.floor((i + 4) / 3) : i + 2;
}

/** A Gram matrix [size × size] and the limits on it. */
abstract class FormedGram implements ProvingGram {
  readonly proves = true;
  readonly entries: SymmetricMatrix;

  constructor(protected readonly size: number) {
    this.entries = new SymmetricMatrix(size);
  }

  protected abstract fill(): void;

  // biome-ignore lint/correctness/useYield: nothing takes long here
  *form(): Generator<void, boolean> {
    const { entries, size } = this;
    this.fill();
    entries.changed();
    let trace = 0;
    for (let i = 0; i < size; i++) trace += entries.packed[entries.at(i) + 4 * i];
    return trace > SMALLEST_TRACE && trace < LARGEST_TRACE;
  }

  times(x: Float64Array, out: Float64Array): number {
    return this.entries.times(x, out);
  }

  isBelow(limit: number): boolean {
    const { entries, size: n } = this;
    const { packed } = entries;
    const { rows } = ldlt;
    for (let i = 0, row = 0; i < n; i++, row += n) {
      for (let j = 0, p = entries.at(i); j <= i; j++, p += 4) rows[row + j] = -packed[p];
      rows[row + i] = limit + rows[row + i];
    }
    return ldlt.isPositiveDefinite(n);
  }
}

/** AᵀA of a dense matrix [rows × cols], row-major, which is used in place. */
export class DenseGram extends FormedGram {
  constructor(
    public matrix: Float64Array,
    private readonly rows: number,
    cols: number,
  ) {
    super(cols);
  }

  protected fill(): void {
    const { matrix, rows, size, entries } = this;
    const used = matrix.subarray(0, rows * size);
    columnProducts.left.set(used);
    columnProducts.right.set(used);
    putGram(rows, size, entries);
  }
}

/** (D R)(D R)ᵀ = D (R Rᵀ) D for a diagonal D that changes: with R Rᵀ at hand it costs n²/2 products. */
export class ScaledGram extends FormedGram {
  private readonly square: SymmetricMatrix;

  /** `transpose` is Rᵀ, [n × n]; `scale` is D, [n], used in place. */
  constructor(
    transpose: Float64Array,
    private readonly scale: Float64Array,
  ) {
    super(scale.length);
    this.square = new SymmetricMatrix(this.size);
    columnProducts.left.set(transpose);
    columnProducts.right.set(transpose);
    putGram(this.size, this.size, this.square);
  }

  protected fill(): void {
    const { size: n, scale, square, entries } = this;
    for (let i = 0; i < n; i++) {
      const own = scale[i];
      for (let j = 0, p = entries.at(i); j <= i; j++, p += 4) entries.packed[p] = own * scale[j] * square.packed[p];
    }
  }
}
