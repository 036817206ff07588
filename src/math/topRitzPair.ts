/**
 * The top eigenpair of a small symmetric tridiagonal positive semidefinite matrix, and what pivots show of its spectrum.
 *
 * Purpose: the inner problem of the Lanczos iteration in spectralNorm.ts, solved again and again in one search, so it must
 * cost little: a handful of passes over the matrix.
 *
 * Method: Laguerre's iteration from above, which descends monotonically to the largest root of a polynomial with real
 * roots only, with cubic order (Wilkinson, "The Algebraic Eigenvalue Problem", 1965, chapter 7, sections 45-48). The
 * logarithmic derivatives come from the pivots r_i of λI − T, eliminated from the bottom upwards: in that direction
 * the same pivots give a converged (hence decaying) eigenvector stably.
 */

const MAX_PASSES = 80;
const PRECISION = 2.220446049250313e-16;

/**
 * Largest eigenvalue of the leading [size × size] part of T with the given diagonal and off-diagonal (≥ 0, entry i
 * couples i and i + 1). `bound` is any upper bound of it, and `guess` a number that probably is a better one. Writes the unit eigenvector into vector[0 … size − 1]. A zero
 * off-diagonal is allowed for the eigenvalue; the eigenvector is then that of one of the blocks at best.
 */
export function topRitzPair(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  size: number,
  bound: number,
  guess: number,
  vector: Float64Array,
): number {
  let lambda = Math.min(guess, bound);
  let before = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    // r, r' and r'' of the pivot r_i = λ − d_i − b_i²/r_{i+1}, and the sums of 1/(λ − θ) and 1/(λ − θ)².
    let pivot = lambda - diagonal[size - 1];
    let inverse = 1 / pivot;
    let first = inverse; // r'/r
    let second = 0; // r''/r
    let sum = first;
    let sumOfSquares = first * first;
    for (let i = size - 2; i >= 0 && pivot > 0; i--) {
      const b = offDiagonal[i];
      const share = b * b * inverse;
      pivot = lambda - diagonal[i] - share;
      inverse = 1 / pivot;
      const newFirst = (1 + share * first) * inverse;
      second = share * (second - 2 * first * first) * inverse;
      first = newFirst;
      sum += first;
      sumOfSquares += first * first - second;
    }
    if (!(pivot > 0)) {
      // Below the root: by rounding, at the end, or because the guess was too low.
      if (pass > 0 || lambda === bound) break;
      lambda = bound;
      continue;
    }
    const spread = (size - 1) * (size * sumOfSquares - sum * sum);
    const step = size / (sum + Math.sqrt(Math.max(0, spread)));
    lambda -= step;
    // Steps shrink faster and faster: the next one is below this one by more than the square of what this one is below the last by.
    const ratio = before > 0 ? step / before : 1;
    if (step * ratio * ratio <= PRECISION * lambda) break;
    before = step;
  }
  fillVector(diagonal, offDiagonal, size, lambda, vector);
  return Math.max(0, lambda);
}

/** b_i·y_i = r_{i+1}·y_{i+1}, from the last component (taken as 1) upwards, then normalised. */
function fillVector(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  size: number,
  lambda: number,
  vector: Float64Array,
): void {
  let component = 1;
  let pivot = lambda - diagonal[size - 1];
  let squares = 1;
  vector[size - 1] = 1;
  for (let i = size - 2; i >= 0; i--) {
    const b = offDiagonal[i];
    component *= pivot / b;
    if (!(component > 1e-140)) component = 1e-140;
    if (component > 1e140) component = 1e140;
    vector[i] = component;
    squares += component * component;
    pivot = Math.max(lambda - diagonal[i] - (b * b) / pivot, 0);
  }
  const norm = Math.sqrt(squares);
  for (let i = 0; i < size; i++) vector[i] /= norm;
}

/** Whether at most one eigenvalue of T is above `limit`: as many are as there are negative pivots of limit·I − T (Sylvester). */
export function atMostOneAbove(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  size: number,
  limit: number,
): boolean {
  let above = 0;
  let share = 0;
  for (let i = 0; i < size; i++) {
    const pivot = limit - diagonal[i] - share;
    if (!(pivot > 0) && ++above > 1) return false;
    // A zero pivot is taken for a negative one, as if the limit were a trifle lower.
    share = (offDiagonal[i] * offDiagonal[i]) / (pivot === 0 ? -PRECISION * limit : pivot);
  }
  return true;
}

/**
 * Whether all eigenvalues of T, bordered by one more row with this corner, are below `limit`; offDiagonal[size − 1] couples
 * that row to T.
 */
export function borderedIsBelow(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  size: number,
  corner: number,
  limit: number,
): boolean {
  let share = 0;
  for (let i = 0; i < size; i++) {
    const pivot = limit - diagonal[i] - share;
    if (!(pivot > 0)) return false;
    share = (offDiagonal[i] * offDiagonal[i]) / pivot;
  }
  return limit - corner - share > 0;
}

/** An excess may be infinite. */
const MOST = 16;

/** Iterations until T is worth solving again, where a residual is so many times what it should be: it falls by half a decade in each, or by one. */
export function untilNextCheck(excess: number): number {
  let count = 1;
  for (let left = excess; left > 10 && count < MOST; left *= 0.1) count++;
  return count;
}
