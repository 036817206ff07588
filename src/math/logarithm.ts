/**
 * Natural and decimal logarithm with the same bits in every browser, each within 1 ulp of the true value.
 *
 * Method: x = 2^k·m with m in [√2/2, √2), f = m − 1, s = f/(2 + f), and log(1 + f) = f − f²/2 + s·(f²/2 + R(s²)) with
 * fdlibm's minimax polynomial R. Sources: `log` is Sun's fdlibm 5.3 e_log.c; `log10` is FreeBSD's msun e_log10.c, which
 * keeps f − f²/2 as a pair hi + lo (hi with 21 significant bits fewer) before multiplying by 1/ln 10.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */

const BITS = new Float64Array(1);
/** The 32-bit halves of BITS[0]: [low, high] (every JavaScript engine in use is little-endian). */
const WORDS = new Int32Array(BITS.buffer);

const TWO_TO_54 = 18014398509481984;
const LN2_HI = 6.9314718036912381649e-1;
const LN2_LO = 1.90821492927058770002e-10;
const INVERSE_LN10_HI = 4.34294481878168880939e-1;
const INVERSE_LN10_LO = 2.50829467116452752298e-11;
const LOG10_2_HI = 3.01029995663611771306e-1;
const LOG10_2_LO = 3.69423907715893078616e-13;

/** Leaves m in [√2/2, √2) in BITS[0] and returns k, for a positive finite x = 2^k·m. */
function splitBinary(x: number): number {
  const subnormal = x < 2.2250738585072014e-308;
  BITS[0] = subnormal ? x * TWO_TO_54 : x;
  const high = WORDS[1];
  const fraction = high & 0xfffff;
  // Above √2 (fraction 0x6a09e...) the next binade is the nearer one.
  const carry = (fraction + 0x95f64) & 0x100000;
  WORDS[1] = fraction | (carry ^ 0x3ff00000);
  return (high >> 20) - 1023 + (carry >> 20) - (subnormal ? 54 : 0);
}

/** s·(f²/2 + R(s²)) for f = m − 1, the part of log(1 + f) beyond f − f²/2. */
function logTail(f: number, halfSquare: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return s * (halfSquare + (odd + even));
}

/** Natural logarithm, within 1 ulp: −∞ at ±0, NaN for negative numbers and NaN. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const k = splitBinary(x);
  const f = BITS[0] - 1;
  const halfSquare = 0.5 * f * f;
  const tail = logTail(f, halfSquare);
  return k * LN2_HI - (halfSquare - (tail + k * LN2_LO) - f);
}

/** Decimal logarithm, within 1 ulp and exact at the powers of ten: −∞ at ±0, NaN for negative numbers and NaN. */
export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const k = splitBinary(x);
  const f = BITS[0] - 1;
  const halfSquare = 0.5 * f * f;
  const tail = logTail(f, halfSquare);
  BITS[0] = f - halfSquare;
  WORDS[0] = 0;
  const hi = BITS[0];
  const lo = f - hi - halfSquare + tail;
  const high = hi * INVERSE_LN10_HI;
  const exponentPart = k * LOG10_2_HI;
  const low = k * LOG10_2_LO + (lo + hi) * INVERSE_LN10_LO + lo * INVERSE_LN10_HI;
  const sum = exponentPart + high;
  return low + (exponentPart - sum + high) + sum;
}
