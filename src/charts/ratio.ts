/** How two panes' gradients compare, step by step: aligned at the loss, so that equal lags stand below one another. */

/**
 * log10 (right / left) by the right pane's steps, [right.length]; NaN where one of them has no such lag or no number, and
 * −Infinity, Infinity where only the right, only the left is exactly zero.
 */
export function ratioByStep(left: ArrayLike<number>, right: ArrayLike<number>): Float64Array {
  const shift = left.length - right.length;
  return Float64Array.from({ length: right.length }, (_, step) => {
    const [a, b] = [left[step + shift] ?? Number.NaN, right[step]];
    return a === -Infinity && b === -Infinity ? Number.NaN : b - a;
  });
}
