/**
 * Natural and decimal logarithm with the same bits in every browser, each within 1 ulp of the true value.
 *
 * Method: x = 2^k·m with m in [√2/2, √2), f = m − 1, s = f/(2 + f), and log(1 + f) = f − f²/2 + s·(f²/2 + R(s²)) with
 * fdlibm's minimax polynomial R. Sources: `log` is Sun's fdlibm 5.3 e_log.c; `log10` is FreeBSD's msun e_log10.c, which
 * keeps f − f²/2 as a pair hi + lo (hi with 21 significant bits) before multiplying by 1/ln 10.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */

import { POWERS_OF_TWO } from './elementaryTables';

const BITS = new Float64Array(1);
/** The 32-bit halves of BITS[0]: [low, high] (every JavaScript engine in use is little-endian). */
const WORDS = new Int32Array(BITS.buffer);

const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** Dekker's splitting constant 2^32 + 1: leaves 21 bits, so that the product with the 32 bits of 1/ln 10 is exact. */
const SPLITTER = 4294967297;
const TWO_TO_54 = 18014398509481984;
const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const INVERSE_LN10_HI = 0.4342944818781689;
const INVERSE_LN10_LO = 2.5082946711645275e-11;
const LOG10_2_HI = 0.30102999566361177;
const LOG10_2_LO = 3.694239077158931e-13;

/** The k for which x = 2^k·m with m in [√2/2, √2), for a positive normal x. */
function binaryExponent(x: number): number {
  BITS[0] = x;
  const high = WORDS[1];
  // Above √2 (fraction 0x6a09e...) the next binade is the nearer one.
  return ((high + 0x95f64) >> 20) - 1023;
}

/** s·(f²/2 + R(s²)) for f = m − 1, the part of log(1 + f) beyond f − f²/2. */
function logTail(f: number, halfSquare: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return s * (halfSquare + (odd + even));
}

/** Natural logarithm, within 1 ulp: −∞ at ±0, NaN for negative numbers and NaN. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const shift = x < SMALLEST_NORMAL ? 54 : 0;
  const normal = shift === 0 ? x : x * TWO_TO_54;
  const e = binaryExponent(normal);
  const k = e - shift;
  const f = normal * POWERS_OF_TWO[1074 - e] - 1;
  const halfSquare = 0.5 * f * f;
  const tail = logTail(f, halfSquare);
  return k * LN2_HI - (halfSquare - (tail + k * LN2_LO) - f);
}

/** Decimal logarithm, within 1 ulp and exact at the powers of ten: −∞ at ±0, NaN for negative numbers and NaN. */
export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const shift = x < SMALLEST_NORMAL ? 54 : 0;
  const normal = shift === 0 ? x : x * TWO_TO_54;
  const e = binaryExponent(normal);
  const k = e - shift;
  const f = normal * POWERS_OF_TWO[1074 - e] - 1;
  const halfSquare = 0.5 * f * f;
  const tail = logTail(f, halfSquare);
  const main = f - halfSquare;
  const big = SPLITTER * main;
  const hi = big - (big - main);
  const lo = f - hi - halfSquare + tail;
  const high = hi * INVERSE_LN10_HI;
  const exponentPart = k * LOG10_2_HI;
  const low = k * LOG10_2_LO + (lo + hi) * INVERSE_LN10_LO + lo * INVERSE_LN10_HI;
  const sum = exponentPart + high;
  return low + (exponentPart - sum + high) + sum;
}
