/** What the river shows, in words, and why a part of it may be missing. */
import { CELLS } from '../settings/cells';
import type { Settings } from '../settings/settings';
import { magnitude, share, stepsOf } from './format';

/** Why there is no band: '' where there is one. */
export function noBandWords({ loss, truncation }: Pick<Settings, 'loss' | 'truncation'>): string {
  if (loss === 'every')
    return 'Which way it came is not counted: with a loss at every step, ways of every length end here.';
  return truncation === 'none' ? '' : 'Which way it came is not counted: truncation ends ways before the first step.';
}

/** `logs`: [steps] log10 against the loss; NaN: not there yet. */
export function riverWords(
  { cell }: Pick<Settings, 'cell'>,
  steps: number,
  logs: ArrayLike<number> | undefined,
  second: ArrayLike<number> | undefined,
): string {
  const first = logs?.[0] ?? Number.NaN;
  const name = CELLS[cell].label;
  if (Number.isNaN(first)) return `River of the ${name}’s gradient, from the loss back to step 1`;
  const size =
    first < 0
      ? `${share(first, second?.[0], 2)} of the loss’s`
      : `${magnitude(first, second?.[0], 2)} times the loss’s`;
  return `River of the ${name}’s gradient: ${size} is there at step 1, ${stepsOf(steps - 1)} back`;
}

/** The strip of a plain RNN's factors. `log10`: of the factor at the 0-based step `at`; undefined or NaN: none. */
export function factorWords(
  log10: number | undefined,
  second: number | undefined,
  at: number,
  isEvery: boolean,
): { readonly name: string; readonly factor: string; readonly reading: string } {
  const name = 'each step back';
  const has = log10 !== undefined && !Number.isNaN(log10);
  return {
    name,
    factor: has ? `${isEvery ? 'at most ' : ''}× ${magnitude(log10, second, 2)} at step ${at + 1}` : '',
    reading: isEvery
      ? 'The most that each step back can multiply a gradient by, ‖∂hᵗ⁺¹/∂hᵗ‖: blue below 1, hot above. Every step’s own loss is added.'
      : 'What each step back multiplies it by: blue below 1, hot above; their product is the river. Line: the most a step can, ‖∂hᵗ⁺¹/∂hᵗ‖.',
  };
}
