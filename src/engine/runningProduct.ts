/**
 * Products of Jacobians from the last step back, Jᵀ ⋯ Jᵗ⁺¹ (spec, section 3), from the identity on, and how they stay small: the rows
 * may be turned, and those dropped that have become small beside the others.
 */
import { DenseGram, LARGEST_FORMED } from '../math/gram';
import { denseMap, transposedMap } from '../math/linearMap';
import { addVectorMatrix } from '../math/matrixVector';
import { reduceRows } from '../math/rowReduction';
import { blockPower, type Scaled, ZERO } from '../math/scaled';
import type { Confirmation, SpectralNorm } from '../math/spectralNorm';
import { fillRandom } from '../math/vectors';
import { RowProduct } from './rowProduct';
import type { StateJacobian } from './stateJacobian';

/** Above this part of the norm, what has been dropped is missed: it would change the norm by half its square, 5·10⁻¹³. */
const MISSED = 1e-6;
/**
 * Rows that stand for all that has been dropped: random combinations, so their size is the size of what they stand for. What is
 * 300 decades below the rest of it has no trace in them and would not be seen coming back. That a norm is wrong by 10⁻⁹ takes
 * forty times `MISSED`: that two combinations hide so much has odds of one to some thousands, where rows come back at all.
 */
const PROBES = 2;
/** The first check for rows that can be dropped comes after so many steps. */
const FIRST_CHECK = 10;
/**
 * What a check costs, in steps of the product. Where d rows have gone in s steps and r are left, as much is lost by checks as by rows that
 * could have gone sooner if the next comes after √(2 · cost · r · s/d) steps.
 */
const CHECK_COST = 3;
/** Where none could go, the next check comes after so many times as many steps. */
const PATIENCE = 3;
/** Where the last search took more iterations than this, AᵀA is formed for the next, which proves its answer sooner. */
const LONG_SEARCH = 8;

export class RunningProduct extends RowProduct {
  /** The last rows that are there: not the product's, but standing for what has been dropped of it. */
  private probes = 0;
  private steps = 0;
  private lastCheck = 0;
  private nextCheck: number;
  private gram: DenseGram | null = null;

