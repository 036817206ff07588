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

/** diag(left) · P · diag(right) with P = R_g R_hᵀ, [N × N]. */
interface Term {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

export class RowGram implements Gram {
  /** KKᵀ. */
  private readonly entries: SymmetricMatrix;
  private readonly inner: Float64Array;

  private constructor(
    private readonly factors: StepFactors,
    private readonly ofCells: readonly Term[],
    private readonly ofAcross: readonly Term[],
    private readonly ofOutputs: readonly Term[],
  ) {
    this.entries = new SymmetricMatrix(2 * factors.size);
    this.inner = new Float64Array(2 * factors.size);
  }

  /** Multiplies the recurrent matrices with one another, which takes some milliseconds at N = 128, with pauses. */
  static *of(factors: StepFactors): Generator<void, RowGram> {
    const { size: n, intoA, intoB } = factors;
    const terms = function* (left: readonly LoadedEdge[], right: readonly LoadedEdge[]): Generator<void, Term[]> {
      const made: Term[] = [];
      for (const a of left) {
        for (const b of right) {
          const product = new Float64Array(n * n);
          yield* matrixProduct(a.edge.matrix, b.edge.transpose, n, n, n, product);
          made.push({ left: a.scale, right: b.scale, product });
          yield;
        }
      }
      return made;
    };
    return new RowGram(factors, yield* terms(intoA, intoA), yield* terms(intoB, intoA), yield* terms(intoB, intoB));
  }

  *prepare(): Generator<void, void> {
    const { entries } = this;
    const { size: n } = this.factors;
    entries.packed.fill(0);
    yield* addTerms(this.ofCells, n, entries, 0, 0);
    yield* addTerms(this.ofAcross, n, entries, n, 0);
    yield* addTerms(this.ofOutputs, n, entries, n, n);
  }

  /** After `prepare`. */
  form(): boolean {
    const { entries } = this;
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
    const product = this.entries.times(inner, out);
    for (let k = 0; k < n; k++) out[n + k] = (out[n + k] as number) + (q[k] as number) * (out[k] as number);
    // ⟨x, L KKᵀ Lᵀ x⟩ = ⟨Lᵀx, KKᵀ Lᵀx⟩
    return product;
  }
}

/**
 * Adds Σ diag(left) P diag(right) from one row and column of S on; on the diagonal, only what is below it. Three terms share a
 * pass, and a pause follows.
 */
function* addTerms(
  terms: readonly Term[],
  n: number,
  s: SymmetricMatrix,
  row: number,
  col: number,
): Generator<void, void> {
  const out = s.packed;
  const nothing = new Float64Array(n);
  for (let from = 0; from < terms.length; from += 3) {
    const [first, second, third] = terms.slice(from, from + 3);
    if (first === undefined) return;
    const none: Term = { left: nothing, right: nothing, product: first.product };
    const { left: leftB, right: rightB, product: b } = second ?? none;
    const { left: leftC, right: rightC, product: c } = third ?? none;
    for (let i = 0; i < n; i++) {
      const x = first.left[i] as number;
      const y = leftB[i] as number;
      const z = leftC[i] as number;
      const end = row === col ? i + 1 : n;
      let p = s.at(row + i) + 4 * col;
      for (let j = 0, index = i * n; j < end; j++, index++, p += 4) {
        out[p] =
          (out[p] as number) +
          (x * (first.right[j] as number) * (first.product[index] as number) +
            (y * (rightB[j] as number) * (b[index] as number) + z * (rightC[j] as number) * (c[index] as number)));
      }
    }
    yield;
  }
}
