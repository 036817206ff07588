/** Where no digit of a curve holds: the steps before the one from which on at least one does (spec, section 8). */
import { useMemo } from 'react';
import type { SeriesName } from '../../engine/seriesNames';
import type { RunResult } from '../../store/runResult';
import { holdsFrom } from '../../story/digits';
import { useShown } from './context';

/** The first step, 0-based, from which on a digit of this curve holds; 0 where one always does, or nothing is known yet. */
export function heldFrom(result: RunResult | null, name: SeriesName): number {
  const values = result?.curve(name);
  if (result === null || values === undefined || result.perturbed === null) return 0;
  return holdsFrom(values, (step) => result.perturbedAt(name, step));
}

/** "no digit holds before step 12"; `from` as above, the length of the curve where none holds at its end either. */
export function heldWords(from: number, steps: number): string {
  return from < steps ? `no digit holds before step ${from + 1}` : 'no digit holds at any step';
}

/** `heldFrom` of the run in this pane that the words are about. */
export function useHeldFrom(name: SeriesName): number {
  const text = useShown('text');
  return useMemo(() => heldFrom(text.run, name), [text, name]);
}
