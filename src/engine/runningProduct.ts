/**
 * Products of Jacobians from the last step back, Jᵀ ⋯ Jᵗ⁺¹ (spec, section 3). Each row of the product is a vector sweep of
 * its own, P ← P J, so each row carries its own limb: rows may stand hundreds of decades apart without losing one another.
 */
import { INVERSE_LIMB, LIMB, limbPower, type Scaled, ZERO } from '../math/limb';
import { transposedMap } from '../math/linearMap';
import { matrixProduct } from '../math/matrixProduct';
import { addVectorMatrix } from '../math/matrixVector';
import { reduceRows } from '../math/rowReduction';
import type { SpectralNorm } from '../math/spectralNorm';
import { fillRandom, sumOfSquares } from '../math/vectors';
import type { StepFactors } from './stepFactors';

/** Sums of squares between these: the row's largest entry is well within [2^-128, 2^128), where rows are kept. */
const LARGEST_SQUARES = 1e76;
const SMALLEST_SQUARES = 1e-70;

/**
 * Rows are dropped once what they hold is this part of the whole: above rounding (10^-16), and so little that it may grow a
 * thousandfold. Beside the rows that are kept it counts by the square, because both are orthogonal to each other.
 */
const DROPPED = 1e-12;
/** Above this part of the norm, what has been dropped is missed. */
const MISSED = 1e-9;
/**
 * Rows that stand for all that has been dropped: random combinations, so their size is the size of what they stand for. What is
 * 300 decades below the rest of it has no trace in them and would not be seen coming back.
 */
const PROBES = 4;
/** After so many steps, and then each time after twice as many, rows are looked for that can be dropped. */
const FIRST_LOOK = 12;

/** The product, and how it stays small: the rows may be turned, and those dropped that have become small beside the others. */
export class RunningProduct {
  private matrix: Float64Array;
  private spare: Float64Array;
  private readonly rowLimb: Int32Array;
  /** Each row's sum of squares. */
  private readonly rowSquares: Float64Array;
  private readonly scaled: Float64Array;
  /** False once the product is exactly zero: it stays so. */
  private alive = true;
  /** Rows of the product; after them come the probes, if any. */
  rows: number;
  private probes = 0;
  private steps = 0;
  private nextLook: number;

  /** The identity, [size × size]. Rows are dropped only if `reducing`: not where limbs set them far apart. */
  constructor(
    private readonly size: number,
    reducing = false,
  ) {
    this.matrix = new Float64Array(size * size);
    this.spare = new Float64Array(size * size);
    this.scaled = new Float64Array(size * size);
    this.rowLimb = new Int32Array(size);
    this.rowSquares = new Float64Array(size).fill(1);
    this.rows = size;
    this.nextLook = reducing ? FIRST_LOOK : Infinity;
    for (let k = 0; k < size; k++) this.matrix[k * size + k] = 1;
  }

  /** P ← P · J for the step loaded in `factors`. */
  *timesStep(factors: StepFactors): Generator<void, void> {
    if (!this.alive) return;
    const { size } = this;
    const rows = this.rows + this.probes;
    const n = factors.size;
    const { f, q, dense } = factors;
    if (size === n) {
      yield* matrixProduct(this.matrix, dense, rows, n, n, this.spare);
    } else {
      if (factors.qLimb < 0 && !factors.hasOutputPath) this.outOfSaturatedCells(factors);
      // [Pc + Py Q, Py] · [A; B] is the right half; the left half is (Pc + Py Q) F.
      const { matrix, spare, scaled } = this;
      for (let i = 0; i < rows; i++) {
        for (let k = 0, index = i * size; k < n; k++, index++) {
          const c = (matrix[index] as number) + (matrix[index + n] as number) * (q[k] as number);
          matrix[index] = c;
          spare[index] = c * (f[k] as number);
        }
      }
      yield* matrixProduct(matrix, dense, rows, size, n, scaled);
      for (let i = 0, from = 0; i < rows; i++) {
        for (let index = i * size + n; index < (i + 1) * size; index++, from++) spare[index] = scaled[from] as number;
      }
    }
    this.swap(factors.limb);
    if (++this.steps >= this.nextLook) {
      this.nextLook *= 2;
      yield* this.dropRows();
    }
  }

  /**
   * Turns the rows so that the last of them are small, and drops those. P = Q₁ P₁ + Q₂ P₂ with orthonormal [Q₁, Q₂], so at any
   * later step ‖P₁ ⋯‖² ≤ ‖P ⋯‖² ≤ ‖P₁ ⋯‖² + ‖P₂ ⋯‖²: P₁ is kept, and the size of P₂ is watched by random combinations of its rows
   * (Halko, Martinsson & Tropp, SIAM Review 53, 2011, section 4.3).
   */
  private *dropRows(): Generator<void, void> {
    const { size, rows, probes, rowLimb, spare } = this;
    const limb = rowLimb[0] as number;
    for (let i = 1; i < rows + probes; i++) {
      // Probes may stand lower; all else is for the rows as they are.
      if (rowLimb[i] !== limb && !(i >= rows && (rowLimb[i] as number) < limb)) return;
    }
    spare.set(this.matrix.subarray(0, rows * size));
    const large = yield* reduceRows(spare, rows, size, DROPPED);
    // Products take rows in fours.
    const kept = Math.ceil(large / 4) * 4;
    if (kept + PROBES > 0.9 * (rows + probes)) return;
    const shares = new Float64Array(rows);
    for (let p = 0; p < PROBES; p++) {
      const probe = this.scaled.subarray(p * size, (p + 1) * size).fill(0);
      if (probes > 0) {
        const factor = limbPower((rowLimb[rows + p] as number) - limb);
        for (let j = 0; j < size; j++) probe[j] = factor * (this.matrix[(rows + p) * size + j] as number);
      }
      fillRandom(shares, size * p + this.steps);
      addVectorMatrix(shares.subarray(kept), spare.subarray(kept * size), rows - kept, size, 1, probe);
    }
    spare.set(this.scaled.subarray(0, PROBES * size), kept * size);
    this.rows = kept;
    this.probes = PROBES;
    rowLimb.fill(limb, 0, kept + PROBES);
    this.swap(0);
  }

