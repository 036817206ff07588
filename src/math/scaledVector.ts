/**
 * Vectors whose units may stand at very different magnitudes: after 1000 steps a unit with f = 0.05 is at 10^-1301 beside one
 * at 10^-4. Each unit is `mantissa[k] · 2^(256 · blockExponent[k])`; where all block exponents agree (nearly always) the work is plain float64.
 */
import { FRESH } from './arrays';
import { blockPower, log10Of, normalise, normalised, type Scaled, ZERO } from './scaled';

export class ScaledVector {
  /** [size] */
  readonly blockExponent: Int32Array;

  /** `mantissa`, [size], may be a part of a longer array. */
  constructor(
    readonly size: number,
    readonly mantissa: Float64Array = new Float64Array(size),
  ) {
    this.blockExponent = new Int32Array(size);
  }

  at(k: number): Scaled {
    return { mantissa: this.mantissa[k], blockExponent: this.blockExponent[k] };
  }

  put(k: number, value: Scaled): void {
    this.mantissa[k] = value.mantissa;
    this.blockExponent[k] = value.blockExponent;
  }

  clear(): void {
    this.mantissa.fill(0);
    this.blockExponent.fill(0);
  }

  copy(from: ScaledVector): void {
    this.mantissa.set(from.mantissa);
    this.blockExponent.set(from.blockExponent);
  }

  /** Takes all mantissas as of this block exponent and normalises them; returns whether they still share it, zeros aside. */
  normaliseAll(blockExponent: number): boolean {
    for (let k = 0; k < this.size; k++) this.blockExponent[k] = blockExponent;
    return this.normalise();
  }

  /** False where a block exponent has changed. */
  normalise(): boolean {
    return normalise(this.mantissa, this.blockExponent, 0, this.size);
  }
}

/** Many vectors of one size, one after the other: [rows × size], row-major. */
export class ScaledRows {
  readonly mantissa: Float64Array;
  readonly blockExponent: Int32Array;

  constructor(
    readonly rows: number,
    readonly size: number,
    arrays = FRESH,
  ) {
    this.mantissa = arrays.float64(rows * size);
    this.blockExponent = arrays.int32(rows * size);
  }

  /** Where a vector is `hasNoExponents`, all its block exponents being 0, they are left out: a row is 0 before something is stored in it. */
  store(row: number, vector: ScaledVector, hasNoExponents = false): void {
    const { mantissa: own } = this;
    const { mantissa } = vector;
    // A call of `set` takes as long as this loop over a hundred numbers.
    for (let k = 0, at = (row * this.size) | 0; k < mantissa.length; k = (k + 1) | 0, at = (at + 1) | 0)
      own[at] = mantissa[k];
    if (!hasNoExponents) this.blockExponent.set(vector.blockExponent, row * this.size);
  }

  load(row: number, into: ScaledVector): void {
    loadRow(this, row, into);
  }

  /** log10 ‖row‖₂; −Infinity for the zero vector. */
  log10Norm(row: number): number {
    const norm = scaledNorm(this.mantissa, this.blockExponent, row * this.size, this.size);
    return log10Of(norm.mantissa, norm.blockExponent);
  }

  at(row: number, k: number): Scaled {
    const index = row * this.size + k;
    return { mantissa: this.mantissa[index], blockExponent: this.blockExponent[index] };
  }
}

/**
 * Elementwise factors of every step: [steps × size], row-major. `blockExponent` is null while every factor is a plain float64, which
 * is whenever no gate is saturated beyond e^-80.
 */
export interface FactorRows {
  readonly mantissa: Float64Array;
  readonly blockExponent: Int32Array | null;
}

/** One row of factors, as a vector. */
export function loadRow({ mantissa, blockExponent }: FactorRows, row: number, into: ScaledVector): void {
  const start = row * into.size;
  for (let k = 0; k < into.size; k++) {
    into.mantissa[k] = mantissa[start + k];
    into.blockExponent[k] = blockExponent === null ? 0 : blockExponent[start + k];
  }
}

/** out = v ⊙ factors[row]. `out` may be `v`. Block exponents are not normalised. */
export function multiply(v: ScaledVector, factors: FactorRows, row: number, out: ScaledVector): void {
  const n = v.size;
  const start = row * n;
  const m = factors.mantissa;
  const l = factors.blockExponent;
  for (let k = 0; k < n; k++) {
    out.mantissa[k] = v.mantissa[k] * m[start + k];
    out.blockExponent[k] = v.blockExponent[k];
  }
  if (l !== null) for (let k = 0; k < n; k++) out.blockExponent[k] = out.blockExponent[k] + l[start + k];
}

/** out += v, unit by unit. Neither this nor the next normalises the sum. */
export function addTo(out: ScaledVector, v: ScaledVector): void {
  addNumbers(out, v.mantissa, v.blockExponent, 0, 1);
}

/** out += sign · rows[row]. */
export function addRow(out: ScaledVector, rows: ScaledRows, row: number, sign: 1 | -1): void {
  addNumbers(out, rows.mantissa, rows.blockExponent, row * rows.size, sign);
}

function addNumbers(
  out: ScaledVector,
  mantissa: Float64Array,
  blockExponent: Int32Array,
  start: number,
  sign: number,
): void {
  const { size, mantissa: own, blockExponent: at } = out;
  for (let k = 0; k < size; k++) addAligned(own, at, k, sign * mantissa[start + k], blockExponent[start + k]);
}

/**
 * The number at `index` += m · 2^(256 l), with the larger of the two block exponents. The sum is not normalised. It takes the two arrays, which
 * are of one kind everywhere, and not what holds them, which is not: V8 then reads them without a check of what it is.
 */
