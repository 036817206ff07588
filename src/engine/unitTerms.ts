/**
 * One unit's numbers under the terms of the backward pass (spec, section 2): the derivatives at the pre-activations, the slopes and
 * other factors that they are made of, and the ways within the step.
 */
import type { Scaled } from '../math/scaled';
import { cellOf } from './cells';
import type { GateDelta, OwnValue } from './cells/names';
import type { ForwardTrace } from './forward';
import type { BackwardSweep } from './sweep';

export type UnitValue = GateDelta | OwnValue;

export type UnitTerms = Readonly<Partial<Record<UnitValue, Scaled>>>;

export function unitTerms(trace: ForwardTrace, sweep: BackwardSweep, step: number, unit: number): UnitTerms {
  const cell = cellOf(trace.cell);
  const terms: Partial<Record<UnitValue, Scaled>> = { ...cell.unitTerms(trace, sweep, step, unit) };
  for (const [edge, rows] of sweep.preDelta) terms[cell.deltaNames[edge] as GateDelta] = rows.at(step, unit);
  return terms;
}
