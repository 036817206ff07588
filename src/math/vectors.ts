/** Small helpers on plain vectors, with sums in a fixed order. */

/** out = x ⊙ factors[start …), [out.length]. */
export function multiplyPlain(x: Float64Array, factors: Float64Array, start: number, out: Float64Array): void {
  for (let k = 0, at = start | 0; k < out.length; k = (k + 1) | 0, at = (at + 1) | 0) out[k] = x[k] * factors[at];
}

/** out = x ⊙ factors[start …) + y, [out.length]. */
export function multiplyAdd(
  x: Float64Array,
  factors: Float64Array,
  start: number,
  y: Float64Array,
  out: Float64Array,
): void {
  for (let k = 0, at = start | 0; k < out.length; k = (k + 1) | 0, at = (at + 1) | 0)
    out[k] = x[k] * factors[at] + y[k];
}

/** The sum of squares of `count` numbers from `start` on. */
export function sumOfSquares(x: Float64Array, start: number, count: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const end = (start + count) | 0;
  const last = (end - 3) | 0;
  let index = start | 0;
  for (; index < last; index = (index + 4) | 0) {
    const a = x[index];
    const b = x[(index + 1) | 0];
    const c = x[(index + 2) | 0];
    const d = x[(index + 3) | 0];
    first += a * a;
    second += b * b;
    third += c * c;
    fourth += d * d;
  }
  for (; index < end; index++) first += x[index] * x[index];
  return first + second + (third + fourth);
}

/** The Euclidean norm of the first `size` numbers. */
export function norm(x: Float64Array, size: number): number {
  return Math.sqrt(sumOfSquares(x, 0, size));
}

/** Pseudo-random entries with magnitude in [0.5, 1.5), the same for the same seed: none is nearly zero, so no unit is missed. */
export function fillRandom(out: Float64Array, seed: number): void {
  let state = 0x9e3779b9 + seed;
  for (let i = 0; i < out.length; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const bits = (mixed ^ (mixed >>> 14)) >>> 0;
    out[i] = (bits & 1 ? 1 : -1) * (0.5 + bits / 4294967296);
  }
}
