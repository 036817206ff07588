/** Curves that all gated cells have. */
import type { OwnCurve } from './cell';

/** The carousel alone, and the plain RNN with the same weights. */
export const CAROUSEL_AND_RNN: readonly OwnCurve[] = [
  { name: 'path.cec', text: 'carousel alone', colour: 'cec', strong: true, frames: 'all' },
  { name: 'cumulative.ghost', text: 'RNN', colour: 'neutral', dash: '6 3', frames: 'soft' },
];
