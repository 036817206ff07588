/**
 * The state Jacobian of one step, as the factors that it is made of (spec, section 3):
 *
 *   ∂sᵗ/∂sᵗ⁻¹ = ⎡ F    A      ⎤      F, Q diagonal [N];  A, B dense [N × N], stacked as one [2N × N] matrix
 *               ⎣ QF   QA + B ⎦      (RNN: B alone)
 *
 * It is never formed: J v costs half of a dense product. Saturated factors may carry limbs; the whole step then has the
 * largest one in common, and what is 768 bits below it is 0 beside it.
 */

import { limbPower } from '../math/limb';
import { matrixVector, vectorMatrix } from '../math/matrixVector';

import type { FactorRows } from '../math/scaledVector';
import type { LinearMap } from '../math/spectralNorm';
import type { Cuttable } from '../settings/edges';
import type { Linearisation, MatrixEdge } from './linearisation';

export class StepFactors implements LinearMap {
  readonly size: number;
  readonly rows: number;
  readonly cols: number;
  /** What all of F, Q, A, B of the loaded step are multiplied by: 2^(256 limb). Q, within a step, is not. */
  limb = 0;
  readonly f: Float64Array;
  readonly q: Float64Array;
  /** The largest limb in Q: below 0 where every unit is saturated, and `q` may have underflowed. */
  qLimb = 0;
  /** Q · 2^(-256 qLimb), which has not. */
  readonly scaledQ: Float64Array;
  /** [A; B], [2N × N] row-major; RNN: B alone, [N × N]. */
  readonly dense: Float64Array;
  private readonly openMatrix: readonly MatrixEdge[];
  private readonly openCell: readonly FactorRows[];
  private readonly carry: FactorRows;
  private readonly upper: Float64Array;
  private readonly product: Float64Array;
  private readonly half: Float64Array;

  constructor(
    private readonly linear: Linearisation,
    cuts: ReadonlySet<Cuttable> = new Set(),
  ) {
    const n = linear.size;
    this.size = n;
    this.rows = linear.hasCell ? 2 * n : n;
    this.cols = this.rows;
    this.f = new Float64Array(n);
    this.q = new Float64Array(n);
    this.scaledQ = new Float64Array(n);
    this.dense = new Float64Array(this.rows * n);
    this.openMatrix = linear.matrixEdges.filter(({ edge }) => !cuts.has(edge));
    this.openCell = linear.cellEdges.filter(({ edge }) => !cuts.has(edge)).map(({ factor }) => factor);
    this.carry = cuts.has('p_o') ? linear.carryWithoutPeephole : linear.carry;
    this.upper = new Float64Array(n);
    this.product = new Float64Array(this.rows);
    this.half = new Float64Array(this.rows);
  }

  /** Loads the Jacobian from step − 1 to `step` (0-based). */
  load(step: number): void {
    const n = this.size;
    const start = step * n;
    const gains = this.openMatrix.map(({ gain }) => gain);
    const limb = topLimb([...this.openCell, ...gains], start, n);
    this.limb = limb;
    this.f.fill(0);
    for (const factor of this.openCell)
      for (let k = 0; k < n; k++) this.f[k] = (this.f[k] as number) + relative(factor, start + k, limb);
    if (this.linear.hasCell) {
      this.qLimb = topLimb([this.carry], start, n);
      for (let k = 0; k < n; k++) this.q[k] = relative(this.carry, start + k, 0);
      for (let k = 0; k < n; k++) this.scaledQ[k] = relative(this.carry, start + k, this.qLimb);
    }
    this.dense.fill(0);
    const { dense } = this;
    for (const { from, matrix, gain } of this.openMatrix) {
      const top = from === 'output' && this.linear.hasCell ? n * n : 0;
      for (let k = 0; k < n; k++) {
        const factor = relative(gain, start + k, limb);
        for (let j = 0, index = k * n; j < n; j++, index++) {
          dense[top + index] = (dense[top + index] as number) + factor * (matrix[index] as number);
        }
      }
    }
  }

  /** Whether the output goes to the next output without the cell: R_o is open, and not zero. */
  get hasOutputPath(): boolean {
    return this.dense.subarray(this.size * this.size).some((value) => value !== 0);
  }

  /** out = J x, x = (c, y). */
  apply(x: Float64Array, out: Float64Array): void {
    const n = this.size;
    if (!this.linear.hasCell) {
      matrixVector(this.dense, x, n, n, out);
      return;
    }
    matrixVector(this.dense, x.subarray(n, 2 * n), 2 * n, n, this.product);
    for (let k = 0; k < n; k++) {
      const c = (this.f[k] as number) * (x[k] as number) + (this.product[k] as number);
      out[k] = c;
      out[n + k] = (this.q[k] as number) * c + (this.product[n + k] as number);
    }
  }

  /** out = Jᵀ x. */
  applyTranspose(x: Float64Array, out: Float64Array): void {
    const n = this.size;
    if (!this.linear.hasCell) {
      vectorMatrix(x, this.dense, n, n, out);
      return;
    }
    const { half, upper } = this;
    for (let k = 0; k < n; k++) {
      half[k] = (x[k] as number) + (this.q[k] as number) * (x[n + k] as number);
      half[n + k] = x[n + k] as number;
    }
    vectorMatrix(half, this.dense, 2 * n, n, upper);
    for (let k = 0; k < n; k++) {
      out[k] = (this.f[k] as number) * (half[k] as number);
      out[n + k] = upper[k] as number;
    }
  }
}

/** The largest limb among the factors of one step that are not zero; 0 if none has limbs. */
export function topLimb(factors: readonly FactorRows[], start: number, count: number): number {
  if (factors.every(({ limb }) => limb === null)) return 0;
  let top = -Infinity;
  for (const { mantissa, limb } of factors) {
    for (let i = start; i < start + count; i++)
      if (mantissa[i] !== 0) top = Math.max(top, limb === null ? 0 : (limb[i] as number));
  }
  return top === -Infinity ? 0 : top;
}

/** A factor as a float64 against a limb at least as large as its own. */
export function relative({ mantissa, limb }: FactorRows, index: number, against: number): number {
  const m = mantissa[index] as number;
  if (limb === null && against === 0) return m;
  const d = (limb === null ? 0 : (limb[index] as number)) - against;
  return d === 0 ? m : m * limbPower(Math.min(0, d));
}
