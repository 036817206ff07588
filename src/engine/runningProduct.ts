/**
 * Products of Jacobians from the last step back, Jᵀ ⋯ Jᵗ⁺¹ (spec, section 3). Each row of the product is a vector sweep of
 * its own, P ← P J, so each row carries its own limb: rows may stand hundreds of decades apart without losing one another.
 */
import { INVERSE_LIMB, LIMB, limbPower, log10Of, type Scaled, ZERO } from '../math/limb';
import { matrixProduct } from '../math/matrixProduct';
import { type FactorRows, multiply, ScaledVector } from '../math/scaledVector';
import { denseMap, type SpectralNorm } from '../math/spectralNorm';
import type { GradientState } from './crossing';
import type { MatrixEdge } from './linearisation';
import { relative, type StepFactors, topLimb } from './stepFactors';

/** Passes over more elements than these pause between them. */
const PAUSED_ELEMENTS = 1 << 19;

/** Rows of which each is a gradient on its way back, [up to `capacity` × width]. */
export class RowProduct {
  protected matrix: Float64Array;
  protected readonly scaled: Float64Array;
  protected readonly rowLimb: Int32Array;
  /** Rows that are there. */
  rows = 0;
  /** False while the product is exactly zero: it then stays so. */
  protected alive = false;
  protected spare: Float64Array;

  constructor(
    capacity: number,
    protected readonly width: number,
  ) {
    // Whole blocks of the matrix product's four rows: what is over them stays zero.
    const blocks = 4 * Math.ceil(capacity / 4);
    this.matrix = new Float64Array(blocks * width);
    this.spare = new Float64Array(blocks * width);
    this.scaled = new Float64Array(blocks * width);
    this.rowLimb = new Int32Array(capacity);
  }

  /** One more row, below the others: `values` of limb 0 in its last columns, zeros before them. */
  append(values: Float64Array): void {
    this.matrix.set(values, (this.rows + 1) * this.width - values.length);
    this.rows++;
    this.alive ||= values.some((value) => value !== 0);
  }

  /** P ← P · J for the step loaded in `factors`. */
  *timesStep(factors: StepFactors): Generator<void, void> {
    if (!this.alive) return;
    const { rows, width } = this;
    const n = factors.size;
    const { f, q, dense } = factors;
    const blocks = 4 * Math.ceil(rows / 4);
    if (width === n) {
      yield* matrixProduct(this.matrix, dense, blocks, n, n, this.spare);
    } else {
      if (factors.qLimb < 0 && !factors.hasOutputPath) this.outOfSaturatedCells(factors);
      // [Pc + Py Q, Py] · [A; B] is the right half; the left half is (Pc + Py Q) F.
      for (let i = 0; i < rows; i++) {
        for (let k = 0, index = i * width; k < n; k++, index++) {
          this.matrix[index] = (this.matrix[index] as number) + (this.matrix[index + n] as number) * (q[k] as number);
        }
      }
      yield* matrixProduct(this.matrix, dense, blocks, width, n, this.scaled);
      for (let i = 0; i < rows; i++) {
        for (let k = 0, index = i * width; k < n; k++, index++) {
          this.spare[index] = (this.matrix[index] as number) * (f[k] as number);
          this.spare[index + n] = this.scaled[i * n + k] as number;
        }
      }
    }
    if (rows * width >= PAUSED_ELEMENTS) yield;
    this.swap(factors.limb);
  }

  /** ‖row‖₂, as a mantissa and a limb. */
  rowNorm(row: number): Scaled {
    let square = 0;
    for (let index = row * this.width; index < (row + 1) * this.width; index++)
      square += (this.matrix[index] as number) * (this.matrix[index] as number);
    return { mantissa: Math.sqrt(square), limb: this.rowLimb[row] as number };
  }

  /** A row as scaled vectors: its last columns in `output`, and what is before them, if anything, in `cell`. */
  loadRow(row: number, { cell, output }: GradientState): void {
    const end = (row + 1) * this.width;
    const middle = end - output.size;
    output.mantissa.set(this.matrix.subarray(middle, end));
    output.limb.fill(this.rowLimb[row] as number);
    output.normalise();
    if (middle === row * this.width) return;
    cell.mantissa.set(this.matrix.subarray(middle - cell.size, middle));
    cell.limb.fill(this.rowLimb[row] as number);
    cell.normalise();
  }