  /**
   * Rows of which nothing but Py Q goes on (Pc is zero, and so is B): they take Q's limb, because Q itself may be 10^-1700,
   * and a zero in its place would be a false one.
   */
  private outOfSaturatedCells({ size: n, scaledQ, qLimb }: StepFactors): void {
    const rows = this.size;
    for (let i = 0; i < rows; i++) {
      const start = i * rows;
      if (this.matrix.subarray(start, start + n).some((value) => value !== 0)) continue;
      this.rowLimb[i] = (this.rowLimb[i] as number) + qLimb;
      for (let k = 0; k < n; k++)
        this.matrix[start + k] = (this.matrix[start + n + k] as number) * (scaledQ[k] as number);
      this.matrix.fill(0, start + n, start + rows);
    }
  }

  /** P ← P · diag(d) · R: one loop Jacobian. */
  *timesLoop(d: Float64Array, limb: number, matrix: Float64Array): Generator<void, void> {
    if (!this.alive) return;
    const n = this.size;
    for (let index = 0, k = 0; index < n * n; index++) {
      this.matrix[index] = (this.matrix[index] as number) * (d[k] as number);
      if (++k === n) k = 0;
    }
    yield* matrixProduct(this.matrix, matrix, n, n, n, this.spare);
    this.swap(limb);
  }

  /**
   * The spectral norm, as a mantissa and a limb; null where what has been dropped is missed, and the product is to be made anew
   * without dropping. It is taken of the transpose: its top right vector is the product's left one, which further factors on
   * the right hardly turn any more once few singular values matter, so it makes the better start.
   */
  *norm(spectral: SpectralNorm): Generator<void, Scaled | null> {
    if (!this.alive) return ZERO;
    const { size, rows, probes, rowLimb, rowSquares } = this;
    let top = rowLimb[0] as number;
    let shared = true;
    for (let i = 1; i < rows; i++) {
      const limb = rowLimb[i] as number;
      if (limb !== top) shared = false;
      if (limb > top) top = limb;
    }
    let matrix = this.matrix;
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      const factor = limbPower((rowLimb[i] as number) - top);
      squares += (rowSquares[i] as number) * factor * factor;
    }
    if (!shared) {
      matrix = this.scaled;
      for (let i = 0; i < rows; i++) {
        const factor = limbPower((rowLimb[i] as number) - top);
        for (let index = i * size; index < (i + 1) * size; index++)
          matrix[index] = (this.matrix[index] as number) * factor;
      }
    }
    const mantissa = yield* spectral.compute(transposedMap(matrix, rows, size, squares));
    for (let i = rows; i < rows + probes; i++) {
      const above = (rowLimb[i] as number) - top;
      const factor = limbPower(Math.min(0, above)) / (MISSED * mantissa);
      if (above > 0 || !((rowSquares[i] as number) * factor * factor <= 1)) return null;
    }
    return { mantissa, limb: top };
  }

  private swap(limb: number): void {
    [this.matrix, this.spare] = [this.spare, this.matrix];
    const { size, matrix, rowLimb, rowSquares } = this;
    const rows = this.rows + this.probes;
    let lowest = Number.MAX_SAFE_INTEGER;
    for (let i = 0; i < rows; i++) {
      let squares = sumOfSquares(matrix, i * size, size);
      rowLimb[i] = (rowLimb[i] as number) + limb;
      // Nearly always: no entry that matters is near the end of the range.
      if (!(squares > SMALLEST_SQUARES && squares < LARGEST_SQUARES)) {
        this.bringIntoRange(i);
        squares = sumOfSquares(matrix, i * size, size);
      }
      rowSquares[i] = squares;
      if (squares !== 0) lowest = Math.min(lowest, rowLimb[i] as number);
    }
    this.alive = lowest !== Number.MAX_SAFE_INTEGER;
    // A zero row must not look like the largest one.
    for (let i = 0; i < rows; i++) if (rowSquares[i] === 0) rowLimb[i] = lowest;
  }

  /** Brings a row's largest entry into [2^-128, 2^128), like the units of a scaled vector. */
  private bringIntoRange(row: number): void {
    const n = this.size;
    let largest = 0;
    for (let index = row * n; index < (row + 1) * n; index++)
      largest = Math.max(largest, Math.abs(this.matrix[index] as number));
    // Scaling an infinity down would never end: better an error that the page can say.
    if (largest === Number.POSITIVE_INFINITY) throw new RangeError('a product of Jacobians overflowed');
    for (; largest >= 3.402823669209385e38; largest *= INVERSE_LIMB) this.scaleRow(row, INVERSE_LIMB, 1);
    for (; largest !== 0 && largest < 2.938735877055719e-39; largest *= LIMB) this.scaleRow(row, LIMB, -1);
  }

  private scaleRow(row: number, factor: number, limbs: number): void {
    const n = this.size;
    for (let index = row * n; index < (row + 1) * n; index++)
      this.matrix[index] = (this.matrix[index] as number) * factor;
    this.rowLimb[row] = (this.rowLimb[row] as number) + limbs;
  }
}
