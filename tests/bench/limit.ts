/** What JavaScript can do at most on this machine at this moment: multiply-adds on numbers that stay in registers. */

const TURNS = 2_000_000;
/** Independent sums, so that none waits for the one before. */
const SUMS = 8;

/** Returns something that depends on every sum, so that none can be left out. */
function multiplyAdd(turns: number, factor: number): number {
  let a = 1;
  let b = 2;
  let c = 3;
  let d = 4;
  let e = 5;
  let f = 6;
  let g = 7;
  let h = 8;
  for (let turn = 0; turn < turns; turn++) {
    a = a * factor + 1;
    b = b * factor + 1;
    c = c * factor + 1;
    d = d * factor + 1;
    e = e * factor + 1;
    f = f * factor + 1;
    g = g * factor + 1;
    h = h * factor + 1;
  }
  return a + b + c + d + e + f + g + h;
}

/** Multiply-adds in a millisecond, the best of several tries. */
export function multiplyAddsPerMs(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12; round++) {
    const start = performance.now();
    const sum = multiplyAdd(TURNS, 0.5 + round / 1000);
    const spent = performance.now() - start;
    if (!Number.isFinite(sum)) throw new Error('the limit loop has left float64');
    least = Math.min(least, spent);
  }
  return (TURNS * SUMS) / least;
}
