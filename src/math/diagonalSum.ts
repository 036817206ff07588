/**
 * Σ diag(d) R over up to three matrices that stay while the diagonals change: what the blocks of a state Jacobian are, step by step. The
 * matrices lie side by side in an array that the functions are closed over (columnProducts.ts says why), so one index serves them all.
 */
import { columnProducts } from './columnProducts';
import { LARGEST_LAYER } from './largestLayer';
import { shiftedViews } from './shiftedViews';

/** The most matrices that it sums. */
export const SIDE_BY_SIDE = 3;
const ROOM = SIDE_BY_SIDE * LARGEST_LAYER * LARGEST_LAYER;

interface Workspace {
  /** Two places, for two sums that take turns. */
  readonly entries: Float64Array;
  /** right[at …] = d · one row of a matrix that lies alone. */
  scaleRow(d: number, row: number, count: number, at: number): void;
  /** right[at …] = Σ d · one row of three matrices. */
  addRows(d0: number, d1: number, d2: number, row: number, count: number, at: number): void;
}

const workspace = makeWorkspace();
/** Whose matrices are at each place. */
const tenants: (DiagonalSum | null)[] = [null, null];

export class DiagonalSum {
  /** [n × n × 3], or [n × n] for a matrix that is alone. */
  private readonly sideBySide: Float64Array;
  private readonly alone: boolean;

  /** Matrices [n × n], row-major. Errors: no room. */
  constructor(
    private readonly place: 0 | 1,
    private readonly n: number,
    matrices: readonly Float64Array[],
  ) {
    if (n > LARGEST_LAYER || matrices.length > SIDE_BY_SIDE)
      throw new Error(`No room for ${matrices.length} matrices of ${n} × ${n}.`);
    this.alone = matrices.length === 1;
    const stride = this.alone ? 1 : SIDE_BY_SIDE;
    this.sideBySide = new Float64Array(stride * n * n);
    for (const [m, matrix] of matrices.entries())
      for (let index = 0, p = m; index < n * n; index++, p += stride) this.sideBySide[p] = matrix[index];
  }

  /** Σ diag(diagonals) R, [n × n], from `at` on in the right matrix of `columnProducts`. */
  put(diagonals: readonly Float64Array[], at: number): void {
    const { n, place, alone } = this;
    const [first, second, third] = diagonals;
    if (first === undefined) {
      columnProducts.right.fill(0, at, at + n * n);
      return;
    }
    const start = place * ROOM;
    if (tenants[place] !== this) {
      workspace.entries.set(this.sideBySide, start);
      tenants[place] = this;
    }
    for (let k = 0; k < n; k++) {
      const target = at + k * n;
      const d = first[k];
      if (alone) workspace.scaleRow(d, start + k * n, n, target);
      else {
        const row = start + SIDE_BY_SIDE * k * n;
        workspace.addRows(d, second?.[k] ?? 0, third?.[k] ?? 0, row, n, target);
      }
    }
  }
}

function makeWorkspace(): Workspace {
  const [entries, entries1, entries2] = shiftedViews(2 * ROOM);
  const { right } = columnProducts;
  const scaleRow: Workspace['scaleRow'] = (d, row, count, at) => {
    const end = (row + count) | 0;
    for (let p = row | 0, o = at | 0; p < end; p = (p + 1) | 0, o = (o + 1) | 0) right[o] = d * entries[p];
  };
  const addRows: Workspace['addRows'] = (d0, d1, d2, row, count, at) => {
    const end = (at + count) | 0;
    for (let p = row | 0, o = at | 0; o < end; p = (p + SIDE_BY_SIDE) | 0, o = (o + 1) | 0)
      right[o] = d0 * entries[p] + d1 * entries1[p] + d2 * entries2[p];
  };
  return { entries, scaleRow, addRows };
}
