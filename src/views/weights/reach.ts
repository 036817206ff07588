/** How far back the gradient of a parameter comes from. */

/**
 * The smallest number of last steps from which on the sum stays within `miss` of the whole, however many more are added: 0.5 says
 * where half of it comes from, 0.1 where 90 %. Steps may work against the whole (negative shares), so the first time that
 * the sum comes near is not enough. NaN where there is no gradient.
 */
export function reachOf(share: Float64Array, miss: number): number {
  const steps = share.length;
  if (Number.isNaN(share[0] ?? Number.NaN)) return Number.NaN;
  // Of the last k steps, k = 0 … steps.
  let sum = 0;
  let reach = 1;
  for (let k = 1; k <= steps; k++) {
    sum += share[steps - k];
    // The whole is the whole, whatever rounding says.
    if (Math.abs(sum - 1) > miss && k < steps) reach = k + 1;
  }
  return reach;
}
