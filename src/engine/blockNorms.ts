/** Spectral norms of the blocks of a step's Jacobian where there is a cell: cc, cy, yc, yy, and from cell to cell (spec, section 3). */
import { normalised, type Scaled } from '../math/scaled';
import { type FactorRows, multiply, ScaledVector } from '../math/scaledVector';
import { type DiagonalEdge, diagonalsOn, type Linearisation, type MatrixEdge } from './linearisation';
import type { StateJacobian } from './stateJacobian';
import { relative, topBlockExponent } from './stepFactors';

export const BLOCKS = ['cc', 'cy', 'yc', 'yy', 'cellToCell'] as const;
export type Block = (typeof BLOCKS)[number];

export class BlockNorms {
  /** Whether blocks are made from the edges, with block exponents of their own: saturated units may leave A or B far below F, or Q below float64. */
  private readonly ownBlockExponents: boolean;
  /** Edges whose matrices are not zero. */
  private readonly live: readonly MatrixEdge[];
  private readonly fromCell: readonly MatrixEdge[];
  private readonly onOutput: readonly DiagonalEdge[];
  private readonly before: Float64Array;

  /** `jacobian` has the step loaded whose norms are put; `norm` gives that of what is in `work` [N × N], by the name of a series. */
  constructor(
    private readonly linear: Linearisation,
    private readonly jacobian: StateJacobian,
    private readonly work: Float64Array,
    private readonly norm: (name: Block) => Generator<void, number>,
  ) {
    const { carry, matrixEdges, size } = linear;
    this.ownBlockExponents =
      jacobian.kind === 'dense' ||
      carry.blockExponent !== null ||
      matrixEdges.some(({ gain }) => gain.blockExponent !== null);
    this.live = this.ownBlockExponents ? matrixEdges.filter(({ matrix }) => matrix.some((value) => value !== 0)) : [];
    this.fromCell = this.live.filter(({ from }) => from === 'cell');
    this.onOutput = diagonalsOn('output', linear);
    this.before = new Float64Array(size);
  }

  *put(step: number, into: ReadonlyMap<Block, ScaledVector>): Generator<void, void> {
    const { size: n, carry, cellWhole } = this.linear;
    const of = (block: Block): ScaledVector => into.get(block) as ScaledVector;
    of('cc').put(step, largest(cellWhole, step, n));
    const cyBlockExponent = this.ownBlockExponents
      ? this.putSum(
          this.fromCell.map((edge) => ({ edge, factor: factorOf(edge, null, step, n) })),
          [],
        )
      : this.putA();
    of('cy').put(step, normalised(yield* this.norm('cy'), cyBlockExponent));
    of('yc').put(step, largestProduct(carry, cellWhole, step, n));
    const yyBlockExponent = this.ownBlockExponents
      ? this.putSum(
          this.live.map((edge) => ({ edge, factor: factorOf(edge, carry, step, n) })),
          this.onOutput.map(({ factor }) => rowOf(factor, step, n)),
        )
      : this.putThroughCell();
    of('yy').put(step, normalised(yield* this.norm('yy'), yyBlockExponent));
    if (step === 0) of('cellToCell').put(step, { mantissa: Number.NaN, blockExponent: 0 });
    else {
      this.putCellToCell(step);
      of('cellToCell').put(step, normalised(yield* this.norm('cellToCell'), this.jacobian.blockExponent));
    }
  }

  /** work = A; returns the block exponent that it is to be read with. */
  private putA(): number {
    const { work, jacobian } = this;
    const { size: n } = jacobian;
    if (jacobian.kind === 'factors') work.set(jacobian.dense.subarray(0, n * n));
    else for (let i = 0; i < n; i++) work.set(jacobian.matrix.subarray(i * 2 * n + n, (i + 1) * 2 * n), i * n);
    return jacobian.blockExponent;
  }

  /** work = Q A + B */
  private putThroughCell(): number {
    const { work, jacobian } = this;
    if (jacobian.kind === 'dense') throw new Error('the blocks of a dense Jacobian are made from its edges');
    const { size: n, q, dense, blockExponent } = jacobian;
    for (let i = 0, index = 0; i < n; i++) {
      const own = q[i];
      for (let j = 0; j < n; j++, index++) work[index] = own * dense[index] + dense[n * n + index];
    }
    return blockExponent;
  }

  /** work = A diag(Q of the step before) + F, in the block exponent of the whole Jacobian. */
  private putCellToCell(step: number): void {
    const { work, jacobian, before } = this;
    const { size: n } = jacobian;
    const { carry } = this.linear;
    for (let k = 0; k < n; k++) before[k] = relative(carry, (step - 1) * n + k, 0);
    this.putA();
    for (let i = 0, index = 0; i < n; i++) {
      for (let j = 0; j < n; j++, index++) work[index] = work[index] * before[j];
      const own = jacobian.kind === 'factors' ? jacobian.f[i] : jacobian.matrix[i * (2 * n + 1)];
      work[i * n + i] = work[i * n + i] + (own as number);
    }
  }

  /** work = Σ diag(factor) R over some edges, and diagonals beside; returns the block exponent that it is to be read with. */
  private putSum(
    terms: readonly { readonly edge: MatrixEdge; readonly factor: ScaledVector }[],
    diagonals: readonly ScaledVector[],
  ): number {
    const { work: out } = this;
    const { size: n } = this.linear;
    const blockExponent = topBlockExponent([...terms.map(({ factor }) => factor), ...diagonals], 0, n);
    out.fill(0);
    for (const { edge, factor } of terms) {
      for (let i = 0, index = 0; i < n; i++) {
        const d = relative(factor, i, blockExponent);
        for (let j = 0; j < n; j++, index++) out[index] = out[index] + d * edge.matrix[index];
      }
    }
    for (const factor of diagonals)
      for (let i = 0; i < n; i++) out[i * (n + 1)] = out[i * (n + 1)] + relative(factor, i, blockExponent);
    return blockExponent;
  }
}

/** A matrix edge's elementwise factor at one step; with `carry`, that of its loop Jacobian. */
function factorOf({ gain, from }: MatrixEdge, carry: FactorRows | null, step: number, n: number): ScaledVector {
  const v = new ScaledVector(n);
  v.mantissa.fill(1);
  multiply(v, gain, step, v);
  if (carry !== null && from === 'cell') multiply(v, carry, step, v);
  v.normalise();
  return v;
}

function rowOf(factor: FactorRows, step: number, n: number): ScaledVector {
  const v = new ScaledVector(n);
  v.mantissa.fill(1);
  multiply(v, factor, step, v);
  v.normalise();
  return v;
}

/** The norm of a diagonal Jacobian: its largest entry. */
export function largest(factor: FactorRows, step: number, n: number): Scaled {
  const blockExponent = topBlockExponent([factor], step * n, n);
  let top = 0;
  for (let k = 0; k < n; k++) top = Math.max(top, Math.abs(relative(factor, step * n + k, blockExponent)));
  return normalised(top, blockExponent);
}

function largestProduct(a: FactorRows, b: FactorRows, step: number, n: number): Scaled {
  const v = new ScaledVector(n);
  v.mantissa.fill(1);
  multiply(v, a, step, v);
  multiply(v, b, step, v);
  return largest(v, 0, n);
}
