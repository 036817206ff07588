/**
 * One step of the backward pass: what arrives at a step, what it becomes at the pre-activations, and the messages that the
 * open edges then deliver to the step before (spec, section 2).
 */
import { LONE_SLOTS, PackedRows, SLOTS } from '../math/packedRows';
import { matrixTimes } from '../math/products';
import { addTo, commonBlockExponent, type FactorRows, multiply, ScaledVector } from '../math/scaledVector';
import { multiplyAdd, multiplyPlain } from '../math/vectors';
import { type Cuttable, EDGES, type Edge } from '../settings/edges';
import {
  carryOf,
  checkLinearisation,
  type DiagonalEdge,
  diagonalsOn,
  type Linearisation,
  type MatrixEdge,
} from './linearisation';

/** gᵗ = ∂E/∂(cᵗ, yᵗ) with c and y as independent variables; a network without a cell uses `output` alone. */
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

/** An edge that is not cut, and where its message goes. */
interface Open<E> {
  readonly edge: E;
  readonly message: ScaledVector;
}

export class Crossing {
  /** δc of the step last given to `arrive`. */
  readonly deltaCell: ScaledVector;
  /** δy of that step, kept only where diagonal edges lie on the output. */
  private readonly deltaOutput: ScaledVector;
  /** The derivative at the pre-activation of each of `linear.matrixEdges`. */
  readonly preDelta: readonly ScaledVector[];
  /** What each open edge delivered in the last `cross`; a cut edge's stays zero. */
  readonly message: ReadonlyMap<Edge, ScaledVector>;

  private readonly carry: FactorRows;
  /** All open cell edges as one; null where they have to be added up step by step. */
  private readonly cellWhole: FactorRows | null;
  private readonly factor: ScaledVector;
  private readonly ones: ScaledVector;
  private readonly openCell: readonly Open<DiagonalEdge>[];
  private readonly openOutput: readonly Open<DiagonalEdge>[];
  private readonly openMatrix: readonly (Open<MatrixEdge> & { readonly delta: ScaledVector })[];
  /** The open matrices, transposed, and their vectors, which are the first of these. */
  private readonly transposes: PackedRows;
  private readonly deltas: Float64Array;
  private readonly messages: Float64Array;
  /** Whether no factor has block exponents: what arrives in one block exponent then stays in it, nearly always. */
  private readonly plain: boolean;
  /** The block exponent that all derivatives of the step share, zeros aside; NaN where they do not. */
  private blockExponent = Number.NaN;
  /** Whether every block exponent of the vectors above is 0, and of what arrived: then none of them need be written or kept. */
  hasNoExponents = true;

  constructor(
    private readonly linear: Linearisation,
    cuts: ReadonlySet<Cuttable>,
  ) {
    checkLinearisation(linear);
    const { size: n, diagonalEdges, matrixEdges } = linear;
    const cellEdges = diagonalsOn('cell', linear);
    const openEdges = matrixEdges.filter(({ edge }) => !cuts.has(edge));
    const inOrder = [...openEdges, ...matrixEdges.filter(({ edge }) => cuts.has(edge))];
    this.deltas = new Float64Array(matrixEdges.length * n);
    this.messages = new Float64Array(matrixEdges.length * n);
    const part = (of: Float64Array, edge: MatrixEdge): ScaledVector => {
      const place = inOrder.indexOf(edge);
      return new ScaledVector(n, of.subarray(place * n, (place + 1) * n));
    };
    this.deltaCell = new ScaledVector(n);
    this.deltaOutput = new ScaledVector(n);
    this.preDelta = matrixEdges.map((edge) => part(this.deltas, edge));
    this.message = new Map([
      ...diagonalEdges.map(({ edge }) => [edge, new ScaledVector(n)] as const),
      ...matrixEdges.map((edge) => [edge.edge, part(this.messages, edge)] as const),
    ]);
    const open = <E extends { readonly edge: Edge }>(edge: E): Open<E> => ({
      edge,
      message: this.message.get(edge.edge) as ScaledVector,
    });

    this.carry = carryOf(linear, cuts);
    this.openCell = cellEdges.filter(({ edge }) => !cuts.has(edge)).map(open);
    this.openOutput = diagonalsOn('output', linear)
      .filter(({ edge }) => !cuts.has(edge))
      .map(open);
    this.openMatrix = matrixEdges
      .map((edge, place) => ({ ...open(edge), delta: this.preDelta[place] as ScaledVector }))
      .filter(({ edge }) => !cuts.has(edge.edge));
    const alone = this.openCell.length === 1 ? (this.openCell[0]?.edge.factor ?? null) : null;
    this.cellWhole = this.openCell.length === cellEdges.length ? linear.cellWhole : alone;
    this.factor = new ScaledVector(n);
    this.ones = new ScaledVector(n);
    this.ones.mantissa.fill(1);
    const [only, another] = openEdges;
    // Sweeps of one edge each take turns, step by step: the matrices of a network, neighbours in the list, have a slot each.
    const slot =
      only !== undefined && another === undefined ? SLOTS.alone + (EDGES.indexOf(only.edge) % LONE_SLOTS) : SLOTS.whole;
    this.transposes = new PackedRows(
      slot,
      openEdges.map(({ matrix }) => matrix),
      n,
      n,
      true,
    );
    this.plain =
      this.cellWhole?.blockExponent === null &&
      [this.carry, ...diagonalEdges.map(({ factor }) => factor), ...matrixEdges.map(({ gain }) => gain)].every(
        ({ blockExponent }) => blockExponent === null,
      );
  }

