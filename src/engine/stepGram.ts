/**
 * JᵀJ of a state Jacobian with a cell (stepFactors.ts). With G = QA + B its blocks are
 *
 *   cc = F²(1 + Q²), diagonal      cy = F (A + QG)      yy = AᵀA + GᵀG
 *
 * so that one application reads 1.5 N² numbers where J and Jᵀ read 4 N², and a limit on it is checked on N × N numbers: with
 * c eliminated (Schur's complement), limit·I − JᵀJ is positive definite where limit − cc is, and limit·I − yy − cyᵀ(limit − cc)⁻¹cy.
 */
import { isPositiveDefinite } from '../math/definite';
import {
  bothProducts,
  type Gram,
  gramOf,
  LARGEST_FORMED,
  LARGEST_TRACE,
  ScaledGram,
  SMALLEST_TRACE,
  symmetricTimes,
} from '../math/gram';
import { RowGram } from './rowGram';
import type { StepFactors } from './stepFactors';

export class StepGram implements Gram {
  private readonly cc: Float64Array;
  private readonly cy: Float64Array;
  private readonly yy: Float64Array;
  /** [A; G], then what is eliminated. */
  private readonly stacked: Float64Array;
  private readonly complement: Float64Array;
  private readonly columns: Float64Array;

  /** `f`, `q` [N] and `dense` = [A; B], [2N × N], are used in place. */
  constructor(
    private readonly f: Float64Array,
    private readonly q: Float64Array,
    private readonly dense: Float64Array,
  ) {
    const n = f.length;
    this.cc = new Float64Array(n);
    this.cy = new Float64Array(n * n);
    this.yy = new Float64Array(n * n);
    this.stacked = new Float64Array(2 * n * n);
    this.complement = new Float64Array(n * n);
    this.columns = new Float64Array(4 * n);
  }

  form(): boolean {
    const { cc, cy, dense, stacked } = this;
    const n = cc.length;
    let trace = 0;
    for (let k = 0, index = 0; k < n; k++) {
      const f = this.f[k] as number;
      const q = this.q[k] as number;
      cc[k] = f * f * (1 + q * q);
      trace += cc[k] as number;
      for (let j = 0; j < n; j++, index++) {
        const a = dense[index] as number;
        const g = q * a + (dense[n * n + index] as number);
        stacked[index] = a;
        stacked[n * n + index] = g;
        cy[index] = f * (a + q * g);
      }
    }
    gramOf(stacked, 2 * n, n, this.yy);
    for (let k = 0; k < n; k++) trace += this.yy[k * n + k] as number;
    return trace > SMALLEST_TRACE && trace < LARGEST_TRACE;
  }

  times(x: Float64Array, out: Float64Array): number {
    const { cc } = this;
    const n = cc.length;
    symmetricTimes(this.yy, n, x, out, n);
    bothProducts(this.cy, n, n, x, x, out, out, n);
    let fromCell = 0;
    let fromOutput = 0;
    for (let k = 0; k < n; k++) {
      const xk = x[k] as number;
      const value = (out[k] as number) + (cc[k] as number) * xk;
      out[k] = value;
      fromCell += xk * value;
      fromOutput += (x[n + k] as number) * (out[n + k] as number);
    }
    return fromCell + fromOutput;
  }

  isBelow(limit: number): boolean {
    const { cc, cy, yy, stacked, complement } = this;
    const n = cc.length;
    for (let k = 0, index = 0; k < n; k++) {
      const room = limit - (cc[k] as number);
      if (!(room > 0)) return false;
      const factor = 1 / Math.sqrt(room);
      for (let j = 0; j < n; j++, index++) stacked[index] = factor * (cy[index] as number);
    }
    gramOf(stacked, n, n, complement);
    for (let i = 0, row = 0; i < n; i++, row += n) {
      for (let index = row; index <= row + i; index++)
        complement[index] = -(complement[index] as number) - (yy[index] as number);
      complement[row + i] = limit + (complement[row + i] as number);
    }
    return isPositiveDefinite(complement, n, this.columns);
  }
}

/**
 * What makes a search for the norm of `factors` shorter: JᵀJ of a small network, JJᵀ of a large one and of the RNN; nothing for an
 * RNN without its one edge. Where matrices are multiplied for it, with pauses.
 */
export function* gramOfSteps(factors: StepFactors): Generator<void, Gram | undefined> {
  const { f, q, dense, size, intoB } = factors;
  if (factors.rows === size) {
    const [only] = intoB;
    return only === undefined ? undefined : new ScaledGram(only.edge.transpose, only.scale);
  }
  return size <= LARGEST_FORMED ? new StepGram(f, q, dense) : yield* RowGram.of(factors);
}
