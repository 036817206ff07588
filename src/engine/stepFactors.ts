/**
 * The state Jacobian of one step, as the factors that it is made of (spec, section 3):
 *
 *   ∂sᵗ/∂sᵗ⁻¹ = ⎡ F    A      ⎤      F, Q diagonal [N];  A, B dense [N × N], stacked as one [2N × N] matrix
 *               ⎣ QF   QA + B ⎦      (RNN: B alone)
 *
 * It is never formed: J v costs half of a dense product. Saturated factors may carry limbs; the whole step then has the
 * largest one in common, and what is 768 bits below it is 0 beside it.
 */

import { DenseGram, type Gram, LARGEST_FORMED } from '../math/gram';
import { limbPower } from '../math/limb';
import { matrixVector, vectorMatrix } from '../math/matrixVector';
import type { FactorRows } from '../math/scaledVector';
import type { LinearMap } from '../math/spectralNorm';
import type { Cuttable } from '../settings/edges';
import type { Linearisation, MatrixEdge } from './linearisation';
import { StepGram } from './stepGram';

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
  readonly gram?: Gram;
  /** Matrix edges from the cell, which make A, and from the output, which make B. */
  private readonly intoA: readonly MatrixEdge[];
  private readonly intoB: readonly MatrixEdge[];
  /** Whether no factor has limbs. */
  readonly plain: boolean;
  private readonly openCell: readonly FactorRows[];
  private readonly scaled: readonly FactorRows[];
  private readonly carry: FactorRows;
  private readonly upper: Float64Array;
  private readonly output: Float64Array;
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
    const open = linear.matrixEdges.filter(({ edge }) => !cuts.has(edge));
    this.intoA = linear.hasCell ? open.filter(({ from }) => from === 'cell') : open;
    this.intoB = linear.hasCell ? open.filter(({ from }) => from === 'output') : [];
    this.openCell = linear.cellEdges.filter(({ edge }) => !cuts.has(edge)).map(({ factor }) => factor);
    this.carry = cuts.has('p_o') ? linear.carryWithoutPeephole : linear.carry;
    this.scaled = [...this.openCell, ...open.map(({ gain }) => gain)];
    this.plain = [this.carry, ...this.scaled].every(({ limb }) => limb === null);
    if (n <= LARGEST_FORMED)
      this.gram = linear.hasCell ? new StepGram(this.f, this.q, this.dense) : new DenseGram(this.dense, n, n);
    this.output = new Float64Array(n);
    this.upper = new Float64Array(n);
    this.product = new Float64Array(this.rows);
    this.half = new Float64Array(this.rows);
  }

  /** Loads the Jacobian from step − 1 to `step` (0-based). */
  load(step: number): void {
    const n = this.size;
    const start = step * n;
    const limb = this.plain ? 0 : topLimb(this.scaled, start, n);
    this.limb = limb;
    this.f.fill(0);
    for (const factor of this.openCell)
      for (let k = 0; k < n; k++) this.f[k] = (this.f[k] as number) + relative(factor, start + k, limb);
    if (this.linear.hasCell) {
      this.qLimb = this.plain ? 0 : topLimb([this.carry], start, n);
      for (let k = 0; k < n; k++) this.q[k] = relative(this.carry, start + k, 0);
      if (this.qLimb !== 0) for (let k = 0; k < n; k++) this.scaledQ[k] = relative(this.carry, start + k, this.qLimb);
    }
    this.sumInto(this.intoA, start, 0);
    if (this.linear.hasCell) this.sumInto(this.intoB, start, n * n);
  }

  /** dense[at …] = Σ diag(gain) R over some edges, three of them in one pass. */
  private sumInto(edges: readonly MatrixEdge[], start: number, at: number): void {
    const { size: n, dense, limb } = this;
    const [first, second, third] = edges;
    if (first === undefined || second === undefined || third === undefined) {
      dense.fill(0, at, at + n * n);
      for (const { matrix, gain } of edges) {
        for (let k = 0, index = 0; k < n; k++) {
          const factor = relative(gain, start + k, limb);
          for (let j = 0; j < n; j++, index++)
            dense[at + index] = (dense[at + index] as number) + factor * (matrix[index] as number);
        }
      }
      return;
    }
    const a = first.matrix;
    const b = second.matrix;
    const c = third.matrix;
    for (let k = 0, index = 0; k < n; k++) {
      const x = relative(first.gain, start + k, limb);
      const y = relative(second.gain, start + k, limb);
      const z = relative(third.gain, start + k, limb);
      for (let j = 0; j < n; j++, index++)
        dense[at + index] = x * (a[index] as number) + y * (b[index] as number) + z * (c[index] as number);
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
    for (let k = 0; k < n; k++) this.output[k] = x[n + k] as number;
    matrixVector(this.dense, this.output, 2 * n, n, this.product);
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
