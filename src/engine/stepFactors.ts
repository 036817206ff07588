/**
 * The state Jacobian of one step, as the factors that it is made of (spec, section 3):
 *
 *   ∂sᵗ/∂sᵗ⁻¹ = ⎡ F    A      ⎤      F, Q diagonal [N];  A, B dense [N × N], stacked as one [2N × N] matrix
 *               ⎣ QF   QA + B ⎦      (RNN: B alone)
 *
 * for a network with a cell on which all diagonal edges lie, up to three matrices from the cell and one from the output, and for one
 * without a cell with one matrix alone. It is never formed: J v costs half of a dense product. Saturated factors may carry block exponents; the whole step then has the
 * largest one in common, and what is 768 bits below it is 0 beside it.
 */

import { columnProducts } from '../math/columnProducts';
import { matrixVector, vectorMatrix } from '../math/matrixVector';
import { blockPower } from '../math/scaled';
import type { FactorRows } from '../math/scaledVector';
import type { LinearMap } from '../math/spectralNorm';
import type { Cuttable } from '../settings/edges';
import { carryOf, checkLinearisation, edgeNames, type Linearisation, type MatrixEdge } from './linearisation';

/** An open matrix edge with its factor at the loaded step: its edge Jacobian is diag(scale) R, to be read with the step's block exponent. */
export interface LoadedEdge {
  readonly edge: MatrixEdge;
  /** [N] */
  readonly scale: Float64Array;
}

/** The most matrix edges from the cell: what rowGram.ts has room for. */
export const MOST_FROM_CELL = 3;

/** Whether these factors are all that there is to a step of this network. */
export function hasFactors({ hasCell, matrixEdges, diagonalEdges }: Linearisation): boolean {
  const fromCell = matrixEdges.filter(({ from }) => from === 'cell').length;
  const fromOutput = matrixEdges.length - fromCell;
  return (
    diagonalEdges.every(({ on }) => on === 'cell') &&
    fromOutput <= 1 &&
    (hasCell ? fromCell <= MOST_FROM_CELL : fromCell === 0)
  );
}

export class StepFactors implements LinearMap {
  readonly kind = 'factors';
  readonly size: number;
  readonly rows: number;
  readonly cols: number;
  /** What all of F, Q, A, B of the loaded step are multiplied by: 2^(256 blockExponent). Q, within a step, is not. */
  blockExponent = 0;
  readonly f: Float64Array;
  readonly q: Float64Array;
  /** The largest block exponent in Q: below 0 where every unit is saturated, and `q` may have underflowed. */
  qBlockExponent = 0;
  /** Q · 2^(-256 qBlockExponent), which has not. */
  readonly scaledQ: Float64Array;
  /** Matrix edges from the cell, which make A, and from the output, which make B. */
  readonly intoA: readonly LoadedEdge[];
  readonly intoB: readonly LoadedEdge[];
  /** Whether no factor has block exponents. */
  readonly plain: boolean;
  private readonly openCell: readonly FactorRows[];
  private readonly scaled: readonly FactorRows[];
  private readonly carry: FactorRows;
  private readonly stack: Float64Array;
  /** Whether that is of the step that is loaded. */
  private stacked = true;
  private readonly upper: Float64Array;
  private readonly output: Float64Array;
  private readonly product: Float64Array;
  private readonly half: Float64Array;

  /** Errors: a network that has more than these factors; `DenseJacobian` is for any. */
  constructor(
    private readonly linear: Linearisation,
    cuts: ReadonlySet<Cuttable> = new Set(),
  ) {
    checkLinearisation(linear);
    if (!hasFactors(linear))
      throw new Error(`the step Jacobian of this network (${edgeNames(linear).join(', ')}) has no such factors`);
    const n = linear.size;
    this.size = n;
    this.rows = linear.hasCell ? 2 * n : n;
    this.cols = this.rows;
    this.f = new Float64Array(n);
    this.q = new Float64Array(n);
    this.scaledQ = new Float64Array(n);
    this.stack = new Float64Array(linear.hasCell ? 2 * n * n : 0);
    const open = linear.matrixEdges
      .filter(({ edge }) => !cuts.has(edge))
      .map((edge): LoadedEdge => ({ edge, scale: new Float64Array(n) }));
    this.intoA = open.filter(({ edge }) => edge.from === 'cell');
    this.intoB = open.filter(({ edge }) => edge.from === 'output');
    this.openCell = linear.diagonalEdges.filter(({ edge }) => !cuts.has(edge)).map(({ factor }) => factor);
    this.carry = carryOf(linear, cuts);
    this.scaled = [...this.openCell, ...open.map(({ edge }) => edge.gain)];
    this.plain = [this.carry, ...this.scaled].every(({ blockExponent }) => blockExponent === null);
    this.output = new Float64Array(n);
    this.upper = new Float64Array(n);
    this.product = new Float64Array(this.rows);
    this.half = new Float64Array(this.rows);
  }

