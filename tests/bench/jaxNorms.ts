/**
 * Spectral norms with jax-js. Its own `linalg.norm(J, 2)` decomposes JᵀJ by Jacobi rotations that run in JavaScript: two seconds for
 * the step norms of W1 alone. The fastest way that we found with its parts is Lanczos' iteration on JJᵀ for the matrices of all steps side
 * by side: 32 products with vectors and as many with the transposes, against 500 of power iteration. JJᵀ itself would cost more than
 * it spares, and so would squaring it. No reorthogonalisation: without it some eigenvalues come twice, which does no harm to the
 * largest. It stops when no step's σ² moved by more than `STILL` in `ROUND` iterations, which is about what float32 can tell; ours
 * goes on to 1e-14, so this is in its favour.
 */
import type { Norms } from './contest';
import type { Jax, JaxArray } from './jaxTypes';

const ROUND = 8;
const STILL = 1e-6;
/** To which the eigenvalues of the tridiagonal matrices are found. */
const EXACT = 1e-8;
const MAX_ROUNDS = 20;
/** A direction that is exactly zero stays zero: then the space searched so far holds the answer. */
const TINY = 1e-30;

export class Lanczos {
  private readonly round: ReturnType<typeof makeRound>;
  /** Last direction, the one before it, and the length that the last had before it was made a unit. */
  private readonly start: readonly [JaxArray, JaxArray, JaxArray];

  constructor(
    jax: Jax,
    private readonly count: number,
    size: number,
  ) {
    const { numpy: np } = jax;
    this.round = makeRound(jax);
    // Entries of many sizes and signs, so that no symmetry of the problem is orthogonal to it.
    const entries = Float32Array.from({ length: size }, (_, k) => Math.sin(1 + 37 * k) + 0.1);
    const length = Math.hypot(...entries);
    const unit = Float32Array.from({ length: count * size }, (_, k) => (entries[k % size] as number) / length);
    this.start = [
      np.array(unit).reshape([count, size, 1]),
      np.array(new Float32Array(count * size)).reshape([count, size, 1]),
      np.array(new Float32Array(count)).reshape([count, 1, 1]),
    ];
  }

  /** Of each of the matrices [count × size × size]. */
  norms(matrices: JaxArray): Norms {
    let state = this.start.map((array) => array.ref);
    let last = new Float64Array(this.count);
    const alphas: Float32Array[] = [];
    const betas: Float32Array[] = [];
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const [alpha, beta, ...next] = this.round(matrices.ref, ...state);
      state = next;
      alphas.push((alpha as JaxArray).dataSync());
      betas.push((beta as JaxArray).dataSync());
      const top = last.map((value, t) => topEigenvalue(alphas, betas, t, value * (1 - STILL)));
      const still = top.every((value, t) => Math.abs(value - (last[t] as number)) <= STILL * value);
      last = top;
      if (still) break;
    }
    for (const array of [matrices, ...state]) array.dispose();
    return last.map(Math.sqrt);
  }

  dispose(): void {
    this.round.dispose();
    for (const array of this.start) array.dispose();
  }
}

/** ROUND iterations: the diagonal [T × ROUND] and off-diagonal of the tridiagonal matrices, and the state to go on from. */
function makeRound({ jit, numpy: np }: Jax) {
  const over = (x: JaxArray): JaxArray => x.sum(1, { keepdims: true });
  return jit((...given: JaxArray[]): readonly JaxArray[] => {
    const [matrix, ...start] = given as [JaxArray, JaxArray, JaxArray, JaxArray];
    let [v, before, length] = start;
    const alphas: JaxArray[] = [];
    const betas: JaxArray[] = [];
    for (let k = 0; k < ROUND; k++) {
      const image = np.matmul(matrix.ref, np.matmul(np.matrixTranspose(matrix.ref), v.ref)).sub(before.mul(length));
      const alpha = over(image.ref.mul(v.ref));
      const rest = image.sub(alpha.ref.mul(v.ref));
      before = v;
      length = np.sqrt(over(np.square(rest.ref)));
      v = rest.div(length.ref.add(TINY));
      alphas.push(alpha);
      betas.push(length.ref);
    }
    matrix.dispose();
    const rows = (columns: readonly JaxArray[]): JaxArray => np.concatenate(columns, 2);
    return [rows(alphas), rows(betas), v, before, length];
  });
}

/**
 * Of the symmetric tridiagonal matrix of step t, by bisection: x is above all eigenvalues while no pivot of T − x is positive.
 * `low` is its value some iterations ago: it only grows.
 */
function topEigenvalue(
  alphas: readonly Float32Array[],
  betas: readonly Float32Array[],
  t: number,
  low: number,
): number {
  let [below, above] = [low, 0];
  let beta = 0;
  for (const [round, alpha] of alphas.entries()) {
    const off = betas[round] as Float32Array;
    for (let k = t * ROUND; k < (t + 1) * ROUND; k++) {
      above = Math.max(above, beta + (alpha[k] as number) + (off[k] as number));
      beta = off[k] as number;
    }
  }
  while (above - below > EXACT * above) {
    const x = (below + above) / 2;
    if (isAbove(x, alphas, betas, t)) above = x;
    else below = x;
  }
  return above;
}

function isAbove(x: number, alphas: readonly Float32Array[], betas: readonly Float32Array[], t: number): boolean {
  let pivot = 1;
  let beta = 0;
  for (let round = 0; round < alphas.length; round++) {
    const alpha = alphas[round] as Float32Array;
    const off = betas[round] as Float32Array;
    for (let k = t * ROUND; k < (t + 1) * ROUND; k++) {
      pivot = (alpha[k] as number) - x - (beta * beta) / pivot;
      if (pivot >= 0) return false;
      beta = off[k] as number;
    }
  }
  return true;
}
