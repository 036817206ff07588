/** Curves that all gated cells have. */
import type { OwnCurve } from './cell';

/** Of the most that is left of any gradient: by the carousel alone, and in the plain RNN with the same weights. */
export const CAROUSEL_AND_RNN: readonly OwnCurve[] = [
  { name: 'path.cec', text: 'most by carousel', colour: 'cec', strong: true, frames: 'all' },
  { name: 'cumulative.ghost', text: 'most in plain RNN', colour: 'neutral', dash: '6 3', frames: 'soft' },
];
