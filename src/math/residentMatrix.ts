/**
 * One matrix at a time, multiplied with vectors from either side. It is copied to an array that the functions are closed over
 * (workspace.ts says why), which pays from the second product on. Four sums at a time hide the latency of the additions; the
 * order of every sum is fixed.
 */

import { LARGEST_LAYER } from './largestLayer';
import { shiftedViews } from './shiftedViews';
import { Workspace } from './workspace';

/** The largest matrix: a product of Jacobians of a state of cell and output. */
const LARGEST = 2 * LARGEST_LAYER;

interface Kernels {
  readonly entries: Float64Array;
  readonly x: Float64Array;
  /** out[rows] = A x */
  multiply(rows: number, cols: number, out: Float64Array): void;
  /** out[cols] = Aᵀ x */
  multiplyTransposed(rows: number, cols: number, out: Float64Array): void;
}

const kernels = makeKernels();
const workspace = new Workspace();

export class ResidentMatrix {
  /** The first rows of a matrix, [… × cols] row-major, which must stay as they are. Errors: no room. */
  constructor(
    private readonly matrix: Float64Array,
    private readonly rows: number,
    private readonly cols: number,
  ) {
    if (rows > LARGEST || cols > LARGEST) throw new Error(`No room for a matrix of ${rows} × ${cols}.`);
  }

  /** out[rows] = A x */
  times(x: Float64Array, out: Float64Array): void {
    workspace.load(this, this.fill);
    for (let k = 0; k < this.cols; k++) kernels.x[k] = x[k];
    kernels.multiply(this.rows, this.cols, out);
  }

  /** out[cols] = Aᵀ x */
  transposeTimes(x: Float64Array, out: Float64Array): void {
    workspace.load(this, this.fill);
    for (let k = 0; k < this.rows; k++) kernels.x[k] = x[k];
    kernels.multiplyTransposed(this.rows, this.cols, out);
  }

  private readonly fill = (): void => kernels.entries.set(this.matrix.subarray(0, this.rows * this.cols));
}

function makeKernels(): Kernels {
  const [entries, entries1] = shiftedViews(LARGEST * LARGEST);
  const [x, x1] = shiftedViews(LARGEST);

  const fourRows = (start: number, width: number, out: Float64Array, row: number): void => {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    const start1 = (start + width) | 0;
    const start2 = (start1 + width) | 0;
    const start3 = (start2 + width) | 0;
    const pairs = (width - 1) | 0;
    let k = 0;
    for (; k < pairs; k = (k + 2) | 0) {
      const p0 = (start + k) | 0;
      const p1 = (start1 + k) | 0;
      const p2 = (start2 + k) | 0;
      const p3 = (start3 + k) | 0;
      const v = x[k];
      const w = x1[k];
      s0 += entries[p0] * v;
      s1 += entries[p1] * v;
      s2 += entries[p2] * v;
      s3 += entries[p3] * v;
      s0 += entries1[p0] * w;
      s1 += entries1[p1] * w;
      s2 += entries1[p2] * w;
      s3 += entries1[p3] * w;
    }
    if (k < width) {
      const v = x[k];
      s0 += entries[start + k] * v;
      s1 += entries[start1 + k] * v;
      s2 += entries[start2 + k] * v;
      s3 += entries[start3 + k] * v;
    }
    out[row] = s0;
    out[row + 1] = s1;
    out[row + 2] = s2;
    out[row + 3] = s3;
  };

  const fourColumns = (rows: number, width: number, out: Float64Array, j: number): void => {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    const pairs = (rows - 1) | 0;
    const turn = width << 1;
    let i = 0;
    let p = j;
    for (; i < pairs; i = (i + 2) | 0, p = (p + turn) | 0) {
      const p2 = (p + 2) | 0;
      const q = (p + width) | 0;
      const q2 = (q + 2) | 0;
      const v = x[i];
      const w = x1[i];
      s0 += v * entries[p];
      s1 += v * entries1[p];
      s2 += v * entries[p2];
      s3 += v * entries1[p2];
      s0 += w * entries[q];
      s1 += w * entries1[q];
      s2 += w * entries[q2];
      s3 += w * entries1[q2];
    }
    if (i < rows) {
      const v = x[i];
      s0 += v * entries[p];
      s1 += v * entries[p + 1];
      s2 += v * entries[p + 2];
      s3 += v * entries[p + 3];
    }
    out[j] = s0;
    out[j + 1] = s1;
    out[j + 2] = s2;
    out[j + 3] = s3;
  };

  const multiply: Kernels['multiply'] = (rows, cols, out) => {
    const width = cols | 0;
    let row = 0;
    let start = 0;
    for (; row + 4 <= rows; row = (row + 4) | 0, start = (start + (width << 2)) | 0) fourRows(start, width, out, row);
    // The last four once more, with those that are over, rather than these one by one.
    if (row > 0 && row < rows) {
      fourRows(Math.imul(rows - 4, width), width, out, (rows - 4) | 0);
      return;
    }
    for (; row < rows; row++, start += cols) {
      let sum = 0;
      for (let k = 0; k < cols; k++) sum += entries[start + k] * x[k];
      out[row] = sum;
    }
  };

  const multiplyTransposed: Kernels['multiplyTransposed'] = (rows, cols, out) => {
    let j = 0;
    for (; j + 4 <= cols; j = (j + 4) | 0) fourColumns(rows | 0, cols | 0, out, j);
    if (j > 0 && j < cols) {
      fourColumns(rows | 0, cols | 0, out, (cols - 4) | 0);
      return;
    }
    for (; j < cols; j++) {
      let sum = 0;
      for (let i = 0, p = j; i < rows; i++, p += cols) sum += x[i] * entries[p];
      out[j] = sum;
    }
  };
  return { entries, x, multiply, multiplyTransposed };
}
