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
import { bothProducts, type Gram, LARGEST_TRACE, SMALLEST_TRACE, symmetricTimes } from '../math/gram';
import { matrixProduct } from '../math/matrixProduct';
import { dot } from '../math/vectors';
import type { LoadedEdge, StepFactors } from './stepFactors';

/** diag(left) · P · diag(right) with P = R_g R_hᵀ, [N × N]. */
interface Term {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

export class RowGram implements Gram {
  /** F² + AAᵀ, lower triangle. */
  private readonly cells: Float64Array;
  /** ABᵀ. */
  private readonly across: Float64Array;
  /** BBᵀ, lower triangle. */
  private readonly outputs: Float64Array;
  private readonly inner: Float64Array;
  private readonly image: Float64Array;

  private constructor(
    private readonly factors: StepFactors,
    private readonly ofCells: readonly Term[],
    private readonly ofAcross: readonly Term[],
    private readonly ofOutputs: readonly Term[],
  ) {
    const n = factors.size;
    this.cells = new Float64Array(n * n);
    this.across = new Float64Array(n * n);
    this.outputs = new Float64Array(n * n);
    this.inner = new Float64Array(2 * n);
    this.image = new Float64Array(2 * n);
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
    return new RowGram(factors, yield* terms(intoA, intoA), yield* terms(intoA, intoB), yield* terms(intoB, intoB));
  }

  *prepare(): Generator<void, void> {
    const { size: n } = this.factors;
    yield* sumOf(this.ofCells, n, this.cells, true);
    yield* sumOf(this.ofAcross, n, this.across, false);
    yield* sumOf(this.ofOutputs, n, this.outputs, true);
  }

  /** After `prepare`. */
  form(): boolean {
    const { cells, across, outputs } = this;
    const { f, q, size: n } = this.factors;
    let trace = 0;
    for (let k = 0; k < n; k++) {
      const diagonal = k * n + k;
      const fk = f[k] as number;
      const qk = q[k] as number;
      const cell = (cells[diagonal] as number) + fk * fk;
      cells[diagonal] = cell;
      trace += cell * (1 + qk * qk) + 2 * qk * (across[diagonal] as number) + (outputs[diagonal] as number);
    }
    return trace > SMALLEST_TRACE && trace < LARGEST_TRACE;
  }

  times(x: Float64Array, out: Float64Array): number {
    const { inner, image } = this;
    const { q, size: n } = this.factors;
    for (let k = 0; k < n; k++) {
      inner[k] = (x[k] as number) + (q[k] as number) * (x[n + k] as number);
      inner[n + k] = x[n + k] as number;
    }
    // image = ABᵀ y above, and BBᵀ y + BAᵀ c below; then F² + AAᵀ joins in.
    symmetricTimes(this.outputs, n, inner, out, n);
    bothProducts(this.across, n, n, inner, inner, image, out, n);
    symmetricTimes(this.cells, n, inner, out, 0);
    for (let k = 0; k < n; k++) {
      const cell = (out[k] as number) + (image[k] as number);
      out[k] = cell;
      out[n + k] = (out[n + k] as number) + (q[k] as number) * cell;
    }
    return dot(x, out, 2 * n);
  }
}

/** out = Σ diag(left) P diag(right), of symmetric sums only the lower triangle. Three terms share a pass, and a pause follows. */
function* sumOf(terms: readonly Term[], n: number, out: Float64Array, symmetric: boolean): Generator<void, void> {
  out.fill(0);
  const none: Term = { left: new Float64Array(n), right: new Float64Array(n), product: out };
  for (let from = 0; from < terms.length; from += 3) {
    const [first = none, second = none, third = none] = terms.slice(from, from + 3);
    for (let i = 0, row = 0; i < n; i++, row += n) {
      const a = first.left[i] as number;
      const b = second.left[i] as number;
      const c = third.left[i] as number;
      const end = symmetric ? i + 1 : n;
      for (let j = 0; j < end; j++) {
        const index = row + j;
        out[index] =
          (out[index] as number) +
          (a * (first.right[j] as number) * (first.product[index] as number) +
            (b * (second.right[j] as number) * (second.product[index] as number) +
              c * (third.right[j] as number) * (third.product[index] as number)));
      }
    }
    yield;
  }
}