function addAligned(mantissa: Float64Array, blockExponent: Int32Array, index: number, m: number, l: number): void {
  if (m === 0) return;
  const own = mantissa[index];
  const at = blockExponent[index];
  if (own === 0 || l === at) {
    mantissa[index] = own + m;
    blockExponent[index] = l;
  } else if (l < at) mantissa[index] = own + m * blockPower(l - at);
  else {
    mantissa[index] = own * blockPower(at - l) + m;
    blockExponent[index] = l;
  }
}

/** out[index] += m · 2^(256 blockExponent), of which the smaller is brought to the larger one's block exponent. The sum is not normalised. */
export function addAt(
  out: { readonly mantissa: Float64Array; readonly blockExponent: Int32Array },
  index: number,
  m: number,
  blockExponent: number,
): void {
  addAligned(out.mantissa, out.blockExponent, index, m, blockExponent);
}

/** out += plain[start … start + size), float64 numbers of block exponent 0. */
export function addPlain(out: ScaledVector, plain: Float64Array, start: number): void {
  const { size, mantissa, blockExponent } = out;
  for (let k = 0; k < size; k++) addAligned(mantissa, blockExponent, k, plain[start + k], 0);
}

function hasNoExponents({ blockExponent }: ScaledVector): boolean {
  let any = 0;
  for (let k = 0; k < blockExponent.length; k++) any |= blockExponent[k];
  return any === 0;
}

/**
 * The block exponent that all units of these vectors share which are not zero, or NaN where they differ; 0 where all are zero. A matrix product
 * on the mantissas alone is right exactly when this is a number.
 */
export function commonBlockExponent(vectors: readonly ScaledVector[]): number {
  if (vectors.every(hasNoExponents)) return 0;
  let common = 0;
  let found = false;
  for (const { size, mantissa, blockExponent } of vectors) {
    for (let k = 0; k < size; k++) {
      if (mantissa[k] === 0) continue;
      const own = blockExponent[k];
      if (found && own !== common) return Number.NaN;
      common = own;
      found = true;
    }
  }
  return common;
}

/** Euclidean norm of `count` scaled numbers, as a mantissa and a block exponent; `blockExponent` is null where all are 0. */
export function scaledNorm(
  mantissa: Float64Array,
  blockExponent: Int32Array | null,
  start: number,
  count: number,
): Scaled {
  let top = 0;
  let found = false;
  if (blockExponent !== null) {
    for (let k = start; k < start + count; k++) {
      if (mantissa[k] === 0) continue;
      const l = blockExponent[k];
      if (!found || l > top) top = l;
      found = true;
    }
    if (!found) return ZERO;
  }
  // Squares of mantissas below 2^128 stay in range; those of lower block exponents are brought to the top one first.
  let sum = 0;
  for (let k = start; k < start + count; k++) {
    const l = blockExponent === null ? top : blockExponent[k];
    const m = mantissa[k];
    const x = l === top ? m : m * blockPower(Math.min(0, l - top));
    sum += x * x;
  }
  // Mantissas may all be small (2^-128 squared is 2^-256: still far from underflow); those of plain numbers may be anything.
  if (sum < 1e-200 || sum > 1e200) return outsizeNorm(mantissa, blockExponent, start, count, top);
  return { mantissa: Math.sqrt(sum), blockExponent: top };
}

/** The same where squares leave float64's range: in units of the largest. */
function outsizeNorm(
  mantissa: Float64Array,
  blockExponent: Int32Array | null,
  start: number,
  count: number,
  top: number,
): Scaled {
  let largest = 0;
  for (let k = start; k < start + count; k++)
    if (blockExponent === null || blockExponent[k] === top) largest = Math.max(largest, Math.abs(mantissa[k]));
  if (largest === 0) return ZERO;
  let sum = 0;
  for (let k = start; k < start + count; k++) {
    const down = blockExponent === null ? 0 : blockExponent[k] - top;
    const x = (mantissa[k] * blockPower(Math.min(0, down))) / largest;
    sum += x * x;
  }
  return normalised(largest * Math.sqrt(sum), top);
}

/** log10 of the Euclidean norm; −Infinity for the zero vector. */
export function log10Norm(v: ScaledVector): number {
  const norm = scaledNorm(v.mantissa, v.blockExponent, 0, v.size);
  return log10Of(norm.mantissa, norm.blockExponent);
}

/** log10 of each of `count` numbers; −Infinity for an exact zero. */
export function log10Entries(v: ScaledVector, from = 0, count = v.size): Float64Array<ArrayBuffer> {
  const out = new Float64Array(count);
  for (let k = 0; k < count; k++) out[k] = log10Of(v.mantissa[from + k], v.blockExponent[from + k]);
  return out;
}

/** ⟨a, b⟩ as a mantissa and a block exponent; not normalised. */
export function scaledDot(a: ScaledVector, b: ScaledVector): Scaled {
  return dotWith(a.mantissa, a.blockExponent, 0, b);
}

/**
 * The same with the numbers whose mantissas begin at `start`; `blockExponent` begins at 0. The sum is kept in two variables: in an array, as
 * `addAligned` has it, it takes a third longer.
 */
export function dotWith(mantissa: Float64Array, blockExponent: Int32Array, start: number, v: ScaledVector): Scaled {
  let sum = 0;
  let top = 0;
  for (let k = 0; k < v.size; k++) {
    const product = mantissa[start + k] * v.mantissa[k];
    if (product === 0) continue;
    const l = blockExponent[k] + v.blockExponent[k];
    if (sum === 0 || l === top) {
      sum += product;
      top = l;
    } else if (l < top) sum += product * blockPower(l - top);
    else {
      sum = sum * blockPower(top - l) + product;
      top = l;
    }
  }
  return { mantissa: sum, blockExponent: top };
}
