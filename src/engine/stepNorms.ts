/** Spectral norms of every step's Jacobian: the whole state's, its blocks', cell to cell, and each edge's (spec, section 3). */

import { getOrCreate } from '../math/getOrCreate';
import { DenseGram, LARGEST_FORMED } from '../math/gram';
import { normalised, type Scaled } from '../math/limb';
import { type FactorRows, multiply, ScaledVector } from '../math/scaledVector';
import { denseMap, type LinearMap, SpectralNorm } from '../math/spectralNorm';
import type { Edge } from '../settings/edges';
import type { Linearisation, MatrixEdge } from './linearisation';
import { relative, StepFactors, topLimb } from './stepFactors';
import { gramOfSteps } from './stepGram';

export const BLOCKS = ['cc', 'cy', 'yc', 'yy', 'cellToCell'] as const;
export type Block = (typeof BLOCKS)[number];

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
    edge: new Map([...linear.cellEdges, ...linear.matrixEdges].map(({ edge }) => [edge, series()])),
  };
  const factors = new StepFactors(linear);
  factors.gram = yield* gramOfSteps(factors);
  // One solver a series: each starts from its own answer of the step before.
  const solver = new Map<string, SpectralNorm>();
  const solverOf = (name: string, size: number): SpectralNorm =>
    getOrCreate(solver, name, () => new SpectralNorm(size));
  // Saturated units may leave A or B far below F, or Q below float64: their blocks are then made with limbs of their own.
  const { carry } = linear;
  const saturated = carry.limb !== null || linear.matrixEdges.some(({ gain }) => gain.limb !== null);
  const live = saturated ? linear.matrixEdges.filter(({ matrix }) => matrix.some((value) => value !== 0)) : [];
  const fromCell = live.filter(({ from }) => from === 'cell');
  const work = new Float64Array(n * n);
  const before = new Float64Array(n);
  const workMap: LinearMap = {
    ...denseMap(work, n, n),
    ...(n <= LARGEST_FORMED ? { gram: new DenseGram(work, n, n) } : {}),
  };
  /** The norm of what is in `work`. */
  const workNorm = (name: string): Generator<void, number> => solverOf(name, n).compute(workMap);

  for (let step = steps - 1; step >= 0; step--) {
    factors.load(step);
    const { limb } = factors;
    norms.state.put(step, normalised(yield* solverOf('state', factors.rows).compute(factors), limb));
    for (const { edge, factor } of linear.cellEdges)
      (norms.edge.get(edge) as ScaledVector).put(step, largest(factor, step, n));
    for (const edge of linear.matrixEdges) {
      const edgeLimb = scaledRows(edge, step, n, work);
      (norms.edge.get(edge.edge) as ScaledVector).put(step, normalised(yield* workNorm(edge.edge), edgeLimb));
    }
    if (hasCell) {
      const of = (block: Block): ScaledVector => norms.block.get(block) as ScaledVector;
      const a = factors.dense.subarray(0, n * n);
      const b = factors.dense.subarray(n * n);
      of('cc').put(step, largest(linear.cellWhole, step, n));
      if (saturated) {
        const own = sumOfRows(
          fromCell.map((edge) => ({ edge, factor: factorOf(edge, null, step, n) })),
          n,
          work,
        );
        of('cy').put(step, normalised(yield* workNorm('cy'), own));
      } else {
        work.set(a);
        of('cy').put(step, normalised(yield* workNorm('cy'), limb));
      }
      of('yc').put(step, largestProduct(linear.carry, linear.cellWhole, step, n));
      let yyLimb = limb;
      if (saturated)
        yyLimb = sumOfRows(
          live.map((edge) => ({ edge, factor: factorOf(edge, carry, step, n) })),
          n,
          work,
        );
      else {
        for (let i = 0, index = 0; i < n; i++) {
          const q = factors.q[i] as number;
          for (let j = 0; j < n; j++, index++) work[index] = q * (a[index] as number) + (b[index] as number);
        }
      }
      of('yy').put(step, normalised(yield* workNorm('yy'), yyLimb));
      if (step === 0) of('cellToCell').put(step, { mantissa: Number.NaN, limb: 0 });
      else {
        for (let k = 0; k < n; k++) before[k] = relative(linear.carry, (step - 1) * n + k, 0);
        for (let i = 0, index = 0; i < n; i++) {
          for (let j = 0; j < n; j++, index++) work[index] = (a[index] as number) * (before[j] as number);
          work[i * n + i] = (work[i * n + i] as number) + (factors.f[i] as number);
        }
        of('cellToCell').put(step, normalised(yield* workNorm('cellToCell'), limb));
      }
    }
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
  const factors = new StepFactors(linear);
  factors.gram = yield* gramOfSteps(factors);
  const solver = new SpectralNorm(factors.rows);
  const last = linear.steps - 1;
  for (let step = last - (last % every); step >= 0; step -= every) {
    factors.load(step);
    series.put(step, normalised(yield* solver.compute(factors), factors.limb));
    yield;
  }
  return series;
}

/** out = diag(gain) R of one edge at one step; returns the limb that it is to be read with. */
function scaledRows({ matrix, gain }: MatrixEdge, step: number, n: number, out: Float64Array): number {
  const limb = topLimb([gain], step * n, n);
  for (let i = 0, index = 0; i < n; i++) {
    const factor = relative(gain, step * n + i, limb);
    for (let j = 0; j < n; j++, index++) out[index] = factor * (matrix[index] as number);
  }
  return limb;
}

/** A matrix edge's elementwise factor at one step; with `carry`, that of its loop Jacobian. */
function factorOf({ gain, from }: MatrixEdge, carry: FactorRows | null, step: number, n: number): ScaledVector {
  const v = new ScaledVector(n);
  v.mantissa.fill(1);
  multiply(v, gain, step, v);
  if (carry !== null && from === 'cell') multiply(v, carry, step, v);
  v.normalise();
  return v;
}

/** out = Σ diag(factor) R over some edges; returns the limb that it is to be read with. */
function sumOfRows(
  terms: readonly { readonly edge: MatrixEdge; readonly factor: ScaledVector }[],
  n: number,
  out: Float64Array,
): number {
  const limb = topLimb(
    terms.map(({ factor }) => factor),
    0,
    n,
  );
  out.fill(0);
  for (const { edge, factor } of terms) {
    for (let i = 0, index = 0; i < n; i++) {
      const d = relative(factor, i, limb);
      for (let j = 0; j < n; j++, index++) out[index] = (out[index] as number) + d * (edge.matrix[index] as number);
    }
  }
  return limb;
}

/** The norm of a diagonal Jacobian: its largest entry. */
function largest(factor: FactorRows, step: number, n: number): Scaled {
  const limb = topLimb([factor], step * n, n);
  let top = 0;
  for (let k = 0; k < n; k++) top = Math.max(top, Math.abs(relative(factor, step * n + k, limb)));
  return normalised(top, limb);
}

function largestProduct(a: FactorRows, b: FactorRows, step: number, n: number): Scaled {
  const v = new ScaledVector(n);
  v.mantissa.fill(1);
  multiply(v, a, step, v);
  multiply(v, b, step, v);
  return largest(v, 0, n);
}
