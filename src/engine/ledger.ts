/**
 * The crossing ledger (spec, section 4): of the T − t steps that the gradient has come back, how many it spent on each edge.
 * One tangent sweep per edge: the recursion of g differentiated with respect to ln λ_e, the factor on that edge's messages.
 */

import { type Scaled, scaledSum, toNumber } from '../math/scaled';
import { addTo, ScaledRows, ScaledVector, scaledDot } from '../math/scaledVector';
import type { Edge } from '../settings/edges';
import { Crossing, GradientState } from './crossing';
import { diagonalsOn, edgeNames } from './linearisation';
import type { BackwardSweep, Truncation } from './sweep';

export interface Ledger {
  /** Crossings of each edge at each step, [steps]; NaN where there is no gradient to ask about. */
  readonly crossings: ReadonlyMap<Edge, Float64Array>;
  /** ∂g/∂ln λ_e of each unit, for the ledger of one unit. */
  readonly tangentCell: ReadonlyMap<Edge, ScaledRows>;
  readonly tangentOutput: ReadonlyMap<Edge, ScaledRows>;
}

/** Euler's theorem needs every path to the same step to have the same number of crossings. */
export function hasLedger(sweep: Pick<BackwardSweep, 'loss'>, truncation: Truncation): boolean {
  return sweep.loss.lastOnly && truncation.kind === 'none';
}

/** Fills a ledger for a finished sweep, from the last step back; yields after each step. */
export function* runLedger(sweep: BackwardSweep): Generator<{ step: number; crossings: Ledger['crossings'] }, Ledger> {
  const { linear } = sweep;
  const { size, steps } = linear;
  const crossing = new Crossing(linear, sweep.cuts);
  const edges = edgeNames(linear);
  const tangents = edges.map((edge) => ({
    edge,
    isCut: sweep.cuts.has(edge),
    onCell: diagonalsOn('cell', linear).some((own) => own.edge === edge),
    message: sweep.message.get(edge) as ScaledRows,
    state: new GradientState(size),
    crossings: new Float64Array(steps),
    cell: new ScaledRows(steps, size),
    output: new ScaledRows(steps, size),
  }));
  const ledger: Ledger = {
    crossings: new Map(tangents.map(({ edge, crossings }) => [edge, crossings])),
    tangentCell: new Map(tangents.map(({ edge, cell }) => [edge, cell])),
    tangentOutput: new Map(tangents.map(({ edge, output }) => [edge, output])),
  };
  const g = new GradientState(size);
  const source = new ScaledVector(size);
  for (let step = steps - 1; step >= 0; step--) {
    sweep.arrivingCell.load(step, g.cell);
    sweep.deltaOutput.load(step, g.output);
    for (const tangent of tangents) {
      if (step < steps - 1 && !tangent.isCut) {
        crossing.arrive(step + 1, tangent.state);
        crossing.cross(step + 1, tangent.state);
        tangent.message.load(step, source);
        const target = tangent.onCell ? tangent.state.cell : tangent.state.output;
        addTo(target, source);
        target.normalise();
      }
      tangent.cell.store(step, tangent.state.cell);
      tangent.output.store(step, tangent.state.output);
      tangent.crossings[step] = share(g, tangent.state);
    }
    yield { step, crossings: ledger.crossings };
  }
  return ledger;
}

function share(g: GradientState, tangent: GradientState): number {
  const scaled = scaledShare(g, tangent);
  return scaled === null ? Number.NaN : toNumber(scaled);
}

/** ⟨g, τ⟩ / ⟨g, g⟩; null for g = 0. The tangent of a cut edge stays zero, and so does its share. */
export function scaledShare(g: GradientState, tangent: GradientState): Scaled | null {
  const norm = scaledSum(scaledDot(g.cell, g.cell), scaledDot(g.output, g.output));
  if (norm.mantissa === 0) return null;
  const inner = scaledSum(scaledDot(g.cell, tangent.cell), scaledDot(g.output, tangent.output));
  return { mantissa: inner.mantissa / norm.mantissa, blockExponent: inner.blockExponent - norm.blockExponent };
}
