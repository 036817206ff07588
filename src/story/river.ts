/** What the river shows, in words, and why a part of it may be missing. */
import { CELLS } from '../settings/cells';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import { isGrown, sizeAgainstLoss } from './answer';
import { fixed, magnitude, share, stepsOf } from './format';

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

/** How the river is read. `isGated`: it has a carousel beside its matrices. */
export function riverCaption(isGated: boolean): string {
  return isGated
    ? 'River: a strand is a unit; the carousel keeps them apart, a matrix mixes them.'
    : 'River: a strand is a unit; the matrix mixes them at every step. At the loss 1 is the units’ average.';
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

/** What is less, of the steps back, is left out. */
const LEAST_SHARE = 0.005;

/** The ways that the gradient at a 0-based step came for the most part, three at most; `second`: an edge's crossings in the second run. */
export function largestShares(
  crossings: ReadonlyMap<Edge, ArrayLike<number>>,
  second: (edge: Edge) => number | undefined,
  steps: number,
  at: number,
): { readonly edge: Edge; readonly text: string }[] {
  const lag = steps - 1 - at;
  if (lag < 1) return [];
  return [...crossings]
    .map(([edge, own]) => ({ edge, part: (own[at] ?? Number.NaN) / lag }))
    .filter(({ part }) => Math.abs(part) >= LEAST_SHARE)
    .sort((a, b) => Math.abs(b.part) - Math.abs(a.part))
    .slice(0, 3)
    .map(({ edge, part }) => {
      const other = second(edge);
      return { edge, text: `${fixed(100 * part, 0, other === undefined ? undefined : (100 * other) / lag)} %` };
    });
}

/** A share of the crossings at which a path's hatch is seen. */
const SEEN = 0.05;

/** The 0-based step at which the ways that cancel have their largest share; null where none is to be seen. */
export function cancellingStep(crossings: ReadonlyMap<Edge, ArrayLike<number>>, steps: number): number | null {
  let most = SEEN;
  let found: number | null = null;
  for (let step = 0; step < steps - 1; step++) {
    let negative = 0;
    for (const own of crossings.values()) negative += Math.max(0, -(own[step] as number) || 0) / (steps - 1 - step);
    if (negative > most) {
      most = negative;
      found = step;
    }
  }
  return found;
}

/** log10 of the whole gradient and of the carousel's alone at the first step. */
interface WholeAndCarousel {
  readonly whole: number | undefined;
  readonly carousel: number | undefined;
}

/** log10 that the detours must change to be spoken of. */
const CHANGES = 0.3;
/** log10 of what is too little to be spoken of. */
const LITTLE = -4;
/** The carousel's share of the crossings from which on detours are few. */
const FEW = 0.75;

/** What the other paths do to what the carousel alone would bring, where neither burns; '' where they do little. */
export function detourWords({ whole, carousel }: WholeAndCarousel, second: WholeAndCarousel, share: number): string {
  if (whole === undefined || carousel === undefined || isGrown(whole) || isGrown(carousel)) return '';
  if (!Number.isFinite(carousel) || !(whole > LITTLE) || !(Math.abs(whole - carousel) >= CHANGES)) return '';
  const [from, to] = [sizeAgainstLoss(carousel, second.carousel), sizeAgainstLoss(whole, second.whole)];
  if (whole < carousel) return `the other paths cancel: of ${from} they leave ${to}`;
  return `${share >= FEW ? 'a few detours' : 'detours'} lift ${from} to ${to}`;
}
