/**
 * Spectral norms with jax-js, in two ways. Its own `linalg.norm(J, 2)`, which is what its users call, decomposes JᵀJ by Jacobi
 * rotations that run in JavaScript: two seconds for the step norms of W1 alone. The fastest way that we found with its parts is
 * Lanczos' iteration, 5 ms; to form JJᵀ, or to square it for power iteration, would cost more than it spares.
 */
import type { Norms } from './contest';
import type { Jax, JaxArray } from './jaxTypes';
import { ROUND, settledNorms, startVectors, TINY } from './lanczos';

/** Norms of each of the matrices [count × size × size]. */
export interface JaxSolver {
  of(matrices: JaxArray): Norms;
  dispose(): void;
}

export const ownNorms = ({ numpy: np }: Jax): JaxSolver => ({
  of(matrices) {
    return [...np.linalg.norm(matrices, { ord: 2, axis: [1, 2] }).dataSync()];
  },
  dispose() {},
});

export class LanczosNorms implements JaxSolver {
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
    this.start = [
      np.array(startVectors(count, size)).reshape([count, size, 1]),
      np.array(new Float32Array(count * size)).reshape([count, size, 1]),
      np.array(new Float32Array(count)).reshape([count, 1, 1]),
    ];
  }

  of(matrices: JaxArray): Norms {
    let state = this.start.map((array) => array.ref);
    const norms = settledNorms(this.count, () => {
      const [alpha, beta, ...next] = this.round(matrices.ref, ...state) as [JaxArray, JaxArray, ...JaxArray[]];
      state = next;
      return { alpha: alpha.dataSync(), beta: beta.dataSync() };
    });
    for (const array of [matrices, ...state]) array.dispose();
    return norms;
  }

  dispose(): void {
    this.round.dispose();
    for (const array of this.start) array.dispose();
  }
}

/** ROUND iterations: diagonal and off-diagonal [count × 1 × ROUND] of the tridiagonal matrices, and the state to go on from. */
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
