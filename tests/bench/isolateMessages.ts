/** What an isolate and its thread say to each other. */
import type { JobName, Problem, RnnProblem, Size } from './contest';
import type { JaxStyle } from './jax';
import type { Style } from './tensorflow';

/** A library that a thread loads before anything else; null where it has all that it needs. */
export interface LibraryFiles {
  readonly library: 'tensorflow' | 'jax';
  /** The bundle. */
  readonly file: string;
  /** Where TensorFlow.js finds its wasm, with a slash at the end. */
  readonly wasm?: string;
}

export type Entry =
  | { readonly kind: 'ours' | 'our rnn' | 'our map'; readonly size: Size }
  | { readonly kind: 'ml-matrix'; readonly problem: Problem }
  | { readonly kind: 'ml-matrix rnn'; readonly problem: RnnProblem }
  | { readonly kind: 'tensorflow'; readonly backend: 'wasm' | 'cpu'; readonly style: Style; readonly problem: Problem }
  | { readonly kind: 'tensorflow map'; readonly problem: Problem }
  | { readonly kind: 'jax'; readonly style: JaxStyle; readonly problem: Problem };

export type Question =
  | { readonly kind: 'load' }
  | { readonly kind: 'enter'; readonly who: number; readonly entry: Entry }
  | { readonly kind: 'time' | 'numbers'; readonly who: number; readonly job: JobName }
  | { readonly kind: 'leave'; readonly who: number };

export type Answer = { readonly value: unknown } | { readonly error: string };
