/**
 * JJᵀ of a state Jacobian with a cell (stepFactors.ts), for networks too large to form JᵀJ. With J = L K, L = [I, 0; Q, I] and
 * K = [F, A; 0, B],
 *
 *   JJᵀ = L (KKᵀ) Lᵀ      KKᵀ = ⎡ F² + AAᵀ   ABᵀ ⎤
 *                               ⎣ BAᵀ        BBᵀ ⎦
 *
 * and A = Σ diag(a_g) R_g, so (AAᵀ)ᵢⱼ = Σ a_g(i) a_h(j) (R_g R_hᵀ)ᵢⱼ: the products of the recurrent matrices are the same at every
 * step, and with them at hand a step costs some 8 N² multiply-adds where forming JᵀJ takes N³. One application reads 2 N²
 * numbers where J and Jᵀ read 4 N².
 */
import { type AppliedGram, LARGEST_TRACE, SMALLEST_TRACE } from '../math/gram';
import { LARGEST_LAYER } from '../math/largestLayer';
import { matrixProduct } from '../math/matrixProduct';
import { shiftedViews } from '../math/shiftedViews';
import { SymmetricMatrix } from '../math/symmetricMatrix';
import { Workspace } from '../math/workspace';
import { type LoadedEdge, MOST_FROM_CELL, type StepFactors } from './stepFactors';

/** Edges from the cell; where there are fewer, zeros stand for the others. */
const EDGES = MOST_FROM_CELL;
const PAIRS = EDGES * EDGES;

interface Kernels {
  /** (R_g R_hᵀ)ᵢⱼ of edges from the cell, [N × N × g × h]. */
  readonly cells: Float64Array;
  /** (R_o R_hᵀ)ᵢⱼ, [N × N × h]. */
  readonly across: Float64Array;
  /** (R_o R_oᵀ)ᵢⱼ, [N × N]. */
  readonly outputs: Float64Array;
  /** a_h(j), [N × h], and the output edge's b(j), [N]. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Row i of AAᵀ, BAᵀ or BBᵀ for j < count, four numbers apart in `out`. */
  cellRow(n: number, i: number, count: number, out: Float64Array, at: number): void;
  acrossRow(n: number, i: number, count: number, out: Float64Array, at: number): void;
  outputRow(n: number, i: number, count: number, out: Float64Array, at: number): void;
}

const kernels = makeKernels();
const workspace = new Workspace();

export class RowGram implements AppliedGram {
  readonly proves = false;
  /** KKᵀ. */
  private readonly square: SymmetricMatrix;
  private readonly cells: Float64Array;
  private readonly across: Float64Array;
  private readonly outputs: Float64Array;

  private constructor(private readonly factors: StepFactors) {
    const { size: n } = factors;
    if (n > LARGEST_LAYER) throw new Error(`No room for the products of matrices of ${n} × ${n}.`);
    this.square = new SymmetricMatrix(2 * n);
    this.cells = new Float64Array(PAIRS * n * n);
    this.across = new Float64Array(EDGES * n * n);
    this.outputs = new Float64Array(n * n);
  }

  /** Multiplies the recurrent matrices with one another, which takes some milliseconds at N = 128, with pauses. */
  static *of(factors: StepFactors): Generator<void, RowGram> {
    const gram = new RowGram(factors);
    const { intoA, intoB } = factors;
    for (const [g, left] of intoA.entries())
      for (const [h, right] of intoA.entries()) yield* gram.multiply(left, right, gram.cells, EDGES * g + h, PAIRS);
    for (const left of intoB) {
      for (const [h, right] of intoA.entries()) yield* gram.multiply(left, right, gram.across, h, EDGES);
      for (const right of intoB) yield* gram.multiply(left, right, gram.outputs, 0, 1);
    }
    return gram;
  }

  private *multiply(
    left: LoadedEdge,
    right: LoadedEdge,
    out: Float64Array,
    first: number,
    stride: number,
  ): Generator<void, void> {
    const { size: n } = this.factors;
    const product = new Float64Array(n * n);
    yield* matrixProduct(left.edge.matrix, right.edge.transpose, n, n, n, product);
    for (let index = 0, p = first; index < n * n; index++, p += stride) out[p] = product[index];
    yield;
  }

