/**
 * Magnitudes beyond float64. A number is `mantissa · 2^(256 · blockExponent)`: a float64 beside an int32, its block
 * exponent, which counts blocks of 256 bits: extended-range arithmetic (Smith, Olver & Lozier, "Extended-range arithmetic and
 * normalized Legendre polynomials", ACM Trans. Math. Softw. 7, 1981). 10^421 and 10^-885 are then
 * ordinary numbers, and as long as mantissas are kept near 1 (see `normalise`) products of a few of them neither overflow nor
 * underflow. Scaling by a power of two is exact, so nothing is lost to the carrying.
 */
import { log10 } from './elementary';

/** log10(2^256): what one block is worth on a log scale. */
export const LOG10_BLOCK_FACTOR = 77.06367888997919;

const UP = 3.402823669209385e38; // 2^128, exactly
const DOWN = 1 / UP;
export const BLOCK_FACTOR = UP * UP;
export const INVERSE_BLOCK_FACTOR = 1 / BLOCK_FACTOR;

/** 2^(256 d) for |d| ≤ 3; smaller is 0 beside what it is added to, and larger is never asked for. */
const POWERS = new Float64Array([
  INVERSE_BLOCK_FACTOR * INVERSE_BLOCK_FACTOR * INVERSE_BLOCK_FACTOR,
  INVERSE_BLOCK_FACTOR * INVERSE_BLOCK_FACTOR,
  INVERSE_BLOCK_FACTOR,
  1,
]);

/** 2^(256 d) for d ≤ 0, as 0 where it is more than three blocks down. */
export function blockPower(d: number): number {
  return d < -3 ? 0 : POWERS[d + 3];
}

/** A number of any size; zero is `mantissa === 0`. */
export interface Scaled {
  readonly mantissa: number;
  readonly blockExponent: number;
}

export const ZERO: Scaled = { mantissa: 0, blockExponent: 0 };
export const ONE: Scaled = { mantissa: 1, blockExponent: 0 };

/** log10 |value|; −Infinity for an exact zero, which callers show as "no gradient" and never as a number. */
export function log10Of(mantissa: number, blockExponent: number): number {
  return mantissa === 0 ? -Infinity : log10(Math.abs(mantissa)) + blockExponent * LOG10_BLOCK_FACTOR;
}

/** The value as a float64, where it fits in one: overflows to ±Infinity, underflows to 0. */
export function toNumber({ mantissa, blockExponent }: Scaled): number {
  let value = mantissa;
  for (let l = blockExponent; l > 0 && Number.isFinite(value); l--) value *= BLOCK_FACTOR;
  for (let l = blockExponent; l < 0 && value !== 0; l++) value *= INVERSE_BLOCK_FACTOR;
  return value;
}

export function scaledProduct(a: Scaled, b: Scaled): Scaled {
  return normalised(a.mantissa * b.mantissa, a.blockExponent + b.blockExponent);
}

export function scaledSum(a: Scaled, b: Scaled): Scaled {
  if (a.mantissa === 0) return b;
  if (b.mantissa === 0) return a;
  const blockExponent = Math.max(a.blockExponent, b.blockExponent);
  return normalised(
    a.mantissa * blockPower(a.blockExponent - blockExponent) + b.mantissa * blockPower(b.blockExponent - blockExponent),
    blockExponent,
  );
}

/** √a, for a ≥ 0. */
export function scaledRoot({ mantissa, blockExponent }: Scaled): Scaled {
  // √2^(256 l) is 2^(256 l/2) for an even l; an odd one lends 2^256, whose root is 2^128.
  const odd = blockExponent & 1;
  return {
    mantissa: Math.sqrt(mantissa) * (odd === 0 ? 1 : 3.402823669209385e38),
    blockExponent: (blockExponent - odd) / 2,
  };
}

export function normalised(mantissa: number, blockExponent: number): Scaled {
  // Infinity would never be scaled down; the caller's product has left float64, which is a fault to be reported.
  if (!Number.isFinite(mantissa)) throw new RangeError(`a mantissa of ${mantissa} cannot be normalised`);
  let m = mantissa;
  let l = blockExponent;
  while (m >= UP || m <= -UP) {
    m *= INVERSE_BLOCK_FACTOR;
    l++;
  }
  while (m !== 0 && m < DOWN && m > -DOWN) {
    m *= BLOCK_FACTOR;
    l--;
  }
  return { mantissa: m, blockExponent: l };
}

/** Brings the mantissas of `count` numbers back into [2^-128, 2^128); false if that changed a block exponent. Zeros take block exponent 0. */
export function normalise(mantissa: Float64Array, blockExponent: Int32Array, start: number, count: number): boolean {
  let kept = true;
  for (let k = start; k < start + count; k++) {
    const m = mantissa[k];
    const size = Math.abs(m);
    if (size < UP && size >= DOWN) continue;
    if (m === 0) {
      blockExponent[k] = 0;
      continue;
    }
    const fixed = normalised(m, blockExponent[k]);
    mantissa[k] = fixed.mantissa;
    blockExponent[k] = fixed.blockExponent;
    kept = false;
  }
  return kept;
}