  /** Loads the Jacobian from step − 1 to `step` (0-based). */
  load(step: number): void {
    const n = this.size;
    const start = step * n;
    const blockExponent = this.plain ? 0 : topBlockExponent(this.scaled, start, n);
    this.blockExponent = blockExponent;
    for (const { edge, scale } of this.intoA) loadRelative(edge.gain, start, blockExponent, scale);
    for (const { edge, scale } of this.intoB) loadRelative(edge.gain, start, blockExponent, scale);
    if (!this.linear.hasCell) return;
    this.f.fill(0);
    for (const factor of this.openCell)
      for (let k = 0; k < n; k++) this.f[k] = this.f[k] + relative(factor, start + k, blockExponent);
    this.qBlockExponent = this.plain ? 0 : topBlockExponent([this.carry], start, n);
    loadRelative(this.carry, start, 0, this.q);
    if (this.qBlockExponent !== 0) loadRelative(this.carry, start, this.qBlockExponent, this.scaledQ);
    this.stacked = false;
  }

  /** [A; B], [2N × N] row-major, made, by way of `putDense`, when it is asked for; empty for the RNN, whose B is the one of `intoB`. */
  get dense(): Float64Array {
    if (!this.stacked) {
      this.putDense();
      this.stack.set(columnProducts.right.subarray(0, this.stack.length));
    }
    this.stacked = true;
    return this.stack;
  }

  /** The same, in the right matrix of `columnProducts`. */
  putDense(): void {
    putSum(this.intoA, this.size, 0);
    putSum(this.intoB, this.size, this.size * this.size);
  }

  /** Whether the output goes to the next output without the cell: R_o is open, and not zero. */
  get hasOutputPath(): boolean {
    return this.dense.subarray(this.size * this.size).some((value) => value !== 0);
  }

  /** out = J x, x = (c, y). */
  apply(x: Float64Array, out: Float64Array): void {
    const n = this.size;
    if (!this.linear.hasCell) {
      out.fill(0, 0, n);
      for (const { edge, scale } of this.intoB) {
        matrixVector(edge.matrix, x, n, n, out);
        for (let k = 0; k < n; k++) out[k] = out[k] * scale[k];
      }
      return;
    }
    for (let k = 0; k < n; k++) this.output[k] = x[n + k];
    matrixVector(this.dense, this.output, 2 * n, n, this.product);
    for (let k = 0; k < n; k++) {
      const c = this.f[k] * x[k] + this.product[k];
      out[k] = c;
      out[n + k] = this.q[k] * c + this.product[n + k];
    }
  }

  /** out = Jᵀ x. */
  applyTranspose(x: Float64Array, out: Float64Array): void {
    const n = this.size;
    const { half, upper } = this;
    if (!this.linear.hasCell) {
      out.fill(0, 0, n);
      for (const { edge, scale } of this.intoB) {
        for (let k = 0; k < n; k++) half[k] = x[k] * scale[k];
        vectorMatrix(half, edge.matrix, n, n, out);
      }
      return;
    }
    for (let k = 0; k < n; k++) {
      half[k] = x[k] + this.q[k] * x[n + k];
      half[n + k] = x[n + k];
    }
    vectorMatrix(half, this.dense, 2 * n, n, upper);
    for (let k = 0; k < n; k++) {
      out[k] = this.f[k] * half[k];
      out[n + k] = upper[k];
    }
  }
}

/** Σ diag(scale) R, [N × N], in the right matrix of `columnProducts` from `start` on. */
function putSum(edges: readonly LoadedEdge[], n: number, start: number): void {
  const { right } = columnProducts;
  right.fill(0, start, start + n * n);
  for (const { edge, scale } of edges) {
    const { matrix } = edge;
    for (let i = 0, index = 0, at = start | 0; i < n; i++) {
      const own = scale[i];
      const end = (index + n) | 0;
      for (; index < end; index = (index + 1) | 0, at = (at + 1) | 0) right[at] = right[at] + own * matrix[index];
    }
  }
}

/** out = one row of factors, from `start` on, as float64 numbers beside 2^(256 blockExponent). */
function loadRelative(factors: FactorRows, start: number, blockExponent: number, out: Float64Array): void {
  const { mantissa } = factors;
  if (factors.blockExponent === null && blockExponent === 0) {
    for (let k = 0; k < out.length; k++) out[k] = mantissa[start + k];
    return;
  }
  for (let k = 0; k < out.length; k++) out[k] = relative(factors, start + k, blockExponent);
}

/** The largest block exponent among the factors of one step that are not zero; 0 if none has block exponents. */
export function topBlockExponent(factors: readonly FactorRows[], start: number, count: number): number {
  if (factors.every(({ blockExponent }) => blockExponent === null)) return 0;
  let top = -Infinity;
  for (const { mantissa, blockExponent } of factors) {
    for (let i = start; i < start + count; i++)
      if (mantissa[i] !== 0) top = Math.max(top, blockExponent === null ? 0 : blockExponent[i]);
  }
  return top === -Infinity ? 0 : top;
}

/** A factor as a float64 against a block exponent at least as large as its own. */
export function relative({ mantissa, blockExponent }: FactorRows, index: number, against: number): number {
  const m = mantissa[index];
  if (blockExponent === null && against === 0) return m;
  const d = (blockExponent === null ? 0 : blockExponent[index]) - against;
  return d === 0 ? m : m * blockPower(Math.min(0, d));
}
