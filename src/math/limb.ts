/**
 * Magnitudes beyond float64. A number is `mantissa · 2^(256 · limb)`: a float64 beside an int32 that counts limbs of 256
 * bits. 10^421 and 10^-885 are then ordinary numbers, and as long as mantissas are kept near 1 (see `normalise`) products of
 * a few of them neither overflow nor underflow. Scaling by a power of two is exact, so nothing is lost to the carrying.
 */
import { log10 } from './elementary';

/** log10(2^256): what one limb is worth on a log scale. */
export const LOG10_LIMB = 77.06367888997919;

const UP = 3.402823669209385e38; // 2^128, exactly
const DOWN = 1 / UP;
export const LIMB = UP * UP;
export const INVERSE_LIMB = 1 / LIMB;

/** 2^(256 d) for |d| ≤ 3; smaller is 0 beside what it is added to, and larger is never asked for. */
const POWERS = new Float64Array([
  INVERSE_LIMB * INVERSE_LIMB * INVERSE_LIMB,
  INVERSE_LIMB * INVERSE_LIMB,
  INVERSE_LIMB,
  1,
]);

/** 2^(256 d) for d ≤ 0, as 0 where it is more than three limbs down. */
export function limbPower(d: number): number {
  return d < -3 ? 0 : POWERS[d + 3];
}

/** A number of any size; zero is `mantissa === 0`. */
export interface Scaled {
  readonly mantissa: number;
  readonly limb: number;
}

export const ZERO: Scaled = { mantissa: 0, limb: 0 };
export const ONE: Scaled = { mantissa: 1, limb: 0 };

/** log10 |value|; −Infinity for an exact zero, which callers show as "no gradient" and never as a number. */
export function log10Of(mantissa: number, limb: number): number {
  return mantissa === 0 ? -Infinity : log10(Math.abs(mantissa)) + limb * LOG10_LIMB;
}

/** The value as a float64, where it fits in one: overflows to ±Infinity, underflows to 0. */
export function toNumber({ mantissa, limb }: Scaled): number {
  let value = mantissa;
  for (let l = limb; l > 0 && Number.isFinite(value); l--) value *= LIMB;
  for (let l = limb; l < 0 && value !== 0; l++) value *= INVERSE_LIMB;
  return value;
}

export function scaledProduct(a: Scaled, b: Scaled): Scaled {
  return normalised(a.mantissa * b.mantissa, a.limb + b.limb);
}

export function scaledSum(a: Scaled, b: Scaled): Scaled {
  if (a.mantissa === 0) return b;
  if (b.mantissa === 0) return a;
  const limb = Math.max(a.limb, b.limb);
  return normalised(a.mantissa * limbPower(a.limb - limb) + b.mantissa * limbPower(b.limb - limb), limb);
}

/** √a, for a ≥ 0. */
export function scaledRoot({ mantissa, limb }: Scaled): Scaled {
  // √2^(256 l) is 2^(256 l/2) for an even l; an odd one lends 2^256, whose root is 2^128.
  const odd = limb & 1;
  return { mantissa: Math.sqrt(mantissa) * (odd === 0 ? 1 : 3.402823669209385e38), limb: (limb - odd) / 2 };
}

export function normalised(mantissa: number, limb: number): Scaled {
  // Infinity would never be scaled down; the caller's product has left float64, which is a fault to be reported.
  if (!Number.isFinite(mantissa)) throw new RangeError(`a mantissa of ${mantissa} cannot be normalised`);
  let m = mantissa;
  let l = limb;
  while (m >= UP || m <= -UP) {
    m *= INVERSE_LIMB;
    l++;
  }
  while (m !== 0 && m < DOWN && m > -DOWN) {
    m *= LIMB;
    l--;
  }
  return { mantissa: m, limb: l };
}

/** Brings the mantissas of `count` numbers back into [2^-128, 2^128); false if that changed a limb. Zeros take limb 0. */
export function normalise(mantissa: Float64Array, limb: Int32Array, start: number, count: number): boolean {
  let kept = true;
  for (let k = start; k < start + count; k++) {
    const m = mantissa[k];
    const size = Math.abs(m);
    if (size < UP && size >= DOWN) continue;
    if (m === 0) {
      limb[k] = 0;
      continue;
    }
    const fixed = normalised(m, limb[k]);
    mantissa[k] = fixed.mantissa;
    limb[k] = fixed.limb;
    kept = false;
  }
  return kept;
}
