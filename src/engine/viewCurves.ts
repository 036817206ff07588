/** The curves that a run has only when they are asked for. */
import type { Edge } from '../settings/edges';
import type { AnswerContext } from './answerContext';
import { runCumulativeNorms } from './cumulativeNorms';
import { runInputGradient } from './inputGradient';
import { runOffCarouselNorms } from './offCarouselNorms';
import { type SeriesBatch, series } from './seriesBatches';

type Curve = Generator<SeriesBatch | void, void>;

/** The cumulative norm with one edge cut: costly. */
export function without({ edge }: { readonly edge: Edge }, { trace: { linear } }: AnswerContext): Curve {
  return series(`cumulativeWithout.${edge}`, linear, runCumulativeNorms(linear, new Set([edge])));
}

/** At every step the norm of the Jacobian from cell to cell, but for the carousel. */
export function offCarousel(_: unknown, { trace: { linear } }: AnswerContext): Curve {
  return series('step.offCarousel', linear, runOffCarouselNorms(linear));
}

/** ‖∂E/∂xᵗ‖ at every step. */
export function input(_: unknown, { trace, sweep }: AnswerContext): Curve {
  return series('input', trace.linear, runInputGradient(trace, sweep));
}
