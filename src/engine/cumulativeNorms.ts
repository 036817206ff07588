/** Norms of products of Jacobians from the last step back: cumulative, of each path, and of all paths but some (spec, section 3). */
import { normalised, type Scaled } from '../math/scaled';
import { ScaledVector } from '../math/scaledVector';
import { SpectralNorm } from '../math/spectralNorm';
import type { Cuttable, Edge } from '../settings/edges';
import type { Linearisation } from './linearisation';
import { DiagonalProduct, LoopFactors } from './pathProduct';
import { RunningProduct } from './runningProduct';
import { stateJacobian } from './stateJacobian';

/**
 * What the rows that a product drops may hold of the whole, in the order in which it is tried: where what has been dropped comes
 * back, the product is made anew with more rows, and at last with all.
 */
const DROPPED = [3e-8, 1e-12, 0];

/**
 * ‖∂sᵀ/∂sᵗ‖ by step, [steps], 1 at the last; with `cuts`, those edges are cut at every step ("all but an edge"). Yields after
 * every step with the log10 just found in `series`, and inside large products.
 */
export function* runCumulativeNorms(
  linear: Linearisation,
  cuts: ReadonlySet<Cuttable> = new Set(),
): Generator<{ step: number; series: ScaledVector } | void, ScaledVector> {
  const { steps } = linear;
  const factors = stateJacobian(linear, cuts);
  let attempt = factors.plain ? 0 : DROPPED.length - 1;
  let product = new RunningProduct(factors.rows, DROPPED[attempt]);
  const solver = new SpectralNorm(factors.rows);
  const series = new ScaledVector(steps);
  series.put(steps - 1, { mantissa: 1, blockExponent: 0 });
  yield { step: steps - 1, series };
  for (let step = steps - 2; step >= 0; step--) {
    factors.load(step + 1);
    yield* product.timesStep(factors);
    let norm = yield* product.norm(solver);
    while (norm === null) {
      product = new RunningProduct(factors.rows, DROPPED[++attempt]);
      for (let again = steps - 1; again > step; again--) {
        factors.load(again);
        yield* product.timesStep(factors);
      }
      norm = yield* product.norm(solver);
    }
    putNorm(series, step, norm);
    yield { step, series };
  }
  return series;
}

/** The norm of the product of one edge's loop Jacobians from t + 1 to T, by step, [steps]. */
export function* runPathNorms(
  linear: Linearisation,
  edge: Edge,
): Generator<{ step: number; series: ScaledVector } | void, ScaledVector> {
  const { steps, size } = linear;
  const series = new ScaledVector(steps);
  series.put(steps - 1, { mantissa: 1, blockExponent: 0 });
  const diagonal = linear.diagonalEdges.find((candidate) => candidate.edge === edge);
  if (diagonal !== undefined) {
    const product = new DiagonalProduct(diagonal.factor, size);
    for (let step = steps - 2; step >= 0; step--) {
      product.times(step + 1);
      series.put(step, product.norm());
      yield { step, series };
    }
    return series;
  }
  const matrixEdge = linear.matrixEdges.find((candidate) => candidate.edge === edge);
  if (matrixEdge === undefined) throw new Error(`this network has no edge ${edge}`);
  const loop = new LoopFactors(matrixEdge, linear.carry, size);
  const product = new RunningProduct(size);
  const solver = new SpectralNorm(size);
  for (let step = steps - 2; step >= 0; step--) {
    loop.load(step + 1);
    yield* product.timesLoop(loop.d, loop.blockExponent, matrixEdge.matrix);
    putNorm(series, step, yield* product.norm(solver));
    yield { step, series };
  }
  return series;
}

/** `norm` of a product that has dropped nothing is never null. */
function putNorm(series: ScaledVector, step: number, norm: Scaled | null): void {
  if (norm === null) throw new Error('a product that has dropped no rows misses some');
  series.put(step, normalised(norm.mantissa, norm.blockExponent));
}
