/**
 * Gradients on their way back, side by side: each row of the product is a vector sweep of its own, P ← P J (spec, section 3), so each
 * row carries its own block exponent, and rows may stand hundreds of decades apart without losing one another.
 */

import { columnProducts } from '../math/columnProducts';
import { transposedProduct } from '../math/matrixProduct';
import { BLOCK_FACTOR, blockPower, INVERSE_BLOCK_FACTOR, type Scaled } from '../math/scaled';
import { sumOfSquares } from '../math/vectors';
import type { GradientState } from './crossing';
import { type DenseJacobian, NOTHING } from './denseJacobian';
import type { StateJacobian } from './stateJacobian';
import type { StepFactors } from './stepFactors';

const { left, right } = columnProducts;

/** Sums of squares between these: the row's largest entry is well within [2^-128, 2^128), where rows are kept. */
const LARGEST_SQUARES = 1e76;
const SMALLEST_SQUARES = 1e-70;
/** Passes over more elements than these pause between them. */
const PAUSED_ELEMENTS = 1 << 19;

// Rows go to the products' workspace four at a time, transposed, and become on the way what is multiplied. Indices are int32 by `| 0`.

/** [Pc + Py Q, Py], and (Pc + Py Q) F at the rows' place in `out`. */
function transposeStep(p: Float64Array, start: number, n: number, { f, q }: StepFactors, out: Float64Array): void {
  const width = n << 1;
  const half = n << 2;
  for (let k = 0; k < n; k = (k + 1) | 0) {
    const fk = f[k];
    const qk = q[k];
    for (let r = 0, at = k << 2, index = (start + k) | 0; r < 4; r = (r + 1) | 0, at = (at + 1) | 0) {
      const y = p[(index + n) | 0];
      const c = p[index] + y * qk;
      left[at] = c;
      left[(at + half) | 0] = y;
      out[index] = c * fk;
      index = (index + width) | 0;
    }
  }
}

/** P diag(d) */
function transposeScaled(p: Float64Array, start: number, n: number, d: Float64Array): void {
  for (let k = 0, at = 0; k < n; k = (k + 1) | 0, at = (at + 4) | 0) {
    const dk = d[k];
    for (let r = 0, index = (start + k) | 0; r < 4; r = (r + 1) | 0, index = (index + n) | 0)
      left[(at + r) | 0] = p[index] * dk;
  }
}

/** Rows of which each is a gradient, [up to `capacity` × width]. */
export class RowProduct {
  protected matrix: Float64Array;
  protected spare: Float64Array;
  protected readonly scaled: Float64Array;
  protected readonly rowBlockExponent: Int32Array;
  /** Each row's sum of squares. */
  protected readonly rowSquares: Float64Array;
  /** Rows that are there. */
  rows = 0;
  /** False while the product is exactly zero: it then stays so. */
  protected alive = false;

  constructor(
    capacity: number,
    protected readonly width: number,
  ) {
    // Whole blocks of the matrix product's four rows: what is over them is nobody's.
    const blocks = 4 * Math.ceil(capacity / 4);
    this.matrix = new Float64Array(blocks * width);
    this.spare = new Float64Array(blocks * width);
    this.scaled = new Float64Array(blocks * width);
    this.rowBlockExponent = new Int32Array(capacity);
    this.rowSquares = new Float64Array(capacity);
  }

  /** One more row, below the others: `values` of block exponent 0 in its last columns, zeros before them. */
  append(values: Float64Array): void {
    this.matrix.set(values, (this.rows + 1) * this.width - values.length);
    this.rowSquares[this.rows] = sumOfSquares(values, 0, values.length);
    this.alive ||= this.rowSquares[this.rows] !== 0;
    this.rows++;
  }

  /** P ← P · J for the step loaded in `jacobian`. */
  *timesStep(jacobian: StateJacobian): Generator<void, void> {
    if (!this.alive) return;
    if (jacobian.kind === 'dense') yield* this.timesDense(jacobian);
    else yield* this.timesFactors(jacobian);
    if (this.rows * this.width >= PAUSED_ELEMENTS) yield;
    // The dense one's block exponents are in those of the rows already.
    this.swap(jacobian.kind === 'dense' ? 0 : jacobian.blockExponent);
  }

  /** spare = P · J. Rows of J have block exponents of their own: each row of P takes the largest that it meets. */
  private *timesDense({ entries, rowBlockExponent, ones }: DenseJacobian): Generator<void, void> {
    const { rows, width, matrix } = this;
    for (let i = 0; i < rows; i++) {
      const start = i * width;
      let top = NOTHING;
      for (let k = 0; k < width; k++) if (matrix[start + k] !== 0) top = Math.max(top, rowBlockExponent[k]);
      if (top === NOTHING) continue;
      for (let k = 0; k < width; k++)
        matrix[start + k] = matrix[start + k] * blockPower(Math.min(0, rowBlockExponent[k] - top));
      this.rowBlockExponent[i] = this.rowBlockExponent[i] + top;
    }
    yield* this.timesRows(ones, entries);
  }

