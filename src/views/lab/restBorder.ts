/** Where the gradient at rest neither grows nor decays: max|μ| = 1 (spec, section 5, item 5). */

/** The multipliers at rest, and what they are without the matrix. */
export interface Rest {
  readonly keep: number;
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
}

/**
 * μ_k = keep + gain · λ_k, and every λ_k grows with the radius: by which factor the radius must change for the largest |μ| to be 1. Null
 * where it is 1 or more without the matrix, or the matrix is zero.
 */
export function restFactor({ keep, re, im }: Rest): number | null {
  if (Math.abs(keep) >= 1) return null;
  let least = Infinity;
  for (let k = 0; k < re.length; k++) {
    const along = (re[k] as number) - keep;
    const square = along ** 2 + (im[k] as number) ** 2;
    if (square === 0) continue;
    // |keep + s d|² = 1, the root above 0.
    const half = keep * along;
    least = Math.min(least, (Math.sqrt(half ** 2 + square * (1 - keep ** 2)) - half) / square);
  }
  return least < Infinity ? least : null;
}
