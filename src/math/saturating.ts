/**
 * The saturating activations tanh and σ, each with its derivative, within about half an ulp and with the same bits in
 * every browser.
 *
 * Purpose: every step of a network needs the value and the derivative of each unit, so one call yields both. The
 * derivatives never go through 1 − tanh² or σ(1 − σ) of rounded values where those cancel: they keep full relative
 * accuracy in saturation, down to the subnormal numbers.
 *
 * Method: three ranges of |x|.
 *  - Middle: x = c + d with c the nearest grid point. With t = tanh(d), T = tanh(c), S = 1 − T² the addition theorem
 *    gives tanh(c + d) = T + S·v and tanh'(c + d) = S·(1 − v·(2T + S·v)), where v = t/(1 + T·t). T (to 106 bits) and S
 *    come from a table, |d| ≤ 1/128, so that only the last addition rounds visibly (the idea of Tang's table-driven
 *    functions, ACM TOMS 15(2), 1989). The logistic function is the same with halved arguments: σ = (1 + tanh(x/2))/2.
 *  - Large: with E = e^(−2|x|), tanh = 1 − 2E/(1 + E) and tanh' = 4E/(1 + E)²; with E = e^(−|x|), σ(−|x|) = E/(1 + E).
 *    E is small there, so the quotient is a small correction again.
 *  - Small (tanh only): an odd minimax polynomial, error below 2^-63.
 */

import {
  LOGISTIC_EDGE,
  LOGISTIC_PER_UNIT,
  LOGISTIC_TABLE,
  POWERS_OF_TWO,
  TANH_EDGE,
  TANH_PER_UNIT,
  TANH_TABLE,
} from './elementaryTables';
import { expPair, scalePair } from './exponential';

const PAIR = new Float64Array(2);
const VALUE = new Float64Array(1);
const PRIME = new Float64Array(1);

const TANH_POLYNOMIAL_EDGE = 0.25;
const LOGISTIC_MIDDLE_ROW = LOGISTIC_EDGE * LOGISTIC_PER_UNIT;

/** From here on even the derivative is below the smallest subnormal (e^-750). */
const TANH_DEAD = 375;
const LOGISTIC_DEAD = 750;

/** value[at] = tanh(x), prime[place] = tanh'(x) for any double x; NaN gives two NaNs. */
export function tanhAndPrime(x: number, value: Float64Array, at: number, prime: Float64Array, place: number): void {
  const a = Math.abs(x);
  if (a < TANH_POLYNOMIAL_EDGE) {
    if (a < 1e-9) {
      // Here x³/3 is far below half an ulp; this also keeps the sign of −0.
      value[at] = x;
      prime[place] = 1;
      return;
    }
    const z = x * x;
    const zz = z * z;
    const odd = -0.3333333333333333 + z * 0.1333333333333302 + zz * (-0.053968253967195144 + z * 0.021869488400359696);
    const rest =
      -0.008863226966122328 + z * 0.0035918341340072982 + zz * (-0.0014502234715960424 + z * 0.0005336803027405916);
    const y = x + x * (z * (odd + zz * zz * rest));
    value[at] = y;
    // No cancellation here: y² is below 1/16.
    prime[place] = 1 - y * y;
    return;
  }
  if (a < TANH_EDGE) {
    const j = (a * TANH_PER_UNIT + 0.5) | 0;
    const d = a - j * (1 / TANH_PER_UNIT);
    const z = d * d;
    const t = d + d * (z * (-0.3333333333333333 + z * (0.13333333333333333 + z * -0.05396825396825397)));
    const row = j << 2;
    const centre = TANH_TABLE[row];
    const slope = TANH_TABLE[row + 2];
    const v = t / (1 + centre * t);
    const change = slope * v;
    const y = centre + (TANH_TABLE[row + 1] + change);
    value[at] = x < 0 ? -y : y;
    prime[place] = slope * (1 - v * (centre + centre + change));
    return;
  }
  saturatedTanh(x, a, value, at, prime, place);
}

