/** How many steps a run has. */
import { charactersOf } from './characters';
import type { Settings } from './settings';

/** Months in the measured series of CO₂. */
export const MEASURED_STEPS = 672;

/** A text has as many steps as characters, but two at least; a measured series at most as many as months. */
export function stepsOf(settings: Pick<Settings, 'input' | 'steps' | 'text' | 'characters'>): number {
  if (settings.input === 'text') return Math.max(2, charactersOf(settings.text, settings.characters).length);
  if (settings.input === 'co2') return Math.min(settings.steps, MEASURED_STEPS);
  return settings.steps;
}
