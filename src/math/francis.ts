/**
 * The double-shift QR algorithm of Francis on an upper Hessenberg matrix.
 *
 * Purpose: the iterative part of eigenvalues.ts. Two shifts at a time, real or conjugate complex, keep all arithmetic
 * real.
 *
 * Method: EISPACK `hqr` (Martin, Peters & Wilkinson, "The QR algorithm for real Hessenberg matrices", Numer. Math. 14,
 * 1970, pp. 219-231), with its exceptional shifts after every tenth sweep without a deflation.
 */

const EPSILON = 2.220446049250313e-16;
const SWEEPS_PER_EIGENVALUE = 90;
const SWEEPS_PER_EXCEPTION = 10;

/** p, q, r: the first column of the double-shift polynomial, then the vector of each reflection. */
const START = new Float64Array(3);

/**
 * Eigenvalues of the upper Hessenberg matrix h [n × n, row-major, destroyed] into re and im [n]. Pauses after every
 * sweep. Errors: no convergence after SWEEPS_PER_EIGENVALUE sweeps.
 */
export function* francisQr(h: Float64Array, n: number, re: Float64Array, im: Float64Array): Generator<void, void> {
  let norm = 0;
  for (let i = 0; i < n * n; i++) norm += Math.abs(h[i]);
  let end = n - 1;
  let shifted = 0; // what the exceptional shifts have taken from the diagonal so far
  let sweeps = 0;
  while (end >= 0) {
    const begin = findBlock(h, n, end, norm);
    const x = h[end * n + end];
    if (begin === end) {
      re[end] = x + shifted;
      im[end] = 0;
      end -= 1;
      sweeps = 0;
    } else if (begin === end - 1) {
      solvePair(h, n, end, shifted, re, im);
      end -= 2;
      sweeps = 0;
    } else {
      if (sweeps === SWEEPS_PER_EIGENVALUE) {
        throw new Error(`The QR algorithm did not converge on eigenvalue ${end + 1} of ${n} in ${sweeps} sweeps.`);
      }
      sweeps += 1;
      // The shifts enter by their sum x + y and product x·y − w.
      let y = h[(end - 1) * n + end - 1];
      let w = h[end * n + end - 1] * h[(end - 1) * n + end];
      let first = x;
      if (sweeps % SWEEPS_PER_EXCEPTION === 0) {
        shifted += x;
        for (let i = 0; i <= end; i++) h[i * n + i] -= x;
        const size = Math.abs(h[end * n + end - 1]) + Math.abs(h[(end - 1) * n + end - 2]);
        first = 0.75 * size;
        y = first;
        w = -0.4375 * size * size;
      }
      const start = findStart(h, n, begin, end, first, y, w);
      sweep(h, n, begin, start, end);
      yield;
    }
  }
}

/** First row of the unreduced block that ends at row `end`; the negligible subdiagonal before it is set to zero. */
function findBlock(h: Float64Array, n: number, end: number, norm: number): number {
  for (let l = end; l >= 1; l--) {
    let size = Math.abs(h[(l - 1) * n + l - 1]) + Math.abs(h[l * n + l]);
    if (size === 0) size = norm;
    if (Math.abs(h[l * n + l - 1]) <= EPSILON * size) {
      h[l * n + l - 1] = 0;
      return l;
    }
  }
  return 0;
}

/** The two eigenvalues of the trailing 2 × 2 block. */
function solvePair(h: Float64Array, n: number, end: number, shifted: number, re: Float64Array, im: Float64Array): void {
  const x = h[end * n + end];
  const w = h[end * n + end - 1] * h[(end - 1) * n + end];
  const p = 0.5 * (h[(end - 1) * n + end - 1] - x);
  const q = p * p + w;
  const root = Math.sqrt(Math.abs(q));
  if (q >= 0) {
    const z = p < 0 ? p - root : p + root;
    re[end - 1] = x + shifted + z;
    re[end] = z === 0 ? re[end - 1] : x + shifted - w / z;
    im[end - 1] = 0;
    im[end] = 0;
  } else {
    re[end - 1] = x + shifted + p;
    re[end] = re[end - 1];
    im[end - 1] = root;
    im[end] = -root;
  }
}

