/**
 * Inner products of columns, LᵀR: products of matrices, Gram matrices and sums of outer products are all made of them.
 *
 * Blocks of 2 × 3: V8 lines up all products of a loop's turn before it adds the first of them, so sums and products both need
 * registers, and six of each fit where the twelve of 4 × 3 went through memory (a sixth slower in Node 20, a third in Chromium).
 * The two matrices are copied to `left` and `right`, scratch space (workspace.ts): fill it before use, and again after a `yield`. In a
 * worker addresses are beyond 2³¹, so each view (shiftedViews.ts) takes two registers, for its address and for itself; where a loop has
 * no registers left, two views at two indices are faster than four at one (symmetricMatrix.ts; measured for each).
 */

import { LARGEST_LAYER } from './largestLayer';
import { shiftedViews } from './shiftedViews';
import type { Strided } from './strided';

/** Numbers in `left` and in `right`: a [2N × N] matrix. */
export const COLUMN_WORKSPACE = 2 * LARGEST_LAYER * LARGEST_LAYER;

/** How far apart the rows of `left` and of `right` are, and how many of each are multiplied. */
export interface Rows {
  readonly leftStep: number;
  readonly rightStep: number;
  readonly count: number;
}

export interface ColumnProducts {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /**
   * Two rows of a product, the first number of which is at `at` in the array of `out`: out[r, j] += Σ_k left[k, first + r] · right[k, j]
   * for r < 2, k < count and j < end; where it is `fresh`, nothing is there yet that it could be added to.
   */
  addTwo(rows: Rows, first: number, end: number, out: Strided, at: number, fresh: boolean): void;
  /** The same for one row. */
  addOne(rows: Rows, first: number, end: number, out: Strided, at: number, fresh: boolean): void;
}

export const columnProducts = makeColumnProducts();

function makeColumnProducts(): ColumnProducts {
  const [left, left1] = shiftedViews(COLUMN_WORKSPACE);
  // The last row's last block may reach two columns beyond it.
  const [right, right1] = shiftedViews(COLUMN_WORKSPACE + 2);

  /** Two rows by three columns, of which the first `columns` count. Indices are kept in int32 by `| 0`: V8 then leaves out its overflow checks. */
  const addBlock = (
    { leftStep, rightStep, count }: Rows,
    first: number,
    column: number,
    { array, rowStep, colStep }: Strided,
    at: number,
    fresh: boolean,
    columns: number,
  ): void => {
    const step = leftStep | 0;
    const stride = rightStep | 0;
    const last = (first + Math.imul(count, step)) | 0;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    for (let p = first | 0, q = column | 0; p < last; p = (p + step) | 0, q = (q + stride) | 0) {
      const y0 = right[q];
      const y1 = right1[q];
      const y2 = right[(q + 2) | 0];
      const a = left[p];
      a0 += a * y0;
      a1 += a * y1;
      a2 += a * y2;
      const b = left1[p];
      b0 += b * y0;
      b1 += b * y1;
      b2 += b * y2;
    }
    const below = (at + rowStep) | 0;
    array[at] = fresh ? a0 : array[at] + a0;
    array[below] = fresh ? b0 : array[below] + b0;
    if (columns === 1) return;
    const at1 = (at + colStep) | 0;
    const below1 = (below + colStep) | 0;
    array[at1] = fresh ? a1 : array[at1] + a1;
    array[below1] = fresh ? b1 : array[below1] + b1;
    if (columns === 2) return;
    const at2 = (at1 + colStep) | 0;
    const below2 = (below1 + colStep) | 0;
    array[at2] = fresh ? a2 : array[at2] + a2;
    array[below2] = fresh ? b2 : array[below2] + b2;
  };

  const addTwo: ColumnProducts['addTwo'] = (rows, first, end, out, at, fresh) => {
    const next = out.colStep | 0;
    let j = 0;
    let o = at | 0;
    for (; j + 3 <= end; j = (j + 3) | 0) {
      addBlock(rows, first, j, out, o, fresh, 3);
      o = (o + 3 * next) | 0;
    }
    if (j < end) addBlock(rows, first, j, out, o, fresh, end - j);
  };

  const addOne: ColumnProducts['addOne'] = ({ leftStep, rightStep, count }, first, end, out, at, fresh) => {
    const { array, colStep } = out;
    for (let j = 0, o = at; j < end; j++, o += colStep) {
      let sum = 0;
      for (let k = 0, p = first, q = j; k < count; k++, p += leftStep, q += rightStep) sum += left[p] * right[q];
      array[o] = fresh ? sum : array[o] + sum;
    }
  };
  return { left, right, addTwo, addOne };
}
