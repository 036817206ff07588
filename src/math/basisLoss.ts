/**
 * How far the basis of a Lanczos iteration has lost its orthogonality, estimated without a look at it. As long as all inner products
 * stay below √ε, the projection T has the accuracy that full reorthogonalisation would give it, and that takes a fraction of the passes
 * over the basis (Simon, "The Lanczos algorithm with partial reorthogonalization", Math. Comp. 42, 1984).
 */

/** What rounding adds in one iteration, relative to the norm of the matrix: its products have errors of some √n · 10⁻¹⁶. */
const ROUNDING = 1e-14;
/** Half the digits. */
const TOO_MUCH = 1e-8;

export class BasisLoss {
  /** Estimates of |⟨v_k, v_j⟩| for the newest vector v_k, of the one before it, and of the one to come. */
  private newest: Float64Array;
  private before: Float64Array;
  private coming: Float64Array;
  private restored = false;

  constructor(maxSize: number) {
    this.newest = new Float64Array(maxSize + 1);
    this.before = new Float64Array(maxSize + 1);
    this.coming = new Float64Array(maxSize + 1);
  }

  /** A new basis, of one vector. */
  begin(): void {
    this.newest[0] = 1;
    this.restored = false;
  }

  /**
   * Whether vector k + 1, of norm `residual` before it is normalised, is to be made orthogonal to all before it. Both of a pair are, or
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
          (offDiagonal[j] as number) * (newest[j + 1] as number) -
          (offDiagonal[k - 1] as number) * (before[j] as number);
        product += ((diagonal[j] as number) - (diagonal[k] as number)) * (newest[j] as number);
        if (j > 0) product += (offDiagonal[j - 1] as number) * (newest[j - 1] as number);
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
}
