/** Spectral norms of every step's Jacobian: the whole state's, its blocks', cell to cell, and each edge's (spec, section 3). */

import { getOrCreate } from '../math/getOrCreate';
import { DenseGram, LARGEST_FORMED } from '../math/gram';
import { normalised } from '../math/limb';
import { ScaledVector } from '../math/scaledVector';
import { BY_RESIDUAL, type Confirmation, denseMap, SpectralNorm } from '../math/spectralNorm';
import type { Edge } from '../settings/edges';
import { BLOCKS, type Block, BlockNorms, largest } from './blockNorms';
import type { Linearisation, MatrixEdge } from './linearisation';
import { stateJacobian } from './stateJacobian';
import { relative, topLimb } from './stepFactors';
import { confirmationOfSteps } from './stepGram';

/** Norms by step, each as a scaled vector [steps]; row 0 is the Jacobian from the initial state to step 1. */
export interface StepNorms {
  readonly state: ScaledVector;
  /** Empty for the RNN. `cellToCell` is NaN at the first step, where it is not defined. */
  readonly block: ReadonlyMap<Block, ScaledVector>;
  readonly edge: ReadonlyMap<Edge, ScaledVector>;
}

/** All step norms, from the last step back; yields after every step, and inside large ones. */
export function* runStepNorms(linear: Linearisation): Generator<{ step: number; norms: StepNorms } | void, StepNorms> {
  const { size: n, steps, hasCell } = linear;
  const series = (): ScaledVector => new ScaledVector(steps);
  const norms: StepNorms = {
    state: series(),
    block: new Map(hasCell ? BLOCKS.map((block) => [block, series()]) : []),
    edge: new Map([...linear.diagonalEdges, ...linear.matrixEdges].map(({ edge }) => [edge, series()])),
  };
  const factors = stateJacobian(linear);
  const confirmation = yield* confirmationOfSteps(factors);
  // One solver a series: each starts from its own answer of the step before.
  const solver = new Map<string, SpectralNorm>();
  const solverOf = (name: string, size: number): SpectralNorm =>
    getOrCreate(solver, name, () => new SpectralNorm(size));
  const work = new Float64Array(n * n);
  const workMap = denseMap(work, n, n);
  const ofWork: Confirmation = n <= LARGEST_FORMED ? { by: 'gram', gram: new DenseGram(work, n, n) } : BY_RESIDUAL;
  /** The norm of what is in `work`. */
  const workNorm = (name: string): Generator<void, number> => solverOf(name, n).compute(workMap, ofWork);
  const blocks = hasCell ? new BlockNorms(linear, factors, work, workNorm) : null;

  for (let step = steps - 1; step >= 0; step--) {
    factors.load(step);
    const { limb } = factors;
    norms.state.put(step, normalised(yield* solverOf('state', factors.rows).compute(factors, confirmation), limb));
    for (const { edge, factor } of linear.diagonalEdges)
      (norms.edge.get(edge) as ScaledVector).put(step, largest(factor, step, n));
    for (const edge of linear.matrixEdges) {
      const edgeLimb = scaledRows(edge, step, n, work);
      (norms.edge.get(edge.edge) as ScaledVector).put(step, normalised(yield* workNorm(edge.edge), edgeLimb));
    }
    if (blocks !== null) yield* blocks.put(step, norms.block);
    yield { step, norms };
  }
  return norms;
}

/**
 * The state's step norms alone, from the last step back: what the benchmark times, and all that the bound of the RNN is held
 * against. Of every `every`-th step, the first among them; the others are left at 0.
 */
export function* runStateNorms(linear: Linearisation, every = 1): Generator<void, ScaledVector> {
  const series = new ScaledVector(linear.steps);
  const factors = stateJacobian(linear);
  const confirmation = yield* confirmationOfSteps(factors);
  const solver = new SpectralNorm(factors.rows);
  const last = linear.steps - 1;
  for (let step = last - (last % every); step >= 0; step -= every) {
    factors.load(step);
    series.put(step, normalised(yield* solver.compute(factors, confirmation), factors.limb));
    yield;
  }
  return series;
}

/** out = diag(gain) R of one edge at one step; returns the limb that it is to be read with. */
function scaledRows({ matrix, gain }: MatrixEdge, step: number, n: number, out: Float64Array): number {
  const limb = topLimb([gain], step * n, n);
  for (let i = 0, index = 0; i < n; i++) {
    const factor = relative(gain, step * n + i, limb);
    for (let j = 0; j < n; j++, index++) out[index] = factor * matrix[index];
  }
  return limb;
}
