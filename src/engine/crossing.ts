/**
 * One step of the backward pass: what arrives at a step, what it becomes at the pre-activations, and the messages that the
 * open edges then deliver to the step before (spec, section 2).
 */
import { fourProducts, matrixTimes } from '../math/products';
import { addTo, type FactorRows, multiply, ScaledVector, sharedLimb } from '../math/scaledVector';
import type { Cuttable, Edge } from '../settings/edges';
import type { CellEdge, Linearisation, MatrixEdge } from './linearisation';

/** gᵗ = ∂E/∂(cᵗ, yᵗ) with c and y as independent variables; the RNN uses `output` alone. */
export class GradientState {
  readonly cell: ScaledVector;
  readonly output: ScaledVector;

  constructor(size: number) {
    this.cell = new ScaledVector(size);
    this.output = new ScaledVector(size);
  }

  clear(): void {
    this.cell.clear();
    this.output.clear();
  }

  add(other: GradientState): void {
    addTo(this.cell, other.cell);
    addTo(this.output, other.output);
  }

  copy(other: GradientState): void {
    this.cell.copy(other.cell);
    this.output.copy(other.output);
  }
}

type Four<T> = readonly [T, T, T, T];

export class Crossing {
  /** δc of the step last given to `arrive`. */
  readonly deltaCell: ScaledVector;
  /** The derivative at the pre-activation of each of `linear.matrixEdges`. */
  readonly preDelta: readonly ScaledVector[];
  /** What each open edge delivered in the last `cross`; a cut edge's stays zero. */
  readonly message: ReadonlyMap<Edge, ScaledVector>;

  private readonly carry: FactorRows;
  /** All open cell edges as one; null where they have to be added up step by step. */
  private readonly cellWhole: FactorRows | null;
  private readonly factor: ScaledVector;
  private readonly ones: ScaledVector;
  private readonly openCell: readonly { readonly edge: CellEdge; readonly message: ScaledVector }[];
  private readonly openMatrix: readonly {
    readonly edge: MatrixEdge;
    readonly delta: ScaledVector;
    readonly message: ScaledVector;
  }[];
  private readonly fused: {
    transposes: Four<Float64Array>;
    deltas: Four<Float64Array>;
    messages: Four<Float64Array>;
  } | null;

  constructor(
    private readonly linear: Linearisation,
    cuts: ReadonlySet<Cuttable>,
  ) {
    const n = linear.size;
    this.deltaCell = new ScaledVector(n);
    this.preDelta = linear.matrixEdges.map(() => new ScaledVector(n));
    const messages = new Map<Edge, ScaledVector>();
    for (const { edge } of [...linear.cellEdges, ...linear.matrixEdges]) messages.set(edge, new ScaledVector(n));
    this.message = messages;
    const messageOf = (edge: Edge): ScaledVector => messages.get(edge) as ScaledVector;

    this.carry = cuts.has('p_o') ? linear.carryWithoutPeephole : linear.carry;
    this.openCell = linear.cellEdges
      .filter(({ edge }) => !cuts.has(edge))
      .map((edge) => ({ edge, message: messageOf(edge.edge) }));
    this.openMatrix = linear.matrixEdges
      .map((edge, index) => ({ edge, delta: this.preDelta[index] as ScaledVector, message: messageOf(edge.edge) }))
      .filter(({ edge }) => !cuts.has(edge.edge));
    const alone = this.openCell.length === 1 ? (this.openCell[0]?.edge.factor ?? null) : null;
    this.cellWhole = this.openCell.length === linear.cellEdges.length ? linear.cellWhole : alone;
    this.factor = new ScaledVector(n);
    this.ones = new ScaledVector(n);
    this.ones.mantissa.fill(1);
    this.fused = this.openMatrix.length >= 3 ? padded(this.openMatrix, n) : null;
  }

