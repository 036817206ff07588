/** The exact numbers behind one cell of the heatmaps: one step, one unit, in float64 with block exponents. */
import { type Scaled, toNumber } from '../math/scaled';
import type { ScaledRows } from '../math/scaledVector';
import type { Edge } from '../settings/edges';
import { cellOf } from './cells';
import type { ForwardTrace } from './forward';
import type { Ledger } from './ledger';
import { outputDelta } from './linearisation';
import { type MessageStage, rowsOf } from './messageStage';
import { factorAt } from './saturation';
import type { BackwardSweep } from './sweep';
import { type UnitTerms, unitTerms } from './unitTerms';
import { type Walk, walkFrom } from './walk';

export interface Inspection {
  /** 0-based. */
  readonly step: number;
  readonly unit: number;
  /** The forward pass at this step, by symbol: pre-activations, gates, state. */
  readonly forward: Readonly<Record<string, Scaled>>;
  /** Δ, δc, δy (δh). */
  readonly delta: Readonly<Record<string, Scaled>>;
  readonly arriving: Readonly<Partial<Record<Edge, Scaled>>>;
  readonly alone: Readonly<Partial<Record<Edge, Scaled>>>;
  /** What turns δc (δy) of the step after into each edge's message, before its matrix: f, i·g'(z̄), … of step t + 1. */
  readonly factor: Readonly<Partial<Record<Edge, Scaled>>>;
  /** This unit's own ledger, one for each part of g: what arrives on c, and δy (δh). Empty where there is none. */
  readonly crossings: readonly UnitCrossings[];
  /** Norms over all units of what the gradient passes around this step. */
  readonly walk: Walk;
  /** What stands under the terms of the equations, beside what `forward`, `delta` and `arriving` hold. */
  readonly terms: UnitTerms;
}

/** ∂ ln|g_k| / ∂ ln λ_e of one unit k of one part of g (spec, section 4). */
export interface UnitCrossings {
  readonly of: 'δc − Q ⊙ δy' | 'δy' | 'δh';
  /** g_k itself. */
  readonly value: Scaled;
  /** By edge; null where g_k is exactly zero. */
  readonly by: Readonly<Partial<Record<Edge, number>>> | null;
}

export function inspect(
  trace: ForwardTrace,
  stage: MessageStage,
  ledger: Ledger | null,
  step: number,
  unit: number,
): Inspection {
  const { linear, loss, message } = stage.sweep;
  const { size, steps } = linear;
  if (!(step >= 0 && step < steps && unit >= 0 && unit < size))
    throw new RangeError(`no unit ${unit + 1} at step ${step + 1}`);
  const index = step * size + unit;
  const edges = [...message.keys()];
  const messages = (kind: 'arriving' | 'alone'): Partial<Record<Edge, Scaled>> =>
    Object.fromEntries(edges.map((edge) => [edge, rowsOf(stage, `${kind}.${edge}`).at(step, unit)]));
  const delta: Record<string, Scaled> = {
    Δ: { mantissa: loss.delta[index], blockExponent: loss.blockExponent?.[index] ?? 0 },
  };
  if (linear.hasCell) delta.δc = stage.sweep.deltaCell.at(step, unit);
  delta[outputDelta(linear)] = stage.sweep.deltaOutput.at(step, unit);
  const factor: Partial<Record<Edge, Scaled>> = {};
  if (step + 1 < steps) {
    for (const { edge, factor: rows } of linear.diagonalEdges) factor[edge] = factorAt(rows, index + size);
    for (const { edge, gain } of linear.matrixEdges) factor[edge] = factorAt(gain, index + size);
  }
  return {
    step,
    unit,
    forward: forwardValues(trace, index),
    delta,
    arriving: messages('arriving'),
    alone: messages('alone'),
    factor,
    crossings: ledger === null ? [] : unitCrossings(ledger, stage.sweep, step, unit),
    walk: walkFrom(trace, stage.sweep, step),
    terms: unitTerms(trace, stage.sweep, step, unit),
  };
}

function forwardValues(trace: ForwardTrace, index: number): Record<string, Scaled> {
  const symbols = Object.entries(cellOf(trace.cell).symbols(trace));
  return Object.fromEntries(symbols.map(([name, rows]) => [name, factorAt(rows, index)]));
}

function unitCrossings(ledger: Ledger, sweep: BackwardSweep, step: number, unit: number): UnitCrossings[] {
  const { hasCell } = sweep.linear;
  const of = (name: UnitCrossings['of'], rows: ScaledRows, tangents: ReadonlyMap<Edge, ScaledRows>): UnitCrossings => {
    const value = rows.at(step, unit);
    const share = (tangent: Scaled): number =>
      toNumber({
        mantissa: tangent.mantissa / value.mantissa,
        blockExponent: tangent.blockExponent - value.blockExponent,
      });
    const by =
      value.mantissa === 0
        ? null
        : Object.fromEntries([...tangents].map(([edge, own]) => [edge, share(own.at(step, unit))]));
    return { of: name, value, by };
  };
  const output = of(outputDelta(sweep.linear), sweep.deltaOutput, ledger.tangentOutput);
  return hasCell ? [of('δc − Q ⊙ δy', sweep.arrivingCell, ledger.tangentCell), output] : [output];
}
