/**
 * The network seen from the gradient: at every step a handful of elementwise factors and constant matrices, which is all that
 * the backward sweep, the ledger and the Jacobians need. Networks differ only in which of them exist:
 *
 *   LSTM   cell-to-cell  cec: f          p_i: p_i ⊙ z ⊙ σ'(ī)        p_f: p_f ⊙ c⁻ ⊙ σ'(f̄)
 *          from the cell R_z: i ⊙ g'(z̄)      R_i: z ⊙ σ'(ī)    R_f: c⁻ ⊙ σ'(f̄)
 *          from output   R_o: h(c) ⊙ σ'(ō); g and h are tanh, or ReLU
 *          within a step Q = o ⊙ h'(c) + p_o ⊙ h(c) ⊙ σ'(ō), from the cell out to the output
 *   RNN    from output   W_h: φ'(h̄), and no cell
 *   GRU    on the output cec: u, and from it R_u, R_r, R_n (cells/gruForward.ts); no cell
 *
 * Any number of edges of either kind may start from the output, and diagonal ones may lie on it. The sweep and the ledger take them as
 * they come; stateJacobian.ts says which Jacobian does.
 *
 * Definitions: spec, sections 2 and 3 (Greff et al., arXiv 1503.04069, appendix A).
 */
import { transposed } from '../math/products';
import { addTo, type FactorRows, multiply, ScaledVector } from '../math/scaledVector';
import { type Cuttable, EDGES, type Edge } from '../settings/edges';

/** An edge through a recurrent matrix: (y of step t−1) → its pre-activation at t → `from`. */
export interface MatrixEdge {
  readonly edge: Edge;
  /** Where the gradient comes from at step t: the cell (δc) or the output (δy). */
  readonly from: 'cell' | 'output';
  /** [N × N] row-major, [out × in] */
  readonly matrix: Float64Array;
  /** Made when it is first asked for: sweeps whose units share a block exponent do without. */
  readonly transpose: Float64Array;
  /** What turns δc (or δy) of step t into the derivative at this edge's pre-activation. [steps × N] */
  readonly gain: FactorRows;
}

/** An edge that stays in each unit: (c of t−1) → (c of t), or (y of t−1) → (y of t). */
export interface DiagonalEdge {
  readonly edge: Edge;
  readonly on: 'cell' | 'output';
  /** [steps × N] */
  readonly factor: FactorRows;
}

export interface Linearisation {
  readonly steps: number;
  readonly size: number;
  readonly hasCell: boolean;
  readonly matrixEdges: readonly MatrixEdge[];
  readonly diagonalEdges: readonly DiagonalEdge[];
  /** Q, from the cell to the output within a step; zeros where there is no cell. [steps × N] */
  readonly carry: FactorRows;
  /** Q with `p_o` cut. The same object as `carry` where there are no peepholes. */
  readonly carryWithoutPeephole: FactorRows;
  /** F: what all diagonal edges on the cell together let through from c to c. [steps × N] */
  readonly cellWhole: FactorRows;
}

/** Q as the cuts leave it. */
export function carryOf(linear: Linearisation, cuts: ReadonlySet<Cuttable>): FactorRows {
  return cuts.has('p_o') ? linear.carryWithoutPeephole : linear.carry;
}

/** δ at the output: of an output beside the cell, or of the one state. */
export function outputDelta({ hasCell }: Linearisation): 'δy' | 'δh' {
  return hasCell ? 'δy' : 'δh';
}

/** In the order of the rows on the page. */
export function edgeNames(linear: Linearisation): readonly Edge[] {
  const own = [...linear.diagonalEdges, ...linear.matrixEdges].map(({ edge }) => edge);
  return EDGES.filter((edge) => own.includes(edge));
}

/** The diagonal edges on the cell, or on the output. */
export function diagonalsOn(on: DiagonalEdge['on'], { diagonalEdges }: Linearisation): readonly DiagonalEdge[] {
  return diagonalEdges.filter((edge) => edge.on === on);
}

/** A network whose whole state is its output. */
export function withoutCell(
  steps: number,
  size: number,
  matrixEdges: readonly MatrixEdge[],
  diagonalEdges: readonly DiagonalEdge[] = [],
): Linearisation {
  const none = new FactorBuilder(steps, size).zeros();
  return {
    steps,
    size,
    hasCell: false,
    matrixEdges,
    diagonalEdges,
    carry: none,
    carryWithoutPeephole: none,
    cellWhole: none,
  };
}

