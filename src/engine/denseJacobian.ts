/**
 * The state Jacobian ∂sᵗ/∂sᵗ⁻¹ of one step written out (spec, section 3), of any network that a linearisation can describe: the sum of
 * its open edges' Jacobians, with what reaches the output through the cell,
 *
 *   cell row    Σ diagonal on the cell + Σ diag(gain) R from the cell
 *   output row  Q · cell row + Σ diagonal on the output + Σ diag(gain) R from the output
 *
 * stepFactors.ts is faster for the networks that it covers; this one is what they are compared with.
 */

import { denseMap, type LinearMap } from '../math/linearMap';
import { blockPower } from '../math/scaled';
import { addAt, type FactorRows, ScaledVector } from '../math/scaledVector';
import type { Cuttable } from '../settings/edges';
import {
  carryOf,
  checkLinearisation,
  type DiagonalEdge,
  diagonalsOn,
  type Linearisation,
  type MatrixEdge,
} from './linearisation';

/** The block exponent of a row of zeros. */
export const NOTHING = -2147483648;

export class DenseJacobian implements LinearMap {
  readonly kind = 'dense';
  readonly size: number;
  /** 2N, state (c, y), or N where there is no cell. */
  readonly rows: number;
  readonly cols: number;
  /** [rows × rows] row-major, to be multiplied by 2^(256 · blockExponent). What is 768 bits below its largest entries is 0 in it. */
  readonly matrix: Float64Array;
  blockExponent = 0;
  /** The same with a block exponent for each row, so that a row that is far below the others is there. */
  readonly entries: Float64Array;
  readonly rowBlockExponent: Int32Array;
  readonly ones: Float64Array;
  /** Whether no factor has block exponents. */
  readonly plain: boolean;
  private readonly carry: FactorRows;
  private readonly diagonals: Readonly<Record<'cell' | 'output', readonly DiagonalEdge[]>>;
  private readonly matrices: Readonly<Record<'cell' | 'output', readonly MatrixEdge[]>>;
  private readonly row: ScaledVector;
  private readonly map: LinearMap;

  constructor(
    private readonly linear: Linearisation,
    cuts: ReadonlySet<Cuttable> = new Set(),
  ) {
    checkLinearisation(linear);
    const { size, hasCell, matrixEdges } = linear;
    const isOpen = ({ edge }: DiagonalEdge | MatrixEdge): boolean => !cuts.has(edge);
    const openMatrices = matrixEdges.filter(isOpen);
    this.size = size;
    this.rows = hasCell ? 2 * size : size;
    this.cols = this.rows;
    this.carry = carryOf(linear, cuts);
    this.diagonals = {
      cell: diagonalsOn('cell', linear).filter(isOpen),
      output: diagonalsOn('output', linear).filter(isOpen),
    };
    this.matrices = {
      cell: openMatrices.filter(({ from }) => from === 'cell'),
      output: openMatrices.filter(({ from }) => from === 'output'),
    };
    this.plain = [
      this.carry,
      ...[...this.diagonals.cell, ...this.diagonals.output].map(({ factor }) => factor),
      ...openMatrices.map(({ gain }) => gain),
    ].every(({ blockExponent }) => blockExponent === null);
    this.matrix = new Float64Array(this.rows * this.rows);
    this.entries = new Float64Array(this.rows * this.rows);
    this.rowBlockExponent = new Int32Array(this.rows);
    this.ones = new Float64Array(this.rows).fill(1);
    this.row = new ScaledVector(this.rows);
    this.map = denseMap(this.matrix, this.rows, this.rows);
  }

  /** Loads the Jacobian from step − 1 to `step` (0-based). */
  load(step: number): void {
    const { size: n, row, carry } = this;
    const { hasCell } = this.linear;
    const output = this.rows - n;
    for (let i = 0; i < n; i++) {
      const at = step * n + i;
      row.clear();
      if (hasCell) {
        this.addEdges('cell', 0, i, at);
        this.putRow(i);
        const q = carry.mantissa[at];
        const blockExponent = blockExponentAt(carry, at);
        for (let j = 0; j < row.size; j++) {
          row.mantissa[j] = row.mantissa[j] * q;
          row.blockExponent[j] = row.blockExponent[j] + blockExponent;
        }
      }
      this.addEdges('output', output, i, at);
      this.putRow(output + i);
    }
    this.takeOneBlockExponent();
  }

  /** Adds the edges that end in unit i of a part of the state, whose own columns begin at `from`, to the row. */
  private addEdges(part: 'cell' | 'output', from: number, i: number, at: number): void {
    const { size: n, row } = this;
    const output = this.rows - n;
    for (const { factor } of this.diagonals[part])
      addAt(row, from + i, factor.mantissa[at], blockExponentAt(factor, at));
    for (const { matrix, gain } of this.matrices[part]) {
      const own = gain.mantissa[at];
      const blockExponent = blockExponentAt(gain, at);
      for (let j = 0; j < n; j++) addAt(row, output + j, own * matrix[i * n + j], blockExponent);
    }
  }

  /** Stores the row as row i, in the block exponent of its largest entry. */
  private putRow(i: number): void {
    const { row, entries, rowBlockExponent, rows: width } = this;
    row.normalise();
    let top = NOTHING;
    for (let j = 0; j < width; j++) if (row.mantissa[j] !== 0) top = Math.max(top, row.blockExponent[j]);
    for (let j = 0; j < width; j++) {
      const m = row.mantissa[j];
      entries[i * width + j] = m === 0 ? 0 : m * blockPower(row.blockExponent[j] - top);
    }
    rowBlockExponent[i] = top;
  }

  private takeOneBlockExponent(): void {
    const { entries, rowBlockExponent, matrix, rows: width } = this;
    const top = rowBlockExponent.reduce((most, blockExponent) => Math.max(most, blockExponent), NOTHING);
    this.blockExponent = top === NOTHING ? 0 : top;
    for (let i = 0, index = 0; i < width; i++) {
      const factor = blockPower(Math.min(0, rowBlockExponent[i] - this.blockExponent));
      for (let j = 0; j < width; j++, index++) matrix[index] = entries[index] * factor;
    }
  }

  /** out = J x, to be read with `blockExponent`. */
  apply(x: Float64Array, out: Float64Array): void {
    this.map.apply(x, out);
  }

  /** out = Jᵀ x. */
  applyTranspose(x: Float64Array, out: Float64Array): void {
    this.map.applyTranspose(x, out);
  }
}

function blockExponentAt({ blockExponent }: FactorRows, index: number): number {
  return blockExponent === null ? 0 : blockExponent[index];
}
