/** Fewer points for the same curve (Ramer 1972, Douglas & Peucker 1973), for curves over x: a river's outline has a thousand columns of pixels. */

/**
 * The indices that are needed so that straight lines between them stay within `tolerance` of every value.
 * `x`: [count], increasing; `values`: of each dimension, [count].
 */
export function thinned(x: ArrayLike<number>, values: readonly ArrayLike<number>[], tolerance: number): number[] {
  const last = x.length - 1;
  if (last < 1) return last < 0 ? [] : [0];
  const kept = new Uint8Array(x.length);
  kept[0] = 1;
  kept[last] = 1;
  const spans: [number, number][] = [[0, last]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    let worst = tolerance;
    let at = -1;
    for (const own of values) {
      for (let k = from + 1; k < to; k++) {
        const share = (x[k] - x[from]) / (x[to] - x[from]);
        const away = Math.abs(own[from] + (own[to] - own[from]) * share - own[k]);
        if (away > worst) {
          worst = away;
          at = k;
        }
      }
    }
    if (at < 0) continue;
    kept[at] = 1;
    spans.push([from, at], [at, to]);
  }
  return [...kept.keys()].filter((k) => kept[k] === 1);
}