  /** Turns what arrives at `step` into δc and the derivatives at the pre-activations. */
  arrive(step: number, g: GradientState): void {
    const { linear, deltaCell } = this;
    if (this.openOutput.length > 0) this.deltaOutput.copy(g.output);
    const blockExponent = this.plain ? commonBlockExponent([g.cell, g.output]) : Number.NaN;
    this.blockExponent = blockExponent;
    if (!Number.isNaN(blockExponent)) {
      this.takeBlockExponent(blockExponent);
      this.arrivePlain(step, g, blockExponent);
      return;
    }
    this.hasNoExponents = false;
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

  private takeBlockExponent(blockExponent: number): void {
    if (blockExponent === 0 && !this.hasNoExponents)
      for (const { blockExponent: own } of [this.deltaCell, ...this.preDelta, ...this.message.values()]) own.fill(0);
    this.hasNoExponents = blockExponent === 0;
  }

  /** Normalises a vector of its own, all of this block exponent; false where one has changed. */
  private settle(vector: ScaledVector, blockExponent: number): boolean {
    const kept = this.hasNoExponents ? vector.normalise() : vector.normaliseAll(blockExponent);
    if (!kept) this.hasNoExponents = false;
    return kept;
  }

  /** The same, to the last bit, where all that arrives has one block exponent. */
  private arrivePlain(step: number, g: GradientState, blockExponent: number): void {
    const { linear, deltaCell } = this;
    const start = step * linear.size;
    let kept = true;
    if (linear.hasCell) {
      multiplyAdd(g.output.mantissa, this.carry.mantissa, start, g.cell.mantissa, deltaCell.mantissa);
      kept = this.settle(deltaCell, blockExponent);
    }
    for (let m = 0; m < linear.matrixEdges.length; m++) {
      const { from, gain } = linear.matrixEdges[m] as MatrixEdge;
      const delta = this.preDelta[m] as ScaledVector;
      if (from === 'cell' && !kept) {
        multiply(deltaCell, gain, step, delta);
        delta.normalise();
        continue;
      }
      multiplyPlain(from === 'cell' ? deltaCell.mantissa : g.output.mantissa, gain.mantissa, start, delta.mantissa);
      if (!this.settle(delta, blockExponent)) this.blockExponent = Number.NaN;
    }
    if (!kept) this.blockExponent = Number.NaN;
  }

  /** After `arrive(step, …)`: the messages to step − 1, and in `next` what they add up to. */
  cross(step: number, next: GradientState): void {
    if (Number.isNaN(this.blockExponent)) {
      for (const { edge, message } of this.openCell) {
        multiply(this.deltaCell, edge.factor, step, message);
        message.normalise();
      }
      next.cell.clear();
      this.crossCells(step, next.cell);
      next.cell.normalise();
    } else this.crossCellsPlain(step, next.cell);
    this.crossMatrices(next.output);
    this.crossOutputs(step, next.output);
    next.output.normalise();
  }

  private crossCellsPlain(step: number, whole: ScaledVector): void {
    const { blockExponent } = this;
    const start = step * this.linear.size;
    const { mantissa } = this.deltaCell;
    for (const { edge, message } of this.openCell) {
      multiplyPlain(mantissa, edge.factor.mantissa, start, message.mantissa);
      this.settle(message, blockExponent);
    }
    if (this.openCell.length === 0 || this.cellWhole === null) {
      whole.clear();
      return;
    }
    multiplyPlain(mantissa, this.cellWhole.mantissa, start, whole.mantissa);
    whole.normaliseAll(blockExponent);
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
      whole.mantissa[k] = this.deltaCell.mantissa[k] * factor.mantissa[k];
      whole.blockExponent[k] = this.deltaCell.blockExponent[k] + factor.blockExponent[k];
    }
  }

  /** Adds what the diagonal edges on the output deliver. */
  private crossOutputs(step: number, whole: ScaledVector): void {
    for (const { edge, message } of this.openOutput) {
      multiply(this.deltaOutput, edge.factor, step, message);
      if (!message.normalise()) this.hasNoExponents = false;
      addTo(whole, message);
    }
  }

  private crossMatrices(whole: ScaledVector): void {
    const { openMatrix, transposes, deltas, messages } = this;
    const blockExponent = Number.isNaN(this.blockExponent)
      ? commonBlockExponent(openMatrix.map(({ delta }) => delta))
      : this.blockExponent;
    if (!Number.isNaN(blockExponent) && openMatrix.length > 0) {
      const n = whole.size;
      if (openMatrix.length === 1) {
        transposes.times(deltas, whole.mantissa);
        for (let k = 0; k < n; k++) messages[k] = whole.mantissa[k];
      } else transposes.products(deltas, messages, whole.mantissa);
      for (let k = 0; k < n; k++) whole.blockExponent[k] = blockExponent;
      for (const { message } of openMatrix) this.settle(message, blockExponent);
      return;
    }
    whole.clear();
    for (const { edge, delta, message } of this.openMatrix) {
      matrixTimes(edge.transpose, delta, message);
      message.normalise();
      addTo(whole, message);
    }
  }
}
