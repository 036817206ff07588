/**
 * JᵀJ of a state Jacobian with a cell (stepFactors.ts). With G = QA + B its blocks are
 *
 *   cc = F²(1 + Q²), diagonal      cy = F (A + QG)      yy = AᵀA + GᵀG
 *
 * so that one application reads 1.5 N² numbers where J and Jᵀ read 4 N², and a limit on it is checked on N × N numbers: with
 * c eliminated (Schur's complement), limit·I − JᵀJ is positive definite where limit − cc is, and limit·I − yy − cyᵀ(limit − cc)⁻¹cy.
 */
import { columnProducts } from '../math/columnProducts';
import {
  DenseGram,
  endOfRows,
  LARGEST_FORMED,
  LARGEST_TRACE,
  type ProvingGram,
  putGram,
  ScaledGram,
  SMALLEST_TRACE,
} from '../math/gram';
import { ldlt } from '../math/ldlt';
import { BY_RESIDUAL, type Confirmation } from '../math/spectralNorm';
import { SymmetricMatrix } from '../math/symmetricMatrix';
import { RowGram } from './rowGram';
import type { StateJacobian } from './stateJacobian';
import type { StepFactors } from './stepFactors';

export class StepGram implements ProvingGram {
  readonly proves = true;
  /** Diagonal cc, and below it cyᵀ and yy. */
  readonly entries: SymmetricMatrix;
  /** Where the rows of cyᵀ and yy begin in it. */
  private readonly start: Int32Array;

  constructor(private readonly factors: StepFactors) {
    const n = factors.size;
    const entries = new SymmetricMatrix(2 * n, n);
    this.entries = entries;
    this.start = Int32Array.from({ length: n }, (_, k) => entries.at(n + k));
  }

  // biome-ignore lint/correctness/useYield: nothing takes long here
  *form(): Generator<void, boolean> {
    const { entries, start } = this;
    const { f: forget, q: carry, dense } = this.factors;
    const { diagonal, packed } = entries;
    const { left, right } = columnProducts;
    const n = start.length;
    let trace = 0;
    for (let k = 0, index = 0; k < n; k++) {
      const f = forget[k];
      const q = carry[k];
      const cc = f * f * (1 + q * q);
      diagonal[k] = cc;
      trace += cc;
      for (let j = 0; j < n; j++, index++) {
        const a = dense[index];
        const g = q * a + dense[n * n + index];
        left[index] = a;
        left[n * n + index] = g;
        packed[start[j] + 4 * k] = f * (a + q * g);
      }
    }
    right.set(left.subarray(0, 2 * n * n));
    putGram(2 * n, n, entries);
    for (let k = 0; k < n; k++) trace += packed[start[k] + 4 * (n + k)];
    return trace > SMALLEST_TRACE && trace < LARGEST_TRACE;
  }

  times(x: Float64Array, out: Float64Array): number {
    return this.entries.times(x, out);
  }

  isBelow(limit: number): boolean {
    const { entries, start } = this;
    const { diagonal, packed } = entries;
    const { left, right } = columnProducts;
    const { rows } = ldlt;
    const n = start.length;
    // −cyᵀ(limit − cc)⁻¹cy as a product with itself, one of the two negative.
    for (let k = 0, index = 0; k < n; k++) {
      const room = limit - diagonal[k];
      if (!(room > 0)) return false;
      const factor = 1 / Math.sqrt(room);
      for (let j = 0; j < n; j++, index++) {
        const value = factor * packed[start[j] + 4 * k];
        left[index] = -value;
        right[index] = value;
      }
    }
    for (let i = 0, row = 0; i < n; i++, row += n) {
      for (let j = 0, p = start[i] + 4 * n; j <= i; j++, p += 4) rows[row + j] = -packed[p];
      rows[row + i] = limit + rows[row + i];
    }
    let i = 0;
    const shape = { leftStep: n, rightStep: n, count: n };
    const out = { array: rows, rowStep: n, colStep: 1 };
    for (; i + 2 <= n; i += 2) columnProducts.addTwo(shape, i, Math.min(n, endOfRows(i)), out, i * n, false);
    if (i < n) columnProducts.addOne(shape, i, n, out, i * n, false);
    return ldlt.isPositiveDefinite(n);
  }
}

/**
 * How the norm of a step's Jacobian is confirmed: JᵀJ of a small network, JJᵀ of a large one and of the RNN; by the residual for an
 * RNN without its one edge, and for a large dense one. Where matrices are multiplied for it, with pauses.
 */
export function* confirmationOfSteps(factors: StateJacobian): Generator<void, Confirmation> {
  const { rows, size } = factors;
  if (factors.kind === 'dense')
    return rows <= LARGEST_FORMED ? { by: 'gram', gram: new DenseGram(factors.matrix, rows, rows) } : BY_RESIDUAL;
  const [only] = factors.intoB;
  if (rows === size)
    return only === undefined ? BY_RESIDUAL : { by: 'gram', gram: new ScaledGram(only.edge.transpose, only.scale) };
  return { by: 'gram', gram: size <= LARGEST_FORMED ? new StepGram(factors) : yield* RowGram.of(factors) };
}
