/**
 * One unit's numbers under the terms of the backward pass (spec, section 2): the derivatives at the pre-activations, the slopes and
 * other factors that they are made of, and the ways within the step.
 */
import { normalised, type Scaled, scaledProduct, ZERO } from '../math/limb';
import type { FactorRows } from '../math/scaledVector';
import type { ForwardTrace } from './forward';
import { AT_GATE, type GateDelta, type MatrixEdgeName } from './gateDeltas';
import type { GruTrace } from './gru';
import type { LstmTrace } from './lstm';
import { SMALL } from './lstmUnderflow';
import type { RnnTrace } from './rnn';
import { plain, scaledLogistic, scaledLogisticPrime, scaledTanhPrime } from './saturation';
import type { BackwardSweep } from './sweep';

/** c⁻ is the cell of the step before, h⁻ the state; δy ⊙ o ⊙ tanh′(c) the way from the output into the cell, but for the peephole's. */
export type UnitValue =
  | GateDelta
  | 'δn̄'
  | 'tanh(c)'
  | 'tanh′(z̄)'
  | 'σ′(ī)'
  | 'σ′(f̄)'
  | 'σ′(ō)'
  | 'φ′(h̄)'
  | 'σ′(ū)'
  | 'σ′(r̄)'
  | 'tanh′(n̄)'
  | '1 − u'
  | 'h⁻ − n'
  | 'c⁻'
  | 'δy ⊙ o ⊙ tanh′(c)'
  | 'p_o ⊙ δō';

export type UnitTerms = Readonly<Partial<Record<UnitValue, Scaled>>>;

export function unitTerms(trace: ForwardTrace, sweep: BackwardSweep, step: number, unit: number): UnitTerms {
  const terms: Partial<Record<UnitValue, Scaled>> = ownTerms(trace, sweep, step, unit);
  for (const [edge, rows] of sweep.preDelta) terms[AT_GATE[edge as MatrixEdgeName]] = rows.at(step, unit);
  return terms;
}

function ownTerms(trace: ForwardTrace, sweep: BackwardSweep, step: number, unit: number): UnitTerms {
  switch (trace.cell) {
    case 'lstm':
      return cellTerms(trace, sweep, step, unit);
    case 'rnn':
      return rnnTerms(trace, step, unit);
    case 'gru':
      return gruTerms(trace, sweep, step, unit);
  }
}

function cellTerms(trace: LstmTrace, sweep: BackwardSweep, step: number, unit: number): UnitTerms {
  const { network, pre, task, linear } = trace;
  const n = network.hiddenSize;
  const index = step * n + unit;
  const at = (rows: Float64Array): number => rows[index];
  const deltaY = sweep.deltaOutput.at(step, unit);
  return {
    // tanh(c) is c where c is that small.
    'tanh(c)': Math.abs(at(trace.tanhC)) < SMALL ? factorAt(trace.scaled.cells, index) : plain(at(trace.tanhC)),
    'tanh′(z̄)': scaledTanhPrime(at(pre.z)),
    'σ′(ī)': scaledLogisticPrime(at(pre.i)),
    'σ′(ō)': scaledLogisticPrime(at(pre.o)),
    ...(network.forgetGate && { 'σ′(f̄)': scaledLogisticPrime(at(pre.f)) }),
    'c⁻': step === 0 ? plain(task.initialCell[unit]) : factorAt(trace.scaled.cells, index - n),
    'δy ⊙ o ⊙ tanh′(c)': scaledProduct(deltaY, factorAt(linear.carryWithoutPeephole, index)),
    ...(network.peepholes && { 'p_o ⊙ δō': throughPeephole(trace, sweep, step, unit) }),
  };
}

/** p_o ⊙ δō: within the step, from the output gate into the cell; nothing where it is cut. */
function throughPeephole(
  { network }: LstmTrace,
  { cuts, preDelta }: BackwardSweep,
  step: number,
  unit: number,
): Scaled {
  const delta = preDelta.get('R_o')?.at(step, unit);
  if (cuts.has('p_o') || delta === undefined) return ZERO;
  return scaledProduct(plain(network.gates.o.peephole[unit]), delta);
}

function gruTerms(
  { pre, gate, h, task, candidateGain }: GruTrace,
  sweep: BackwardSweep,
  step: number,
  unit: number,
): UnitTerms {
  const n = sweep.linear.size;
  const index = step * n + unit;
  const before = step === 0 ? task.initialOutput[unit] : h[index - n];
  return {
    'σ′(ū)': scaledLogisticPrime(pre.u[index]),
    'σ′(r̄)': scaledLogisticPrime(pre.r[index]),
    'tanh′(n̄)': scaledTanhPrime(pre.n[index]),
    '1 − u': scaledLogistic(-pre.u[index]),
    'h⁻ − n': plain(before - gate.n[index]),
    δn̄: scaledProduct(sweep.deltaOutput.at(step, unit), factorAt(candidateGain, index)),
  };
}

function rnnTerms({ linear }: RnnTrace, step: number, unit: number): UnitTerms {
  const [edge] = linear.matrixEdges;
  return edge === undefined ? {} : { 'φ′(h̄)': factorAt(edge.gain, step * linear.size + unit) };
}

function factorAt({ mantissa, limb }: FactorRows, index: number): Scaled {
  return normalised(mantissa[index], limb === null ? 0 : limb[index]);
}
