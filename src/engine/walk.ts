/**
 * Norms of everything that the gradient passes on its way over two steps: what stands at t, t + 1 and t + 2 and what each edge
 * delivers there, as log10 against the loss gradient (spec, section 2). −Infinity is an exact zero.
 */
import { log10 } from '../math/elementary';
import { addPlain, log10Norm, multiply, type ScaledRows, ScaledVector } from '../math/scaledVector';
import type { Edge } from '../settings/edges';
import type { ForwardTrace } from './forward';
import { AT_GATE, type GateDelta, type MatrixEdgeName } from './gateDeltas';
import type { BackwardSweep } from './sweep';

/** A vector of the backward pass within one step; `Q ⊙ δy` is the way from the output into the cell, as it is open. */
export type Quantity = GateDelta | 'Δ' | 'δy' | 'δc' | 'δh' | 'Q ⊙ δy' | 'p_o ⊙ δō';

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
  const { linear, loss, cuts } = sweep;
  const perLoss = -log10(loss.scale);
  const vector = new ScaledVector(linear.size);
  const normOf = (rows: ScaledRows): number => {
    rows.load(step, vector);
    return log10Norm(vector) + perLoss;
  };
  addPlain(vector, loss.delta, step * linear.size);
  const norm: Partial<Record<Quantity, number>> = { Δ: log10Norm(vector) + perLoss };
  norm[linear.hasCell ? 'δy' : 'δh'] = normOf(sweep.deltaOutput);
  for (const [edge, rows] of sweep.preDelta) norm[AT_GATE[edge as MatrixEdgeName]] = normOf(rows);
  if (trace.cell === 'lstm') {
    norm.δc = normOf(sweep.deltaCell);
    sweep.deltaOutput.load(step, vector);
    multiply(vector, cuts.has('p_o') ? linear.carryWithoutPeephole : linear.carry, step, vector);
    norm['Q ⊙ δy'] = log10Norm(vector) + perLoss;
    if (trace.network.peepholes) {
      (sweep.preDelta.get('R_o') as ScaledRows).load(step, vector);
      multiply(vector, { mantissa: trace.network.gates.o.peephole, limb: null }, 0, vector);
      norm['p_o ⊙ δō'] = cuts.has('p_o') ? -Infinity : log10Norm(vector) + perLoss;
    }
  }
  return {
    step,
    norm,
    message: Object.fromEntries([...sweep.message].map(([edge, rows]) => [edge, normOf(rows)])),
  };
}
