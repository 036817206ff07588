/**
 * Norms of everything that the gradient passes on its way over two steps: what stands at t, t + 1 and t + 2 and what each edge
 * delivers there, as log10 against the loss gradient (spec, section 2). −Infinity is an exact zero.
 */
import { log10 } from '../math/elementary';
import { log10Norm, type ScaledRows, ScaledVector } from '../math/scaledVector';
import type { Edge } from '../settings/edges';
import { cellOf } from './cells';
import type { GateDelta, OwnQuantity } from './cells/names';
import type { ForwardTrace } from './forward';
import { outputDelta } from './linearisation';
import { addLoss, type BackwardSweep } from './sweep';

/** A vector of the backward pass within one step. */
export type Quantity = GateDelta | OwnQuantity | 'Δ' | 'δy' | 'δh';

/** Where within a step a vector stands: cell, output, block input and gates; the state and the RNN's pre-activation; the GRU's gates and candidate. */
export type CellPart = 'c' | 'y' | 'z' | 'i' | 'f' | 'o' | 'h' | 'h̄' | 'u' | 'r' | 'n';

export interface StepNorms {
  /** 0-based. */
  readonly step: number;
  /** log10 of Euclidean norms; what this network does not have is not there. */
  readonly norm: Readonly<Partial<Record<Quantity, number>>>;
  /** log10 of the norm of what each edge delivers to this step from the step after. */
  readonly message: Readonly<Partial<Record<Edge, number>>>;
}

/** Steps t, t + 1 and t + 2; null beyond the last. */
export type Walk = readonly [StepNorms, StepNorms | null, StepNorms | null];

export function walkFrom(trace: ForwardTrace, sweep: BackwardSweep, step: number): Walk {
  const at = (place: number): StepNorms | null => (place < sweep.linear.steps ? stepNorms(trace, sweep, place) : null);
  return [stepNorms(trace, sweep, step), at(step + 1), at(step + 2)];
}

function stepNorms(trace: ForwardTrace, sweep: BackwardSweep, step: number): StepNorms {
  const { linear, loss } = sweep;
  const cell = cellOf(trace.cell);
  const perLoss = -log10(loss.scale);
  const vector = new ScaledVector(linear.size);
  const normOf = (rows: ScaledRows): number => {
    rows.load(step, vector);
    return log10Norm(vector) + perLoss;
  };
  addLoss(vector, loss, step);
  const norm: Partial<Record<Quantity, number>> = { Δ: log10Norm(vector) + perLoss };
  norm[outputDelta(linear)] = normOf(sweep.deltaOutput);
  for (const [edge, rows] of sweep.preDelta) norm[cell.deltaNames[edge] as GateDelta] = normOf(rows);
  for (const [name, own] of cell.walkVectors(trace, sweep, step)) norm[name] = log10Norm(own) + perLoss;
  return {
    step,
    norm,
    message: Object.fromEntries([...sweep.message].map(([edge, rows]) => [edge, normOf(rows)])),
  };
}
