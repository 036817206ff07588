/**
 * Inner products of columns, LᵀR: products of matrices, Gram matrices and sums of outer products are all made of them.
 *
 * Blocks of 2 × 3: V8 lines up all products of a loop's turn before it adds the first of them, so sums and products both want
 * registers, and six of each fit where the twelve of 4 × 3 went through memory (a sixth slower in Node 20, a third in Chromium).
 * The two matrices are copied to a workspace: arrays that short functions are closed over. V8 knows such an array as a constant, so it
 * neither reads its address and its length in every turn of the loop nor spends registers on them, as it does for an argument. That
 * makes these products a quarter faster in Node 20, and products with vectors (packedRows.ts, symmetricMatrix.ts) 1.5 to 2.3 times,
 * there and in Chromium; neighbours at one index (shiftedViews.ts) come on top. But in a worker addresses are beyond 2³¹, so each view
 * takes two registers, for its address and for itself; where a loop has no registers left, two views at two indices are faster than four
 * at one (symmetricMatrix.ts; measured for each). Whoever uses the workspace fills it first, and again after a pause: in between it is
 * anybody's.
 */

import { LARGEST_LAYER } from './largestLayer';
import { shiftedViews } from './shiftedViews';

/** Numbers in `left` and in `right`: a [2N × N] matrix. */
export const COLUMN_WORKSPACE = 2 * LARGEST_LAYER * LARGEST_LAYER;

export interface ColumnProducts {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /**
   * out[target + r · rowStep + j · colStep] += Σ_k left[first + k · leftStep + r] · right[k · rightStep + j] for r < 2, k < count and
   * j < end; where that is `fresh`, nothing is there yet that it could be added to.
   */
  addTwo(
    first: number,
    leftStep: number,
    rightStep: number,
    count: number,
    end: number,
    out: Float64Array,
    target: number,
    rowStep: number,
    colStep: number,
    fresh: boolean,
  ): void;
  /** The same for r = 0 alone. */
  addOne(
    first: number,
    leftStep: number,
    rightStep: number,
    count: number,
    end: number,
    out: Float64Array,
    target: number,
    colStep: number,
    fresh: boolean,
  ): void;
}

export const columnProducts = makeColumnProducts();

function makeColumnProducts(): ColumnProducts {
  const [left, left1] = shiftedViews(COLUMN_WORKSPACE);
  // The last row's last block may reach two columns beyond it.
  const [right, right1] = shiftedViews(COLUMN_WORKSPACE + 2);

  /** Two rows by three columns, of which the first `columns` count. Indices are kept in int32 by `| 0`: V8 then leaves out its overflow checks. */
  const addBlock = (
    top: number,
    last: number,
    step: number,
    column: number,
    stride: number,
    out: Float64Array,
    target: number,
    row: number,
    next: number,
    fresh: boolean,
    columns: number,
  ): void => {
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    for (let p = top | 0, q = column | 0; p < last; p = (p + step) | 0, q = (q + stride) | 0) {
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
    const below = (target + row) | 0;
    out[target] = fresh ? a0 : out[target] + a0;
    out[below] = fresh ? b0 : out[below] + b0;
    if (columns === 1) return;
    const o1 = (target + next) | 0;
    const below1 = (o1 + row) | 0;
    out[o1] = fresh ? a1 : out[o1] + a1;
    out[below1] = fresh ? b1 : out[below1] + b1;
    if (columns === 2) return;
    const o2 = (o1 + next) | 0;
    const below2 = (o2 + row) | 0;
    out[o2] = fresh ? a2 : out[o2] + a2;
    out[below2] = fresh ? b2 : out[below2] + b2;
  };

  const addTwo: ColumnProducts['addTwo'] = (
    first,
    leftStep,
    rightStep,
    count,
    end,
    out,
    target,
    rowStep,
    colStep,
    fresh,
  ) => {
    const step = leftStep | 0;
    const stride = rightStep | 0;
    const next = colStep | 0;
    const row = rowStep | 0;
    const last = (first + Math.imul(count, step)) | 0;
    let j = 0;
    let o = target | 0;
    for (; j + 3 <= end; j = (j + 3) | 0) {
      addBlock(first, last, step, j, stride, out, o, row, next, fresh, 3);
      o = (o + 3 * next) | 0;
    }
    if (j < end) addBlock(first, last, step, j, stride, out, o, row, next, fresh, end - j);
  };

  const addOne: ColumnProducts['addOne'] = (first, leftStep, rightStep, count, end, out, target, colStep, fresh) => {
    for (let j = 0, o = target; j < end; j++, o += colStep) {
      let sum = 0;
      for (let k = 0, p = first, q = j; k < count; k++, p += leftStep, q += rightStep) sum += left[p] * right[q];
      out[o] = fresh ? sum : out[o] + sum;
    }
  };
  return { left, right, addTwo, addOne };
}