  /** spare = P · J, to be read with the step's block exponent. */
  private *timesFactors(factors: StepFactors): Generator<void, void> {
    const { rows, width } = this;
    const n = factors.size;
    const blocks = 4 * Math.ceil(rows / 4);
    if (width === n) {
      const [edge] = factors.intoB;
      if (edge === undefined) this.spare.fill(0);
      else yield* this.timesRows(edge.scale, edge.edge.matrix);
    } else {
      if (factors.qBlockExponent < 0 && !factors.hasOutputPath) this.outOfSaturatedCells(factors);
      // [Pc + Py Q, Py] · [A; B] is the right half; the left half is (Pc + Py Q) F.
      const { matrix, spare } = this;
      const transposeRows = (row: number): void => transposeStep(matrix, row * width, n, factors, spare);
      const putRight = (): void => factors.putDense();
      const half = { array: spare, rowStep: width, colStep: 1 };
      yield* transposedProduct({ inner: width, cols: n, transposeRows, putRight }, blocks, half, n);
    }
  }

  /** spare = P · diag(d) · R. */
  protected *timesRows(d: Float64Array, matrix: Float64Array): Generator<void, void> {
    const { matrix: p, width: n, rows, spare } = this;
    const transposeRows = (row: number): void => transposeScaled(p, row * n, n, d);
    const putRight = (): void => right.set(matrix);
    const product = { array: spare, rowStep: n, colStep: 1 };
    yield* transposedProduct({ inner: n, cols: n, transposeRows, putRight }, 4 * Math.ceil(rows / 4), product, 0);
  }

  /** ‖row‖₂, as a mantissa and a block exponent. */
  rowNorm(row: number): Scaled {
    return { mantissa: Math.sqrt(this.rowSquares[row]), blockExponent: this.rowBlockExponent[row] };
  }

  /** A row as scaled vectors: its last columns in `output`, and what is before them, if anything, in `cell`. */
  loadRow(row: number, { cell, output }: GradientState): void {
    const end = (row + 1) * this.width;
    const middle = end - output.size;
    output.mantissa.set(this.matrix.subarray(middle, end));
    output.blockExponent.fill(this.rowBlockExponent[row]);
    output.normalise();
    if (middle === row * this.width) return;
    cell.mantissa.set(this.matrix.subarray(middle - cell.size, middle));
    cell.blockExponent.fill(this.rowBlockExponent[row]);
    cell.normalise();
  }

  /**
   * Rows of which nothing but Py Q goes on (Pc is zero, and so is B): they take Q's block exponent, because Q itself may be 10^-1700,
   * and a zero in its place would be a false one.
   */
  private outOfSaturatedCells({ size: n, scaledQ, qBlockExponent }: StepFactors): void {
    for (let i = 0; i < this.rows; i++) {
      const start = i * this.width;
      if (this.matrix.subarray(start, start + n).some((value) => value !== 0)) continue;
      this.rowBlockExponent[i] = this.rowBlockExponent[i] + qBlockExponent;
      for (let k = 0; k < n; k++) this.matrix[start + k] = this.matrix[start + n + k] * scaledQ[k];
      this.matrix.fill(0, start + n, start + this.width);
    }
  }

  /** Takes `spare`, which is multiplied by 2^(256 blockExponent), as the product. */
  protected swap(blockExponent: number): void {
    [this.matrix, this.spare] = [this.spare, this.matrix];
    const { width, matrix, rows, rowBlockExponent, rowSquares } = this;
    let lowest = Number.MAX_SAFE_INTEGER;
    for (let i = 0; i < rows; i++) {
      let squares = sumOfSquares(matrix, i * width, width);
      rowBlockExponent[i] = rowBlockExponent[i] + blockExponent;
      // Nearly always: no entry that matters is near the end of the range.
      if (!(squares > SMALLEST_SQUARES && squares < LARGEST_SQUARES)) {
        this.bringIntoRange(i);
        squares = sumOfSquares(matrix, i * width, width);
      }
      rowSquares[i] = squares;
      if (squares !== 0) lowest = Math.min(lowest, rowBlockExponent[i]);
    }
    this.alive = lowest !== Number.MAX_SAFE_INTEGER;
    // A zero row must not look like the largest one.
    if (this.alive) for (let i = 0; i < rows; i++) if (rowSquares[i] === 0) rowBlockExponent[i] = lowest;
  }

  /** Brings a row's largest entry into [2^-128, 2^128), like the units of a scaled vector. */
  private bringIntoRange(row: number): void {
    const n = this.width;
    let largest = 0;
    for (let index = row * n; index < (row + 1) * n; index++) largest = Math.max(largest, Math.abs(this.matrix[index]));
    // Scaling an infinity down would never end: better an error that the page can say.
    if (largest === Number.POSITIVE_INFINITY) throw new RangeError('a product of Jacobians overflowed');
    for (; largest >= 3.402823669209385e38; largest *= INVERSE_BLOCK_FACTOR)
      this.scaleRow(row, INVERSE_BLOCK_FACTOR, 1);
    for (; largest !== 0 && largest < 2.938735877055719e-39; largest *= BLOCK_FACTOR)
      this.scaleRow(row, BLOCK_FACTOR, -1);
  }

  private scaleRow(row: number, factor: number, blockExponents: number): void {
    const n = this.width;
    for (let index = row * n; index < (row + 1) * n; index++) this.matrix[index] = this.matrix[index] * factor;
    this.rowBlockExponent[row] = this.rowBlockExponent[row] + blockExponents;
  }
}
