/** Spectral norms of every step's Jacobian: the whole state's, its blocks', cell to cell, and each edge's (spec, section 3). */

import { getOrCreate } from '../math/getOrCreate';
import { DenseGram, LARGEST_FORMED } from '../math/gram';
import { normalised } from '../math/scaled';
import { ScaledVector } from '../math/scaledVector';
import { BY_RESIDUAL, type Confirmation, denseMap, type LinearMap, SpectralNorm } from '../math/spectralNorm';
import type { Edge } from '../settings/edges';
import { BLOCKS, type Block, BlockNorms, largest } from './blockNorms';
import type { Linearisation, MatrixEdge } from './linearisation';
import { type StateJacobian, stateJacobian } from './stateJacobian';
import { relative, topBlockExponent } from './stepFactors';
import { confirmationOfSteps } from './stepGram';

/** Norms by step, each as a scaled vector [steps]; row 0 is the Jacobian from the initial state to step 1. */
export interface StepNorms {
  readonly state: ScaledVector;
  /** Empty for the RNN. `cellToCell` is NaN at the first step, where it is not defined. */
  readonly block: ReadonlyMap<Block, ScaledVector>;
  readonly edge: ReadonlyMap<Edge, ScaledVector>;
}

/** Steps `from … end − 1`, 0-based. */
export interface StepBlock {
  readonly from: number;
  readonly end: number;
}

/** N² · T of networks whose norms take some seconds and more. */
const LARGE = 4e6;
/** Few enough for many processors, many enough for the first of them, which starts from no earlier answer, to be a few per cent. */
const STEPS_PER_BLOCK = 16;

/** Whether norms take so long that their parts may be computed side by side (normTasks.ts). */
export function isLarge({ size, steps }: Pick<Linearisation, 'size' | 'steps'>): boolean {
  return size * size * steps >= LARGE;
}

/**
 * The blocks whose steps start from one another's answers, the last first: all steps of a small network are one. They depend on
 * size and steps alone, and so do the bits, whoever computes which.
 */
export function stepBlocks(linear: Pick<Linearisation, 'size' | 'steps'>): StepBlock[] {
  const { steps } = linear;
  const length = isLarge(linear) ? STEPS_PER_BLOCK : steps;
  return Array.from({ length: Math.ceil(steps / length) }, (_, k) => ({
    from: k * length,
    end: Math.min(steps, (k + 1) * length),
  })).reverse();
}

/** Computes blocks of step norms of one network, in any order. */
export class StepNormSolver {
  /** One a series: each starts from its own answer of the step before. */
  private readonly solvers = new Map<string, SpectralNorm>();
  private readonly work: Float64Array;
  private readonly workMap: LinearMap;
  private readonly ofWork: Confirmation;
  private readonly blocks: BlockNorms | null;

  private constructor(
    private readonly linear: Linearisation,
    private readonly factors: StateJacobian,
    private readonly confirmation: Confirmation,
  ) {
    const { size: n, hasCell } = linear;
    this.work = new Float64Array(n * n);
    this.workMap = denseMap(this.work, n, n);
    this.ofWork = n <= LARGEST_FORMED ? { by: 'gram', gram: new DenseGram(this.work, n, n) } : BY_RESIDUAL;
    this.blocks = hasCell ? new BlockNorms(linear, factors, this.work, (name) => this.workNorm(name)) : null;
  }

  static *of(linear: Linearisation): Generator<void, StepNormSolver> {
    const factors = stateJacobian(linear);
    return new StepNormSolver(linear, factors, yield* confirmationOfSteps(factors));
  }

  /** Into `norms`, from the block's last step back; yields after every step, and inside large ones. */
  *run({ from, end }: StepBlock, norms: StepNorms): Generator<{ step: number; norms: StepNorms } | void, void> {
    const { linear, factors, confirmation, work, blocks } = this;
    const n = linear.size;
    for (const solver of this.solvers.values()) solver.reset();
    for (let step = end - 1; step >= from; step--) {
      factors.load(step);
      const { blockExponent } = factors;
      const state = yield* this.solver('state', factors.rows).compute(factors, confirmation);
      norms.state.put(step, normalised(state, blockExponent));
      for (const { edge, factor } of linear.diagonalEdges)
        (norms.edge.get(edge) as ScaledVector).put(step, largest(factor, step, n));
      for (const edge of linear.matrixEdges) {
        const edgeBlockExponent = scaledRows(edge, step, n, work);
        (norms.edge.get(edge.edge) as ScaledVector).put(
          step,
          normalised(yield* this.workNorm(edge.edge), edgeBlockExponent),
        );
      }
      if (blocks !== null) yield* blocks.put(step, norms.block);
      yield { step, norms };
    }
  }

  /** The norm of what is in `work`. */
  private workNorm(name: string): Generator<void, number> {
    return this.solver(name, this.linear.size).compute(this.workMap, this.ofWork);
  }

  private solver(name: string, size: number): SpectralNorm {
    return getOrCreate(this.solvers, name, () => new SpectralNorm(size));
  }
}

/** Norms of no step yet. */
export function newStepNorms({ steps, hasCell, diagonalEdges, matrixEdges }: Linearisation): StepNorms {
  const series = (): ScaledVector => new ScaledVector(steps);
  return {
    state: series(),
    block: new Map(hasCell ? BLOCKS.map((block) => [block, series()]) : []),
    edge: new Map([...diagonalEdges, ...matrixEdges].map(({ edge }) => [edge, series()])),
  };
}

/** All step norms, from the last step back; yields after every step, and inside large ones. */
export function* runStepNorms(linear: Linearisation): Generator<{ step: number; norms: StepNorms } | void, StepNorms> {
  const norms = newStepNorms(linear);
  const solver = yield* StepNormSolver.of(linear);
  for (const block of stepBlocks(linear)) yield* solver.run(block, norms);
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
    series.put(step, normalised(yield* solver.compute(factors, confirmation), factors.blockExponent));
    yield;
  }
  return series;
}

/** out = diag(gain) R of one edge at one step; returns the block exponent that it is to be read with. */
function scaledRows({ matrix, gain }: MatrixEdge, step: number, n: number, out: Float64Array): number {
  const blockExponent = topBlockExponent([gain], step * n, n);
  for (let i = 0, index = 0; i < n; i++) {
    const factor = relative(gain, step * n + i, blockExponent);
    for (let j = 0; j < n; j++, index++) out[index] = factor * matrix[index];
  }
  return blockExponent;
}
