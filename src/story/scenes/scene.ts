/**
 * What a scene is: settings, a question about their picture, three answers to choose from before it is seen, and what there is to
 * understand. Numbers in its texts stand in braces, and are measured by the engine: `{left}`.
 */
import type { Measure, Question } from '../../engine/questions';
import type { Settings } from '../../settings/settings';
import { DEFAULTS } from '../../settings/specs';

export interface Answer {
  readonly text: string;
  /** From and to, both included, of what is measured where this answer is right. No two answers of a scene share a value. */
  readonly range: readonly [number, number];
  /** The river that this answer says: log10 against the loss, at even distances from step 1 to the loss. */
  readonly shape: readonly number[];
  /** What is said to who has chosen it. */
  readonly reply: string;
}

export interface Told extends Question {
  /** As a share or a multiple of the loss’s gradient, given as log10; as a factor; as a count. */
  readonly as: 'size' | 'factor' | 'count';
}

export interface Scene {
  /** Kebab-case and stable: links use it. */
  readonly id: string;
  /** What it shows. It gives the answer away. */
  readonly name: string;
  /** What is set, before the question. */
  readonly setup: string;
  readonly question: string;
  /** What differs from the page’s defaults. */
  readonly settings: Partial<Settings>;
  /** What decides between the answers. */
  readonly measure: Measure;
  readonly answers: readonly [Answer, Answer, Answer];
  /** Which of them is right, from 0. */
  readonly right: 0 | 1 | 2;
  /** Why it is so: one sentence or two. */
  readonly explanation: string;
  /** The numbers in the texts, by name. */
  readonly numbers: Readonly<Record<string, Told>>;
}

/** What `guess` is where a scene was shown without a prediction. */
export const SHOWN = 4;

/** The page that a scene opens: its settings, its question, and the picture hidden. */
export function sceneSettings({ id, settings }: Scene): Settings {
  return { ...DEFAULTS, ...settings, scene: id };
}

const LAG = 99;
/** log10 of what is left of the gradient 99 steps back. */
export const LEFT = { kind: 'log10', curve: 'g', lag: LAG } as const;
/** The factor per step on the way there. */
export const FACTOR = { kind: 'growth', curve: 'g', from: 0, to: LAG } as const;

export const size = (measure: Measure, changes?: Partial<Settings>): Told => ({
  measure,
  ...(changes === undefined ? {} : { changes }),
  as: 'size',
});

export const alone = (curve: 'alone.cec' | 'ghost'): Told => size({ kind: 'log10', curve, lag: LAG });
