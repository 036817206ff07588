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
import { type Gram, LARGEST_TRACE, SMALLEST_TRACE } from '../math/gram';
import { matrixProduct } from '../math/matrixProduct';
import { SymmetricMatrix } from '../math/symmetricMatrix';
import type { LoadedEdge, StepFactors } from './stepFactors';

/** Σ diag(left) · R_left R_hᵀ · diag(right_h) over up to three edges h: what is used together lies side by side. */
interface Terms {
  readonly left: Float64Array;
  readonly rights: readonly Float64Array[];
  /** right_h(j), [N × 3]. */
  readonly scales: Float64Array;
  /** (R_left R_hᵀ)ᵢⱼ, [N × N × 3]. */
  readonly products: Float64Array;
}

/** Edges from the cell: never more than three. */
const SIDE_BY_SIDE = 3;

export class RowGram implements Gram {
  /** KKᵀ. */
  private readonly square: SymmetricMatrix;
  private readonly inner: Float64Array;

  private constructor(
    private readonly factors: StepFactors,
    private readonly ofCells: readonly Terms[],
    private readonly ofAcross: readonly Terms[],
    private readonly ofOutputs: readonly Terms[],
  ) {
    this.square = new SymmetricMatrix(2 * factors.size);
    this.inner = new Float64Array(2 * factors.size);
  }

  /** Multiplies the recurrent matrices with one another, which takes some milliseconds at N = 128, with pauses. */
  static *of(factors: StepFactors): Generator<void, RowGram> {
    const { size: n, intoA, intoB } = factors;
    const product = new Float64Array(n * n);
    const terms = function* (lefts: readonly LoadedEdge[], rights: readonly LoadedEdge[]): Generator<void, Terms[]> {
      const made: Terms[] = [];
      for (const { edge, scale: left } of lefts) {
        const products = new Float64Array(SIDE_BY_SIDE * n * n);
        for (const [h, right] of rights.entries()) {
          yield* matrixProduct(edge.matrix, right.edge.transpose, n, n, n, product);
          for (let index = 0, p = h; index < n * n; index++, p += SIDE_BY_SIDE) products[p] = product[index] as number;
          yield;
        }
        made.push({
          left,
          rights: rights.map(({ scale }) => scale),
          scales: new Float64Array(SIDE_BY_SIDE * n),
          products,
        });
      }
      return made;
    };
    return new RowGram(factors, yield* terms(intoA, intoA), yield* terms(intoB, intoA), yield* terms(intoB, intoB));
  }

  *prepare(): Generator<void, void> {
    const { square: entries } = this;
    const { size: n } = this.factors;
    entries.packed.fill(0);
    yield* addTerms(this.ofCells, n, entries, 0, 0);
    yield* addTerms(this.ofAcross, n, entries, n, 0);
    yield* addTerms(this.ofOutputs, n, entries, n, n);
  }

  /** After `prepare`. */
  form(): boolean {
    const { square: entries } = this;
    const { packed } = entries;
    const { f, q, size: n } = this.factors;
    let trace = 0;
    for (let k = 0; k < n; k++) {
      const diagonal = entries.at(k) + 4 * k;
      const below = entries.at(n + k);
      const fk = f[k] as number;
      const qk = q[k] as number;
      const cell = (packed[diagonal] as number) + fk * fk;
      packed[diagonal] = cell;
      trace +=
        cell * (1 + qk * qk) + 2 * qk * (packed[below + 4 * k] as number) + (packed[below + 4 * (n + k)] as number);
    }
    entries.changed();
    return trace > SMALLEST_TRACE && trace < LARGEST_TRACE;
  }

  times(x: Float64Array, out: Float64Array): number {
    const { inner } = this;
    const { q, size: n } = this.factors;
    for (let k = 0; k < n; k++) {
      inner[k] = (x[k] as number) + (q[k] as number) * (x[n + k] as number);
      inner[n + k] = x[n + k] as number;
    }
    const product = this.square.times(inner, out);
    for (let k = 0; k < n; k++) out[n + k] = (out[n + k] as number) + (q[k] as number) * (out[k] as number);
    // ⟨x, L KKᵀ Lᵀ x⟩ = ⟨Lᵀx, KKᵀ Lᵀx⟩
    return product;
  }
}

/** Adds terms from one row and column of S on; on the diagonal, only what is below it. A pause follows each of them. */
function* addTerms(
  terms: readonly Terms[],
  n: number,
  s: SymmetricMatrix,
  row: number,
  col: number,
): Generator<void, void> {
  for (const { left, rights, scales, products } of terms) {
    for (const [h, right] of rights.entries())
      for (let j = 0, p = h; j < n; j++, p += SIDE_BY_SIDE) scales[p] = right[j] as number;
    for (let i = 0; i < n; i++) {
      const end = row === col ? i + 1 : n;
      addRow(left[i] as number, products, SIDE_BY_SIDE * i * n, scales, end, s.packed, s.at(row + i) + 4 * col);
    }
    yield;
  }
}

/** out[at + 4 j] += left · Σ_h scales[j, h] · products[from + 3 j + h] for j < count. */
function addRow(
  left: number,
  products: Float64Array,
  from: number,
  scales: Float64Array,
  count: number,
  out: Float64Array,
  at: number,
): void {
  const end = Math.imul(count, SIDE_BY_SIDE);
  for (let k = 0, p = at; k < end; k = (k + SIDE_BY_SIDE) | 0, p = (p + 4) | 0) {
    const index = (from + k) | 0;
    out[p] =
      (out[p] as number) +
      left *
        ((scales[k] as number) * (products[index] as number) +
          ((scales[(k + 1) | 0] as number) * (products[(index + 1) | 0] as number) +
            (scales[(k + 2) | 0] as number) * (products[(index + 2) | 0] as number)));
  }
}
