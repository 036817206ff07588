/** Sums of outer products Σ_t l_t r_tᵀ of scaled vectors: what weight gradients are. */
import { COLUMN_WORKSPACE, columnProducts } from './columnProducts';
import { addAt, type FactorRows, loadRow, type ScaledRows, ScaledVector } from './scaledVector';

/** Multiply-adds between two pauses: about a millisecond. */
const WORK_PER_PAUSE = 2e6;
/** The block exponent of a row that is zero throughout: it goes with any other. */
const ANY = Number.POSITIVE_INFINITY;

/** Many vectors of one size: [rows × size]. */
export interface Vectors {
  readonly rows: FactorRows;
  readonly size: number;
  /** By row, the block exponent that its numbers share: NaN where they differ, ANY where all are zero. */
  readonly blockExponents: Float64Array;
}

export function vectorsOf(rows: FactorRows, size: number): Vectors {
  const blockExponents = new Float64Array(rows.mantissa.length / size);
  for (let row = 0; row < blockExponents.length; row++) blockExponents[row] = rowBlockExponent(rows, row, size);
  return { rows, size, blockExponents };
}

/**
 * sum[i, j] += Σ_t left[t, i] right[t, j], sum [left.size × right.size]; entries are not normalised. Consecutive rows whose
 * numbers share one block exponent, nearly always all of them, are one plain product of matrices; the others are added one by one.
 */
export function* addOuterProducts(left: Vectors, right: Vectors, sum: ScaledRows): Generator<void, void> {
  const rows = left.blockExponents.length;
  const plain = new Float64Array(left.size * right.size);
  const [l, r] = [new ScaledVector(left.size), new ScaledVector(right.size)];
  for (let from = 0; from < rows; ) {
    let blockExponent = blockExponentAt(left, right, from);
    let to = from + 1;
    if (Number.isNaN(blockExponent)) {
      loadRow(left.rows, from, l);
      loadRow(right.rows, from, r);
      addOuterProduct(l, r, sum);
      if ((to * plain.length) % WORK_PER_PAUSE < plain.length) yield;
    } else {
      for (; to < rows; to++) {
        const next = blockExponentAt(left, right, to);
        if (Number.isNaN(next) || (blockExponent !== ANY && next !== ANY && next !== blockExponent)) break;
        if (next !== ANY) blockExponent = next;
      }
      // Only zeros: nothing to add.
      if (blockExponent !== ANY) {
        yield* plainProducts(left, right, from, to, plain);
        for (let index = 0; index < plain.length; index++) addAt(sum, index, plain[index], blockExponent);
      }
    }
    from = to;
  }
}

function* plainProducts(
  left: Vectors,
  right: Vectors,
  from: number,
  to: number,
  out: Float64Array,
): Generator<void, void> {
  const n = left.size;
  const cols = right.size;
  const sum = { array: out, rowStep: cols, colStep: 1 };
  const rowsAtOnce = Math.floor(COLUMN_WORKSPACE / Math.max(n, cols));
  const pairsPerPause = Math.ceil(WORK_PER_PAUSE / (2 * cols * Math.min(rowsAtOnce, to - from)));
  for (let row = from; row < to; row += rowsAtOnce) {
    const end = Math.min(to, row + rowsAtOnce);
    const count = end - row;
    const fresh = row === from;
    const shape = { leftStep: n, rightStep: cols, count };
    for (let i = 0; i < n; ) {
      columnProducts.left.set(left.rows.mantissa.subarray(row * n, end * n));
      columnProducts.right.set(right.rows.mantissa.subarray(row * cols, end * cols));
      const stop = i + 2 * pairsPerPause;
      for (; i + 2 <= n && i < stop; i += 2) columnProducts.addTwo(shape, i, cols, sum, i * cols, fresh);
      if (i + 1 === n) {
        columnProducts.addOne(shape, i, cols, sum, i * cols, fresh);
        i++;
      }
      if (i < n || end < to) yield;
    }
  }
}

/** The block exponent of every product of row t, NaN where they differ, ANY where all are zero. */
function blockExponentAt(left: Vectors, right: Vectors, t: number): number {
  const a = left.blockExponents[t];
  const b = right.blockExponents[t];
  return a === ANY || b === ANY ? ANY : a + b;
}

function rowBlockExponent({ mantissa, blockExponent }: FactorRows, row: number, size: number): number {
  let shared = ANY;
  for (let index = row * size; index < (row + 1) * size; index++) {
    if (mantissa[index] === 0) continue;
    const own = blockExponent === null ? 0 : blockExponent[index];
    if (shared === ANY) shared = own;
    else if (own !== shared) return Number.NaN;
  }
  return shared;
}

/** sum += l rᵀ, sum [left.size × right.size]; entries are not normalised. */
export function addOuterProduct(left: ScaledVector, right: ScaledVector, sum: ScaledRows): void {
  for (let i = 0; i < left.size; i++) {
    const m = left.mantissa[i];
    if (m === 0) continue;
    const blockExponent = left.blockExponent[i];
    for (let j = 0; j < right.size; j++)
      addAt(sum, i * right.size + j, m * right.mantissa[j], blockExponent + right.blockExponent[j]);
  }
}
