/**
 * Elementary functions to about 300 bits, in BigInt fixed point: the yardstick of elementary.test.ts.
 *
 * A `Big` stands for mantissa · 2^(exponent − PRECISION). Arguments are doubles, taken exactly; those of the
 * functions here should not be below 2^-100 in magnitude, so that at least 200 bits of the result are right.
 */

const PRECISION = 320n;
const ONE = 1n << PRECISION;

export interface Big {
  readonly mantissa: bigint;
  readonly exponent: bigint;
}

/** x = integer · 2^exponent, exactly, for a finite double x. */
function decompose(x: number): { integer: bigint; exponent: number } {
  const bits = new BigUint64Array(new Float64Array([x]).buffer)[0];
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : fraction | (1n << 52n);
  return { integer: bits >> 63n ? -magnitude : magnitude, exponent: (field === 0 ? 1 : field) - 1075 };
}

function shift(value: bigint, by: bigint): bigint {
  return by >= 0n ? value << by : value >> -by;
}

function toFixedPoint(x: number): bigint {
  const { integer, exponent } = decompose(x);
  return shift(integer, BigInt(exponent) + PRECISION);
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> PRECISION;
}

function over(a: bigint, b: bigint): bigint {
  return (a << PRECISION) / b;
}

function arcTangentOfInverse(n: bigint, hyperbolic: boolean): bigint {
  let power = ONE / n;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= hyperbolic ? n * n : -n * n;
    sum += power / k;
  }
  return sum;
}

const LN2 = 2n * arcTangentOfInverse(3n, true);
const LN10 = 3n * LN2 + 2n * arcTangentOfInverse(9n, true); // 10 = 8 · (1 + 1/9)/(1 − 1/9)
const PI = 4n * (4n * arcTangentOfInverse(5n, false) - arcTangentOfInverse(239n, false));

function expFixedPoint(x: bigint): Big {
  const k = (x + LN2 / 2n) / LN2 - (x + LN2 / 2n < 0n ? 1n : 0n);
  const r = (x - k * LN2) >> 8n;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = times(term, r) / n;
    sum += term;
  }
  for (let squaring = 0; squaring < 8; squaring++) sum = times(sum, sum);
  return { mantissa: sum, exponent: k };
}

export function bigExp(x: number): Big {
  return expFixedPoint(toFixedPoint(x));
}

/** e^(−a) as plain fixed point (zero when it is far below the precision). */
function plainDecay(a: number): bigint {
  const { mantissa, exponent } = bigExp(-a);
  return shift(mantissa, exponent);
}

export function bigTanh(x: number): Big {
  const decay = plainDecay(2 * Math.abs(x));
  const value = over(ONE - decay, ONE + decay);
  return { mantissa: x < 0 ? -value : value, exponent: 0n };
}

export function bigTanhPrime(x: number): Big {
  const slope = bigLogisticPrime(2 * x);
  return { mantissa: slope.mantissa, exponent: slope.exponent + 2n };
}

export function bigLogistic(x: number): Big {
  const { mantissa, exponent } = bigExp(-Math.abs(x));
  const sum = ONE + shift(mantissa, exponent);
  return x < 0 ? { mantissa: over(mantissa, sum), exponent } : { mantissa: over(ONE, sum), exponent: 0n };
}

export function bigLogisticPrime(x: number): Big {
  const { mantissa, exponent } = bigExp(-Math.abs(x));
  const sum = ONE + shift(mantissa, exponent);
  return { mantissa: over(over(mantissa, sum), sum), exponent };
}

function logFixedPoint(x: number): bigint {
  const { integer, exponent } = decompose(x);
  const length = BigInt(integer.toString(2).length);
  const k = BigInt(exponent) + length;
  const scaled = shift(integer, PRECISION - length);
  const guess = toFixedPoint(Math.log(Number(scaled >> (PRECISION - 60n)) / 2 ** 60));
  const inverse = expFixedPoint(-guess);
  const d = times(scaled, shift(inverse.mantissa, inverse.exponent)) - ONE;
  const d2 = times(d, d);
  const d3 = times(d2, d);
  const d4 = times(d2, d2);
  return k * LN2 + guess + d - d2 / 2n + d3 / 3n - d4 / 4n;
}

export function bigLog(x: number): Big {
  return { mantissa: logFixedPoint(x), exponent: 0n };
}

export function bigLog10(x: number): Big {
  return { mantissa: over(logFixedPoint(x), LN10), exponent: 0n };
}

function sineSeries(y: bigint, first: bigint, n0: bigint): bigint {
  const y2 = times(y, y);
  let term = first;
  let sum = first;
  for (let n = n0; term !== 0n && term !== -1n; n += 2n) {
    term = -times(term, y2) / (n * (n + 1n));
    sum += term;
  }
  return sum;
}

function reducedAngle(u: number): bigint {
  const turns = BigInt.asIntN(Number(PRECISION), toFixedPoint(u)); // u − round(u)
  return times(2n * PI, turns);
}

export function bigSinTurns(u: number): Big {
  const y = reducedAngle(u);
  return { mantissa: sineSeries(y, y, 2n), exponent: 0n };
}

export function bigCosTurns(u: number): Big {
  return { mantissa: sineSeries(reducedAngle(u), ONE, 1n), exponent: 0n };
}

/** |y − truth| in units of the last place of the truth (the spacing of doubles in its binade). */
export function ulpError(y: number, truth: Big): number {
  const { integer, exponent } = decompose(y);
  const trueExponent = Number(truth.exponent - PRECISION);
  const magnitude = truth.mantissa < 0n ? -truth.mantissa : truth.mantissa;
  const length =
    magnitude === 0n
      ? 0
      : magnitude.toString(16).length * 4 - (Math.clz32(Number.parseInt(magnitude.toString(16)[0], 16)) - 28);
  const unit = Math.max(length + trueExponent - 53, -1074);
  const base = Math.min(exponent, trueExponent, unit - 30);
  const difference = (integer << BigInt(exponent - base)) - (truth.mantissa << BigInt(trueExponent - base));
  const scaled = difference / (1n << BigInt(unit - base - 30));
  return Math.abs(Number(scaled)) / 2 ** 30;
}
