/**
 * The norms of the powers of a recurrent matrix, against which its spectral radius is held: ‖Rᵏ‖ goes like ρᵏ only in the end. A
 * matrix that is not normal can grow for many steps before.
 */
import { log10Of, ZERO } from '../math/scaled';
import { SpectralNorm } from '../math/spectralNorm';
import type { Edge } from '../settings/edges';
import type { AnswerContext } from './answerContext';
import { RunningProduct } from './runningProduct';

export interface GrowthBatch {
  readonly kind: 'growth';
  readonly edge: Edge;
  /** log10 ‖Rᵏ‖, k = 0 … values.length − 1. */
  readonly values: Float64Array<ArrayBuffer>;
}

const MOST_POWERS = 40;
const FEWEST_POWERS = 12;
/** Multiply-adds that the powers of one matrix may cost. */
const WORK = 1e8;

/** How many powers are worth their time: 40 up to N = 135, then fewer. */
export function powersOf(size: number): number {
  return Math.max(FEWEST_POWERS, Math.min(MOST_POWERS, Math.floor(WORK / (size * size * size))));
}

/** log10 ‖Rᵏ‖₂ for k = 0 … `powers`, whatever its size; −Infinity once a power is exactly zero. */
export function* runGrowth(
  matrix: Float64Array,
  size: number,
  powers: number,
): Generator<void, Float64Array<ArrayBuffer>> {
  const values = new Float64Array(powers + 1);
  const product = new RunningProduct(size);
  const solver = new SpectralNorm(size);
  const ones = new Float64Array(size).fill(1);
  for (let k = 1; k <= powers; k++) {
    yield* product.timesLoop(ones, 0, matrix);
    // A product that drops no rows misses none.
    const { mantissa, blockExponent } = (yield* product.norm(solver)) ?? ZERO;
    values[k] = log10Of(mantissa, blockExponent);
    yield;
  }
  return values;
}

/** The growth of every recurrent matrix, one batch each, in the order of the edges. */
export function* answerGrowth(
  _: unknown,
  { trace: { linear } }: Pick<AnswerContext, 'trace'>,
): Generator<GrowthBatch | void, void> {
  const { matrixEdges, size } = linear;
  for (const { edge, matrix } of matrixEdges) {
    yield { kind: 'growth', edge, values: yield* runGrowth(matrix, size, powersOf(size)) };
  }
}
