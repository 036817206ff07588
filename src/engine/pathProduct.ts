/** What the path of one edge multiplies from step to step: its loop Jacobians (spec, section 3). */
import { log10Of, type Scaled, ZERO } from '../math/scaled';
import { type FactorRows, multiply, ScaledVector } from '../math/scaledVector';
import type { MatrixEdge } from './linearisation';
import { relative, topBlockExponent } from './stepFactors';

/** diag(d) of an edge's loop Jacobian diag(d) R at one step, with its block exponent: `gain`, times Q where it comes from the cell. */
export class LoopFactors {
  readonly d: Float64Array;
  blockExponent = 0;
  private readonly scratch: ScaledVector;

  constructor(
    private readonly edge: MatrixEdge,
    private readonly carry: FactorRows,
    private readonly size: number,
  ) {
    this.d = new Float64Array(size);
    this.scratch = new ScaledVector(size);
  }

  load(step: number): void {
    const v = this.scratch;
    v.mantissa.fill(1);
    v.blockExponent.fill(0);
    multiply(v, this.edge.gain, step, v);
    if (this.edge.from === 'cell') multiply(v, this.carry, step, v);
    v.normalise();
    this.blockExponent = topBlockExponent([v], 0, this.size);
    for (let k = 0; k < this.size; k++) this.d[k] = relative(v, k, this.blockExponent);
  }
}

/** The norm of a product of diagonal Jacobians: each unit keeps its own product, and the largest is the norm. */
export class DiagonalProduct {
  private readonly product: ScaledVector;

  constructor(
    private readonly factor: FactorRows,
    size: number,
  ) {
    this.product = new ScaledVector(size);
    this.product.mantissa.fill(1);
  }

  times(step: number): void {
    multiply(this.product, this.factor, step, this.product);
    this.product.normalise();
  }

  /** The largest unit, whatever block exponent it stands at. */
  norm(): Scaled {
    const { mantissa, blockExponent, size } = this.product;
    let top: Scaled = ZERO;
    for (let k = 0; k < size; k++) {
      const m = Math.abs(mantissa[k]);
      const l = blockExponent[k];
      // Normalised mantissas of neighbouring block exponents overlap, so block exponents alone do not order them.
      if (m !== 0 && (top.mantissa === 0 || log10Of(m, l) > log10Of(top.mantissa, top.blockExponent)))
        top = { mantissa: m, blockExponent: l };
    }
    return top;
  }
}
