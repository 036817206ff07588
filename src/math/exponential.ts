/**
 * The exponential function with the same bits in every browser.
 *
 * Purpose: Math.exp may differ between browsers in the last bit, and a trace computed in one of them must be
 * reproduced by another. These versions use + − × ÷ and tables only, and stay within 0.51 ulp of the true value.
 *
 * Method: Tang, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic",
 * ACM TOMS 15(2), 1989, pp. 144-157: x = k·ln2/128 + r with |r| ≤ ln2/256, and
 * e^x = 2^⌊k/128⌋ · 2^((k mod 128)/128) · (1 + p(r)), the second factor from a table to 106 bits.
 * The rounding of results below 2^-1022 follows ARM's optimized-routines (math/exp.c, `specialcase`).
 */

import { EXP_TABLE, POWERS_OF_TWO } from './elementaryTables';

/** Adding and subtracting 1.5·2^52 rounds a double to the nearest integer. */
const ROUNDER = 6755399441055744;
const STEPS_PER_UNIT = 184.6649652337873; // 128 / ln 2

// ln2/128 = HI + LO. HI has 32 bits, so that k·HI is exact for the |k| < 2^18 that occur.
const STEP_HI = 0.00541521234663378;
const STEP_LO = 1.4907929134926466e-12;

// ln2/128 in three parts of 24, 25 and 53 bits: k·FIRST and k·SECOND stay exact up to |k| < 2^28, that is |x| ≤ 1e6.
const STEP_FIRST = 0.005415211897343397;
const STEP_SECOND = 4.507811623977176e-10;
const STEP_THIRD = 1.3191601602157795e-17;

/** Beyond these, e^x is infinite, or rounds to zero. */
const OVERFLOW_ABOVE = 709.782712893384;
const UNDERFLOW_BELOW = -745.1332191019412;

/** 2^k for an integer k; infinity above 1023, zero below −1074. */
export function pow2(k: number): number {
  if (k > 1023) return Infinity;
  return k < -1074 ? 0 : POWERS_OF_TWO[k + 1074];
}

/** The power of two that brings `size` (positive) into [1/2, 1), kept within the range of doubles. */
export function normalisingPower(size: number): number {
  let power = 1;
  let rest = size;
  for (; rest >= 1 && power > 1e-300; rest *= 0.5) power *= 0.5;
  for (; rest < 0.5 && power < 1e300; rest *= 2) power *= 2;
  return power;
}

/**
 * (hi + lo)·2^e rounded once, for hi in [0.25, 4] with |lo| at most about an ulp of hi, and any integer e in
 * ±2000: overflows to infinity, and below 2^-1022 rounds the pair (not its already rounded sum) to the subnormal grid.
 */
export function scalePair(hi: number, lo: number, e: number): number {
  if (e > -1020) return e > 1020 ? (hi + lo) * POWERS_OF_TWO[1000 + 1074] * pow2(e - 1000) : (hi + lo) * pow2(e);
  if (e < -1080) return 0;
  // In units of 2^-1022 the subnormal grid is the grid of doubles in [1, 2): adding 1 rounds to it.
  const unit = POWERS_OF_TWO[e + 1022 + 1074];
  const a = hi * unit;
  const b = lo * unit;
  if (a + b >= 1) return (a + b) * POWERS_OF_TWO[-1022 + 1074];
  const sum = 1 + a;
  const lost = a - (sum - 1) + b;
  return (sum + lost - 1) * POWERS_OF_TWO[-1022 + 1074];
}

/**
 * e^x as an unevaluated product: (pair[0] + pair[1])·2^e, where e is the returned integer, pair[0] in [0.99, 2.01) is
 * the rounded sum and pair[1] its remainder; relative error below 2^-59. Needs |x| ≤ 750.
 */
export function expPair(x: number, pair: Float64Array): number {
  const kd = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const k = kd | 0;
  const r = x - kd * STEP_HI - kd * STEP_LO;
  const p = r + r * r * (0.5 + r * (0.16666666666666666 + r * (0.041666666666666664 + r * 0.008333333333333333)));
  const row = (k & 127) << 1;
  const head = EXP_TABLE[row];
  const tail = EXP_TABLE[row + 1] + head * p;
  const sum = head + tail;
  pair[0] = sum;
  pair[1] = tail - (sum - head);
  return k >> 7;
}

const PAIR = new Float64Array(2);

/** e^x, within 0.51 ulp, for any double x (NaN for NaN). */
export function exp(x: number): number {
  if (x > -708 && x < 709) {
    const kd = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
    const k = kd | 0;
    const r = x - kd * STEP_HI - kd * STEP_LO;
    const p = r + r * r * (0.5 + r * (0.16666666666666666 + r * (0.041666666666666664 + r * 0.008333333333333333)));
    const row = (k & 127) << 1;
    const head = EXP_TABLE[row];
    return (head + (EXP_TABLE[row + 1] + head * p)) * POWERS_OF_TWO[(k >> 7) + 1074];
  }
  if (x > OVERFLOW_ABOVE) return Infinity;
  if (x < UNDERFLOW_BELOW) return 0;
  if (Number.isNaN(x)) return x;
  const e = expPair(x, PAIR);
  return scalePair(PAIR[0], PAIR[1], e);
}

/**
 * e^x for arguments far outside the range of doubles: e^x = out[0]·2^out[1] with out[0] in [0.99, 2.01) within
 * 0.51 ulp and out[1] an integer. Needs |x| ≤ 1e6; NaN gives out[0] = NaN.
 */
export function expScaled(x: number, out: Float64Array): void {
  const kd = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const k = kd | 0;
  const r = x - kd * STEP_FIRST - kd * STEP_SECOND - kd * STEP_THIRD;
  const p = r + r * r * (0.5 + r * (0.16666666666666666 + r * (0.041666666666666664 + r * 0.008333333333333333)));
  const row = (k & 127) << 1;
  const head = EXP_TABLE[row];
  out[0] = head + (EXP_TABLE[row + 1] + head * p);
  out[1] = k >> 7;
}
