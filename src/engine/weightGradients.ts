/**
 * Weight gradients and each step's contribution to them (spec, section 2): δW = Σ_t δ⋆̄ᵗ xᵗᵀ. Rows of a gradient belong to one
 * unit each, so each row carries its own limb while the sum is made.
 */
import { log10Of, type Scaled, scaledProduct, scaledRoot, scaledSum, toNumber } from '../math/limb';
import { addAt, ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import { runToEnd } from '../math/task';
import { clipRatio } from '../settings/clipping';
import type { Edge, Gate } from '../settings/edges';
import type { ParameterName } from '../settings/parameters';
import type { ForwardTrace } from './forward';
import type { BackwardSweep } from './sweep';

export interface WeightGradients {
  /** Each parameter's gradient, in the parameter's own shape: matrices [out × in] row-major, vectors [N]. */
  readonly gradient: ReadonlyMap<ParameterName, ScaledRows>;
  /** Frobenius norm of each step's contribution, [steps]. */
  readonly perStep: ReadonlyMap<ParameterName, ScaledVector>;
  /** ‖g‖ over all parameters together. */
  readonly globalNorm: Scaled;
}

/** One parameter's sum: left factor by step (δ⋆̄), right factor by step (x, y⁻, 1), or an elementwise product of the two. */
export interface ParameterTerm {
  readonly name: ParameterName;
  /** The left factor is the derivative at this edge's pre-activation. */
  readonly edge: Edge;
  /** Loads the right factor of a step (0-based), [columns]. */
  readonly right: (step: number, into: ScaledVector) => void;
  readonly columns: number;
  readonly elementwise: boolean;
}

/** Multiply-adds in scaled arithmetic between two pauses: about a millisecond. */
const WORK_PER_PAUSE = 1e5;

export function weightGradients(trace: ForwardTrace, sweep: BackwardSweep): WeightGradients {
  return runToEnd(runWeightGradients(trace, sweep));
}

/** The same, with pauses. */
export function* runWeightGradients(trace: ForwardTrace, sweep: BackwardSweep): Generator<void, WeightGradients> {
  const { steps, size: n } = sweep.linear;
  const gradient = new Map<ParameterName, ScaledRows>();
  const perStep = new Map<ParameterName, ScaledVector>();
  const left = new ScaledVector(n);
  let square: Scaled = { mantissa: 0, limb: 0 };
  let work = 0;
  for (const term of parameterTerms(trace)) {
    const deltas = sweep.preDelta.get(term.edge) as ScaledRows;
    const columns = term.elementwise ? 1 : term.columns;
    const sum = new ScaledRows(n, columns);
    const norms = new ScaledVector(steps);
    const right = new ScaledVector(term.columns);
    for (let step = 0; step < steps; step++) {
      deltas.load(step, left);
      term.right(step, right);
      const norm = contributionNorm(term, left, right);
      norms.mantissa[step] = norm.mantissa;
      norms.limb[step] = norm.limb;
      accumulate(term, sum, left, right);
      work += n * columns;
      if (work < WORK_PER_PAUSE) continue;
      work = 0;
      yield;
    }
    gradient.set(term.name, sum);
    perStep.set(term.name, norms);
    const whole = scaledNorm(sum.mantissa, sum.limb, 0, sum.mantissa.length);
    square = scaledSum(square, scaledProduct(whole, whole));
  }
  return { gradient, perStep, globalNorm: scaledRoot(square) };
}

/** The factor of clipping by global norm, also where ‖g‖ has left float64. */
export function clipFactor(globalNorm: Scaled, maxNorm: number): Scaled {
  const norm = toNumber(globalNorm);
  if (norm === Number.POSITIVE_INFINITY) return { mantissa: maxNorm / globalNorm.mantissa, limb: -globalNorm.limb };
  return { mantissa: clipRatio(norm, maxNorm), limb: 0 };
}

/** Frobenius norm of one step's contribution; for an outer product that is the product of the two vectors' norms. */
export function contributionNorm(
  { elementwise }: Pick<ParameterTerm, 'elementwise'>,
  left: ScaledVector,
  right: ScaledVector,
): Scaled {
  if (!elementwise)
    return scaledProduct(
      scaledNorm(left.mantissa, left.limb, 0, left.size),
      scaledNorm(right.mantissa, right.limb, 0, right.size),
    );
  const product = new ScaledVector(left.size);
  for (let i = 0; i < left.size; i++) {
    product.mantissa[i] = (left.mantissa[i] as number) * (right.mantissa[i] as number);
    product.limb[i] = (left.limb[i] as number) + (right.limb[i] as number);
  }
  return scaledNorm(product.mantissa, product.limb, 0, product.size);
}

/** Adds one step's contribution to the sum, whose entries stay as they are beside: not normalised. */
export function accumulate(
  { elementwise }: Pick<ParameterTerm, 'elementwise'>,
  sum: ScaledRows,
  left: ScaledVector,
  right: ScaledVector,
): void {
  if (elementwise) accumulateElements(sum, left, right);
  else accumulateOuter(sum, left, right);
}

function accumulateOuter(sum: ScaledRows, left: ScaledVector, right: ScaledVector): void {
  const columns = right.size;
  for (let i = 0; i < left.size; i++) {
    const m = left.mantissa[i] as number;
    if (m === 0) continue;
    for (let j = 0; j < columns; j++) {
      addAt(
        sum,
        i * columns + j,
        m * (right.mantissa[j] as number),
        (left.limb[i] as number) + (right.limb[j] as number),
      );
    }
  }
}

function accumulateElements(sum: ScaledRows, left: ScaledVector, right: ScaledVector): void {
  for (let i = 0; i < left.size; i++) {
    addAt(
      sum,
      i,
      (left.mantissa[i] as number) * (right.mantissa[i] as number),
      (left.limb[i] as number) + (right.limb[i] as number),
    );
  }
}

/** The sums that make up the gradient of each parameter, in the order of `parametersOf`. */
export function parameterTerms(trace: ForwardTrace): ParameterTerm[] {
  const { hiddenSize: n, inputSize } = trace.network;
  const input = plainRows(trace.task.inputs, inputSize);
  const one = (_: number, into: ScaledVector): void => {
    into.mantissa.fill(1);
    into.limb.fill(0);
  };
  const outer = (name: ParameterName, edge: Edge, right: ParameterTerm['right'], columns: number): ParameterTerm => ({
    name,
    edge,
    right,
    columns,
    elementwise: false,
  });
  if (trace.kind === 'rnn') {
    const before = (step: number, into: ScaledVector): void => {
      if (step > 0) trace.h.load(step - 1, into);
      else plainRows(trace.task.initialOutput, n)(0, into);
    };
    return [outer('W_x', 'W_h', input, inputSize), outer('W_h', 'W_h', before, n), outer('b', 'W_h', one, 1)];
  }
  const { network, task } = trace;
  const y = shifted(trace.y, task.initialOutput, n);
  const cBefore = shifted(trace.c, task.initialCell, n);
  const cNow = plainRows(trace.c, n);
  const gates: readonly Gate[] = network.forgetGate ? ['z', 'i', 'f', 'o'] : ['z', 'i', 'o'];
  const terms = gates.flatMap((gate) => [
    outer(`W_${gate}`, `R_${gate}`, input, inputSize),
    outer(`R_${gate}`, `R_${gate}`, y, n),
    outer(`b_${gate}`, `R_${gate}`, one, 1),
  ]);
  if (network.peepholes) {
    for (const gate of gates.filter((candidate) => candidate !== 'z')) {
      terms.push({
        name: `p_${gate}`,
        edge: `R_${gate}`,
        right: gate === 'o' ? cNow : cBefore,
        columns: n,
        elementwise: true,
      });
    }
  }
  return terms;
}

function plainRows(rows: Float64Array, size: number): (step: number, into: ScaledVector) => void {
  return (step, into) => {
    into.mantissa.set(rows.subarray(step * size, (step + 1) * size));
    into.limb.fill(0);
  };
}

/** Row t − 1 for step t, and the initial state for the first. */
function shifted(rows: Float64Array, initial: Float64Array, size: number): (step: number, into: ScaledVector) => void {
  const earlier = plainRows(rows, size);
  return (step, into) => {
    if (step > 0) earlier(step - 1, into);
    else plainRows(initial, size)(0, into);
  };
}

/** log10 of the global norm, −Infinity for a zero gradient. */
export function log10GlobalNorm(gradients: WeightGradients): number {
  return log10Of(gradients.globalNorm.mantissa, gradients.globalNorm.limb);
}
