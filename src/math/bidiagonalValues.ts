/**
 * Singular values of an upper bidiagonal matrix, each to high relative accuracy, however far apart they stand.
 *
 * Method: the Golub–Kahan matrix, symmetric tridiagonal with a zero diagonal and off-diagonals d₁, e₁, d₂, e₂ … dₙ, has the
 * eigenvalues ±σ (Golub & Kahan, SIAM J. Numer. Anal. 2, 1965). Sturm counts on it are bisected: its entries determine small σ
 * as well as large ones (Demmel & Kahan, "Accurate singular values of bidiagonal matrices", SIAM J. Sci. Stat. Comput. 11, 1990,
 * section 7). The recurrence uses z · (z/q) instead of z²/q, so no square leaves the range of doubles.
 */

const EPSILON = 2.220446049250313e-16;
/** What is below this is 0: the smallest normal double, where relative accuracy ends. */
const FLOOR = 2.2250738585072014e-308;
/** Terms of Sturm counts between two pauses: about a millisecond. */
const TERMS_PER_PAUSE = 1 << 18;

interface Interval {
  readonly low: number;
  readonly high: number;
  /** Singular values up to `low`, and up to `high`. */
  readonly below: number;
  readonly upTo: number;
}

/**
 * The singular values, falling, of the bidiagonal matrix with this diagonal [n] and superdiagonal [n − 1]; entries finite and
 * below 1e305. Pauses about every millisecond.
 */
export function* bidiagonalValues(
  diagonal: Float64Array,
  superdiagonal: Float64Array,
): Generator<void, Float64Array<ArrayBuffer>> {
  const n = diagonal.length;
  const values = new Float64Array(n);
  const chain = new Float64Array(2 * n - 1);
  let bound = 0;
  for (let k = 0; k < n; k++) {
    chain[2 * k] = diagonal[k];
    if (k < n - 1) chain[2 * k + 1] = superdiagonal[k];
    // Gershgorin: no eigenvalue of the Golub–Kahan matrix is larger than two neighbouring entries together.
    const before = k > 0 ? Math.abs(superdiagonal[k - 1]) : 0;
    const after = k < n - 1 ? Math.abs(superdiagonal[k]) : 0;
    bound = Math.max(bound, Math.abs(diagonal[k]) + Math.max(before, after));
  }
  if (bound <= FLOOR) return values;
  const top = bound * (1 + 4 * EPSILON);
  const open: Interval[] = [{ low: FLOOR, high: top, below: countUpTo(chain, n, FLOOR), upTo: n }];
  let terms = 0;
  for (let interval = open.pop(); interval !== undefined; interval = open.pop()) {
    const { low, high, below, upTo } = interval;
    if (below >= upTo) continue;
    // Geometric means first: the values may stand hundreds of decades apart.
    const middle = high > 2 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
    if (!(middle > low && middle < high)) {
      // Neighbouring doubles: counts are of values up to x, so that the upper one is it.
      for (let k = below; k < upTo; k++) values[n - 1 - k] = high;
      continue;
    }
    const count = Math.min(upTo, Math.max(below, countUpTo(chain, n, middle)));
    open.push({ low, high: middle, below, upTo: count }, { low: middle, high, below: count, upTo });
    terms += chain.length;
    if (terms > TERMS_PER_PAUSE) {
      terms = 0;
      yield;
    }
  }
  return values;
}

/** How many singular values are at most x > 0: the pivots of the Golub–Kahan matrix less x up to 0, but for the n of −σ. */
function countUpTo(chain: Float64Array, n: number, x: number): number {
  let q = -x;
  let negative = 1;
  for (let i = 0; i < chain.length; i++) {
    const z = chain[i];
    // A pivot of zero goes on as the smallest negative one; what follows is then infinite, and harmless.
    if (q === 0) q = -Number.MIN_VALUE;
    q = -x - z * (z / q);
    if (q <= 0) negative++;
  }
  return negative - n;
}