  /** Turns what arrives at `step` into δc and the derivatives at the pre-activations. */
  arrive(step: number, g: GradientState): void {
    const { linear, deltaCell } = this;
    if (linear.hasCell) {
      multiply(g.output, this.carry, step, deltaCell);
      addTo(deltaCell, g.cell);
      deltaCell.normalise();
    }
    for (let m = 0; m < linear.matrixEdges.length; m++) {
      const { from, gain } = linear.matrixEdges[m] as MatrixEdge;
      const delta = this.preDelta[m] as ScaledVector;
      multiply(from === 'cell' ? deltaCell : g.output, gain, step, delta);
      delta.normalise();
    }
  }

  /** After `arrive(step, …)`: the messages to step − 1, and in `next` what they add up to. */
  cross(step: number, next: GradientState): void {
    next.clear();
    for (const { edge, message } of this.openCell) {
      multiply(this.deltaCell, edge.factor, step, message);
      message.normalise();
    }
    this.crossCells(step, next.cell);
    next.cell.normalise();
    this.crossMatrices(next.output);
    next.output.normalise();
  }

  /** What the cell edges add up to: δc times the sum of their factors, so that it is not made from the messages. */
  private crossCells(step: number, whole: ScaledVector): void {
    if (this.openCell.length === 0) return;
    if (this.cellWhole !== null) {
      multiply(this.deltaCell, this.cellWhole, step, whole);
      return;
    }
    const { factor } = this;
    factor.clear();
    for (const { edge } of this.openCell) {
      multiply(this.ones, edge.factor, step, whole);
      addTo(factor, whole);
    }
    for (let k = 0; k < whole.size; k++) {
      whole.mantissa[k] = (this.deltaCell.mantissa[k] as number) * (factor.mantissa[k] as number);
      whole.limb[k] = (this.deltaCell.limb[k] as number) + (factor.limb[k] as number);
    }
  }

  private crossMatrices(whole: ScaledVector): void {
    const limb = this.fused === null ? Number.NaN : this.commonLimb();
    if (this.fused !== null && !Number.isNaN(limb)) {
      const { transposes, deltas, messages } = this.fused;
      fourProducts(transposes, deltas, this.linear.size, messages, whole.mantissa);
      whole.limb.fill(limb);
      for (const { message } of this.openMatrix) {
        message.limb.fill(limb);
        message.normalise();
      }
      return;
    }
    for (const { edge, delta, message } of this.openMatrix) {
      matrixTimes(edge.transpose, delta, message);
      message.normalise();
      addTo(whole, message);
    }
  }

  /** The limb of every open pre-activation's derivative, or NaN where they differ. */
  private commonLimb(): number {
    let common = 0;
    let found = false;
    for (const { delta } of this.openMatrix) {
      const limb = sharedLimb(delta);
      if (Number.isNaN(limb)) return limb;
      // A zero vector reports limb 0 and agrees with any other.
      if (limb === 0 && delta.mantissa.every((m) => m === 0)) continue;
      if (found && limb !== common) return Number.NaN;
      common = limb;
      found = true;
    }
    return common;
  }
}

/** Three or four open matrices as the four that the fused product takes. */
function padded(
  open: readonly { readonly edge: MatrixEdge; readonly delta: ScaledVector; readonly message: ScaledVector }[],
  n: number,
): { transposes: Four<Float64Array>; deltas: Four<Float64Array>; messages: Four<Float64Array> } {
  const fill = <T>(values: readonly T[], spare: () => T): Four<T> => {
    const at = (k: number): T => values[k] ?? spare();
    return [at(0), at(1), at(2), at(3)];
  };
  return {
    transposes: fill(
      open.map(({ edge }) => edge.transpose),
      () => new Float64Array(n * n),
    ),
    deltas: fill(
      open.map(({ delta }) => delta.mantissa),
      () => new Float64Array(n),
    ),
    messages: fill(
      open.map(({ message }) => message.mantissa),
      () => new Float64Array(n),
    ),
  };
}