/** Leaves the first reflection vector in START and returns its row: two small subdiagonals in a row allow a late start. */
function findStart(h: Float64Array, n: number, begin: number, end: number, x: number, y: number, w: number): number {
  let m = end - 2;
  for (; ; m--) {
    const z = h[m * n + m];
    const r = x - z;
    const s = y - z;
    let p = (r * s - w) / h[(m + 1) * n + m] + h[m * n + m + 1];
    let q = h[(m + 1) * n + m + 1] - z - r - s;
    let t = h[(m + 2) * n + m + 1];
    const size = Math.abs(p) + Math.abs(q) + Math.abs(t);
    p /= size;
    q /= size;
    t /= size;
    START[0] = p;
    START[1] = q;
    START[2] = t;
    if (m === begin) return m;
    const small = Math.abs(h[m * n + m - 1]) * (Math.abs(q) + Math.abs(t));
    const around = Math.abs(h[(m - 1) * n + m - 1]) + Math.abs(z) + Math.abs(h[(m + 1) * n + m + 1]);
    if (small <= EPSILON * Math.abs(p) * around) return m;
  }
}

/** One implicit double QR step on rows and columns start … end of the block that begins at `begin`. */
function sweep(h: Float64Array, n: number, begin: number, start: number, end: number): void {
  for (let i = start + 2; i <= end; i++) {
    h[i * n + i - 2] = 0;
    if (i > start + 2) h[i * n + i - 3] = 0;
  }
  let p = START[0];
  let q = START[1];
  let r = START[2];
  for (let k = start; k < end; k++) {
    const three = k < end - 1;
    let size = 1;
    if (k > start) {
      p = h[k * n + k - 1];
      q = h[(k + 1) * n + k - 1];
      r = three ? h[(k + 2) * n + k - 1] : 0;
      size = Math.abs(p) + Math.abs(q) + Math.abs(r);
      if (size === 0) continue;
      p /= size;
      q /= size;
      r /= size;
    }
    const length = Math.sqrt(p * p + q * q + r * r);
    const s = p < 0 ? -length : length;
    if (k > start) h[k * n + k - 1] = -s * size;
    else if (begin < start) h[k * n + k - 1] = -h[k * n + k - 1];
    p += s;
    reflect(h, n, begin, k, end, three, p / s, q / s, r / s, q / p, r / p);
  }
}

/** Applies I − [1, q, r]ᵀ·[x, y, z] to rows k … k + 2 from the left and to columns k … k + 2 from the right. */
function reflect(
  h: Float64Array,
  n: number,
  begin: number,
  k: number,
  end: number,
  three: boolean,
  x: number,
  y: number,
  z: number,
  q: number,
  r: number,
): void {
  const a = k * n;
  const b = a + n;
  const last = Math.min(end, k + 3);
  if (three) {
    const c = b + n;
    for (let j = k; j <= end; j++) {
      const sum = h[a + j] + q * h[b + j] + r * h[c + j];
      h[a + j] -= sum * x;
      h[b + j] -= sum * y;
      h[c + j] -= sum * z;
    }
    for (let i = begin; i <= last; i++) {
      const o = i * n + k;
      const sum = x * h[o] + y * h[o + 1] + z * h[o + 2];
      h[o] -= sum;
      h[o + 1] -= sum * q;
      h[o + 2] -= sum * r;
    }
    return;
  }
  for (let j = k; j <= end; j++) {
    const sum = h[a + j] + q * h[b + j];
    h[a + j] -= sum * x;
    h[b + j] -= sum * y;
  }
  for (let i = begin; i <= last; i++) {
    const o = i * n + k;
    const sum = x * h[o] + y * h[o + 1];
    h[o] -= sum;
    h[o + 1] -= sum * q;
  }
}
