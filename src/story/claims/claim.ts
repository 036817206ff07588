/**
 * What a claim is: one sentence, where it is said, the settings that show it, and what is measured there beside what is expected.
 * The gallery on the page, the tests and `npm run claims` all read the same entries.
 */
import type { Curve, Measure, Question } from '../../engine/questions';
import type { Settings } from '../../settings/settings';
import { DEFAULTS } from '../../settings/specs';

export type Tolerance =
  /** |measured − expected| ≤ value · |expected|; 0 asks for the very same number. */
  | { readonly kind: 'relative'; readonly value: number }
  /** measured < expected */
  | { readonly kind: 'below' }
  /** measured > expected */
  | { readonly kind: 'above' };

export interface Check extends Question {
  /** What is measured, in plain words: which norm, at which step or lag, and what differs from the claim’s own settings. */
  readonly what: string;
  /** From the paper, or worked out on paper: the comment beside the entry says how, where the words on screen do not. */
  readonly expected: number;
  readonly tolerance: Tolerance;
  /** How to read and write the two numbers. `log10`: both are logarithms of a size, and tolerances are of the size itself. */
  readonly format: 'log10' | 'number' | 'steps';
}

export interface Claim {
  /** Kebab-case and stable: links use it. */
  readonly id: string;
  /** The claim in one plain sentence. */
  readonly title: string;
  /** Author, year, title, and the section or equation where it stands; the address of the paper. */
  readonly source: { readonly text: string; readonly url: string };
  /** What differs from the page’s defaults. */
  readonly settings: Partial<Settings>;
  readonly checks: readonly Check[];
  /**
   * `any`: every check holds for other draws of what is random too, which `npm run claims -- --seeds 25` measures.
   * `one`: what is said is true of the draw that is shown, and some of it not of every other.
   */
  readonly draws: 'any' | 'one';
  /** For a newcomer: what can be seen here, and why it is so. */
  readonly explanation: string;
}

/** The page that shows a claim; with a check that changes some settings, the page that it is measured on. */
export function settingsOf(claim: Claim, check?: Check): Settings {
  return { ...DEFAULTS, ...claim.settings, ...check?.changes };
}

export const below: Tolerance = { kind: 'below' };
export const above: Tolerance = { kind: 'above' };
export const exactly: Tolerance = { kind: 'relative', value: 0 };

/** Within this share of the expected number: 0.01 is one percent. */
export function within(value: number): Tolerance {
  return { kind: 'relative', value };
}

/** log10 of a curve at a lag. */
export function log10At(lag: number, curve: Curve = 'g'): Measure {
  return { kind: 'log10', curve, lag };
}

/** A curve’s factor per step between two lags. */
export function growth(from: number, to: number, curve: Curve = 'g'): Measure {
  return { kind: 'growth', curve, from, to };
}