function saturatedTanh(
  x: number,
  a: number,
  value: Float64Array,
  at: number,
  prime: Float64Array,
  place: number,
): void {
  if (!(a < TANH_DEAD)) {
    value[at] = Number.isNaN(x) ? x : x < 0 ? -1 : 1;
    prime[place] = Number.isNaN(x) ? x : 0;
    return;
  }
  const e = expPair(-2 * a, PAIR);
  const mantissa = PAIR[0];
  // Below 2^-200 the decay no longer shows in 1 + E.
  const decay = e < -200 ? 0 : mantissa * POWERS_OF_TWO[e + 1074];
  const sum = 1 + decay;
  const y = 1 - (2 * decay) / sum;
  value[at] = x < 0 ? -y : y;
  prime[place] = scalePair(mantissa / (sum * sum), 0, e + 2);
}

/** value[at] = σ(x) = 1/(1 + e^−x), prime[place] = σ'(x) for any double x; NaN gives two NaNs. */
export function logisticAndPrime(x: number, value: Float64Array, at: number, prime: Float64Array, place: number): void {
  if (x > -LOGISTIC_EDGE && x < LOGISTIC_EDGE) {
    const j = (x * LOGISTIC_PER_UNIT + (LOGISTIC_MIDDLE_ROW + 0.5)) | 0;
    const d = 0.5 * (x - (j - LOGISTIC_MIDDLE_ROW) * (1 / LOGISTIC_PER_UNIT));
    const z = d * d;
    const t = d + d * (z * (-0.3333333333333333 + z * (0.13333333333333333 + z * -0.05396825396825397)));
    const row = j << 2;
    const slope = LOGISTIC_TABLE[row + 2];
    const tanhOfHalf = LOGISTIC_TABLE[row + 3];
    const v = t / (1 + tanhOfHalf * t);
    const change = slope * v;
    value[at] = LOGISTIC_TABLE[row] + (LOGISTIC_TABLE[row + 1] + change);
    prime[place] = 0.5 * slope * (1 - 2 * v * (tanhOfHalf + change));
    return;
  }
  saturatedLogistic(x, value, at, prime, place);
}

function saturatedLogistic(x: number, value: Float64Array, at: number, prime: Float64Array, place: number): void {
  const a = Math.abs(x);
  if (!(a < LOGISTIC_DEAD)) {
    value[at] = Number.isNaN(x) ? x : x < 0 ? 0 : 1;
    prime[place] = Number.isNaN(x) ? x : 0;
    return;
  }
  const e = expPair(-a, PAIR);
  const mantissa = PAIR[0];
  const decay = e < -200 ? 0 : mantissa * POWERS_OF_TWO[e + 1074];
  const sum = 1 + decay;
  // E/(1 + E) = E − E·(E/(1 + E)): the subtrahend is below 1 % of E, so its rounding hardly counts.
  value[at] = x < 0 ? scalePair(mantissa, PAIR[1] - mantissa * (decay / sum), e) : 1 - decay / sum;
  prime[place] = scalePair(mantissa / (sum * sum), 0, e);
}

/** tanh(x), within 0.6 ulp; the same bits as tanhAndPrime. */
export function tanh(x: number): number {
  tanhAndPrime(x, VALUE, 0, PRIME, 0);
  return VALUE[0];
}

/** tanh'(x) = 4e^(−2|x|)/(1 + e^(−2|x|))², relative error below 4 ulp down to the subnormals. */
export function tanhPrime(x: number): number {
  tanhAndPrime(x, VALUE, 0, PRIME, 0);
  return PRIME[0];
}

/** σ(x) = 1/(1 + e^−x), within 0.6 ulp; the same bits as logisticAndPrime. */
export function logistic(x: number): number {
  logisticAndPrime(x, VALUE, 0, PRIME, 0);
  return VALUE[0];
}

/** σ'(x) = e^−|x|/(1 + e^−|x|)², relative error below 4 ulp down to the subnormals. */
export function logisticPrime(x: number): number {
  logisticAndPrime(x, VALUE, 0, PRIME, 0);
  return PRIME[0];
}
