/**
 * Products of Jacobians from the last step back, Jᵀ ⋯ Jᵗ⁺¹ (spec, section 3). Each row of the product is a vector sweep of
 * its own, P ← P J, so each row carries its own limb: rows may stand hundreds of decades apart without losing one another.
 */
import { INVERSE_LIMB, LIMB, limbPower, log10Of, type Scaled, ZERO } from '../math/limb';
import { transposedMap } from '../math/linearMap';
import { matrixProduct } from '../math/matrixProduct';
import { type FactorRows, multiply, ScaledVector } from '../math/scaledVector';
import type { SpectralNorm } from '../math/spectralNorm';
import type { MatrixEdge } from './linearisation';
import { relative, type StepFactors, topLimb } from './stepFactors';

/** Sums of squares between these: the row's largest entry is well within [2^-128, 2^128), where rows are kept. */
const LARGEST_SQUARES = 1e76;
const SMALLEST_SQUARES = 1e-70;

export class RunningProduct {
  private matrix: Float64Array;
  private spare: Float64Array;
  private readonly rowLimb: Int32Array;
  /** Each row's sum of squares. */
  private readonly rowSquares: Float64Array;
  private readonly scaled: Float64Array;
  /** False once the product is exactly zero: it stays so. */
  private alive = true;

  /** The identity, [size × size]. */
  constructor(private readonly size: number) {
    this.matrix = new Float64Array(size * size);
    this.spare = new Float64Array(size * size);
    this.scaled = new Float64Array(size * size);
    this.rowLimb = new Int32Array(size);
    this.rowSquares = new Float64Array(size).fill(1);
    for (let k = 0; k < size; k++) this.matrix[k * size + k] = 1;
  }

  /** P ← P · J for the step loaded in `factors`. */
  *timesStep(factors: StepFactors): Generator<void, void> {
    if (!this.alive) return;
    const rows = this.size;
    const n = factors.size;
    const { f, q, dense } = factors;
    if (rows === n) {
      yield* matrixProduct(this.matrix, dense, rows, n, n, this.spare);
    } else {
      if (factors.qLimb < 0 && !factors.hasOutputPath) this.outOfSaturatedCells(factors);
      // [Pc + Py Q, Py] · [A; B] is the right half; the left half is (Pc + Py Q) F.
      for (let i = 0; i < rows; i++) {
        for (let k = 0, index = i * rows; k < n; k++, index++) {
          this.matrix[index] = (this.matrix[index] as number) + (this.matrix[index + n] as number) * (q[k] as number);
        }
      }
      yield* matrixProduct(this.matrix, dense, rows, rows, n, this.scaled);
      for (let i = 0; i < rows; i++) {
        for (let k = 0, index = i * rows; k < n; k++, index++) {
          this.spare[index] = (this.matrix[index] as number) * (f[k] as number);
          this.spare[index + n] = this.scaled[i * n + k] as number;
        }
      }
    }
    this.swap(factors.limb);
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
   * The spectral norm, as a mantissa and a limb. That of the transpose: its top right vector is the product's left one, which
   * further factors on the right hardly turn any more once few singular values matter, so it makes the better start.
   */
  *norm(spectral: SpectralNorm): Generator<void, Scaled> {
    if (!this.alive) return ZERO;
    const n = this.size;
    let top = this.rowLimb[0] as number;
    let shared = true;
    for (let i = 1; i < n; i++) {
      const limb = this.rowLimb[i] as number;
      if (limb !== top) shared = false;
      if (limb > top) top = limb;
    }
    let matrix = this.matrix;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const factor = limbPower((this.rowLimb[i] as number) - top);
      squares += (this.rowSquares[i] as number) * factor * factor;
    }
    if (!shared) {
      matrix = this.scaled;
      for (let i = 0; i < n; i++) {
        const factor = limbPower((this.rowLimb[i] as number) - top);
        for (let index = i * n; index < (i + 1) * n; index++) matrix[index] = (this.matrix[index] as number) * factor;
      }
    }
    const mantissa = yield* spectral.compute(transposedMap(matrix, n, squares));
    return { mantissa, limb: top };
  }

  private swap(limb: number): void {
    [this.matrix, this.spare] = [this.spare, this.matrix];
    const n = this.size;
    let lowest = Number.MAX_SAFE_INTEGER;
    for (let i = 0; i < n; i++) {
      let squares = sumOfSquares(this.matrix, i * n, n);
      this.rowLimb[i] = (this.rowLimb[i] as number) + limb;
      // Nearly always: no entry that matters is near the end of the range.
      if (!(squares > SMALLEST_SQUARES && squares < LARGEST_SQUARES)) {
        this.bringIntoRange(i);
        squares = sumOfSquares(this.matrix, i * n, n);
      }
      this.rowSquares[i] = squares;
      if (squares !== 0) lowest = Math.min(lowest, this.rowLimb[i] as number);
    }
    this.alive = lowest !== Number.MAX_SAFE_INTEGER;
    // A zero row must not look like the largest one.
    for (let i = 0; i < n; i++) if (this.rowSquares[i] === 0) this.rowLimb[i] = lowest;
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

function sumOfSquares(x: Float64Array, start: number, count: number): number {
  let even = 0;
  let odd = 0;
  let index = start;
  for (const end = start + count - 1; index < end; index += 2) {
    const a = x[index] as number;
    const b = x[index + 1] as number;
    even += a * a;
    odd += b * b;
  }
  if (index < start + count) even += (x[index] as number) * (x[index] as number);
  return even + odd;
}

/** diag(d) of an edge's loop Jacobian diag(d) R at one step, with its limb: `gain`, times Q where it comes from the cell. */
export class LoopFactors {
  readonly d: Float64Array;
  limb = 0;
  private readonly scratch: ScaledVector;

  constructor(
    private readonly edge: MatrixEdge,
    private readonly carry: FactorRows,
    private readonly size: number,
  ) {
    this.d = new Float64Array(size);
    this.scratch = new ScaledVector(size);
  }

  load(step: number): void {
    const v = this.scratch;
    v.mantissa.fill(1);
    v.limb.fill(0);
    multiply(v, this.edge.gain, step, v);
    if (this.edge.from === 'cell') multiply(v, this.carry, step, v);
    v.normalise();
    this.limb = topLimb([v], 0, this.size);
    for (let k = 0; k < this.size; k++) this.d[k] = relative(v, k, this.limb);
  }
}

/** The norm of a product of diagonal Jacobians: each unit keeps its own product, and the largest is the norm. */
export class DiagonalProduct {
  private readonly product: ScaledVector;

  constructor(
    private readonly factor: FactorRows,
    size: number,
  ) {
    this.product = new ScaledVector(size);
    this.product.mantissa.fill(1);
  }

  times(step: number): void {
    multiply(this.product, this.factor, step, this.product);
    this.product.normalise();
  }

  /** The largest unit, whatever limb it stands at. */
  norm(): Scaled {
    const { mantissa, limb, size } = this.product;
    let top: Scaled = ZERO;
    for (let k = 0; k < size; k++) {
      const m = Math.abs(mantissa[k] as number);
      const l = limb[k] as number;
      // Normalised mantissas of neighbouring limbs overlap, so limbs alone do not order them.
      if (m !== 0 && (top.mantissa === 0 || log10Of(m, l) > log10Of(top.mantissa, top.limb)))
        top = { mantissa: m, limb: l };
    }
    return top;
  }
}