/** Errors: a linearisation that neither a sweep nor a Jacobian would read right. */
export function checkLinearisation({ steps, size, hasCell, matrixEdges, diagonalEdges }: Linearisation): void {
  const names = new Set<Edge>();
  const check = (edge: Edge, isOnCell: boolean, factors: FactorRows): void => {
    if (names.has(edge)) throw new Error(`a linearisation has the edge ${edge} twice`);
    names.add(edge);
    if (isOnCell && !hasCell) throw new Error(`the edge ${edge} needs a cell, and this network has none`);
    if (factors.mantissa.length !== steps * size)
      throw new Error(`the edge ${edge} has ${factors.mantissa.length} factors, not ${steps} × ${size}`);
  };
  for (const { edge, on, factor } of diagonalEdges) check(edge, on === 'cell', factor);
  for (const { edge, from, matrix, gain } of matrixEdges) {
    check(edge, from === 'cell', gain);
    if (matrix.length !== size * size)
      throw new Error(`the matrix ${edge} has ${matrix.length} entries, not ${size} × ${size}`);
  }
}

/** Elements of factor rows between two pauses: about a millisecond, with block exponents some ten. */
const ELEMENTS_PER_PAUSE = 1 << 17;

/**
 * Makes factor rows: multiplies rows by constant vectors and sums them, in scaled arithmetic, dropping block exponents that are all 0.
 * Pauses now and then: at N = 256 and T = 2000 each of them has half a million elements.
 */
export class FactorBuilder {
  private readonly scratch: ScaledVector;

  constructor(
    private readonly steps: number,
    private readonly size: number,
  ) {
    this.scratch = new ScaledVector(size);
  }

  zeros(): FactorRows {
    return { mantissa: new Float64Array(this.steps * this.size), blockExponent: null };
  }

  ones(): FactorRows {
    return { mantissa: new Float64Array(this.steps * this.size).fill(1), blockExponent: null };
  }

  /** rows ⊙ vector, the vector [N] the same at every step. */
  *times(rows: FactorRows, vector: Float64Array): Generator<void, FactorRows> {
    const out = new Float64Array(rows.mantissa.length);
    for (let i = 0, k = 0; i < out.length; i++) {
      out[i] = rows.mantissa[i] * vector[k];
      if (++k === this.size) k = 0;
      if (i % ELEMENTS_PER_PAUSE === ELEMENTS_PER_PAUSE - 1) yield;
    }
    return { mantissa: out, blockExponent: rows.blockExponent };
  }

  /** The sum of several rows of factors; the same object where there is but one. */
  *sum(terms: readonly FactorRows[]): Generator<void, FactorRows> {
    const [first = this.zeros(), ...others] = terms;
    if (others.length === 0) return first;
    const mantissa = new Float64Array(first.mantissa.length);
    const plain = terms.every((term) => term.blockExponent === null);
    if (plain) {
      for (const term of terms) {
        for (let i = 0; i < mantissa.length; i++) {
          mantissa[i] = mantissa[i] + term.mantissa[i];
          if (i % ELEMENTS_PER_PAUSE === ELEMENTS_PER_PAUSE - 1) yield;
        }
      }
      return { mantissa, blockExponent: null };
    }
    const blockExponent = new Int32Array(mantissa.length);
    const total = new ScaledVector(this.size);
    const one = new ScaledVector(this.size);
    one.mantissa.fill(1);
    for (let step = 0; step < this.steps; step++) {
      total.clear();
      for (const term of terms) {
        multiply(one, term, step, this.scratch);
        addTo(total, this.scratch);
      }
      total.normalise();
      mantissa.set(total.mantissa, step * this.size);
      blockExponent.set(total.blockExponent, step * this.size);
      yield;
    }
    return { mantissa, blockExponent };
  }
}

export function matrixEdge(
  edge: Edge,
  from: MatrixEdge['from'],
  matrix: Float64Array,
  size: number,
  gain: FactorRows,
): MatrixEdge {
  let transpose: Float64Array | null = null;
  return {
    edge,
    from,
    matrix,
    gain,
    get transpose() {
      transpose ??= transposed(matrix, size);
      return transpose;
    },
  };
}
