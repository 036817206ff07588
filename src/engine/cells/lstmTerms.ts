/** The LSTM's part in weight gradients, in the walk over two steps, and in one unit's numbers (spec, section 2). */
import { type Scaled, scaledProduct, ZERO } from '../../math/scaled';
import { multiply, type ScaledRows, ScaledVector } from '../../math/scaledVector';
import { CELLS } from '../../settings/cells';
import type { Gate } from '../../settings/edges';
import { carryOf } from '../linearisation';
import { normalisedAt, plain, scaledTanhPrime } from '../saturation';
import type { BackwardSweep } from '../sweep';
import type { LstmTrace } from './lstmForward';
import { logisticPrimeOf, reluPrime } from './lstmReluUnits';
import { SMALL } from './lstmUnderflow';
import type { OwnQuantity, OwnValue } from './names';
import { inputsAndOnes, outerTerm, type ParameterTerm, shifted } from './terms';

export function lstmParameterTerms({ network, task, c, y: outputs }: LstmTrace): ParameterTerm[] {
  const { hiddenSize: n, inputSize } = network;
  const { x, one } = inputsAndOnes(task);
  const y = shifted(outputs, task.initialOutput);
  const gates = CELLS.lstm.gates.filter((gate) => CELLS.lstm.has(gate, network));
  const terms = gates.flatMap((gate) => [
    outerTerm(`W_${gate}`, `R_${gate}`, x, inputSize),
    outerTerm(`R_${gate}`, `R_${gate}`, y, n),
    outerTerm(`b_${gate}`, `R_${gate}`, one, 1),
  ]);
  if (!network.peepholes) return terms;
  const before = shifted(c, task.initialCell);
  const peepholes = gates.flatMap((gate): ParameterTerm[] => {
    if (gate === 'z') return [];
    // The output gate looks at the new cell.
    const right = gate === 'o' ? c : before;
    return [{ name: `p_${gate}`, edge: `R_${gate}`, right, columns: n, elementwise: true, gain: null }];
  });
  return [...terms, ...peepholes];
}

export function lstmWalkVectors(
  { network, linear }: LstmTrace,
  { cuts, deltaCell, deltaOutput, preDelta }: BackwardSweep,
  step: number,
): ReadonlyMap<OwnQuantity, ScaledVector> {
  const load = (rows: ScaledRows): ScaledVector => {
    const vector = new ScaledVector(linear.size);
    rows.load(step, vector);
    return vector;
  };
  const carried = load(deltaOutput);
  multiply(carried, carryOf(linear, cuts), step, carried);
  const vectors = new Map<OwnQuantity, ScaledVector>([
    ['δc', load(deltaCell)],
    ['Q ⊙ δy', carried],
  ]);
  if (!network.peepholes) return vectors;
  const back = load(preDelta.get('R_o') as ScaledRows);
  if (cuts.has('p_o')) back.clear();
  multiply(back, { mantissa: network.gates.o.peephole, blockExponent: null }, 0, back);
  return vectors.set('p_o ⊙ δō', back);
}

export function lstmUnitTerms(
  trace: LstmTrace,
  sweep: BackwardSweep,
  step: number,
  unit: number,
): Readonly<Partial<Record<OwnValue, Scaled>>> {
  const { network, pre, task, linear } = trace;
  const n = network.hiddenSize;
  const index = step * n + unit;
  const prime = (gate: Gate): Scaled => logisticPrimeOf(normalisedAt(pre[gate], index));
  const deltaY = sweep.deltaOutput.at(step, unit);
  return {
    'h(c)': bentCell(trace, index),
    'g′(z̄)':
      network.cellActivation === 'relu'
        ? reluPrime(normalisedAt(pre.z, index))
        : scaledTanhPrime(pre.z.mantissa[index]),
    'σ′(ī)': prime('i'),
    'σ′(ō)': prime('o'),
    ...(network.forgetGate && { 'σ′(f̄)': prime('f') }),
    'c⁻': step === 0 ? plain(task.initialCell[unit]) : normalisedAt(trace.c, index - n),
    'δy ⊙ o ⊙ h′(c)': scaledProduct(deltaY, normalisedAt(linear.carryWithoutPeephole, index)),
    ...(network.peepholes && { 'p_o ⊙ δō': throughPeephole(trace, sweep, step, unit) }),
  };
}

/** h(c) of one unit; tanh(c) is c where float64 may have lost it. */
function bentCell({ network, bent, c }: LstmTrace, index: number): Scaled {
  const lost = network.cellActivation === 'tanh' && Math.abs(bent.mantissa[index]) < SMALL;
  return normalisedAt(lost ? c : bent, index);
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