  /**
   * Rows of which nothing but Py Q goes on (Pc is zero, and so is B): they take Q's limb, because Q itself may be 10^-1700,
   * and a zero in its place would be a false one.
   */
  private outOfSaturatedCells({ size: n, scaledQ, qLimb }: StepFactors): void {
    for (let i = 0; i < this.rows; i++) {
      const start = i * this.width;
      if (this.matrix.subarray(start, start + n).some((value) => value !== 0)) continue;
      this.rowLimb[i] = (this.rowLimb[i] as number) + qLimb;
      for (let k = 0; k < n; k++)
        this.matrix[start + k] = (this.matrix[start + n + k] as number) * (scaledQ[k] as number);
      this.matrix.fill(0, start + n, start + this.width);
    }
  }

  /** Takes `spare`, which is multiplied by 2^(256 limb), as the product. */
  protected swap(limb: number): void {
    [this.matrix, this.spare] = [this.spare, this.matrix];
    const { rows, width } = this;
    let lowest = Number.MAX_SAFE_INTEGER;
    let alive = false;
    for (let i = 0; i < rows; i++) {
      let largest = 0;
      for (let index = i * width; index < (i + 1) * width; index++)
        largest = Math.max(largest, Math.abs(this.matrix[index] as number));
      // Scaling an infinity down would never end: better an error that the page can say.
      if (largest === Number.POSITIVE_INFINITY) throw new RangeError('a product of Jacobians overflowed');
      let own = (this.rowLimb[i] as number) + limb;
      // Rows are kept in [2^-128, 2^128), like the units of a scaled vector.
      for (; largest >= 3.402823669209385e38; largest *= INVERSE_LIMB) {
        this.scaleRow(i, INVERSE_LIMB);
        own++;
      }
      for (; largest !== 0 && largest < 2.938735877055719e-39; largest *= LIMB) {
        this.scaleRow(i, LIMB);
        own--;
      }
      this.rowLimb[i] = own;
      if (largest !== 0) {
        alive = true;
        lowest = Math.min(lowest, own);
      }
    }
    this.alive = alive;
    // A zero row must not look like the largest one.
    if (alive)
      for (let i = 0; i < rows; i++)
        if (this.matrix.subarray(i * width, (i + 1) * width).every((m) => m === 0)) this.rowLimb[i] = lowest;
  }

  private scaleRow(row: number, factor: number): void {
    const { width } = this;
    for (let index = row * width; index < (row + 1) * width; index++)
      this.matrix[index] = (this.matrix[index] as number) * factor;
  }
}

/** The product of square Jacobians, from the identity on. */
export class RunningProduct extends RowProduct {
  constructor(size: number) {
    super(size, size);
    const unit = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      unit.fill(0);
      unit[k] = 1;
      this.append(unit);
    }
  }

  /** P ← P · diag(d) · R: one loop Jacobian. */
  *timesLoop(d: Float64Array, limb: number, matrix: Float64Array): Generator<void, void> {
    if (!this.alive) return;
    const n = this.width;
    for (let index = 0, k = 0; index < n * n; index++) {
      this.matrix[index] = (this.matrix[index] as number) * (d[k] as number);
      if (++k === n) k = 0;
    }
    yield* matrixProduct(this.matrix, matrix, n, n, n, this.spare);
    this.swap(limb);
  }

  /** The spectral norm, as a mantissa and a limb. */
  *norm(spectral: SpectralNorm): Generator<void, Scaled> {
    if (!this.alive) return ZERO;
    const n = this.width;
    const top = this.rowLimb.reduce((a, b) => Math.max(a, b));
    let matrix = this.matrix.subarray(0, n * n);
    if (this.rowLimb.some((limb) => limb !== top)) {
      matrix = this.scaled.subarray(0, n * n);
      for (let i = 0; i < n; i++) {
        const factor = limbPower((this.rowLimb[i] as number) - top);
        for (let index = i * n; index < (i + 1) * n; index++) matrix[index] = (this.matrix[index] as number) * factor;
      }
    }
    const mantissa = yield* spectral.compute(denseMap(matrix, n, n));
    return { mantissa, limb: top };
  }
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
