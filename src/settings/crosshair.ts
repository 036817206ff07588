/** The cell of the picture that is read. */
import type { Settings } from './settings';
import { type NumberSpec, number } from './spec';
import { stepsOf } from './steps';

export interface Crosshair {
  /** 0-based. */
  readonly step: number;
  readonly unit: number;
}

/** The numbers that a link may give for it, 1-based, with the ranges of these panes (each pane draws it no further than its own edge). */
export function crosshairSpecs(panes: readonly Settings[]): { readonly step: NumberSpec; readonly unit: NumberSpec } {
  const steps = Math.max(...panes.map(stepsOf));
  const units = Math.max(...panes.map(({ hiddenSize }) => hiddenSize));
  const integer = { integer: true } as const;
  return {
    step: number('step', 'Selected step', [1, steps, 1], 1, 'The step that is read.', integer),
    unit: number('u', 'Selected unit', [1, units, 1], 1, 'The unit that is read.', integer),
  };
}