  /**
   * The identity, [size × size]. Rows are dropped once what they hold is `dropped` of the whole: above rounding (10⁻¹⁶), and well
   * below `MISSED`, for it may grow again. At 0 none is: so it must be where block exponents set rows far apart.
   */
  constructor(
    size: number,
    private readonly dropped = 0,
  ) {
    super(size, size);
    this.nextCheck = dropped > 0 ? FIRST_CHECK : Infinity;
    const unit = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      unit.fill(0);
      unit[k] = 1;
      this.append(unit);
    }
  }

  override *timesStep(jacobian: StateJacobian): Generator<void, void> {
    yield* super.timesStep(jacobian);
    if (!this.alive || ++this.steps < this.nextCheck) return;
    const gone = yield* this.dropRows();
    const since = this.steps - this.lastCheck;
    const wait = gone > 0 ? Math.sqrt((2 * CHECK_COST * this.rows * since) / gone) : PATIENCE * since;
    this.lastCheck = this.steps;
    this.nextCheck = this.steps + Math.ceil(wait);
  }

  /**
   * Turns the rows so that the last of them are small, and drops those. P = Q₁ P₁ + Q₂ P₂ with orthonormal [Q₁, Q₂], so at any
   * later step ‖P₁ ⋯‖² ≤ ‖P ⋯‖² ≤ ‖P₁ ⋯‖² + ‖P₂ ⋯‖²: P₁ is kept, and the size of P₂ is watched by random combinations of its rows
   * (Halko, Martinsson & Tropp, SIAM Review 53, 2011, section 4.3). Returns how many went.
   */
  private *dropRows(): Generator<void, number> {
    const { width, probes, rowBlockExponent, spare } = this;
    const rows = this.rows - probes;
    const blockExponent = rowBlockExponent[0];
    for (let i = 1; i < rows + probes; i++) {
      // Probes may stand lower; all else is for the rows as they are.
      if (rowBlockExponent[i] !== blockExponent && !(i >= rows && rowBlockExponent[i] < blockExponent)) return 0;
    }
    spare.set(this.matrix.subarray(0, rows * width));
    const large = yield* reduceRows(spare, rows, width, this.dropped);
    // Products take rows in fours, probes and all.
    const kept = Math.ceil((large + PROBES) / 4) * 4 - PROBES;
    const gone = rows + probes - (kept + PROBES);
    if (gone <= 0) return 0;
    const shares = new Float64Array(rows);
    for (let p = 0; p < PROBES; p++) {
      const probe = this.scaled.subarray(p * width, (p + 1) * width).fill(0);
      if (probes > 0) {
        const factor = blockPower(rowBlockExponent[rows + p] - blockExponent);
        for (let j = 0; j < width; j++) probe[j] = factor * this.matrix[(rows + p) * width + j];
      }
      fillRandom(shares, width * p + this.steps);
      addVectorMatrix(shares.subarray(kept), spare.subarray(kept * width), rows - kept, width, 1, probe);
    }
    spare.set(this.scaled.subarray(0, PROBES * width), kept * width);
    this.rows = kept + PROBES;
    this.probes = PROBES;
    rowBlockExponent.fill(blockExponent, 0, kept + PROBES);
    this.swap(0);
    return gone;
  }

  /** P ← P · diag(d) · R: one loop Jacobian. */
  *timesLoop(d: Float64Array, blockExponent: number, matrix: Float64Array): Generator<void, void> {
    if (!this.alive) return;
    yield* this.timesRows(d, matrix);
    this.swap(blockExponent);
  }

  /**
   * The spectral norm, as a mantissa and a block exponent; null where what has been dropped is missed, and the product is to be made anew
   * with more of its rows. It is taken of the transpose: its top right vector is the product's left one, which further factors on
   * the right hardly turn any more once few singular values matter, so it makes the better start.
   */
  *norm(spectral: SpectralNorm): Generator<void, Scaled | null> {
    if (!this.alive) return ZERO;
    const { width, probes, rowBlockExponent, rowSquares } = this;
    const rows = this.rows - probes;
    let top = rowBlockExponent[0];
    let shared = true;
    for (let i = 1; i < rows; i++) {
      const blockExponent = rowBlockExponent[i];
      if (blockExponent !== top) shared = false;
      if (blockExponent > top) top = blockExponent;
    }
    let matrix = this.matrix;
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      const factor = blockPower(rowBlockExponent[i] - top);
      squares += rowSquares[i] * factor * factor;
    }
    if (!shared) {
      matrix = this.scaled;
      for (let i = 0; i < rows; i++) {
        const factor = blockPower(rowBlockExponent[i] - top);
        for (let index = i * width; index < (i + 1) * width; index++) matrix[index] = this.matrix[index] * factor;
      }
    }
    const mantissa = this.isFormed(spectral)
      ? yield* spectral.compute(denseMap(matrix.subarray(0, width * width), width, width), this.formed(matrix))
      : yield* spectral.compute(transposedMap(matrix, rows, width), { by: 'trace', squares });
    for (let i = rows; i < rows + probes; i++) {
      const above = rowBlockExponent[i] - top;
      const factor = blockPower(Math.min(0, above)) / (MISSED * mantissa);
      if (above > 0 || !(rowSquares[i] * factor * factor <= 1)) return null;
    }
    return { mantissa, blockExponent: top };
  }

  /** In the first steps, with many singular values near the top, and all rows still there. */
  private isFormed({ iterations }: SpectralNorm): boolean {
    const { rows, width } = this;
    return rows === width && width <= LARGEST_FORMED && (iterations === 0 || iterations > LONG_SEARCH);
  }

  private formed(matrix: Float64Array): Confirmation {
    this.gram ??= new DenseGram(matrix, this.width, this.width);
    this.gram.matrix = matrix;
    return { by: 'gram', gram: this.gram };
  }
}
