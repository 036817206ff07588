/**
 * Tables behind the elementary functions, computed once at load.
 *
 * Purpose: `exp`, `tanh` and `logistic` reach about half an ulp by starting from a tabulated exact value near the
 * argument and adding a small correction. The tabulated values are needed to more than 53 bits, so they are built here
 * in double-double arithmetic (an unevaluated sum hi + lo, about 104 bits) out of + − × ÷ and square roots only: the
 * same bits in every browser, and no long list of magic constants to trust.
 *
 * Source of the error-free transformations: Dekker, "A floating-point technique for extending the available
 * precision", Numer. Math. 18 (1971), sections 4 to 6.
 */

/** An unevaluated sum hi + lo with |lo| at most half an ulp of hi. */
type DoubleDouble = readonly [hi: number, lo: number];

/** Dekker's splitting constant 2^27 + 1. */
const SPLITTER = 134217729;

function fastTwoSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  return [sum, b - (sum - a)];
}

function twoSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  const shifted = sum - a;
  return [sum, a - (sum - shifted) + (b - shifted)];
}

function twoProduct(a: number, b: number): DoubleDouble {
  const product = a * b;
  const aBig = SPLITTER * a;
  const aHi = aBig - (aBig - a);
  const aLo = a - aHi;
  const bBig = SPLITTER * b;
  const bHi = bBig - (bBig - b);
  const bLo = b - bHi;
  return [product, aHi * bHi - product + aHi * bLo + aLo * bHi + aLo * bLo];
}

function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [hi, error] = twoSum(a[0], b[0]);
  const [lo, lost] = twoSum(a[1], b[1]);
  const [first, second] = fastTwoSum(hi, error + lo);
  return fastTwoSum(first, second + lost);
}

function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [hi, lo] = twoProduct(a[0], b[0]);
  return fastTwoSum(hi, lo + (a[0] * b[1] + a[1] * b[0]));
}

function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a[0] / b[0];
  const rest = add(a, multiply([-first, 0], b));
  const second = rest[0] / b[0];
  const last = add(rest, multiply([-second, 0], b))[0] / b[0];
  return add(fastTwoSum(first, second), [last, 0]);
}

function squareRoot(a: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(a[0]);
  const rest = add(a, multiply([-root, 0], [root, 0]));
  return fastTwoSum(root, rest[0] / (2 * root));
}

/** e^x for |x| at most 1/32, by its power series in double-double (18 terms leave less than 2^-130). */
function exponentialSeries(x: DoubleDouble): DoubleDouble {
  let sum: DoubleDouble = [1, 0];
  for (let n = 18; n >= 1; n--) sum = add([1, 0], divide(multiply(x, sum), [n, 0]));
  return sum;
}

/** Number of steps of the exp table within one binade. */
const EXP_STEPS = 128;

function buildExpTable(): Float64Array {
  let ratio: DoubleDouble = [2, 0];
  for (let steps = 1; steps < EXP_STEPS; steps *= 2) ratio = squareRoot(ratio);
  const table = new Float64Array(2 * EXP_STEPS);
  let value: DoubleDouble = [1, 0];
  for (let j = 0; j < EXP_STEPS; j++) {
    table[2 * j] = value[0];
    table[2 * j + 1] = value[1];
    value = multiply(value, ratio);
  }
  return table;
}

/** 2^(j/128) for j = 0 … 127, as pairs [hi, lo]. */
export const EXP_TABLE = buildExpTable();

/** The logistic table covers |x| ≤ LOGISTIC_EDGE at a pitch of 1/32, the tanh table |x| ≤ TANH_EDGE at 1/64. */
export const LOGISTIC_EDGE = 5;
export const TANH_EDGE = 3;
export const LOGISTIC_PER_UNIT = 32;
export const TANH_PER_UNIT = 64;

const LOGISTIC_ROWS = LOGISTIC_EDGE * LOGISTIC_PER_UNIT;
const TANH_ROWS = TANH_EDGE * TANH_PER_UNIT;

function buildLogisticTable(): Float64Array {
  const table = new Float64Array(4 * (2 * LOGISTIC_ROWS + 1));
  const ratio = exponentialSeries([-1 / LOGISTIC_PER_UNIT, 0]);
  let decay: DoubleDouble = [1, 0];
  for (let j = 0; j <= LOGISTIC_ROWS; j++) {
    const above = divide([1, 0], add([1, 0], decay));
    const below = multiply(decay, above);
    const slope = 2 * multiply(above, below)[0];
    const tanhOfHalf = add(above, [-below[0], -below[1]])[0];
    table.set([above[0], above[1], slope, tanhOfHalf], 4 * (LOGISTIC_ROWS + j));
    table.set([below[0], below[1], slope, -tanhOfHalf], 4 * (LOGISTIC_ROWS - j));
    decay = multiply(decay, ratio);
  }
  return table;
}

function buildTanhTable(): Float64Array {
  const table = new Float64Array(4 * (TANH_ROWS + 1));
  // e^(−2·j/64) = e^(−j/32).
  const ratio = exponentialSeries([-2 / TANH_PER_UNIT, 0]);
  let decay: DoubleDouble = [1, 0];
  for (let j = 0; j <= TANH_ROWS; j++) {
    const sum = add([1, 0], decay);
    const value = divide(add([1, 0], [-decay[0], -decay[1]]), sum);
    const slope = 4 * divide(decay, multiply(sum, sum))[0];
    table.set([value[0], value[1], slope, 0], 4 * j);
    decay = multiply(decay, ratio);
  }
  return table;
}

/**
 * Rows [hi, lo, slope, T] for the grid points x = j/32, j = −160 … 160 (row j + 160): hi + lo = σ(x),
 * slope = 2σ(x)σ(−x), T = tanh(x/2).
 */
export const LOGISTIC_TABLE = buildLogisticTable();

/** Rows [hi, lo, slope, 0] for the grid points x = j/64, j = 0 … 192: hi + lo = tanh(x), slope = 1 − tanh²(x). */
export const TANH_TABLE = buildTanhTable();

const SMALLEST_EXPONENT = -1074;
const LARGEST_EXPONENT = 1023;

function buildPowersOfTwo(): Float64Array {
  const table = new Float64Array(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1);
  let power = 5e-324;
  for (let k = 0; k < table.length; k++) {
    table[k] = power;
    power += power;
  }
  return table;
}

/** POWERS_OF_TWO[k + 1074] = 2^k, exactly, for k = −1074 … 1023. */
export const POWERS_OF_TWO = buildPowersOfTwo();
