/**
 * Useful multiply-adds of each job, by formula. Only products of matrices count: elementwise work is of a lower order. What a spectral
 * norm costs depends on the method; it counts as one product with the matrix and one with its transpose, the least that can
 * confirm one. Products of Jacobians count with all their rows, so that an engine which drops rows may exceed its share.
 */
import type { Size } from './contest';

/** Per step: W x and R y for four gates. */
const forward = ({ hiddenSize: n, inputSize: m }: Size): number => 4 * n * (n + m);

/** Per step: Rᵀ δ for four gates. */
const sweep = ({ hiddenSize: n }: Size): number => 4 * n * n;

/** Per step: the outer products δ xᵀ, δ yᵀ and δ of four gates. */
const contributions = ({ hiddenSize: n, inputSize: m }: Size): number => 4 * n * (n + m + 1);

/** Per step: A is three scaled matrices, QA + B two more; then [A; QA + B] x and its transpose. */
const stepNorm = ({ hiddenSize: n }: Size): number => 5 * n * n + 2 * (2 * n * n);

/** Per step: [2N × 2N] times J, whose dense part is (P_c + P_y Q) A + P_y B, 2N × N × N each; then the product's norm, twice (2N)². */
const cumulativeNorm = ({ hiddenSize: n }: Size): number => 4 * n * n * n + 2 * (2 * n) * (2 * n);

export const lstmSweep = (size: Size): number => size.steps * (forward(size) + sweep(size));

export const lstmEverything = (size: Size): number =>
  lstmSweep(size) + size.steps * (contributions(size) + stepNorm(size) + cumulativeNorm(size));

/** Per step: diag(φ') W and its norm; the product with it, N × N × N, and its norm. From a forward trace at hand. */
export const rnnNorms = ({ hiddenSize: n, steps }: Size): number => steps * (3 * n * n + n * n * n + 2 * n * n);
