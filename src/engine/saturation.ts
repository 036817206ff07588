/**
 * The factors of saturated units. σ'(−800) and tanh'(400) are 10^-348: no float64 holds them, yet a gradient that passes
 * through them is small, not zero. Beyond `SATURATED` the factors are therefore made as a mantissa and a block exponent.
 */
import { FRESH } from '../math/arrays';
import { expScaled } from '../math/elementary';
import { blockPower, normalised, ONE, type Scaled, scaledProduct } from '../math/scaled';
import type { FactorRows } from '../math/scaledVector';

/** |pre-activation| from which on a product of two or three of a unit's factors might leave float64's comfortable range. */
export const SATURATED = 80;

/**
 * The largest x for which e^-x can be held: its block exponent is then −56 000, and the product of three such factors at each of 2000 steps still
 * fits in an int32.
 */
export const MOST_SATURATED = 1e7;

/** Elementwise factors being filled in, [steps × size]; the block exponents appear with the first saturated unit. */
export class FactorStore implements FactorRows {
  readonly mantissa: Float64Array;
  blockExponent: Int32Array | null = null;

  constructor(length: number, arrays = FRESH) {
    this.mantissa = arrays.float64(length);
  }

  set(index: number, value: Scaled): void {
    this.mantissa[index] = value.mantissa;
    if (value.blockExponent !== 0 && this.blockExponent === null)
      this.blockExponent = new Int32Array(this.mantissa.length);
    if (this.blockExponent !== null) this.blockExponent[index] = value.mantissa === 0 ? 0 : value.blockExponent;
  }
}

const pair = new Float64Array(2);

/** e^x for an x ≤ 0, as mantissa and block exponent. Errors: below −MOST_SATURATED. */
function scaledExp(x: number): Scaled {
  if (x < -MOST_SATURATED) throw new RangeError(`e^${x} is too small to be held.`);
  expScaled(x, pair);
  const exponent = pair[1];
  const blockExponent = Math.round(exponent / 256);
  return normalised(pair[0] * twoTo(exponent - 256 * blockExponent), blockExponent);
}

/** 2^k for |k| ≤ 128 by halving and doubling: exact, and rare enough to need no table. */
function twoTo(k: number): number {
  let value = 1;
  for (let i = 0; i < k; i++) value *= 2;
  for (let i = 0; i > k; i--) value *= 0.5;
  return value;
}

/** σ(x) = e^x / (1 + e^x), alive far beyond the float64 range. */
export function scaledLogistic(x: number): Scaled {
  if (x >= 0) return { mantissa: 1 / (1 + asPlain(scaledExp(-x))), blockExponent: 0 };
  const e = scaledExp(x);
  return { mantissa: e.mantissa / (1 + asPlain(e)), blockExponent: e.blockExponent };
}

/** σ'(x) = e^-|x| / (1 + e^-|x|)². */
export function scaledLogisticPrime(x: number): Scaled {
  const e = scaledExp(-Math.abs(x));
  const d = 1 + asPlain(e);
  return { mantissa: e.mantissa / (d * d), blockExponent: e.blockExponent };
}

/** tanh'(x) = 4 e^-2|x| / (1 + e^-2|x|)². */
export function scaledTanhPrime(x: number): Scaled {
  const e = scaledExp(-2 * Math.abs(x));
  const d = 1 + asPlain(e);
  return normalised((4 * e.mantissa) / (d * d), e.blockExponent);
}

/** A number in [0, 1] as a float64; what underflows is nothing beside the 1 that it is added to. */
function asPlain(e: Scaled): number {
  return e.mantissa * blockPower(Math.min(0, e.blockExponent));
}

/** One factor as it stands: not normalised. */
export function factorAt({ mantissa, blockExponent }: FactorRows, index: number): Scaled {
  return { mantissa: mantissa[index], blockExponent: blockExponent === null ? 0 : blockExponent[index] };
}

/** The same, normalised. */
export function normalisedAt({ mantissa, blockExponent }: FactorRows, index: number): Scaled {
  return normalised(mantissa[index], blockExponent === null ? 0 : blockExponent[index]);
}

export function plain(value: number): Scaled {
  return normalised(value, 0);
}

export function product(...factors: readonly Scaled[]): Scaled {
  return factors.reduce(scaledProduct, ONE);
}