  *form(): Generator<void, boolean> {
    const { square } = this;
    const { packed } = square;
    const { f, q, size: n } = this.factors;
    this.load();
    for (let i = 0; i < n; i++) kernels.cellRow(n, i, i + 1, packed, square.at(i));
    yield;
    this.load();
    for (let i = 0; i < n; i++) kernels.acrossRow(n, i, n, packed, square.at(n + i));
    for (let i = 0; i < n; i++) kernels.outputRow(n, i, i + 1, packed, square.at(n + i) + 4 * n);
    yield;
    let trace = 0;
    for (let k = 0; k < n; k++) {
      const diagonal = square.at(k) + 4 * k;
      const below = square.at(n + k);
      const fk = f[k];
      const qk = q[k];
      const cell = packed[diagonal] + fk * fk;
      packed[diagonal] = cell;
      trace += cell * (1 + qk * qk) + 2 * qk * packed[below + 4 * k] + packed[below + 4 * (n + k)];
    }
    square.changed();
    return trace > SMALLEST_TRACE && trace < LARGEST_TRACE;
  }

  private readonly fill = (): void => {
    kernels.cells.set(this.cells);
    kernels.across.set(this.across);
    kernels.outputs.set(this.outputs);
  };

  /** The products of the matrices, and the factors of the step. */
  private load(): void {
    const { size: n, intoA, intoB } = this.factors;
    const { a, b } = kernels;
    workspace.load(this, this.fill);
    a.fill(0, 0, EDGES * n);
    for (const [h, { scale }] of intoA.entries()) for (let j = 0, p = h; j < n; j++, p += EDGES) a[p] = scale[j];
    b.fill(0, 0, n);
    for (const { scale } of intoB) b.set(scale);
  }

  times(x: Float64Array, out: Float64Array): number {
    const { q, size: n } = this.factors;
    const { u, v } = this.square.open();
    for (let k = 0; k < n; k++) {
      const below = x[n + k];
      u[k] = x[k] + q[k] * below;
      u[n + k] = below;
    }
    // ⟨x, L KKᵀ Lᵀ x⟩ = ⟨Lᵀx, KKᵀ Lᵀx⟩
    const product = this.square.apply();
    for (let k = 0; k < n; k++) {
      const above = v[k];
      out[k] = above;
      out[n + k] = v[n + k] + q[k] * above;
    }
    return product;
  }
}

/** Arrays that the functions are closed over: workspace.ts says why. Indices are kept in int32 by `| 0`. */
function makeKernels(): Kernels {
  const numbers = LARGEST_LAYER * LARGEST_LAYER;
  const [cells, cells1, cells2] = shiftedViews(PAIRS * numbers);
  const [across, across1, across2] = shiftedViews(EDGES * numbers);
  const outputs = new Float64Array(numbers);
  const [a, a1, a2] = shiftedViews(EDGES * LARGEST_LAYER);
  const b = new Float64Array(LARGEST_LAYER);

  const cellRow: Kernels['cellRow'] = (n, i, count, out, at) => {
    const own = Math.imul(EDGES, i);
    const l0 = a[own];
    const l1 = a1[own];
    const l2 = a2[own];
    const end = Math.imul(EDGES, count);
    for (let k = 0, p = Math.imul(PAIRS, Math.imul(i, n)), o = at | 0; k < end; k = (k + EDGES) | 0) {
      const second = (p + EDGES) | 0;
      const third = (second + EDGES) | 0;
      out[o] =
        a[k] * (l0 * cells[p] + l1 * cells[second] + l2 * cells[third]) +
        a1[k] * (l0 * cells1[p] + l1 * cells1[second] + l2 * cells1[third]) +
        a2[k] * (l0 * cells2[p] + l1 * cells2[second] + l2 * cells2[third]);
      p = (p + PAIRS) | 0;
      o = (o + 4) | 0;
    }
  };

  const acrossRow: Kernels['acrossRow'] = (n, i, count, out, at) => {
    const left = b[i];
    const end = Math.imul(EDGES, count);
    for (let k = 0, p = Math.imul(EDGES, Math.imul(i, n)), o = at | 0; k < end; k = (k + EDGES) | 0) {
      out[o] = left * (a[k] * across[p] + a1[k] * across1[p] + a2[k] * across2[p]);
      p = (p + EDGES) | 0;
      o = (o + 4) | 0;
    }
  };

  const outputRow: Kernels['outputRow'] = (n, i, count, out, at) => {
    const left = b[i];
    for (let j = 0, p = Math.imul(i, n), o = at | 0; j < count; j = (j + 1) | 0) {
      out[o] = left * b[j] * outputs[p];
      p = (p + 1) | 0;
      o = (o + 4) | 0;
    }
  };
  return { cells, across, outputs, a, b, cellRow, acrossRow, outputRow };
}
