/**
 * The orthonormal basis of a Lanczos iteration, which rounding takes its orthogonality from. How far it has, is estimated without reading
 * at the basis: as long as all inner products stay below √ε, the projection T has the accuracy that full reorthogonalisation would
 * give it, and that takes a fraction of the passes over the basis (Simon, "The Lanczos algorithm with partial reorthogonalization",
 * Math. Comp. 42, 1984).
 */
import { addVectorMatrix, matrixVector } from './matrixVector';
import { norm } from './vectors';

/** What rounding adds in one iteration, relative to the norm of the matrix: its products have errors of some √n · 10⁻¹⁶. */
const ROUNDING = 1e-14;
/** Half the digits. */
const TOO_MUCH = 1e-8;

export class KrylovBasis {
  /** Each vector alone, a view of the one array: [n] numbers. */
  vectors: readonly Float64Array[] = [];
  private readonly array: Float64Array;
  private readonly coefficients: Float64Array;
  /** Estimates of ⟨v_k, v_j⟩ for the newest vector v_k, of the one before it, and of the one to come. */
  private newest: Float64Array;
  private before: Float64Array;
  private coming: Float64Array;
  private restored = false;

  constructor(maxSize: number) {
    this.array = new Float64Array(maxSize * maxSize);
    this.coefficients = new Float64Array(maxSize);
    this.newest = new Float64Array(maxSize + 1);
    this.before = new Float64Array(maxSize + 1);
    this.coming = new Float64Array(maxSize + 1);
  }

  /** No vectors yet; they will have n numbers. */
  begin(n: number): void {
    if (this.vectors[0]?.length !== n)
      this.vectors = Array.from({ length: n }, (_, k) => this.array.subarray(k * n, (k + 1) * n));
    this.newest[0] = 1;
    this.restored = false;
  }

  /** Makes direction/length vector k. */
  put(k: number, direction: Float64Array, length: number): void {
    const vector = this.vectors[k] as Float64Array;
    const inverse = 1 / length;
    for (let j = 0; j < vector.length; j++) vector[j] = direction[j] * inverse;
  }

  /**
   * Whether vector k + 1, of length `residual` before it is normalised, is to be made orthogonal to all before it. Both of a pair are, or
   * the recurrence would bring the loss back at once. `bound` is one of the matrix's norm.
   */
  mustRestore(diagonal: Float64Array, offDiagonal: Float64Array, k: number, residual: number, bound: number): boolean {
    const { newest, before, coming } = this;
    const noise = ROUNDING * bound;
    let worst = 0;
    for (let j = 0; j <= k; j++) {
      let product = 0;
      if (j < k) {
        product =
          offDiagonal[j] * newest[j + 1] - offDiagonal[k - 1] * before[j] + (diagonal[j] - diagonal[k]) * newest[j];
        if (j > 0) product += offDiagonal[j - 1] * newest[j - 1];
      }
      const estimate = (product + (product < 0 ? -noise : noise)) / residual;
      coming[j] = estimate;
      worst = Math.max(worst, Math.abs(estimate));
    }
    coming[k + 1] = 1;
    this.before = newest;
    this.newest = coming;
    this.coming = before;
    const restore = this.restored || !(worst <= TOO_MUCH);
    if (restore) coming.fill(ROUNDING, 0, k + 1);
    this.restored = restore && !this.restored;
    return restore;
  }

  /** Takes the parts along the first `count` vectors off x, [n]. */
  orthogonalise(x: Float64Array, count: number, n: number): void {
    matrixVector(this.array, x, count, n, this.coefficients);
    addVectorMatrix(this.coefficients, this.array, count, n, -1, x);
  }

  /** x += the combination of the first `count` vectors with these coefficients. */
  combine(coefficients: Float64Array, count: number, n: number, x: Float64Array): void {
    addVectorMatrix(coefficients, this.array, count, n, 1, x);
  }

  /** Where the first `count` vectors span an invariant space: the unit vector least represented in it, orthogonalised twice, comes next. */
  putOutside(count: number, n: number, scratch: Float64Array): void {
    let best = 0;
    let bestSquare = Infinity;
    for (let j = 0; j < n; j++) {
      let square = 0;
      for (let i = 0, p = j; i < count; i++, p += n) square += this.array[p] * this.array[p];
      if (square < bestSquare) {
        bestSquare = square;
        best = j;
      }
    }
    scratch.fill(0, 0, n);
    scratch[best] = 1;
    this.orthogonalise(scratch, count, n);
    this.orthogonalise(scratch, count, n);
    this.put(count, scratch, norm(scratch, n));
  }
}
